"""The posts of the company and the papers that describe them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.form_pages import day_asked, form_page
from dakehu.kit.pages import page
from dakehu.organization.access import MANAGE, SEE_CHART
from dakehu.organization.forms.descriptions import JobDescriptionForm, content_of
from dakehu.organization.forms.structure import ChangePositionForm, PositionForm
from dakehu.organization.queries.company import company_name
from dakehu.organization.queries.filters import position_rows
from dakehu.organization.queries.position_page import (
    PositionPage,
    kept_of,
    paper_in_force,
    position_page,
    typed,
)
from dakehu.organization.services import positions
from dakehu.organization.tables import offered, position_listing

LIST = "organization:position_list"


@allow(SEE_CHART)
def position_list(request: HttpRequest) -> HttpResponse:
    """All posts with who holds them today."""
    on, may_add = today(), request.actor.may(MANAGE)  # type: ignore[attr-defined]
    listing = offered(
        position_listing(on, may_add).of(request, position_rows(on)),
        "organization:position_add",
        _("新建岗位"),
        is_on=may_add,
    )
    return page(
        request, "kit/listing/page.html", {"listing": listing}, part="kit/listing/rows.html"
    )


@allow(SEE_CHART)
def position_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One post on any day."""
    on = day_asked(request)
    context = {
        "page": _page(pk, request),
        "on": on,
        "can_manage": request.actor.may(MANAGE),  # type: ignore[attr-defined]
    }
    return page(request, "organization/position.html", context)


@allow(SEE_CHART)
def position_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The job description of a post on paper, as it is on any day."""
    found = _page(pk, request)
    if found.paper is None:
        raise Http404
    context = {
        "page": found,
        "paper": found.paper,
        "title": _("职务说明书"),
        "day": found.paper.effective_from,
        "company": company_name(),
        "signatures": [_("编制人"), _("审核人"), _("批准人"), _("本人签收及日期")],
    }
    return page(request, "organization/position_paper.html", context)


@allow(MANAGE)
def position_add(request: HttpRequest) -> HttpResponse:
    start = {"unit": request.GET.get("unit", "")}
    return form_page(
        PositionForm(request.POST or None, on=today(), initial=start),
        request,
        title=_("新建岗位"),
        save=lambda data: positions.add_position(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            **data,
        ),
        done=lambda made: reverse("organization:position_detail", args=[made.pk]),
        back=reverse(LIST),
    )


@allow(MANAGE)
def position_change(request: HttpRequest, pk: int) -> HttpResponse:
    found = _page(pk, request).position
    here = reverse("organization:position_detail", args=[pk])
    start = {
        "title": found.title,
        "unit": found.unit_id,
        "superior": found.superior_id,
        "seats": [one.seat for one in found.seats.all()],
        "headcount": found.headcount,
        "job_description": found.job_description,
        "is_active": found.is_active,
    }
    return form_page(
        ChangePositionForm(request.POST or None, on=today(), initial=start),
        request,
        title=_("修改岗位"),
        save=lambda data: positions.change_position(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            on=today(),
            position=pk,
            **data,
        ),
        done=lambda _made: here,
        back=here,
    )


@allow(MANAGE)
def position_describe(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of the job description of a post."""
    found = _page(pk, request).position
    code, here = (
        found.job_description,
        reverse("organization:position_detail", args=[pk]),
    )
    paper = paper_in_force(code, today())
    start = {"effective_from": today(), **typed(paper, found)}

    def save(data: dict[str, Any]) -> Any:
        return positions.describe_position(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            position=pk,
            title=data["title"],
            content=content_of(data, kept_of(paper)),
            effective_from=data["effective_from"],
            adopted_on=data["adopted_on"],
        )

    return form_page(
        JobDescriptionForm(request.POST or None, initial=start),
        request,
        title=_("职务说明书新版本"),
        about=_("%s。旧版本保留，按施行日期生效。") % found.title,
        save=save,
        done=lambda _made: here,
        back=here,
    )


def _page(pk: int, request: HttpRequest) -> PositionPage:
    found = position_page(pk, day_asked(request))
    if found is None:
        raise Http404
    return found
