"""Exports: workbooks that stream to disk, and text files that Excel opens rightly."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.exchange.reading.headings import column_letter
from dakehu.exchange.writing.names import tab_name
from dakehu.exchange.writing.values import (
    as_text,
    defused,
    fits_a_number,
    heading_of,
    is_number,
    number_format,
    shown_width,
    words,
)
from dakehu.kit.sheets import CellKind, SheetColumn

MOST_ROWS: Final = 1_048_000
_LOOKED_AT: Final = 200
_NARROWEST, _WIDEST = 8, 60
_A4: Final = 9
_MARGIN: Final = 0.6
_BLUE_GREY: Final = "#E9EEF5"


class TooManyRows(ValueError):
    """More rows than a worksheet holds."""


@dataclass(frozen=True)
class Watermark:
    """Who took the table out, when, and what for."""

    user: str
    number: str
    """The person's number in the company."""
    at: datetime
    """In the company's own time."""
    purpose: str = ""
    notice: str = ""
    """What confidentiality asks; the usual sentence if empty."""

    @property
    def notice_told(self) -> str:
        return self.notice or _(
            "本文件含公司保密信息，仅限所写用途使用，不得转发给无关人员；导出已记录。"
        )


@dataclass(frozen=True)
class TabToWrite:
    """A worksheet to come: its columns, and its rows by column code, asked for once."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Mapping[str, Any]]


def write_book(
    target: Path,
    tabs: Sequence[TabToWrite],
    *,
    watermark: Watermark | None = None,
    title: str = "",
) -> int:
    """Write a workbook row by row; the number of rows of data. A choice shows its word."""
    import xlsxwriter  # loaded when a book is written: most processes write none

    book = xlsxwriter.Workbook(
        str(target),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": str(target.parent),
        },
    )
    try:
        formats = _Formats(book)
        taken: set[str] = set()
        counts: list[tuple[str, int]] = []
        for tab in tabs:
            name = tab_name(tab.name, taken)
            taken.add(name.lower())
            count = _Tab(book, formats, name, tab).write(title or tab.name, watermark)
            counts.append((name, count))
        if watermark:
            _explain(book, formats, tab_name(_("说明"), taken), watermark, counts)
    finally:
        book.close()
    return sum(count for _name, count in counts)


class _Formats:
    """The cell formats of a book, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        edge = {"border": 1, "border_color": "#BFC8D4"}
        self.edge = edge
        self.head = book.add_format(
            {
                **edge,
                "bold": True,
                "bg_color": _BLUE_GREY,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
            }
        )
        self.total_word = book.add_format({**edge, "bold": True, "top": 2})
        self.label = book.add_format({"bold": True, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self._made: dict[tuple[str, bool], Any] = {}

    def of(self, number_format: str, *, is_total: bool = False) -> Any:
        """The format of data cells, or of the totals row."""
        key = (number_format, is_total)
        if key not in self._made:
            more = {"bold": True, "top": 2} if is_total else {}
            self._made[key] = self.book.add_format(
                {**self.edge, "num_format": number_format, "valign": "vcenter", **more}
            )
        return self._made[key]


class _Tab:
    """Writes one worksheet from top to bottom."""

    def __init__(self, book: Any, formats: _Formats, name: str, tab: TabToWrite) -> None:
        self.sheet = book.add_worksheet(name)
        self.formats = formats
        self.tab = tab
        self.columns = [
            (index, column, words(column), formats.of(number_format(column)))
            for index, column in enumerate(tab.columns)
        ]
        self.text = formats.of("@")
        self.totals: dict[int, Decimal] = {
            index: Decimal(0)
            for index, column in enumerate(tab.columns)
            if column.is_totalled and is_number(column)
        }
        self.widths = [
            max(shown_width(heading_of(column)) + 4, _NARROWEST) for column in tab.columns
        ]

    def write(self, title: str, watermark: Watermark | None) -> int:
        """Heading, rows, totals, and how it prints; the number of rows."""
        for index, column in enumerate(self.tab.columns):
            self.sheet.write_string(0, index, heading_of(column), self.formats.head)
        count = 0
        for count, row in enumerate(self.tab.rows, 1):
            if count > MOST_ROWS:
                raise TooManyRows(count)
            self._row(count, row)
        if self.totals and count:
            self._totals_row(count)
        self._finish(count, title, watermark)
        return count

    def _row(self, number: int, row: Mapping[str, Any]) -> None:
        is_looked_at = number <= _LOOKED_AT
        for index, column, told, made in self.columns:
            value = row.get(column.code)
            if value is None:
                self.sheet.write_blank(number, index, None, made)
            elif isinstance(value, Decimal | int) and not isinstance(value, bool):
                self._number(number, index, column.kind, value, made)
            elif isinstance(value, date) and column.kind is CellKind.DATE:
                self.sheet.write_datetime(number, index, value, made)
            else:
                text = as_text(value, told)
                self.sheet.write_string(number, index, text, self.text)
                if is_looked_at:
                    width = min(max(map(shown_width, text.split("\n")), default=0) + 2, _WIDEST)
                    self.widths[index] = max(self.widths[index], width)

    def _number(
        self, number: int, index: int, kind: CellKind, value: Decimal | int, made: Any
    ) -> None:
        if index in self.totals:
            self.totals[index] += value
        if kind in _TEXTS or not fits_a_number(value, kind):
            self.sheet.write_string(number, index, as_text(value), self.text)
            return
        self.sheet.write_number(number, index, value, made)
        if number <= _LOOKED_AT:
            self.widths[index] = max(self.widths[index], len(f"{value:,.2f}") + 2)

    def _totals_row(self, count: int) -> None:
        """Sums that follow the filter, each with its value, below the last row."""
        place = count + 1
        self.sheet.write_string(place, 0, _("合计"), self.formats.total_word)
        for index, column in enumerate(self.tab.columns):
            if index in self.totals:
                made = self.formats.of(number_format(column), is_total=True)
                letters = column_letter(index)
                total = self.totals[index]
                if index == 0 or not fits_a_number(total, column.kind):
                    self.sheet.write_string(place, index, as_text(total), made)
                    continue
                formula = f"=SUBTOTAL(109,{letters}2:{letters}{count + 1})"
                self.sheet.write_formula(place, index, formula, made, total)
                self.widths[index] = max(self.widths[index], len(f"{total:,.2f}") + 2)
            elif index:
                self.sheet.write_blank(place, index, None, self.formats.total_word)

    def _finish(self, count: int, title: str, watermark: Watermark | None) -> None:
        sheet, last = self.sheet, len(self.tab.columns) - 1
        sheet.set_row(0, 24)
        sheet.freeze_panes(1, 0)
        if last < 0:
            return
        for index, column in enumerate(self.tab.columns):
            width = max(self.widths[index], min(column.width, _WIDEST))
            sheet.set_column(index, index, min(width, _WIDEST))
        if count:
            sheet.autofilter(0, 0, count, last)
        set_up_print(sheet, title, watermark, is_across=sum(self.widths) > 90)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, count + bool(self.totals and count), last)


_TEXTS: Final = frozenset({CellKind.CODE, CellKind.TEXT, CellKind.MOBILE, CellKind.MONTH})


def set_up_print(sheet: Any, title: str, watermark: Watermark | None, *, is_across: bool) -> None:
    """A4, one page wide, with title, person, time and page numbers."""
    sheet.set_paper(_A4)
    if is_across:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(_MARGIN, _MARGIN, 0.8, 0.8)
    told = ""
    if watermark:
        told = f"{watermark.user} {watermark.number} {watermark.at:%Y-%m-%d %H:%M}"
    sheet.set_header(f"&L{_escaped(title, 80)}&R{_escaped(told, 80)}")
    sheet.set_footer("&C" + _("第 &P 页 共 &N 页"))


def _escaped(text: str, longest: int) -> str:
    return as_text(text)[:longest].replace("&", "&&")


def explain_book(
    book: Any, name: str, watermark: Watermark, counts: Sequence[tuple[str, int]]
) -> None:
    """Add the sheet that says who took a book out; `counts` are the rows by worksheet."""
    _explain(book, _Formats(book), name, watermark, counts)


def _explain(
    book: Any,
    formats: _Formats,
    name: str,
    watermark: Watermark,
    counts: Sequence[tuple[str, int]],
) -> None:
    """The sheet that says who took this out."""
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 70)
    facts = [
        (_("导出人"), watermark.user),
        (_("编号"), watermark.number),
        (_("导出时间"), f"{watermark.at:%Y-%m-%d %H:%M}"),
        (_("用途"), watermark.purpose),
        *((_("行数（%(tab)s）") % {"tab": tab}, f"{count:,}") for tab, count in counts),
        (_("保密提示"), watermark.notice_told),
    ]
    for row, (label, told) in enumerate(facts):
        sheet.write_string(row, 0, as_text(label), formats.label)
        sheet.write_string(row, 1, as_text(told), formats.wrapped)
    set_up_print(sheet, name, watermark, is_across=False)


def write_csv(
    target: Path, columns: Sequence[SheetColumn], rows: Iterable[Mapping[str, Any]]
) -> int:
    """Write a text file with commas and a mark for Excel; the number of rows of data.

    Texts that a spreadsheet would run as formulas get a leading apostrophe.
    """
    told = [(column, words(column)) for column in columns]
    count = 0
    with target.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\r\n")
        writer.writerow([defused(heading_of(column)) for column in columns])
        for row in rows:
            count += 1
            writer.writerow([_csv_cell(row.get(column.code), kinds) for column, kinds in told])
    return count


def _csv_cell(value: Any, told: dict[str, str]) -> str:
    text = as_text(value, told)
    is_plain = isinstance(value, Decimal | int | date)
    return text if is_plain else defused(text)
