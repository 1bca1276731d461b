"""The list of cost prices, and the switches of who sees cost."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dakehu.catalog.access import SEE_COSTS, SET_VISIBILITY
from dakehu.catalog.queries import cost_rows, cost_switches
from dakehu.catalog.services import set_cost_visibility
from dakehu.catalog.tables import cost_listing
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.form_pages import posted
from dakehu.kit.pages import page
from dakehu.kit.sheet_links import links_of, with_links


@allow(SEE_COSTS)
def cost_list(request: HttpRequest) -> HttpResponse:
    """The cost prices of all products."""
    links = links_of("cost_prices", request.actor)  # type: ignore[attr-defined]
    shown = cost_listing(today(), links).of(request, cost_rows())
    context = {"listing": with_links(shown, links)}
    return page(request, "kit/listing/page.html", context, part="kit/listing/rows.html")


@allow(SET_VISIBILITY)
def cost_visibility(request: HttpRequest) -> HttpResponse:
    """Which roles see cost; a POST switches them."""
    if request.method == "POST":
        return posted(
            request,
            act=lambda: set_cost_visibility(
                by=request.actor,  # type: ignore[attr-defined]
                at=now(),
                roles=request.POST.getlist("role"),
            ),
            done=reverse("catalog:visibility"),
            said=_("已保存，从现在起按新的设置显示"),
        )
    return page(request, "catalog/visibility.html", {"switches": cost_switches()})
