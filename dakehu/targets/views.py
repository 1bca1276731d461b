"""The list of targets."""

from django.http import HttpRequest, HttpResponse

from dakehu.kit.allowing import allow
from dakehu.kit.clock import today
from dakehu.kit.pages import page
from dakehu.kit.sheet_links import links_of, with_links
from dakehu.targets.access import SEE_TARGETS
from dakehu.targets.queries import targets_of
from dakehu.targets.tables import target_listing


@allow(SEE_TARGETS)
def target_list(request: HttpRequest) -> HttpResponse:
    """The targets within the reader's scope."""
    actor = request.actor  # type: ignore[attr-defined]
    links = links_of("targets", actor)
    shown = target_listing(today(), links).of(request, targets_of(actor))
    context = {"listing": with_links(shown, links)}
    return page(request, "kit/listing/page.html", context, part="kit/listing/rows.html")
