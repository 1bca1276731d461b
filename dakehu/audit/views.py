"""The trail as pages."""

from django.http import Http404, HttpRequest, HttpResponse

from dakehu.audit.access import SEE_TRAIL
from dakehu.audit.queries import all_entries, chain_state, entry_numbered
from dakehu.audit.tables import ENTRIES
from dakehu.kit.allowing import allow
from dakehu.kit.pages import page


@allow(SEE_TRAIL)
def entries(request: HttpRequest) -> HttpResponse:
    """All entries, newest first."""
    listing = ENTRIES.of(request, all_entries(), state=chain_state())
    return page(
        request, "kit/listing/page.html", {"listing": listing}, part="kit/listing/rows.html"
    )


@allow(SEE_TRAIL)
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry with its data and its place in the chain."""
    line = entry_numbered(number)
    if line is None:
        raise Http404
    return page(request, "audit/entry.html", {"line": line})
