"""The sheets one may use, and their templates."""

from django.http import Http404, HttpRequest, HttpResponse

from dakehu.exchange.access import OVERVIEW, USE, may_import, sheet_for
from dakehu.exchange.queries.cards import cards_for
from dakehu.exchange.services.templates import template_of
from dakehu.kit.allowing import allow
from dakehu.kit.pages import page
from dakehu.kit.settings_store import is_demo


@allow(OVERVIEW)
def home(request: HttpRequest) -> HttpResponse:
    """A card for each sheet that the person may use."""
    context = {"cards": cards_for(request.actor), "is_demo": is_demo()}
    return page(request, "exchange/home.html", context)


@allow(USE)
def template(request: HttpRequest, sheet: str) -> HttpResponse:
    """An empty file to fill in."""
    kind = sheet_for(request.actor, sheet)
    if kind is None or not may_import(request.actor, kind):
        raise Http404
    return template_of(kind).answer()
