"""A first look at a file: which worksheet, which headings, which column is which."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, Protocol

from django.utils.translation import gettext as _

from dakehu.documents.queries.files import path_of
from dakehu.exchange.models import Import, Layout
from dakehu.exchange.reading.books import Book, Raw, Tab, UnreadableFile, open_book
from dakehu.exchange.reading.headings import Headings, Matching, find_headings, match, told_apart
from dakehu.exchange.reading.rows import read_rows
from dakehu.kit.sheets import Fault, SheetRow, SheetShape, sheets

SHOWN_VALUES: Final = 3
_LAYOUTS: Final = 50
_LONGEST_HEADING: Final = 200


@dataclass(frozen=True)
class Look:
    """What a first look at a worksheet tells; all lists go from left to right over its headings.

    `codes` are the columns of the sheet ("" for none), `suggested` those that are only likely.
    `lacking` are required columns that the file does not have; `is_certain`: nobody needs to be
    asked.
    """

    tab: str
    tabs: tuple[str, ...]
    headings: list[str]
    codes: list[str]
    suggested: list[str]
    values: list[list[str]]
    row_count: int
    lacking: tuple[str, ...]
    is_certain: bool


class Matched(Protocol):
    """A file that was kept, and how its columns were matched so far."""

    @property
    def file(self) -> Any: ...
    @property
    def file_name(self) -> str: ...
    @property
    def tab(self) -> str: ...
    @property
    def headings(self) -> Any: ...
    @property
    def matching(self) -> Any: ...


@dataclass(frozen=True)
class Source:
    """A stored file with its columns matched, ready to be read."""

    shape: SheetShape
    tab: Tab
    matching: Matching
    notices: tuple[str, ...]

    def rows(self) -> Iterator[SheetRow | list[Fault]]:
        """Every row, or what is wrong with it."""
        return read_rows(self.shape, self.tab, self.matching)


def look_at(shape: SheetShape, book: Book, tab: str = "") -> Look:
    """Look at the worksheet of that name, else at the one that fits the sheet best.

    Raises `UnreadableFile` where none has headings.
    """
    offered = book.offered()
    if tab:
        offered = tuple(one for one in offered if one.name == tab)
        if not offered:
            raise UnreadableFile(_("文件里没有名为“%s”的工作表。") % tab, field="tab")
    chosen, headings, found = _best(shape, offered)
    by_index = {index: code for code, index in found.columns.items()}
    guessed = {index: code for code, index in found.suggested.items()}
    return Look(
        tab=chosen.name,
        tabs=tuple(one.name for one in book.offered()),
        headings=_stored(headings),
        codes=[by_index.get(one.index, "") for one in headings.columns],
        suggested=[guessed.get(one.index, "") for one in headings.columns],
        values=_first_values(chosen, headings),
        row_count=max(0, chosen.height - headings.first_data_row + 1),
        lacking=tuple(str(one.label) for one in found.missing),
        is_certain=found.is_complete and not found.suggested,
    )


def look_again(found: Import) -> Look:
    """The same for a stored file, with what was matched so far."""
    return look_at_stored(sheets[found.sheet].shape, found)


def look_at_stored(shape: SheetShape, found: Matched) -> Look:
    """A look at a file that was kept, with the columns as they were matched so far."""
    look = look_at(shape, open_book(path_of(found.file), found.file_name), found.tab)
    if found.headings == look.headings and any(found.matching):
        unsure = [
            "" if code else guess
            for code, guess in zip(found.matching, look.suggested, strict=True)
        ]
        return replace(look, codes=list(found.matching), suggested=unsure)
    return look


def column_fault(
    shape: SheetShape, headings: Sequence[str], codes: Sequence[str]
) -> tuple[str, str] | None:
    """What is wrong with a matching that somebody decided, and the code of the fault."""
    known = {one.code: str(one.label) for one in shape.columns}
    given = [one for one in codes if one]
    if len(codes) != len(headings) or not set(given) <= set(known):
        return _("文件的列已经变了，请刷新页面后重新对应。"), ""
    twice = sorted({known[one] for one in given if given.count(one) > 1})
    if twice:
        return _("“%s”对应了不止一列，请只留一列。") % "、".join(twice), "matched_twice"
    lacking = [str(one.label) for one in shape.columns if one.is_required and one.code not in given]
    if lacking:
        return _("还没有对应必填的列：%s。") % "、".join(lacking), "required_missing"
    return None


def source_of(found: Import) -> Source:
    """A matched import as rows; `UnreadableFile` where the stored file is damaged."""
    book = open_book(path_of(found.file), found.file_name)
    return source_in(sheets[found.sheet].shape, book, found.tab, found.matching)


def source_in(shape: SheetShape, book: Book, tab_name: str, codes: Sequence[str]) -> Source:
    """A worksheet of a file as rows, its columns as somebody matched them."""
    tab = next((one for one in book.tabs if one.name == tab_name), book.tabs[0])
    matching = matching_of(shape, find_headings(tab, shape), codes)
    return Source(shape, tab, matching, (*book.notices, *matching.notices))


def matching_of(shape: SheetShape, headings: Headings, codes: Sequence[str]) -> Matching:
    """The matching that somebody decided, heading by heading; units in headings still count."""
    return match(shape, headings, dict(zip(told_apart(headings.texts), codes, strict=True)))


def signature_of(headings: Sequence[str]) -> str:
    """What files of one layout have in common."""
    return hashlib.sha256("\n".join(headings).encode("utf-8", "surrogatepass")).hexdigest()


def remembered_for(sheet: str, headings: Sequence[str]) -> Mapping[str, str]:
    """What people decided about these headings: in this very layout, else in any of the sheet."""
    layouts = Layout.objects.filter(sheet=sheet)
    same = layouts.filter(signature=signature_of(headings)).first()
    if same is not None:
        return dict(same.columns)
    known: dict[str, str] = {}
    for one in reversed(layouts.order_by("-used_at")[:_LAYOUTS]):
        known.update({heading: code for heading, code in one.columns.items() if code})
    return known


def _best(shape: SheetShape, tabs: Sequence[Tab]) -> tuple[Tab, Headings, Matching]:
    """The first worksheet that has all it needs, else the one with the most known columns."""
    looks: list[tuple[Tab, Headings, Matching]] = []
    refusal: UnreadableFile | None = None
    for tab in tabs:
        if tab.is_hidden and looks:
            continue
        try:
            headings = find_headings(tab, shape)
        except UnreadableFile as error:
            refusal = refusal or error
            continue
        found = match(shape, headings, remembered_for(shape.code, _stored(headings)))
        if found.is_complete:
            return tab, headings, found
        looks.append((tab, headings, found))
    if not looks:
        raise refusal or UnreadableFile.damaged()
    return max(looks, key=lambda look: len(look[2].columns))


def _stored(headings: Headings) -> list[str]:
    return [one.text[:_LONGEST_HEADING] for one in headings.columns]


def _first_values(tab: Tab, headings: Headings) -> list[list[str]]:
    filled = (
        line
        for line in tab.cells()
        if line.number >= headings.first_data_row and not line.is_blank()
    )
    lines = list(islice(filled, SHOWN_VALUES))
    return [
        [_told(line.cells[one.index]) for line in lines if one.index < len(line.cells)]
        for one in headings.columns
    ]


def _told(raw: Raw) -> str:
    """A raw cell for the eye."""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 10**15:
        return str(int(raw))
    return "" if not isinstance(raw, str | int | float) and hasattr(raw, "value") else str(raw)[:40]
