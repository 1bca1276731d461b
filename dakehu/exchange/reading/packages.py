"""Packed workbooks (.xlsx, .ods) made safe: real sizes, no declared entities, known extents."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from dakehu.exchange.reading.refusals import MB, MOST_UNPACKED, STEEPEST, UnreadableFile
from dakehu.exchange.reading.scanning import (
    Scan,
    guarded_parser,
    parse,
    scan_open_document,
    scan_worksheet,
)
from dakehu.exchange.reading.sniffing import Kind

_CHUNK: Final = 256 * 1024
_LOCAL: Final = struct.Struct("<4s22xHH")
_ALWAYS_ALLOWED: Final = 20 * MB
"""A small file may unpack steeply: styled blank rows do."""
_MOST_PARTS: Final = 5_000
_IS_ENCRYPTED: Final = 0x1
_COUNT: Final = re.compile(rb"""[cC]ount\s*=\s*["']([^"']{1,60})["']""")
_LONGEST_COUNT: Final = 7


class _Package:
    """The parts of a zip file, each inflated as it really is, whatever its header says."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parts: dict[str, zipfile.ZipInfo] = {}
        self.most = min(MOST_UNPACKED, max(_ALWAYS_ALLOWED, STEEPEST * path.stat().st_size))
        self.unpacked = 0
        try:
            with zipfile.ZipFile(path) as archive:
                infos = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableFile.damaged() from error
        for info in infos[: _MOST_PARTS + 1]:
            name = info.filename.replace("\\", "/").lower()
            if name in self.parts:
                raise UnreadableFile.damaged()
            if info.header_offset < 0:
                raise UnreadableFile.damaged()
            if info.flag_bits & _IS_ENCRYPTED:
                raise UnreadableFile.locked()
            self.parts[name] = info
        if len(infos) > _MOST_PARTS:
            raise UnreadableFile.swollen()

    def inflated(self, name: str) -> Iterator[bytes]:
        """The content of a part; UnreadableFile as soon as all together grow too large."""
        info = self.parts[name]
        with self.path.open("rb") as opened:
            opened.seek(info.header_offset)
            local = opened.read(30)
            if len(local) < 30 or not local.startswith(b"PK\x03\x04"):
                raise UnreadableFile.damaged()
            _, name_length, more_length = _LOCAL.unpack(local)
            opened.seek(name_length + more_length, 1)
            packed = _pieces(opened, info.compress_size)
            if info.compress_type == zipfile.ZIP_STORED:
                pieces = packed
            elif info.compress_type == zipfile.ZIP_DEFLATED:
                pieces = _inflate(packed)
            else:
                raise UnreadableFile.damaged()
            for piece in pieces:
                self.unpacked += len(piece)
                if self.unpacked > self.most:
                    raise UnreadableFile.swollen()
                yield piece

    def read(self, name: str) -> bytes:
        """A small part as a whole."""
        return b"".join(self.inflated(name))


def _pieces(opened: Any, length: int) -> Iterator[bytes]:
    while length:
        piece = opened.read(min(_CHUNK, length))
        if not piece:
            raise UnreadableFile.damaged()
        length -= len(piece)
        yield piece


def _inflate(packed: Iterator[bytes]) -> Iterator[bytes]:
    stream = zlib.decompressobj(-15)
    try:
        for piece in packed:
            yield stream.decompress(piece, _CHUNK)
            while stream.unconsumed_tail:
                yield stream.decompress(stream.unconsumed_tail, _CHUNK)
        yield stream.flush()
    except zlib.error as error:
        raise UnreadableFile.damaged() from error
    if not stream.eof:
        raise UnreadableFile.damaged()


def scan_package(path: Path, kind: Kind) -> tuple[bool, dict[str, Scan]]:
    """Whether days count from 1904, and by tab how far it reaches and what is broken in it."""
    package = _Package(path)
    return _open_document(package) if kind is Kind.ODS else _workbook(package)


def _open_document(package: _Package) -> tuple[bool, dict[str, Scan]]:
    if "content.xml" not in package.parts:
        raise UnreadableFile.damaged()
    scans = scan_open_document(package.inflated("content.xml"))
    _weigh(package, set(package.parts) - {"content.xml"})
    return False, scans


def _workbook(package: _Package) -> tuple[bool, dict[str, Scan]]:
    is_1904, tabs = _tabs(package)
    relations = _relations(package)
    scans: dict[str, Scan] = {}
    walked: set[str] = set()
    for name, relation in tabs:
        part = relations.get(relation, "")
        if part in package.parts:
            walked.add(part)
            scans[name] = scan_worksheet(package.inflated(part))
    _weigh(package, set(package.parts) - walked)
    return is_1904, scans


def _weigh(package: _Package, names: set[str]) -> None:
    """Look at the other parts too: texts and styles can swell, declare, and claim."""
    for name in sorted(names):
        if name.endswith((".xml", ".rels")):
            tail = b""
            for piece in package.inflated(name):
                held = tail + piece
                if b"<!DOCTYPE" in held or b"<!ENTITY" in held or _overclaims(held):
                    raise UnreadableFile.damaged()
                tail = piece[-100:]


def _overclaims(piece: bytes) -> bool:
    """A claimed count of tens of millions: the reading library would make room for them at once."""
    return any(
        b"&" in claimed or (claimed.strip().isdigit() and len(claimed.strip()) > _LONGEST_COUNT)
        for claimed in _COUNT.findall(piece)
    )


def _tabs(package: _Package) -> tuple[bool, list[tuple[str, str]]]:
    """Whether the workbook counts from 1904, and its tabs: name and relation."""
    found: list[tuple[str, str]] = []
    is_1904 = False

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal is_1904
        name = tag.rpartition(" ")[2]
        here = {key.rpartition(" ")[2]: value for key, value in given.items()}
        if name == "sheet":
            found.append((here.get("name", ""), here.get("id", "")))
        elif name == "workbookPr":
            is_1904 = here.get("date1904", "0") in {"1", "true", "on"}

    parser = guarded_parser()
    parser.StartElementHandler = start
    parse(parser, package.inflated("xl/workbook.xml"))
    return is_1904, found


def _relations(package: _Package) -> dict[str, str]:
    """Relation → part, as the reading library resolves them."""
    name = "xl/_rels/workbook.xml.rels"
    if name not in package.parts:
        raise UnreadableFile.damaged()
    found: dict[str, str] = {}

    def start(tag: str, given: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == "Relationship":
            target = given.get("Target", "").replace("\\", "/").lower()
            whole = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
            found[given.get("Id", "")] = whole

    parser = guarded_parser()
    parser.StartElementHandler = start
    parse(parser, package.inflated(name))
    return found
