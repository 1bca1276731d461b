"""Pages: one template, whole for a browser, or its named part for an htmx request.

A page with a list is the list as a file where its address asks for that.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dakehu.kit.exporting import taken_out


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render `template`, or `part` alone where htmx asked for a fragment (not when boosted)."""
    given = dict(context or {})
    file = taken_out(request, given.get("listing"))
    if file is not None:
        return file
    asks = getattr(request, "htmx", None)
    chosen = part if part and asks and not asks.boosted else template
    answer = render(request, chosen, given, status=status)
    answer["Vary"] = ", ".join(filter(None, (answer.get("Vary"), "HX-Request")))
    return answer
