"""The list of money received."""

from django.http import HttpRequest, HttpResponse

from dakehu.kit.allowing import allow
from dakehu.kit.clock import today
from dakehu.kit.pages import page
from dakehu.kit.sheet_links import links_of, with_links
from dakehu.receipts.access import SEE_RECEIPTS
from dakehu.receipts.queries import receipts_of
from dakehu.receipts.tables import receipt_listing


@allow(SEE_RECEIPTS)
def receipt_list(request: HttpRequest) -> HttpResponse:
    """The receipts within the reader's scope."""
    actor = request.actor  # type: ignore[attr-defined]
    links = links_of("receipts", actor)
    shown = receipt_listing(today(), links).of(request, receipts_of(actor))
    context = {"listing": with_links(shown, links)}
    return page(request, "kit/listing/page.html", context, part="kit/listing/rows.html")
