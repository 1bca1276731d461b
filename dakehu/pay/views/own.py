"""我的收入: the open window, what is awaited, and one's own statements."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dakehu.kit.allowing import allow
from dakehu.kit.clock import today
from dakehu.kit.pages import page
from dakehu.pay.queries.own import income_explained, income_of, own_statements
from dakehu.pay.queries.run_page import STATE_WORDS
from dakehu.pay.queries.statement_page import month_told, parts_of
from dakehu.rulebook.queries.reading import explanation_context

MONTHS = 12
"""So many earlier months are listed."""


@allow.signed_in()
@require_safe
def own_income(request: HttpRequest) -> HttpResponse:
    """What one has earned and will earn."""
    actor = request.actor  # type: ignore[attr-defined]
    statements = list(own_statements(actor)[:MONTHS])
    latest = statements[0] if statements else None
    context = {
        "income": income_of(actor, today()),
        "latest": latest,
        "latest_told": month_told(latest.run) if latest else "",
        "latest_state": STATE_WORDS[latest.run.state] if latest else "",
        "parts": parts_of(latest) if latest else (),
        "earlier": statements[1:],
    }
    return page(request, "pay/own.html", context)


@allow.signed_in()
@require_safe
def own_explain(request: HttpRequest) -> HttpResponse:
    """How what is earned so far comes about."""
    told = income_explained(request.actor, today())  # type: ignore[attr-defined]
    if told is None:
        raise Http404
    context = explanation_context(told)
    return page(request, "kit/explanation.html", context, part="kit/_explanation.html")
