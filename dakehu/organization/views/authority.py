"""Who stands in for whom, and who was given which authority."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dakehu.kit.actors import Actor
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.form_pages import form_page, posted
from dakehu.kit.pages import page
from dakehu.kit.permissions import Permission, Scope
from dakehu.organization.access import DELEGATE, NAME_DEPUTY, SEE_DELEGATIONS
from dakehu.organization.forms.people import DelegationForm, DeputyForm
from dakehu.organization.queries.company import company_name
from dakehu.organization.queries.delegations import delegations_visible_to
from dakehu.organization.queries.filters import deputies_visible_to
from dakehu.organization.queries.staff_page import delegation_line, deputy_line
from dakehu.organization.services import delegations, deputies
from dakehu.organization.tables import delegation_listing, deputy_listing, offered

DEPUTIES = "organization:deputy_list"
DELEGATIONS = "organization:delegation_list"


@allow(NAME_DEPUTY)
def deputy_list(request: HttpRequest) -> HttpResponse:
    """One's own deputies, or everybody's for those who keep the register."""
    rows = deputies_visible_to(request.actor)  # type: ignore[attr-defined]
    listing = offered(
        deputy_listing(today()).of(request, rows), "organization:deputy_add", _("指定代理人")
    )
    return page(
        request, "kit/listing/page.html", {"listing": listing}, part="kit/listing/rows.html"
    )


@allow(NAME_DEPUTY)
def deputy_detail(request: HttpRequest, pk: int) -> HttpResponse:
    found = deputies_visible_to(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    context = {
        "line": deputy_line(found, today()),
        "can_end": _may(request.actor, NAME_DEPUTY, found.staff_id),  # type: ignore[attr-defined]
    }
    return page(request, "organization/deputy.html", context)


@allow(NAME_DEPUTY)
def deputy_add(request: HttpRequest) -> HttpResponse:
    """Name a deputy for oneself, or for anybody."""
    tomorrow = today() + timedelta(days=1)
    owner = _owner(request.actor, NAME_DEPUTY)  # type: ignore[attr-defined]
    start = {"starts_on": tomorrow, "staff": owner}
    return form_page(
        DeputyForm(request.POST or None, on=today(), owner=owner, initial=start),
        request,
        title=_("指定代理人"),
        about=_("代理期间由代理人代为审批，记录里写明两个人的姓名。"),
        save=lambda data: deputies.name_deputy(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            **data,
        ),
        done=lambda _made: reverse(DEPUTIES),
        back=reverse(DEPUTIES),
        said=_("已指定代理人"),
    )


@allow(NAME_DEPUTY)
@require_POST
def deputy_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The deputy no longer acts, from today on."""
    if not deputies_visible_to(request.actor).filter(pk=pk).exists():  # type: ignore[attr-defined]
        raise Http404
    return posted(
        request,
        act=lambda: deputies.end_deputy(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            deputy=pk,
            on=today(),
        ),
        done=reverse(DEPUTIES),
        said=_("代理已结束"),
    )


@allow(SEE_DELEGATIONS)
def delegation_list(request: HttpRequest) -> HttpResponse:
    """The register of authority, as far as the reader sees it."""
    actor, on = request.actor, today()  # type: ignore[attr-defined]
    may_grant = actor.may(DELEGATE)
    listing = offered(
        delegation_listing(on, may_grant).of(request, delegations_visible_to(actor, on)),
        "organization:delegation_add",
        _("登记授权"),
        is_on=may_grant,
    )
    return page(
        request, "kit/listing/page.html", {"listing": listing}, part="kit/listing/rows.html"
    )


@allow(SEE_DELEGATIONS)
def delegation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    found = _delegation(pk, request)
    context = {
        "line": delegation_line(found, today()),
        "note": found.document_note,
        "can_revoke": _may(request.actor, DELEGATE, found.grantor_id),  # type: ignore[attr-defined]
    }
    return page(request, "organization/delegation.html", context)


@allow(SEE_DELEGATIONS)
def delegation_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter of authority (授权委托书) to print and sign."""
    found = _delegation(pk, request)
    context = {
        "line": delegation_line(found, today()),
        "note": found.document_note,
        "title": _("授权委托书"),
        "number": f"SQ-{found.starts_on:%Y}-{found.pk:04d}",
        "day": found.starts_on,
        "company": company_name(),
        "signatures": [_("授权人（签字）"), _("被授权人（签字）"), _("单位盖章")],
    }
    return page(request, "organization/delegation_paper.html", context)


@allow(DELEGATE)
def delegation_add(request: HttpRequest) -> HttpResponse:
    """Register an authority given in writing."""
    owner = _owner(request.actor, DELEGATE)  # type: ignore[attr-defined]
    start = {"starts_on": today(), "grantor": owner}

    def save(data: dict[str, Any]) -> Any:
        percent = data.pop("limit_percent")
        return delegations.delegate(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            limit_rate=None if percent is None else percent.scaleb(-2),
            **data,
        )

    return form_page(
        DelegationForm(request.POST or None, on=today(), owner=owner, initial=start),
        request,
        title=_("登记授权"),
        about=_("授权以书面为准，这里登记事项、限额和期限，签合同、让价时据此核对。"),
        save=save,
        done=lambda made: reverse("organization:delegation_detail", args=[made.pk]),
        back=reverse(DELEGATIONS),
        said=_("已登记授权"),
    )


@allow(DELEGATE)
@require_POST
def delegation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an authority back from today on."""
    _delegation(pk, request)
    return posted(
        request,
        act=lambda: delegations.revoke_delegation(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            delegation=pk,
            on=today(),
        ),
        done=reverse("organization:delegation_detail", args=[pk]),
        said=_("授权已撤销"),
    )


def _delegation(pk: int, request: HttpRequest) -> Any:
    rows = delegations_visible_to(request.actor, today())  # type: ignore[attr-defined]
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _owner(actor: Actor, permission: Permission) -> int | None:
    """Whose own the row must be; None for those who may act for anybody."""
    return None if actor.scope(permission) is Scope.ALL else actor.staff_id or 0


def _may(actor: Actor, permission: Permission, owner: int) -> bool:
    scope = actor.scope(permission)
    return scope is Scope.ALL or (scope is Scope.OWN and owner == actor.staff_id)
