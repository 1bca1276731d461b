"""The list of scores."""

from django.http import HttpRequest, HttpResponse

from dakehu.kit.allowing import allow
from dakehu.kit.clock import today
from dakehu.kit.pages import page
from dakehu.kit.sheet_links import links_of, with_links
from dakehu.performance.access import SEE_SCORES
from dakehu.performance.queries import scores_of
from dakehu.performance.tables import score_listing


@allow(SEE_SCORES)
def score_list(request: HttpRequest) -> HttpResponse:
    """The scores within the reader's scope."""
    actor = request.actor  # type: ignore[attr-defined]
    links = links_of("scores", actor)
    shown = score_listing(today(), links).of(request, scores_of(actor))
    context = {"listing": with_links(shown, links)}
    return page(request, "kit/listing/page.html", context, part="kit/listing/rows.html")
