"""The lists of shares and of opening balances."""

from django.http import HttpRequest, HttpResponse

from dakehu.kit.allowing import allow
from dakehu.kit.pages import page
from dakehu.kit.sheet_links import links_of, with_links
from dakehu.rewards.access import SEE_CARRIES, SEE_SHARES
from dakehu.rewards.queries.carries import carries_of
from dakehu.rewards.queries.shares import shares_of
from dakehu.rewards.tables import carry_listing, share_listing


@allow(SEE_SHARES)
def share_list(request: HttpRequest) -> HttpResponse:
    """The shares within the reader's scope."""
    actor = request.actor  # type: ignore[attr-defined]
    links = links_of("shares", actor)
    shown = share_listing(links).of(request, shares_of(actor))
    context = {"listing": with_links(shown, links)}
    return page(request, "kit/listing/page.html", context, part="kit/listing/rows.html")


@allow(SEE_CARRIES)
def carry_list(request: HttpRequest) -> HttpResponse:
    """The opening balances within the reader's scope."""
    actor = request.actor  # type: ignore[attr-defined]
    links = links_of("carries", actor)
    shown = carry_listing(links).of(request, carries_of(actor))
    context = {"listing": with_links(shown, links)}
    return page(request, "kit/listing/page.html", context, part="kit/listing/rows.html")
