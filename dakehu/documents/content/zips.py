"""What a zip holds, by its list of contents alone: nothing is unpacked."""

import mmap
import struct
from collections.abc import Iterator
from typing import Final

_END: Final = b"PK\x05\x06"
_LONGEST_COMMENT: Final = 65_557
_LONGEST_LIST: Final = 1_000_000
_ENTRY: Final = struct.Struct("<4s4B4HL2L5H2L")
"""A line of the list of contents; items 12 to 14 are the lengths of name, extra and comment."""

_OPEN_DOCUMENTS: Final = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}


def kind_of_zip(data: mmap.mmap) -> str:
    """docx, xlsx, ofd …, zip for others, `program`, or nothing for a broken one."""
    names = set(_names(data))
    if not names:
        return ""
    if names & {"AndroidManifest.xml", "META-INF/MANIFEST.MF"} and _has_code(names):
        return "program"
    if "[Content_Types].xml" in names:
        return _kind_of_office(names)
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names:
        head = data[:120]
        return next((kind for told, kind in _OPEN_DOCUMENTS.items() if told in head), "zip")
    return "zip"


def _has_code(names: set[str]) -> bool:
    return any(one.endswith((".class", ".dex")) for one in names)


def _kind_of_office(names: set[str]) -> str:
    if any(one.endswith("vbaProject.bin") for one in names):
        return "macro"
    if "xl/workbook.bin" in names:
        return "xlsb"
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(one.startswith(folder) for one in names):
            return kind
    return "zip"


def _names(data: mmap.mmap) -> Iterator[str]:
    """The names in the list of contents, as far as its first megabyte tells them."""
    end = data.rfind(_END, max(0, len(data) - _LONGEST_COMMENT))
    if end < 0 or end + 22 > len(data):
        return
    size, start = struct.unpack_from("<2L", data, end + 12)
    # What stands before the zip (a self-extractor) moves all of it.
    place = end - size if 0 < size <= end else start
    last = min(place + _LONGEST_LIST, end)
    while place + _ENTRY.size <= last:
        entry = _ENTRY.unpack_from(data, place)
        if entry[0] != b"PK\x01\x02":
            return
        named, extra, comment = entry[12:15]
        yield data[place + 46 : place + 46 + named].decode("utf-8", "replace")
        place += 46 + named + extra + comment
