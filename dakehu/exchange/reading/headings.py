"""Where the headings of a tab are, and which of its columns is which of the sheet's."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import islice
from typing import Final, Protocol

from django.utils.translation import gettext as _

from dakehu.exchange.reading.lines import Line, Raw
from dakehu.exchange.reading.refusals import UnreadableFile
from dakehu.exchange.reading.spelling import comparable, tidy
from dakehu.exchange.reading.units import plain, scale_of, unit_above, unit_of
from dakehu.kit.sheets import SheetColumn, SheetShape

LOOK: Final = 20
"""Headings are looked for in so many rows."""
_ALIKE: Final = 0.6
_NTH: Final = "|"
"""Between a heading and its place among those alike; compared headings have no such sign."""
_NOTES: Final = re.compile(r"^填写说明")
_FAULTS: Final = re.compile(r"^问题与改法$")
_NUMERIC: Final = re.compile(r"[¥￥(]?[-+]?[0-9][0-9,.%:/\-年月日\s]*[)]?")


class Lined(Protocol):
    """What has lines: a tab."""

    def cells(self) -> Iterable[Line]: ...


@dataclass(frozen=True)
class Heading:
    """A column of the file: its index, its whole heading, and the parts from top to bottom."""

    index: int
    text: str
    parts: tuple[str, ...]

    @property
    def letter(self) -> str:
        """The column's letter in Excel."""
        return column_letter(self.index)


@dataclass(frozen=True)
class Headings:
    """The heading rows of a tab: their row numbers, the columns, where the data begins."""

    rows: tuple[int, ...]
    columns: tuple[Heading, ...]
    first_data_row: int
    unit: str = ""
    """The money unit of all amounts, from a line such as 单位：万元 above."""
    is_template: bool = False
    """The notes row of our own template stands above."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The headings from left to right, columns without one left out."""
        return tuple(column.text for column in self.columns)


