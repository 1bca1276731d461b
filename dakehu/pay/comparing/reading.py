"""A pay sheet read: the people in it with every figure that it gives for them.

Cells are taken as they are, decimals beyond the fen included, since a sheet often holds more of
them than it shows. A cell without a number is told and does not keep the person out.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from dakehu.exchange.reading.books import Book, Raw, Tab, UnreadableFile
from dakehu.exchange.reading.faults import CellFault
from dakehu.exchange.reading.headings import Heading, Matching, find_headings, match
from dakehu.exchange.reading.lines import Broken, Line
from dakehu.exchange.reading.numbers import decimal_of, typed_number, typed_share
from dakehu.exchange.reading.rows import read_rows
from dakehu.exchange.reading.spelling import compact, tidy
from dakehu.kit.sheets import CellKind, SheetRow
from dakehu.pay.comparing.lines import TheirLine
from dakehu.pay.data.pay_sheet import IDENTITY, NO_MONEY, NOT_COMPARED, PAY_SHEET, STEP
from dakehu.policy.decimals import half_up

_LARGEST: Final = Decimal(10) ** 15
_PERCENT_FROM: Final = 10
"""A factor above this is meant in percent."""
_SUM: Final = re.compile(r".*(?:小计|合计|总计)")
_NOTHING: Final = frozenset({"", "-", "/", "\\", "–", "—", "--"})

Remembered = Callable[[Sequence[str]], Mapping[str, str]]
"""What was decided about a file with these headings: heading → column code."""


@dataclass(frozen=True)
class PaySheet:
    """A worksheet as a pay sheet: whose lines, by which columns, and what is to be told of it."""

    tab: str
    matching: Matching
    lines: tuple[TheirLine, ...]
    notices: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        """It says who somebody is, and at least one thing to compare."""
        return is_enough(self.matching.columns)


def is_enough(codes: Iterable[str]) -> bool:
    """Whether these columns say who somebody is and give something to compare."""
    given = set(codes)
    return bool(given.intersection(IDENTITY)) and bool(given.intersection(STEP))


def read_pay_sheets(
    book: Book, remembered: Remembered | None = None, tab: str = ""
) -> list[PaySheet]:
    """The worksheets of a book that are pay sheets, visible ones first; `tab`: that one alone.

    Raises `UnreadableFile` where there is none.
    """
    offered = [one for one in book.offered() if not tab or one.name == tab]
    visible = [one for one in offered if not one.is_hidden] or offered
    looks = [look for look in map(lambda one: matched(one, remembered), visible) if look]
    usable = [(one, found) for one, found in looks if is_enough(found.columns)]
    if not usable:
        raise UnreadableFile(_lacking(looks))
    return [read_pay_sheet(one, found) for one, found in usable]


def matched(tab: Tab, remembered: Remembered | None = None) -> tuple[Tab, Matching] | None:
    """A worksheet with its columns matched, None where it has no headings."""
    try:
        headings = find_headings(tab, PAY_SHEET)
    except UnreadableFile:
        return None
    known = remembered(headings.texts) if remembered else None
    return tab, match(PAY_SHEET, headings, known)


def _lacking(looks: Sequence[tuple[Tab, Matching]]) -> str:
    """What the worksheet that comes nearest has not."""
    if not looks:
        return _("没有找到工资表的表头。请在数据上面写一行列名，至少有姓名或工号，和应发合计。")
    _tab, nearest = max(looks, key=lambda one: len(one[1].columns))
    if set(nearest.columns).intersection(IDENTITY):
        return _("没有找到可以对比的列，如得分、绩效工资、业务提成、应发合计。请对应列，或改列名。")
    return _("没有找到“工号”或“姓名”列，不知道每一行是谁。请加上其中一列。")


# ---------------------------------------------------------------- lines


def read_pay_sheet(tab: Tab, matching: Matching) -> PaySheet:
    """The people of a worksheet whose columns are matched."""
    who = {code: at for code, at in matching.columns.items() if code in IDENTITY}
    given = {code: at for code, at in matching.columns.items() if code in STEP}
    rows, skipped = _rows_of(tab, matching, who)
    cells = {line.number: line for line in tab.cells() if line.number in rows}
    others = [
        one
        for one in matching.headings.columns
        if one.index not in {*given.values(), *who.values()}
    ]
    reader = _Reader(matching, given, others)
    lines = [reader.line(cells[number], *names) for number, names in rows.items()]
    notices = (*matching.notices, *_columns_told(matching, lines), *skipped)
    return PaySheet(tab.name, matching, tuple(_once(lines)), notices)


def _rows_of(
    tab: Tab, matching: Matching, who: Mapping[str, int]
) -> tuple[dict[int, tuple[str, str]], list[str]]:
    """Number and name of each row that is somebody's, and what is told of rows left out."""
    found: dict[int, tuple[str, str]] = {}
    skipped: list[str] = []
    words = {tidy(one.parts[-1]) for one in matching.headings.columns}
    for row in read_rows(PAY_SHEET, tab, replace(matching, columns=who)):
        if isinstance(row, SheetRow):
            number, name = row.values.get("number") or "", row.values.get("name") or ""
            is_head = {number, name} - {""} <= words
            if (number or name) and not is_head and not _SUM.fullmatch(name):
                found[row.number] = (number, name)
            continue
        skipped += [
            _("第 %(row)d 行没有读：%(why)s。") % {"row": one.row, "why": one.message}
            for one in row
            if not one.is_notice
        ]
    return found, skipped


