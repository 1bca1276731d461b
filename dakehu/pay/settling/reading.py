"""The files of a month: which worksheet holds what, and its rows.

Worksheets are found by their names, else by headings that fit. What cannot be read is told with
file, worksheet, row and column.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from dakehu.conduct.sheets import POINTS
from dakehu.exchange.reading.books import Tab, UnreadableFile, open_book
from dakehu.exchange.reading.headings import Matching, column_letter, find_headings, match
from dakehu.exchange.reading.rows import read_rows
from dakehu.exchange.reading.spelling import comparable
from dakehu.kit.sheets import Fault, SheetRow, SheetShape
from dakehu.pay.settling.facts import RECEIPTS as RECEIPTS_CODE
from dakehu.pay.settling.facts import STAFF as STAFF_CODE
from dakehu.pay.sheets import STAFF
from dakehu.performance.sheets import SCORES
from dakehu.receipts.sheets import RECEIPTS
from dakehu.rewards.sheets import CARRIES, SHARES
from dakehu.targets.sheets import TARGETS


def _asking_for(shape: SheetShape, *codes: str) -> SheetShape:
    """The shape with further columns that no row may leave blank."""
    return replace(
        shape,
        columns=tuple(
            replace(one, is_required=one.is_required or one.code in codes) for one in shape.columns
        ),
    )


PEOPLE: Final = _asking_for(STAFF, "scheme", "basic_wage", "performance_base")
OF_STAFF_FILE: Final = (PEOPLE, TARGETS, SCORES, POINTS, SHARES, CARRIES)
MUST_STAND: Final[Mapping[str, tuple[str, ...]]] = {
    RECEIPTS_CODE: ("verified_on", "project"),
}
"""Columns that have to be there, though single cells may be blank."""


class Place(NamedTuple):
    """Where something stands, as its owner sees it."""

    file: str
    tab: str = ""
    row: int = 0
    column: str = ""


class Found(NamedTuple):
    """A fault or a notice, where it is, and what to do."""

    place: Place
    message: str
    remedy: str = ""


@dataclass(frozen=True)
class Source:
    """The worksheet in which a shape was found, and the letters of its columns."""

    file: str
    tab: str
    shape: SheetShape
    letters: Mapping[str, str] = field(default_factory=dict)

    def at(self, row: int = 0, code: str = "") -> Place:
        """A place in it, the column as a reader finds it: F 基本工资."""
        if not code:
            return Place(self.file, self.tab, row)
        label = str(self.shape.column(code).label)
        letter = self.letters.get(code, "")
        return Place(self.file, self.tab, row, f"{letter} {label}".strip())


@dataclass
class MonthFiles:
    """What the files hold: rows and their source by shape, faults, and notices."""

    rows: dict[str, list[SheetRow]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    faults: list[Found] = field(default_factory=list)
    notices: list[Found] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    """The shapes in which something is wrong."""

    def place(self, code: str, fault: Fault) -> Found:
        """What was found in the rows of a shape, with its place."""
        source = self.sources.get(code)
        place = source.at(fault.row, fault.column) if source else Place("")
        return Found(place, fault.message, fault.remedy)


def read_staff(into: MonthFiles, path: Path) -> None:
    """The six worksheets of the people's file; 人员 has to be there."""
    _read(into, path, OF_STAFF_FILE, STAFF_CODE)


def read_receipts(into: MonthFiles, path: Path) -> None:
    """The receipts."""
    _read(into, path, (RECEIPTS,), RECEIPTS_CODE)


def _read(into: MonthFiles, path: Path, shapes: Sequence[SheetShape], needed: str) -> None:
    try:
        book = open_book(path, path.name)
        into.notices += [Found(Place(path.name), told) for told in book.notices]
        chosen = _chosen([tab for tab in book.offered() if not tab.is_hidden], shapes, needed)
    except UnreadableFile as refusal:
        into.faults.append(_refused(Place(path.name), refusal))
        into.faulty.add(needed)
        return
    if needed not in chosen.tabs:
        _tell_missing(into, path, next(one for one in shapes if one.code == needed))
    for shape in shapes:
        if shape.code in chosen.tabs:
            _read_tab(into, path, shape, chosen.tabs[shape.code])
    for tab in chosen.unused:
        into.notices.append(Found(Place(path.name, tab.name), _("这张工作表没有用到。")))


