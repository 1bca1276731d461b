"""Which kind of file something is, told by its content and not by its name."""

import codecs
import mmap
import re
from contextlib import closing
from pathlib import Path
from typing import IO, Final

from dakehu.documents.content.kinds import BANNED_EXTENSIONS
from dakehu.documents.content.markup import kind_of_markup
from dakehu.documents.content.names import extension_of
from dakehu.documents.content.zips import kind_of_zip

PROGRAM: Final = "program"
SCRIPT: Final = "script"
PAGE: Final = "page"
"""What is never kept: programs, scripts, and pages that a browser would run."""

_HEAD: Final = 4096
_LONGEST_MARKUP: Final = 20_000_000

_STARTS: Final = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"\xff\xf3", "mp3"),
    (b"#!AMR", "amr"),
    (b"AC10", "dwg"),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xfe\xed\xfa", PROGRAM),
    (b"dex\n", PROGRAM),
    (b"\x00asm", PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", PROGRAM),
    (b"ITSF", PROGRAM),
    (b"MSCF", PROGRAM),
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: Final = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("Book", "xls"),
    ("__properties_version1.0", "msg"),
)
_FILMS: Final = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"), "heic"),
    **dict.fromkeys(
        (b"isom", b"iso2", b"mp41", b"mp42", b"avc1", b"M4A ", b"M4V ", b"qt  "), "mp4"
    ),
}
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PAGE_STARTS: Final = re.compile(
    r"(?is)\s*(<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(!doctype\s+html|html|head|body|script|iframe|style|"
    r"title|table|div|h1|p|a|b|br|font|meta|link|img|base|form|object|embed|frameset)\b"
)
_SCRIPT_STARTS: Final = re.compile(r"(?i)\s*(#!\s*/|<\?php|<%|@echo\s+off|\[InternetShortcut\])")
_MARKUP_STARTS: Final = re.compile(r"\s*<(\?xml|!--|!doctype|[A-Za-z_][\w.:-]*[\s/>])", re.I)
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")


def kind_at(path: Path, name: str) -> str:
    """A code of `kinds.KINDS`; `program`, `script` or `page` for those; nothing for unknown ones.

    The name says only what content cannot: csv or plain text, and text that a system would run.
    """
    if path.stat().st_size == 0:
        return ""
    with path.open("rb") as file, closing(_mapped(file)) as data:
        kind = _kind_of(data, name)
    if extension_of(name) in BANNED_EXTENSIONS and kind not in {PROGRAM, PAGE}:
        return PAGE if extension_of(name) in {"htm", "html", "mht", "mhtml"} else SCRIPT
    return kind


def _mapped(file: IO[bytes]) -> mmap.mmap:
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _kind_of(data: mmap.mmap, name: str) -> str:
    head = data[:_HEAD]
    text = _text_of(data, head)
    if text is not None and not head.startswith((b"%PDF-", b"#!AMR", b"AC10")):
        return _kind_of_text(data, text, name)
    if head.startswith(b"PK"):
        return kind_of_zip(data)
    if head.startswith(_OLD_OFFICE):
        return next((kind for told, kind in _STREAMS if _has_stream(data, told)), "")
    if head[4:8] == b"ftyp":
        return _FILMS.get(head[8:12], "mp4" if head[8:11] == b"3gp" else "")
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12], "")
    return next((kind for start, kind in _STARTS if head.startswith(start)), "")


def _has_stream(data: mmap.mmap, name: str) -> bool:
    """Whether a compound file has a stream of that name; its end mark keeps `Book` off others."""
    place = data.find(f"{name}\0".encode("utf-16-le"))
    while place >= 0:
        if place % 128 == 0:
            return True
        place = data.find(f"{name}\0".encode("utf-16-le"), place + 1)
    return False


def _text_of(data: mmap.mmap, head: bytes) -> str | None:
    """The beginning as text, or None where anything in the file is not text."""
    encoding = next((code for mark, code in _MARKS if head.startswith(mark)), "")
    for tried in filter(None, (encoding, "utf-8", "gb18030")):
        try:
            seen = _decoded(data, tried)
        except UnicodeDecodeError:
            continue
        return seen
    return None


def _decoded(data: mmap.mmap, encoding: str) -> str | None:
    """The first thousands of signs; UnicodeDecodeError for another encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    first = ""
    for place in range(0, len(data), 1 << 20):
        piece = data[place : place + (1 << 20)]
        part = decoder.decode(piece, final=place + (1 << 20) >= len(data))
        if _NO_TEXT.search(part):
            return None
        first = first or part[:_HEAD]
    return first


def _kind_of_text(data: mmap.mmap, text: str, name: str) -> str:
    if _SCRIPT_STARTS.match(text):
        return SCRIPT
    if _PAGE_STARTS.match(text):
        return PAGE
    if _MARKUP_STARTS.match(text):
        if len(data) > _LONGEST_MARKUP:
            return ""
        return kind_of_markup(data[:])
    return "csv" if extension_of(name) in {"csv", "tsv", "xls", "xlsx"} else "txt"
