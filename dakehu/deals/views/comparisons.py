"""对比我们的报价表: the quotes in use beside the rule prices."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from dakehu.deals.access import COMPARE_QUOTES, USE_DESK
from dakehu.deals.data.quote_sheet import QUOTE_SHEET
from dakehu.deals.forms import QuoteSheetForm
from dakehu.deals.queries import comparisons as reading
from dakehu.deals.queries.quote_rows import remeasured_row
from dakehu.deals.services import comparisons as comparing
from dakehu.deals.services.comparison_sample import sample_quotes
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.column_forms import NOT_COMPARED, ColumnsForm
from dakehu.kit.errors import UnableTo
from dakehu.kit.form_pages import refuse
from dakehu.kit.pages import page
from dakehu.kit.settings_store import is_demo
from dakehu.rulebook.queries.reading import figure_context


@allow(COMPARE_QUOTES)
def compare_quotes(request: HttpRequest) -> HttpResponse:
    """Bring the list of quotes in use, and see what was compared before."""
    form = QuoteSheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return redirect("deals:quotes", _uploaded(request, file.name, file).pk)
        except UnableTo as refusal:
            refuse(form, refusal) if refusal.field else form.add_error("file", str(refusal))
    context = {
        "form": form,
        "earlier": reading.earlier_comparisons(request.actor),  # type: ignore[attr-defined]
        "is_demo": is_demo(),
        "breadcrumbs": _way(request)[:-1],
    }
    return page(request, "deals/quotes_new.html", context, status=422 if form.errors else 200)


@allow(COMPARE_QUOTES)
@require_POST
def compare_sample(request: HttpRequest) -> HttpResponse:
    """Try it with a list made of the catalog, in the demo."""
    if not is_demo():
        raise Http404
    try:
        name, content = sample_quotes(by=request.actor, on=today())  # type: ignore[attr-defined]
        return redirect("deals:quotes", _uploaded(request, name, content).pk)
    except UnableTo as refusal:
        messages.error(request, str(refusal))
        return redirect("deals:compare_quotes")


@allow(COMPARE_QUOTES)
@require_safe
def quotes_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Which quotes lie below the rule price, by how much, and who decides."""
    found = _found(request, pk)
    if not found.is_matched:
        return redirect("deals:quotes_columns", pk)
    shown = reading.comparison_page(request.actor, found)  # type: ignore[attr-defined]
    return page(request, "deals/quotes.html", {"shown": shown, "breadcrumbs": _way(request)})


@allow(COMPARE_QUOTES)
@require_GET
def quotes_explain(request: HttpRequest, pk: int, row: int, figure: str) -> HttpResponse:
    """How a figure of a row came about, by the policies of the day of the comparison."""
    found = _found(request, pk)
    actor = request.actor  # type: ignore[attr-defined]
    again = remeasured_row(actor, found.result, row, found.policies_on)
    if again is None or figure not in {one["id"] for one in again.explanation["nodes"]}:
        raise Http404
    context = figure_context(again.explanation, figure)
    return page(request, "kit/explanation.html", context, part="kit/_explanation.html")


@allow(COMPARE_QUOTES)
def quotes_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which column is which."""
    found = _found(request, pk)
    actor = request.actor  # type: ignore[attr-defined]
    look = reading.look_of(actor, found)
    form = ColumnsForm(request.POST or None, QUOTE_SHEET, look, aside=NOT_COMPARED)
    if request.method == "POST" and form.is_valid():
        try:
            comparing.match_quotes(by=actor, at=now(), on=today(), comparison=pk, codes=form.codes)
            return redirect("deals:quotes", pk)
        except UnableTo as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "found": found, "look": look, "breadcrumbs": _way(request)}
    status = 422 if form.errors else 200
    return page(request, "deals/quotes_columns.html", context, status=status)


@allow(COMPARE_QUOTES)
@require_POST
def quotes_tab(request: HttpRequest, pk: int) -> HttpResponse:
    """Take another worksheet of the file."""
    _found(request, pk)
    tab = request.POST.get("tab", "")
    try:
        comparing.choose_quotes_tab(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            comparison=pk,
            tab=tab,
        )
    except UnableTo as refusal:
        messages.error(request, str(refusal))
    return redirect("deals:quotes_columns", pk)


@allow(COMPARE_QUOTES)
@require_safe
def quotes_book(request: HttpRequest, pk: int) -> HttpResponse:
    """The result as a workbook."""
    _found(request, pk)
    actor = request.actor  # type: ignore[attr-defined]
    try:
        return comparing.take_quotes(by=actor, at=now(), comparison=pk).answer()
    except UnableTo as refusal:
        messages.error(request, str(refusal))
        return redirect("deals:quotes", pk)


def _uploaded(request: HttpRequest, name: str, content: Any) -> Any:
    return comparing.upload_quotes(
        by=request.actor,  # type: ignore[attr-defined]
        at=now(),
        on=today(),
        name=name,
        content=content,
    )


def _found(request: HttpRequest, pk: int) -> Any:
    found = reading.comparison_of(request.actor, pk)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def _way(request: HttpRequest) -> list[dict[str, str]]:
    way = [{"label": _("对比我们的报价表"), "url": reverse("deals:compare_quotes")}]
    if request.actor.may(USE_DESK):  # type: ignore[attr-defined]
        way.insert(0, {"label": _("报价测算草稿"), "url": reverse("deals:drafts")})
    return way
