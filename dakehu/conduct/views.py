"""Deductions: the list, one of them, and what is decided on it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dakehu.conduct.access import CONFIRM_POINTS, PROPOSE_POINTS, SEE_POINTS
from dakehu.conduct.forms import DropForm, EvidenceForm
from dakehu.conduct.queries import point_of, point_page, points_of
from dakehu.conduct.services import confirm_points, drop_point, give_evidence
from dakehu.conduct.tables import point_listing
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.form_pages import form_page, posted
from dakehu.kit.pages import page
from dakehu.kit.sheet_links import links_of, with_links


@allow(SEE_POINTS)
def point_list(request: HttpRequest) -> HttpResponse:
    """The deductions within the reader's scope."""
    actor = request.actor  # type: ignore[attr-defined]
    links = links_of("points", actor)
    shown = point_listing(today(), links).of(request, points_of(actor))
    context = {"listing": with_links(shown, links)}
    return page(request, "kit/listing/page.html", context, part="kit/listing/rows.html")


@allow(SEE_POINTS)
@require_safe
def point_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One deduction: why, by whom, and what became of it."""
    shown = point_page(request.actor, _found(request, pk))  # type: ignore[attr-defined]
    return page(request, "conduct/point.html", {"shown": shown})


@allow(CONFIRM_POINTS)
@require_POST
def point_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a proposed deduction count."""
    found = _found(request, pk)
    return posted(
        request,
        act=lambda: confirm_points(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            points=[found.pk],
        ),
        done=reverse("conduct:point", args=[found.pk]),
        said=_("已确认"),
    )


@allow(PROPOSE_POINTS)
def point_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a proposed deduction rests on."""
    found = _found(request, pk)
    back = reverse("conduct:point", args=[found.pk])
    return form_page(
        EvidenceForm(request.POST or None, initial={"evidence": found.evidence}),
        request,
        title=_("%s的扣分：证据") % found.staff.name,
        save=lambda data: give_evidence(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            point=found.pk,
            **data,
        ),
        done=lambda _point: back,
        back=back,
    )


@allow(CONFIRM_POINTS)
def point_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a deduction off, with the reason."""
    found = _found(request, pk)
    back = reverse("conduct:point", args=[found.pk])
    return form_page(
        DropForm(request.POST or None),
        request,
        title=_("不扣%s的分") % found.staff.name,
        about=_("这条扣分不再计入考核，记录和原因保留。"),
        verb=_("不扣"),
        said=_("已记为不扣"),
        save=lambda data: drop_point(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            point=found.pk,
            **data,
        ),
        done=lambda _point: back,
        back=back,
    )


def _found(request: HttpRequest, pk: int) -> Any:
    found = point_of(request.actor, pk)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found
