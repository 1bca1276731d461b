"""工资单: everybody's that one may see, one of them, and how its figures came about."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dakehu.kit.allowing import allow
from dakehu.kit.clock import now
from dakehu.kit.pages import page
from dakehu.pay.access import SEE_STATEMENTS, statements_visible_to
from dakehu.pay.queries.papers import statement_for
from dakehu.pay.queries.runs import explained
from dakehu.pay.queries.statement_page import statement_page, way_back
from dakehu.pay.services.seeing import note_seen
from dakehu.pay.tables import STATEMENTS
from dakehu.rulebook.queries.reading import explanation_context, figure_context


@allow(SEE_STATEMENTS)
@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    """The statements that the reader may see, the latest month first."""
    rows = statements_visible_to(request.actor)  # type: ignore[attr-defined]
    rows = rows.select_related("run").defer("explanation", "run__facts", "run__told")
    context = {"listing": STATEMENTS.of(request, rows)}
    return page(request, "kit/listing/page.html", context, part="kit/listing/rows.html")


@allow(SEE_STATEMENTS)
@require_safe
def statement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's month."""
    found = _found(request, pk)
    note_seen(by=request.actor, at=now(), statement=found)  # type: ignore[attr-defined]
    back = way_back(found, request.actor)  # type: ignore[attr-defined]
    context = {"shown": statement_page(found), "breadcrumbs": back}
    return page(request, "pay/statement.html", context)


@allow(SEE_STATEMENTS)
@require_safe
def statement_explain(request: HttpRequest, pk: int, figure: str) -> HttpResponse:
    """How a figure of a statement came about, as it was stored."""
    told = explained(_found(request, pk))
    if figure not in {one["id"] for one in told["nodes"]}:
        raise Http404
    is_root = figure == told["nodes"][0]["id"]
    context = explanation_context(told) if is_root else figure_context(told, figure)
    return page(request, "kit/explanation.html", context, part="kit/_explanation.html")


def _found(request: HttpRequest, pk: int) -> Any:
    found = statement_for(request.actor, pk)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found
