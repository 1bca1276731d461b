"""The list of pay terms."""

from django.http import HttpRequest, HttpResponse

from dakehu.kit.allowing import allow
from dakehu.kit.pages import page
from dakehu.kit.sheet_links import links_of, with_links
from dakehu.pay.access import SEE_TERMS
from dakehu.pay.queries.terms import terms_of
from dakehu.pay.tables import terms_listing


@allow(SEE_TERMS)
def terms_list(request: HttpRequest) -> HttpResponse:
    """The terms that the reader may see."""
    actor = request.actor  # type: ignore[attr-defined]
    links = links_of("staff", actor)
    shown = terms_listing(links).of(request, terms_of(actor))
    context = {"listing": with_links(shown, links)}
    return page(request, "kit/listing/page.html", context, part="kit/listing/rows.html")
