"""The list of deductions."""

from django.http import HttpRequest, HttpResponse

from dakehu.conduct.access import SEE_POINTS
from dakehu.conduct.queries import points_of
from dakehu.conduct.tables import point_listing
from dakehu.kit.allowing import allow
from dakehu.kit.clock import today
from dakehu.kit.pages import page
from dakehu.kit.sheet_links import links_of, with_links


@allow(SEE_POINTS)
def point_list(request: HttpRequest) -> HttpResponse:
    """The deductions within the reader's scope."""
    actor = request.actor  # type: ignore[attr-defined]
    links = links_of("points", actor)
    shown = point_listing(today(), links).of(request, points_of(actor))
    context = {"listing": with_links(shown, links)}
    return page(request, "kit/listing/page.html", context, part="kit/listing/rows.html")
