"""A look through an .xls file before it is loaded: how far its sheets reach, what is broken.

An .xls is a compound file (a small file system of sectors) with a stream of records in it.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dakehu.exchange.reading.lines import Broken
from dakehu.exchange.reading.refusals import UnreadableFile
from dakehu.exchange.reading.scanning import Scan

_LAST_SECTOR: Final = 0xFFFFFFF0
_IN_HEADER: Final = 109
_ENTRY: Final = 128
_CELLS: Final = frozenset({0x0203, 0x027E, 0x0204, 0x00FD, 0x00D6, 0x0205})
_SEVERAL: Final = 0x00BD
_FORMULAS: Final = frozenset({0x0006, 0x0206, 0x0406})
_TRUTH_OR_ERROR: Final = 0x0205
_END: Final = 0x000A
_LOCKED: Final = 0x002F
_DAYS: Final = 0x0022
_SHEET: Final = 0x0085
_TEXTS: Final = 0x00FC
_EXTENT: Final = 0x0200
_MOST_ROWS: Final = 65_536
_MOST_COLUMNS: Final = 256


def scan_old_excel(path: Path) -> tuple[bool, list[Scan]]:
    """Whether days count from 1904, and of each tab how far it reaches and what is broken."""
    try:
        stream = _Compound(path.read_bytes()).stream("Workbook", "Book")
        return _scan(stream)
    except (struct.error, IndexError, ValueError) as error:
        raise UnreadableFile.damaged() from error


class _Compound:
    """The streams of a compound file; chains that run in circles are refused."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise ValueError(shift)
        self.size = 1 << shift
        (start, _, self.cutoff, mini_start, _, more, _) = struct.unpack_from("<7I", content, 48)
        self.table = self._table(more)
        self.entries = self._chained(start, self.table)
        self.mini_table = _numbers(self._chained(mini_start, self.table))
        self.root = self._chained(struct.unpack_from("<I", self.entries, 116)[0], self.table)

    def _table(self, more: int) -> tuple[int, ...]:
        places = list(struct.unpack_from(f"<{_IN_HEADER}I", self.content, 76))
        seen = set()
        while more < _LAST_SECTOR:
            if more in seen:
                raise ValueError(more)
            seen.add(more)
            *found, more = _numbers(self._sector(more))
            places += found
        whole = b"".join(self._sector(place) for place in places if place < _LAST_SECTOR)
        return _numbers(whole)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        if start >= len(self.content):
            raise ValueError(number)
        return self.content[start : start + self.size].ljust(self.size, b"\0")

    def _chained(self, start: int, table: tuple[int, ...]) -> bytes:
        return b"".join(self._sector(number) for number in _chain(start, table))

    def stream(self, *names: str) -> bytes:
        """The first stream of one of these names; ValueError if there is none."""
        for at in range(0, len(self.entries), _ENTRY):
            entry = self.entries[at : at + _ENTRY]
            length = min(struct.unpack_from("<H", entry, 64)[0], 64)
            if entry[: max(length - 2, 0)].decode("utf-16-le", "replace") in names:
                start, size = struct.unpack_from("<II", entry, 116)
                if size >= self.cutoff:
                    return self._chained(start, self.table)[:size]
                small = (
                    self.root[number * 64 : number * 64 + 64]
                    for number in _chain(start, self.mini_table)
                )
                return b"".join(small)[:size]
        raise ValueError(names)


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content)


def _chain(start: int, table: tuple[int, ...]) -> Iterator[int]:
    seen = bytearray(len(table))
    while start < _LAST_SECTOR:
        if seen[start]:
            raise ValueError(start)
        seen[start] = 1
        yield start
        start = table[start]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _scan(stream: bytes) -> tuple[bool, list[Scan]]:
    is_1904 = False
    places: list[int] = []
    for kind, held in _records(stream, 0):
        if kind == _LOCKED:
            raise UnreadableFile.locked()
        if kind == _DAYS:
            is_1904 = struct.unpack_from("<H", held)[0] == 1
        elif kind == _TEXTS and max(struct.unpack_from("<II", held)) > len(stream):
            raise ValueError(held)  # the reading library would make room for what is claimed
        elif kind == _SHEET:
            places.append(struct.unpack_from("<I", held)[0])
    return is_1904, [_scan_sheet(stream, place) for place in places]


def _scan_sheet(stream: bytes, place: int) -> Scan:
    scan = Scan()
    for kind, held in _records(stream, place):
        if kind in _CELLS or kind in _FORMULAS:
            row, column = struct.unpack_from("<HH", held)
            scan.reach(row + 1, column + 1)
            if _is_error(kind, held):
                scan.break_at(row + 1, column + 1, Broken.ERROR)
        elif kind == _EXTENT:
            _check_claim(held)
        elif kind == _SEVERAL:
            row = struct.unpack_from("<H", held)[0]
            scan.reach(row + 1, struct.unpack_from("<H", held, len(held) - 2)[0] + 1)
    return scan


def _check_claim(held: bytes) -> None:
    """ValueError for a sheet that claims more than the format holds: room is made for it."""
    _, rows, _, columns = struct.unpack_from("<HHHH" if len(held) == 10 else "<IIHH", held)
    if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
        raise ValueError(held)


def _is_error(kind: int, held: bytes) -> bool:
    if kind == _TRUTH_OR_ERROR:
        return held[7] == 1
    return kind in _FORMULAS and held[12:14] == b"\xff\xff" and held[6] == 2
