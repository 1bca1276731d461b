"""对比我们的Excel: the pay sheet in use beside a run, column by column and person by person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dakehu.kit.allowing import allow
from dakehu.kit.clock import now
from dakehu.kit.column_forms import NOT_COMPARED, ColumnsForm
from dakehu.kit.errors import UnableTo
from dakehu.kit.form_pages import refuse
from dakehu.kit.pages import page
from dakehu.kit.settings_store import is_demo
from dakehu.pay.access import COMPARE
from dakehu.pay.data.pay_sheet import PAY_SHEET
from dakehu.pay.forms import PaySheetForm
from dakehu.pay.queries import comparisons as reading
from dakehu.pay.services import comparisons as comparing
from dakehu.pay.services.comparison_sample import sample_pay_sheet


@allow(COMPARE)
def compare_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the pay sheet in use, and see what was compared before."""
    run = _run(request, pk)
    form = PaySheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = comparing.upload_pay_sheet(
                by=request.actor, at=now(), run=run.pk, name=file.name, content=file
            )
        except UnableTo as refusal:
            refuse(form, refusal) if refusal.field else form.add_error("file", str(refusal))
        else:
            return redirect("pay:comparison", found.pk)
    context = {
        "form": form,
        "shown": reading.upload_page(request.actor, run),
        "is_demo": is_demo(),
        "breadcrumbs": _way(run.pk),
    }
    return page(request, "pay/comparison_new.html", context, status=422 if form.errors else 200)


@allow(COMPARE)
@require_POST
def compare_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Try it with a sheet made of the run itself and two usual mistakes, in the demo."""
    run = _run(request, pk)
    if not is_demo():
        raise Http404
    try:
        name, content = sample_pay_sheet(by=request.actor, run=run.pk)
        found = comparing.upload_pay_sheet(
            by=request.actor, at=now(), run=run.pk, name=name, content=content
        )
    except UnableTo as refusal:
        messages.error(request, str(refusal))
        return redirect("pay:compare", run.pk)
    return redirect("pay:comparison", found.pk)


@allow(COMPARE)
@require_safe
def comparison_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who agrees, who differs, and where they part."""
    found = _found(request, pk)
    if not found.is_matched:
        return redirect("pay:comparison_columns", pk)
    show = request.GET.get("show", "")
    shown = reading.comparison_page(request.actor, found, show if reading.is_state(show) else "")
    context = {"shown": shown, "breadcrumbs": _way(found.run_id, is_deep=True)}
    return page(request, "pay/comparison.html", context)


@allow(COMPARE)
def comparison_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which column is which."""
    found = _found(request, pk)
    look = reading.look_of(found)
    form = ColumnsForm(request.POST or None, PAY_SHEET, look, aside=NOT_COMPARED)
    if request.method == "POST" and form.is_valid():
        try:
            comparing.match_pay_sheet(by=request.actor, at=now(), comparison=pk, codes=form.codes)
        except UnableTo as refusal:
            refuse(form, refusal)
        else:
            return redirect("pay:comparison", pk)
    context = {
        **{"form": form, "found": found, "look": look},
        "breadcrumbs": _way(found.run_id, is_deep=True),
    }
    status = 422 if form.errors else 200
    return page(request, "pay/comparison_columns.html", context, status=status)


@allow(COMPARE)
@require_POST
def comparison_tab(request: HttpRequest, pk: int) -> HttpResponse:
    """Take another worksheet of the file."""
    _found(request, pk)
    try:
        comparing.choose_pay_tab(
            by=request.actor, at=now(), comparison=pk, tab=request.POST.get("tab", "")
        )
    except UnableTo as refusal:
        messages.error(request, str(refusal))
    return redirect("pay:comparison_columns", pk)


@allow(COMPARE)
@require_safe
def comparison_book(request: HttpRequest, pk: int) -> HttpResponse:
    """The result as a workbook."""
    _found(request, pk)
    try:
        return comparing.take_comparison(by=request.actor, at=now(), comparison=pk).answer()
    except UnableTo as refusal:
        messages.error(request, str(refusal))
        return redirect("pay:comparison", pk)


def _run(request: HttpRequest, pk: int) -> Any:
    run = reading.run_of(request.actor, pk)
    if run is None:
        raise Http404
    return run


def _found(request: HttpRequest, pk: int) -> Any:
    found = reading.comparison_of(request.actor, pk)
    if found is None:
        raise Http404
    return found


def _way(run: int, *, is_deep: bool = False) -> list[dict[str, str]]:
    way = [{"label": _("本月核算"), "url": reverse("pay:run", args=[run])}]
    if is_deep:
        way.append({"label": _("对比我们的Excel"), "url": reverse("pay:compare", args=[run])})
    return way