@dataclass(frozen=True)
class Matching:
    """Which column of the file holds which column of the sheet."""

    headings: Headings
    columns: Mapping[str, int]
    """Column code → index in the file."""
    unmatched: tuple[Heading, ...] = ()
    """Headings that no column claims and nobody set aside."""
    missing: tuple[SheetColumn, ...] = ()
    """Required columns that the file does not have."""
    suggested: Mapping[str, int] = field(default_factory=dict)
    """Column code → index by likeness alone: for a person to confirm."""
    scales: Mapping[str, Decimal] = field(default_factory=dict)
    """Column code → what its numbers are multiplied by."""
    notices: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Every required column was found."""
        return not self.missing


def column_letter(index: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def find_headings(tab: Lined, shape: SheetShape) -> Headings:
    """The rows that head the table; UnreadableFile if the first twenty rows hold none."""
    lines = list(islice(tab.cells(), LOOK + 1))
    known = _known_words(shape)
    best: tuple[tuple[int, int, int], int, int] | None = None
    for place, line in enumerate(lines[:LOOK]):
        if len(_words(line)) < min(2, len(shape.columns)):
            continue
        for height in (1, 2):
            if height == 2 and not _is_second_row(lines, place):
                continue
            hits = _hits(lines[place : place + height], known)
            rank = (hits, _needs_two(lines, place, height), -place)
            if hits and (best is None or rank > best[0]):
                best = (rank, place, height)
    if best is None:
        likely = _likely_row(lines)
        if likely is None:
            raise UnreadableFile(
                _("前 %(rows)s 行里没有找到表头。请在数据上面写一行列名，例如“%(example)s”。")
                % {"rows": LOOK, "example": "、".join(str(c.label) for c in shape.columns[:3])}
            )
        ties = _is_second_row(lines, likely) and _needs_two(lines, likely, 2) > 0
        best = ((0, 0, 0), likely, 2 if ties else 1)
    _rank, place, height = best
    if height == 1 and _is_group_with_unit(lines, place - 1):
        place, height = place - 1, 2
    return _headings(lines, place, height)


def _is_group_with_unit(lines: Sequence[Line], place: int) -> bool:
    """A row of several words above the headings that names a money unit: it belongs to them.

    A text file cannot merge cells, so nothing else ties the two rows together.
    """
    if place < 0 or not _is_second_row(lines, place):
        return False
    words = _words(lines[place])
    return len(words) > 1 and any(unit_of(word) and not unit_above(word) for word in words)


def _headings(lines: Sequence[Line], place: int, height: int) -> Headings:
    rows = lines[place : place + height]
    above = [
        cell for line in lines[:place] for cell in line.cells if isinstance(cell, str) and cell
    ]
    units = [unit for unit in (unit_above(text) or _unit_of_title(text) for text in above) if unit]
    return Headings(
        tuple(line.number for line in rows),
        tuple(_columns(rows)),
        rows[-1].number + 1,
        units[-1] if units else "",
        any(_NOTES.match(tidy(text)) for text in above),
    )


def _unit_of_title(text: str) -> str:
    """The money unit in brackets at the end of a title: 回款明细（万元）."""
    told = tidy(text)
    return unit_of(told) if told.endswith((")", "）")) else ""


def _columns(rows: Sequence[Line]) -> Iterable[Heading]:
    group = ""
    for index in range(max(len(line.cells) for line in rows)):
        parts: list[str] = []
        for line in rows:
            text = _text(line.cells[index]) if index < len(line.cells) else ""
            if line is rows[0] and len(rows) == 2:
                below = _text(rows[1].cells[index]) if index < len(rows[1].cells) else ""
                group = text or (group if below else "")
                text = group
            if text and text not in parts:
                parts.append(text)
        if parts:
            yield Heading(index, " ".join(parts), tuple(parts))


def _text(cell: Raw) -> str:
    return tidy(cell if isinstance(cell, str) else str(cell)) if cell != "" else ""


def _words(line: Line) -> list[str]:
    """The different words in a line; a title across many columns is one."""
    return list(dict.fromkeys(tidy(c) for c in line.cells if isinstance(c, str) and tidy(c)))


def _is_second_row(lines: Sequence[Line], place: int) -> bool:
    """The next row may belong to the headings: words only, no numbers or days among them."""
    if place + 1 >= len(lines):
        return False
    held = [cell for cell in lines[place + 1].cells if cell != ""]
    return bool(held) and all(
        isinstance(cell, str) and not _NUMERIC.fullmatch(tidy(cell)) for cell in held
    )


def _needs_two(lines: Sequence[Line], place: int, height: int) -> int:
    """1 where merged cells tie two rows together, -1 where two rows are taken without that."""
    if height == 1:
        return 0
    upper, lower = lines[place], lines[place + 1]
    across = sum(1 for row, _left in upper.filled.values() if row == upper.number)
    down = sum(1 for row, _left in lower.filled.values() if row == upper.number)
    return 1 if across or down else -1


def _known_words(shape: SheetShape) -> set[str]:
    known: set[str] = set()
    for column in shape.columns:
        for word in (str(column.label), *map(str, column.aliases)):
            known |= {comparable(word), plain(word)}
    return known - {""}


def _hits(rows: Sequence[Line], known: set[str]) -> int:
    found: set[str] = set()
    for heading in _columns(rows):
        found |= {word for word in _spellings(heading) if word in known}
    return len(found)


def _likely_row(lines: Sequence[Line]) -> int | None:
    """Without a known word: the first row with the most different words that are no numbers."""
    best, most = None, 0
    for place, line in enumerate(lines[:LOOK]):
        words = [word for word in _words(line) if not _NUMERIC.fullmatch(word)]
        held = len({cell for cell in line.cells if cell != ""})
        if len(words) > most and len(words) == held:
            best, most = place, len(words)
    return best


def _spellings(heading: Heading) -> list[str]:
    """How a heading may be compared, the most telling first."""
    whole = "".join(heading.parts)
    last = heading.parts[-1]
    made = [comparable(whole), plain(whole), comparable(last), plain(last)]
    return list(dict.fromkeys(word for word in made if word))


def told_apart(texts: Iterable[str]) -> list[str]:
    """Headings as decisions about them are kept: as compared, those alike with their place."""
    times: Counter[str] = Counter()
    made = []
    for text in texts:
        word = comparable(text) or text
        times[word] += 1
        made.append(word if times[word] == 1 else f"{word}{_NTH}{times[word]}")
    return made


def _kept(text: str) -> str:
    """The key of a decision, whether it was kept by `told_apart` or by the heading itself."""
    _word, sign, place = text.rpartition(_NTH)
    return text if sign and place.isdecimal() else comparable(text) or text


def match(
    shape: SheetShape, headings: Headings, remembered: Mapping[str, str] | None = None
) -> Matching:
    """Match the headings of a file to the columns of a sheet.

    What people decided (`remembered`: heading → column code, "" to set it aside) goes first, then
    labels and aliases; likeness is only suggested.
    """
    decided = {_kept(text): code for text, code in (remembered or {}).items()}
    codes = {column.code for column in shape.columns}
    taken: dict[str, int] = {}
    aside: set[int] = set()
    for heading, name in zip(headings.columns, told_apart(headings.texts), strict=True):
        code = decided.get(name)
        if code == "" or _FAULTS.match(heading.text):
            aside.add(heading.index)
        elif code in codes and code not in taken:
            taken[str(code)] = heading.index
    for rank in range(4):
        _match_words(shape, headings, rank, taken, aside)
    used = {*taken.values(), *aside}
    left = tuple(heading for heading in headings.columns if heading.index not in used)
    scales, told = _scales(shape, headings, taken)
    return Matching(
        headings,
        taken,
        left,
        tuple(c for c in shape.columns if c.is_required and c.code not in taken),
        _suggested(shape, left, taken),
        scales,
        (*_told_twice(headings, taken), *told),
    )


def _match_words(
    shape: SheetShape,
    headings: Headings,
    rank: int,
    taken: dict[str, int],
    aside: set[int],
) -> None:
    """Give each column still without a heading the first one that is spelled like it.

    Ranks go from the whole label to an alias without its unit.
    """
    make = plain if rank % 2 else comparable
    for column in shape.columns:
        if column.code in taken:
            continue
        words = [str(column.label)] if rank < 2 else list(map(str, column.aliases))
        wanted = {make(word) for word in words} - {""}
        used = {*taken.values(), *aside}
        found = [
            heading
            for heading in headings.columns
            if heading.index not in used and wanted.intersection(_spellings(heading))
        ]
        if found:
            taken[column.code] = found[0].index


def _told_twice(headings: Headings, taken: Mapping[str, int]) -> Iterable[str]:
    """Which column is used where others have the same heading and are not."""
    used = set(taken.values())
    times = Counter(headings.texts)
    for one in headings.columns:
        same = [other for other in headings.columns if other.text == one.text]
        if one.index in used and any(other.index not in used for other in same):
            yield _("“%(heading)s”出现了 %(times)s 次，用的是 %(letter)s 列。") % {
                "heading": one.text,
                "times": times[one.text],
                "letter": one.letter,
            }


def _scales(
    shape: SheetShape, headings: Headings, taken: Mapping[str, int]
) -> tuple[dict[str, Decimal], list[str]]:
    texts = {heading.index: heading.text for heading in headings.columns}
    scales: dict[str, Decimal] = {}
    notices: list[str] = []
    for column in shape.columns:
        if column.code not in taken:
            continue
        text = texts[taken[column.code]]
        scale = scale_of(column, text, headings.unit)
        if scale is None:
            continue
        scales[column.code] = scale
        if scale > 1:
            notices.append(
                _("“%(heading)s”按%(unit)s填写，读入时已乘以 %(scale)s 换算成元。")
                % {
                    "heading": text,
                    "unit": unit_of(text) or headings.unit,
                    "scale": f"{scale:,f}",
                }
            )
    return scales, notices


def _suggested(
    shape: SheetShape, left: Sequence[Heading], taken: Mapping[str, int]
) -> dict[str, int]:
    """By likeness, where both sides have one clear best."""
    likeness: dict[tuple[str, int], float] = {}
    for column in shape.columns:
        if column.code in taken:
            continue
        words = {plain(str(word)) for word in (column.label, *column.aliases)} - {""}
        for heading in left:
            ratios = [
                SequenceMatcher(None, word, spelled).ratio()
                for word in words
                for spelled in _spellings(heading)
            ]
            likeness[column.code, heading.index] = max(ratios, default=0)
    found: dict[str, int] = {}
    for (code, index), ratio in likeness.items():
        rivals = [
            other
            for (one, at), other in likeness.items()
            if (one == code) != (at == index) and other >= ratio
        ]
        if ratio >= _ALIKE and not rivals:
            found[code] = index
    return found
