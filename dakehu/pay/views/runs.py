"""本月核算: a pay month from trial to frozen, and the months before."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.errors import UnableTo
from dakehu.kit.form_pages import form_page, posted
from dakehu.kit.pages import page
from dakehu.pay.access import RETURN_RUN, RUN_PAY, SEE_RUNS
from dakehu.pay.forms import ReasonForm
from dakehu.pay.queries.comparisons import differences_of
from dakehu.pay.queries.papers import sees_everybody
from dakehu.pay.queries.run_page import due_month, run_page
from dakehu.pay.queries.runs import differing, replayed, run_of, runs_of, statements_of
from dakehu.pay.services.runs import compute_run, freeze_run, return_run, review_run
from dakehu.pay.tables import people_listing, runs_listing
from dakehu.periods.queries import month_name


@allow(SEE_RUNS)
@require_safe
def settlement(request: HttpRequest) -> HttpResponse:
    """The latest run, or what there is to do for the first one."""
    latest = runs_of(request.actor).first()  # type: ignore[attr-defined]
    if latest is not None:
        return redirect("pay:run", latest.pk)
    month = due_month(today())
    context = {"month": month, "month_told": month_name(month), "may": _may_compute(request)}
    return page(request, "pay/settlement.html", context)


@allow(SEE_RUNS)
@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    """Every pay month that was settled."""
    actor = request.actor  # type: ignore[attr-defined]
    listing = runs_listing(is_whole=sees_everybody(actor)).of(request, runs_of(actor))
    context = {"listing": listing}
    return page(request, "kit/listing/page.html", context, part="kit/listing/rows.html")


@allow(SEE_RUNS)
@require_safe
def run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A run with its people."""
    run = _found(request, pk)
    shown = run_page(request.actor, run, today())  # type: ignore[attr-defined]
    rows = statements_of(request.actor, run).select_related("run")  # type: ignore[attr-defined]
    apart = differences_of(request.actor, run)  # type: ignore[attr-defined]
    listing = people_listing(apart).of(request, rows.defer("explanation", "run__facts"))
    context = {"listing": listing, "shown": shown, "next_month": due_month(today())}
    return page(request, "pay/run.html", context, part="kit/listing/rows.html")


@allow(RUN_PAY)
@require_POST
def run_compute(request: HttpRequest) -> HttpResponse:
    """Settle a pay month, or settle it again."""
    at = now()
    try:
        run = compute_run(
            by=request.actor,  # type: ignore[attr-defined]
            at=at,
            on=today(),
            pay_month=request.POST.get("pay_month", ""),
        )
    except UnableTo as error:
        messages.error(request, str(error))
        return redirect("pay:settlement")
    if run.computed_at != at:
        messages.info(request, _("数据没有变化，核算结果不变。"))
    else:
        messages.success(request, _("已核算"))
    return redirect("pay:run", run.pk)


ACTS: Final[Mapping[str, tuple[Callable[..., Any], Any]]] = {
    "review": (review_run, gettext_lazy("已复核")),
    "freeze": (freeze_run, gettext_lazy("已冻结")),
}
"""What one may do with a run, and what is said then; the services ask who may."""


@allow(SEE_RUNS)
@require_POST
def run_act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Review or freeze a run."""
    run = _found(request, pk)
    if action not in ACTS:
        raise Http404
    act, said = ACTS[action]
    seen = request.POST.get("revision", "")
    given = {"revision": int(seen)} if action == "review" and seen.isdecimal() else {}
    return posted(
        request,
        act=lambda: act(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            run=run.pk,
            **given,
        ),
        done=reverse("pay:run", args=[run.pk]),
        said=said,
    )


@allow(RETURN_RUN)
def run_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a reviewed run back to be computed again, with the reason."""
    run = _found(request, pk)
    back = reverse("pay:run", args=[run.pk])
    return form_page(
        ReasonForm(request.POST or None),
        request,
        title=_("退回%s发放") % month_name(run.pay_month),
        about=_("退回以后回到试算，可以重新核算。"),
        verb=_("退回"),
        said=_("已退回"),
        save=lambda data: return_run(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            run=run.pk,
            **data,
        ),
        done=lambda _run: back,
        back=back,
    )


@allow(SEE_RUNS)
@require_POST
def run_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Compute a run again from what is stored with it, and say whether anything differs."""
    run = _found(request, pk)
    wrong = differing(run, replayed(run))
    if wrong:
        told = _("重算核对：%(count)d 人与保存的结果不同，工号 %(numbers)s。请立即联系系统管理员。")
        messages.error(request, told % {"count": len(wrong), "numbers": "、".join(wrong)})
    else:
        told = _("重算核对：由保存的数据重新计算，%d 人的每一个数和每一步依据都一致。")
        messages.success(request, told % run.people_count)
    return redirect("pay:run", run.pk)


def _found(request: HttpRequest, pk: int) -> Any:
    run = run_of(request.actor, pk)  # type: ignore[attr-defined]
    if run is None:
        raise Http404
    return run


def _may_compute(request: HttpRequest) -> bool:
    return bool(request.actor.may(RUN_PAY))  # type: ignore[attr-defined]
