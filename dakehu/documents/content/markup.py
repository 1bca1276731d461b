"""Whether XML, SVG among it, carries anything that a browser would run or fetch."""

import re
from typing import Final
from xml.parsers import expat

_RUN: Final = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "set"}
)
_WEB_PAGE: Final = "http://www.w3.org/1999/xhtml"
_POINTS_AT_CODE: Final = re.compile(r"(?i)^(javascript|vbscript|data:(?!image/(png|jpeg|gif)))")
_GAPS: Final = re.compile(r"[\x00-\x20]+")
_DEEPEST: Final = 500
_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8"))
_SAYS: Final = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS: Final = frozenset(
    {"utf-8", "utf-16", "gbk", "gb2312", "gb18030", "us-ascii", "iso-8859-1"}
)


class _Unsafe(Exception):
    """Something in the file would be run, fetched or blown up."""


def kind_of_markup(content: bytes) -> str:
    """svg or xml, `page` for what a browser would run, nothing for what is not well-formed."""
    seen = _Reader()
    try:
        seen.parser.Parse(_as_utf8(content), True)
    except _Unsafe:
        return "page"
    except (expat.ExpatError, ValueError):
        return ""
    return "svg" if seen.root == "svg" else "xml"


def _as_utf8(content: bytes) -> bytes:
    """The text anew in UTF-8; ValueError for what it does not say to be, or a rare encoding."""
    marked = next((code for mark, code in _MARKS if content.startswith(mark)), "")
    told = _SAYS.match(content)
    encoding = marked or (told[1].decode("ascii").lower() if told else "utf-8")
    if encoding not in _ENCODINGS:
        raise ValueError(encoding)
    return content.decode("utf-8-sig" if encoding == "utf-8" else encoding).encode()


class _Reader:
    """Walks through the elements and stops at the first that is not mere data."""

    def __init__(self) -> None:
        self.root = ""
        self.depth = 0
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = _refuse
        self.parser.ProcessingInstructionHandler = self._instruction

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _gap, local = name.rpartition(" ")
        plain = local.lower()
        self.root = self.root or plain
        self.depth += 1
        is_page = plain == "html" or space == _WEB_PAGE
        if is_page or self.depth > _DEEPEST or (plain in _RUN and self._is_drawn(space)):
            raise _Unsafe
        for key, value in attributes.items():
            self._check_attribute(key.rpartition(" ")[2].lower(), value)

    def _is_drawn(self, space: str) -> bool:
        return self.root == "svg" or "svg" in space or space == ""

    def _check_attribute(self, key: str, value: str) -> None:
        runs = self.root == "svg" and key.startswith("on")
        if runs or _POINTS_AT_CODE.match(_GAPS.sub("", value)):
            raise _Unsafe

    def _end(self, name: str) -> None:
        self.depth -= 1

    def _instruction(self, target: str, data: str) -> None:
        if target.lower().startswith("xml-stylesheet"):
            raise _Unsafe


def _refuse(*_told: object) -> None:
    raise _Unsafe
