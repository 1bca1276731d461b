"""Pages of the kit: only saved views."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dakehu.kit.allowing import allow
from dakehu.kit.clock import now
from dakehu.kit.errors import UnableTo
from dakehu.kit.saved_views import delete_view, save_view


def _back(request: HttpRequest, query: str) -> HttpResponse:
    """To the list from which the request came, never to another site."""
    path = urlsplit(request.POST.get("back", "/")).path
    safe = url_has_allowed_host_and_scheme(path, allowed_hosts=None) and path.startswith("/")
    return redirect(f"{path if safe else '/'}?{query}")


@allow.signed_in()
@require_POST
def view_save(request: HttpRequest) -> HttpResponse:
    """Keep the list as it is shown."""
    query = request.POST.get("query", "")
    try:
        save_view(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            listing=request.POST.get("listing", "")[:80],
            name=request.POST.get("name", ""),
            query=query,
        )
    except UnableTo as error:
        messages.error(request, str(error))
    return _back(request, query)


@allow.signed_in()
@require_POST
def view_delete(request: HttpRequest, view: int) -> HttpResponse:
    """Drop a saved view."""
    delete_view(by=request.actor, at=now(), view=view)  # type: ignore[attr-defined]
    return _back(request, "")