def _refused(place: Place, refusal: UnreadableFile) -> Found:
    """What is wrong is the first sentence, what to do the rest."""
    message, _stop, remedy = str(refusal).partition("。")
    return Found(place, message, remedy)


def _tell_missing(into: MonthFiles, path: Path, shape: SheetShape) -> None:
    told = _("没有找到“%s”工作表") % shape.tab
    columns = "、".join(str(one.label) for one in shape.columns if one.is_required)
    remedy = _("请加上这张工作表，第一行写列名，至少有：%s。") % columns
    into.faults.append(Found(Place(path.name), told, remedy))
    into.faulty.add(shape.code)


# ---------------------------------------------------------------- which worksheet


class _Chosen(NamedTuple):
    tabs: dict[str, Tab]
    unused: list[Tab]


def _chosen(tabs: list[Tab], shapes: Sequence[SheetShape], needed: str) -> _Chosen:
    """The worksheet of each shape: by name, then by headings, the best fit first."""
    left = list(tabs)
    found: dict[str, Tab] = {}
    for shape in shapes:
        name = comparable(str(shape.tab))
        tab = next((one for one in left if comparable(one.name) == name), None)
        if tab is not None:
            found[shape.code] = tab
            left.remove(tab)
    fits = [
        (len(matching.columns), matching.is_complete, shape.code, place)
        for place, tab in enumerate(left)
        for shape in shapes
        if shape.code not in found
        and (matching := _matching(tab, shape)) is not None
        and _is_likely(matching, is_needed=shape.code == needed)
    ]
    taken: set[int] = set()
    for _count, _is_whole, code, place in sorted(fits, key=lambda one: (-one[0], -one[1], one[3])):
        if code not in found and place not in taken:
            found[code] = left[place]
            taken.add(place)
    return _Chosen(found, [tab for place, tab in enumerate(left) if place not in taken])


def _matching(tab: Tab, shape: SheetShape) -> Matching | None:
    try:
        return match(shape, find_headings(tab, shape))
    except UnreadableFile:
        return None


def _is_likely(matching: Matching, *, is_needed: bool) -> bool:
    """Whether a worksheet of another name holds the shape: its columns are there.

    Of the shape that is needed half will do, so that the missing ones can be told.
    """
    known = len(matching.columns)
    required = known + len(matching.missing)
    return matching.is_complete or (is_needed and known >= 2 and known * 2 >= required)


# ---------------------------------------------------------------- rows


def _read_tab(into: MonthFiles, path: Path, shape: SheetShape, tab: Tab) -> None:
    source = Source(path.name, tab.name, shape)
    try:
        matching = match(shape, find_headings(tab, shape))
        letters = {code: column_letter(index) for code, index in matching.columns.items()}
        source = replace(source, letters=letters)
        into.sources[shape.code] = source
        lacking = list(_lacking(source, matching))
        into.faults += lacking
        into.notices += [Found(source.at(), told) for told in matching.notices]
        rows = into.rows.setdefault(shape.code, [])
        found_faults = bool(lacking)
        for found in () if lacking else read_rows(shape, tab, matching):
            if isinstance(found, SheetRow):
                rows.append(found)
                continue
            for one in found:
                found_faults |= not one.is_notice
                told = into.notices if one.is_notice else into.faults
                told.append(into.place(shape.code, one))
    except UnreadableFile as refusal:
        into.faults.append(_refused(source.at(), refusal))
        found_faults = True
    if found_faults:
        into.faulty.add(shape.code)


def _lacking(source: Source, matching: Matching) -> Iterator[Found]:
    """The columns that the worksheet has to have and has not."""
    needed = MUST_STAND.get(source.shape.code, ())
    for column in source.shape.columns:
        if column.code in matching.columns:
            continue
        if not column.is_required and column.code not in needed:
            continue
        remedy = _("请加上这一列，列名写“%s”。") % column.label
        likely = matching.suggested.get(column.code)
        if likely is not None:
            heading = next(one for one in matching.unmatched if one.index == likely)
            remedy = _("%(letter)s 列“%(heading)s”像是这一列，请把列名改为“%(label)s”。") % {
                "letter": heading.letter,
                "heading": heading.text,
                "label": column.label,
            }
        place = Place(source.file, source.tab, matching.headings.rows[-1], str(column.label))
        yield Found(place, _("没有“%s”这一列") % column.label, remedy)
