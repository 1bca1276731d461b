"""Lists as files: the plug that the engine of sheets fills, and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect

from dakehu.kit.errors import UnableTo
from dakehu.kit.registry import Plug

if TYPE_CHECKING:
    from dakehu.kit.listing import ListingPage

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASKED: Final = "export"
"""The key in a list's address: `?export=xlsx`."""


@dataclass(frozen=True)
class Taken:
    """A file on its way out; `content` goes when it is closed."""

    name: str
    content: BinaryIO
    media_type: str = XLSX

    def answer(self) -> HttpResponse:
        """The file as an answer, in pieces."""
        answer = FileResponse(
            self.content, as_attachment=True, filename=self.name, content_type=self.media_type
        )
        answer["Cache-Control"] = "private, no-store"
        return answer  # type: ignore[return-value]  # what the middleware asks of it, it has


exporter: "Plug[Callable[[ListingPage], Taken]]" = Plug("exporter")
"""Writes every row of a list, in its order and with its filters, to a file."""


def taken_out(request: HttpRequest, listing: Any) -> HttpResponse | None:
    """The list as a file where its address asks for one, else None.

    What cannot be taken out leads back to the list, which says why.
    """
    write = exporter.or_none
    if write is None or listing is None or request.GET.get(ASKED) != "xlsx":
        return None
    try:
        return write(listing).answer()
    except UnableTo as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{request.path}?{listing.view_query}")