class _Reader:
    """Reads the figures of lines."""

    def __init__(
        self, matching: Matching, given: Mapping[str, int], others: Sequence[Heading]
    ) -> None:
        self.scales, self.given, self.others = matching.scales, given, others

    def line(self, line: Line, number: str, name: str) -> TheirLine:
        values: dict[str, Decimal | None] = {}
        unread: dict[str, str] = {}
        for code, index in self.given.items():
            try:
                values[code] = self._figure(code, line, index)
            except CellFault as fault:
                unread[code] = fault.message
        return TheirLine(line.number, number, name, values, dict(self._others(line)), unread)

    def _figure(self, code: str, line: Line, index: int) -> Decimal | None:
        if index in line.filled:
            raise CellFault(_("合并的单元格，分不清各行是多少"))
        raw = line.cells[index] if index < len(line.cells) else ""
        kind, scale = STEP[code].kind, self.scales.get(code)
        number = _number(raw, is_share=kind is CellKind.RATE)
        if number is None:
            return None
        if scale is not None:
            number *= scale
        if kind is CellKind.RATE and number > _PERCENT_FROM:
            number /= 100
        return number

    def _others(self, line: Line) -> Iterable[tuple[str, Decimal]]:
        for one in self.others:
            raw = line.cells[one.index] if one.index < len(line.cells) else ""
            try:
                number = None if one.index in line.filled else _number(raw)
            except CellFault:
                continue
            if number:
                yield one.text, half_up(number)


def _number(raw: Raw, *, is_share: bool = False) -> Decimal | None:
    """The number in a cell, None for nothing; CellFault for anything else."""
    if isinstance(raw, Broken):
        wrong = raw is Broken.ERROR
        raise CellFault(_("公式出错，没有结果") if wrong else _("公式没有算出结果"))
    if isinstance(raw, str):
        if compact(raw) in _NOTHING:
            return None
        share = typed_share(raw) if is_share else None
        number = typed_number(raw) if share is None else share
    elif isinstance(raw, float):
        number = decimal_of(raw)
    elif isinstance(raw, int) and not isinstance(raw, bool):
        number = Decimal(raw)
    else:
        raise CellFault(_("不是数字"))
    if abs(number) >= _LARGEST:
        raise CellFault(_("数字过大"))
    return number


def _once(lines: Sequence[TheirLine]) -> Iterable[TheirLine]:
    """People who stand in several rows cannot be compared: nobody knows which row counts."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in lines:
        rows[_key(one)].append(one.row)
    for one in lines:
        same = rows[_key(one)]
        if len(same) == 1:
            yield one
        elif one.row == same[0]:
            told = _("第 %s 行是同一个人，请合并成一行。") % "、".join(map(str, same))
            yield replace(one, fault=told)


def _key(line: TheirLine) -> tuple[str, str]:
    return (line.number, "") if line.number else ("", line.name)


# ---------------------------------------------------------------- what is told


def _columns_told(matching: Matching, lines: Sequence[TheirLine]) -> Iterable[str]:
    """Which columns of amounts are not compared."""
    off = {at for code, at in matching.columns.items() if code in NOT_COMPARED}
    aside = [one.text for one in matching.headings.columns if one.index in off]
    if aside:
        yield _("“%s”是应发之后的扣款和实发，不参加对比。") % "”“".join(aside)
    if "total" not in matching.columns:
        yield _("表里没有应发合计这一列，只对比各项。")
    held = dict.fromkeys(heading for line in lines for heading in line.others)
    left = [
        one.text for one in matching.unmatched if one.text in held and not NO_MONEY.search(one.text)
    ]
    if left:
        yield _("“%s”没有可对比的项，不参加对比。") % "”“".join(left)
