"""Reads the text of PDFs that typst has made: enough for tests, and no other program needed."""

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.S)
_START = re.compile(rb"/(f\d+) [\d.]+ Tf|<([0-9A-F]+)>|\(")
_INSIDE = re.compile(rb"\\.|[()]", re.S)
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.S)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(content: bytes) -> list[str]:
    """The text of each page, without spaces, in the order in which it was set."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(content)}
    pages = [body for body in objects.values() if b"/Type/Page/" in body]
    return [_page(objects, body) for body in pages]


def text_of(content: bytes) -> str:
    """The text of all pages, without spaces."""
    return "".join(pages_of(content))


def _page(objects: dict[int, bytes], body: bytes) -> str:
    resources = objects[_reference(body, b"Resources")]
    named = re.search(rb"/Font<<(.*?)>>", resources)
    fonts = {
        name: _characters(objects, int(number))
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", named[1] if named else b"")
    }
    source, font, found = _stream(objects[_reference(body, b"Contents")]), {}, []
    for name, text in _tokens(source):
        if name:
            font = fonts[name]
        elif codes := text:
            pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
            found += [font.get(pair, "") for pair in pairs]
    return re.sub(r"[\s\u200b]", "", "".join(found))


def _tokens(source: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The fonts chosen and the strings shown; brackets inside a string may stand in pairs."""
    place = 0
    while start := _START.search(source, place):
        place = start.end()
        if start[1] or start[2]:
            yield start[1] or b"", bytes.fromhex((start[2] or b"").decode())
            continue
        first, depth = place, 1
        while depth:
            found = _INSIDE.search(source, place)
            assert found is not None
            place = found.end()
            depth += {b"(": 1, b")": -1}.get(found[0], 0)
        yield b"", _ESCAPE.sub(_unescaped, source[first : place - 1])


def _unescaped(found: "re.Match[bytes]") -> bytes:
    code = found[1]
    return bytes((int(code, 8),)) if len(code) == 3 else _PLAIN.get(code, code)


def _characters(objects: dict[int, bytes], font: int) -> dict[bytes, str]:
    """What each glyph stands for."""
    table = _stream(objects[_reference(objects[font], b"ToUnicode")])
    return {
        bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for glyph, text in re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\n", table)
        if len(text) % 4 == 0
    }


def _reference(body: bytes, key: bytes) -> int:
    found = re.search(rb"/%s (\d+) 0 R" % key, body)
    assert found is not None, key
    return int(found[1])


def _stream(body: bytes) -> bytes:
    raw = body[body.index(b"stream") + 6 :].lstrip(b"\r\n")
    return zlib.decompressobj().decompress(raw)
