"""The uploader's own rows with what is wrong in each, to be mended and uploaded again."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.exchange.reading.books import Tab
from dakehu.exchange.reading.headings import Matching
from dakehu.exchange.reading.lines import Broken, Line, Raw
from dakehu.exchange.writing.names import tab_name
from dakehu.exchange.writing.values import as_text
from dakehu.kit.sheets import Fault

_RED: Final = "#FFC7CE"
_DARK_RED: Final = "#9C0006"
_LONGEST_WHOLE: Final = 10**15


def write_error_book(
    tab: Tab,
    matching: Matching,
    faults: Iterable[Fault],
    target: Path,
    *,
    is_faulty_only: bool = False,
) -> int:
    """The rows as they were, a first column 问题与改法 added, faulty cells red; the faulty rows.

    With `is_faulty_only` the good rows are left out, for mending what was not imported.
    """
    told: dict[int, list[Fault]] = {}
    for fault in faults:
        if not fault.is_notice:
            told.setdefault(fault.row, []).append(fault)
    import xlsxwriter  # loaded when a book is written: most processes write none

    book = xlsxwriter.Workbook(
        str(target),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "tmpdir": str(target.parent),
            "nan_inf_to_errors": True,
        },
    )
    try:
        writer = _Writer(book, tab_name(tab.name), matching)
        headings = matching.headings
        for line in tab.cells():
            if line.number < headings.first_data_row:
                if line.number in headings.rows or not is_faulty_only:
                    writer.head(line, is_last=line.number == headings.rows[-1])
            elif line.number in told or (not is_faulty_only and not line.is_blank()):
                writer.row(line, told.get(line.number, []))
        writer.finish()
    finally:
        book.close()
    return len(told)


class _Writer:
    """Writes the lines one below the other."""

    def __init__(self, book: Any, name: str, matching: Matching) -> None:
        self.sheet = book.add_worksheet(name)
        self.matching = matching
        self.next = 0
        self.top = 0
        self.bold = book.add_format({"bold": True, "bg_color": "#E9EEF5", "text_wrap": True})
        self.told = book.add_format(
            {"text_wrap": True, "font_color": _DARK_RED, "valign": "top", "num_format": "@"}
        )
        red = {"bg_color": _RED, "font_color": _DARK_RED}
        self.formats = {
            (is_red, number_format): book.add_format(
                {**(red if is_red else {}), "num_format": number_format}
            )
            for is_red in (True, False)
            for number_format in ("@", "General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss")
        }
        self.codes: Mapping[int, str] = {index: code for code, index in matching.columns.items()}
        self.texts = {heading.index: heading.text for heading in matching.headings.columns}

    def head(self, line: Line, *, is_last: bool) -> None:
        """A line above the data; the last of them says what the first column is."""
        if is_last:
            self.sheet.write_string(self.next, 0, _("问题与改法"), self.bold)
            self.top = self.next + 1
        for index, cell in enumerate(line.cells, 1):
            if cell != "" and not line.is_lent(index - 1):
                self.sheet.write_string(self.next, index, _text(cell), self.bold)
        self.next += 1

    def row(self, line: Line, faults: list[Fault]) -> None:
        """A line of data with its faults."""
        if faults:
            self.sheet.write_string(self.next, 0, as_text(self._told(faults)), self.told)
        wrong = {fault.column for fault in faults}
        for index in range(max(len(line.cells), *self.codes, 0) if self.codes else 0):
            raw = line.cells[index] if index < len(line.cells) else ""
            self._cell(index + 1, raw, is_red=self.codes.get(index, "") in wrong - {""})
        self.next += 1

    def _told(self, faults: Iterable[Fault]) -> str:
        """One line for each fault: under which heading, what is wrong, what to do."""
        lines = []
        for fault in faults:
            heading = self.texts.get(self.matching.columns.get(fault.column, -1), "")
            told = f"{fault.message.removesuffix('。')}。{fault.remedy}"
            lines.append(f"{heading}：{told}" if heading else told)
        return "\n".join(lines)

    def _cell(self, index: int, raw: Raw, *, is_red: bool) -> None:
        if raw == "":
            if is_red:
                self.sheet.write_blank(self.next, index, None, self.formats[True, "@"])
        elif isinstance(raw, bool):
            self.sheet.write_boolean(self.next, index, raw, self.formats[is_red, "General"])
        elif isinstance(raw, int | float) and abs(raw) < _LONGEST_WHOLE:
            self.sheet.write_number(self.next, index, raw, self.formats[is_red, "General"])
        elif isinstance(raw, datetime):
            made = self.formats[is_red, "yyyy-mm-dd hh:mm:ss"]
            self.sheet.write_datetime(self.next, index, raw, made)
        elif isinstance(raw, date):
            self.sheet.write_datetime(self.next, index, raw, self.formats[is_red, "yyyy-mm-dd"])
        else:
            self.sheet.write_string(self.next, index, _text(raw), self.formats[is_red, "@"])

    def finish(self) -> None:
        """Widths, and the headings kept in sight."""
        self.sheet.set_column(0, 0, 46)
        self.sheet.set_column(1, max([*self.codes, 0]) + 1, 16)
        self.sheet.freeze_panes(self.top, 1)


def _text(raw: Raw) -> str:
    if isinstance(raw, Broken):
        return _("#公式没有结果#")
    if isinstance(raw, float):
        return f"{raw:.0f}"
    if isinstance(raw, time):
        return raw.isoformat()
    return as_text(raw)
