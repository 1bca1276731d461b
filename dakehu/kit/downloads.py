"""Handing out a file: whole or in part, to be saved, or shown where that is harmless.

The caller has asked who may have it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

_PIECE: Final = 1 << 16
_RANGE: Final = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
_SANDBOX: Final = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
)
# Browsers show no PDF inside a sandbox; their viewers run apart from the site as it is.
_VIEWER: Final = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Download:
    """A file to hand out: where it lies, what it is called and what it is.

    `is_harmless` says that a browser may show it in place of saving it (pictures, PDF).
    """

    path: Path
    name: str
    media_type: str
    is_harmless: bool = False


def file_answer(
    request: HttpRequest, file: Download, *, is_inline: bool = False
) -> HttpResponseBase:
    """The file as an answer, as a download unless it is asked inline and harmless.

    FileNotFoundError where it is gone from the disk.
    """
    # An answer that is compressed on its way has other bytes than those that a range asks for.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    size = file.path.stat().st_size
    part = _part_asked(request.headers.get("Range", ""), size)
    answer = _answer(file.path, part, size)
    shown = is_inline and file.is_harmless
    is_pdf = file.media_type == "application/pdf"
    headers: dict[str, str] = {
        "Content-Type": file.media_type,
        "Content-Disposition": content_disposition_header(not shown, file.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _VIEWER if shown and is_pdf else _SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "bytes",
    }
    for name, value in headers.items():
        answer[name] = value
    return answer


def is_further_part(request: HttpRequest) -> bool:
    """Whether the request goes on reading: it asks for a part that is not the beginning."""
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    return match is not None and match[1] not in {"", "0"}


def _part_asked(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for; None for the whole; an empty part where there is none."""
    match = _RANGE.fullmatch(header)
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return max(0, size - int(match[2])), size - 1
    first = int(match[1])
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    return (first, last) if first <= last else (size, size - 1)


def _answer(path: Path, part: tuple[int, int] | None, size: int) -> HttpResponseBase:
    if part is None:
        return FileResponse(path.open("rb"))
    first, last = part
    if first > last:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    answer = StreamingHttpResponse(_read(path, first, last), status=HTTPStatus.PARTIAL_CONTENT)
    answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    answer["Content-Length"] = str(last - first + 1)
    return answer


def _read(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
