"""The first page of everyone, and the person's own page."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse

from dakehu.kit.allowing import allow
from dakehu.kit.clock import today
from dakehu.kit.pages import page
from dakehu.rulebook.queries.reading import explanation_context
from dakehu.web.queries.deadlines import deadline_explanation
from dakehu.web.queries.home import cards_for, day_told
from dakehu.web.queries.person import person_of


@allow.signed_in()
def home(request: HttpRequest) -> HttpResponse:
    """What there is for this person today."""
    day = today()
    cards = cards_for(request.actor, day)  # type: ignore[attr-defined]
    context = {"cards": cards, "day": day, "told": day_told(day)}
    return page(request, "web/home.html", context)


@allow.signed_in()
def me(request: HttpRequest) -> HttpResponse:
    """The person's positions, superior, deputies, and the pages under their name."""
    person = person_of(request.actor, today())  # type: ignore[attr-defined]
    return page(request, "web/me.html", {"person": person})


@allow.signed_in()
def deadline_explained(request: HttpRequest, code: str, on: str) -> HttpResponse:
    """How a date came about, for the 依据 drawer."""
    try:
        found = deadline_explanation(code, date.fromisoformat(on))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    context = explanation_context(found)
    return page(request, "kit/explanation.html", context, part="kit/_explanation.html")
