"""A file of tables: what it is by its content, its tabs, and their lines.

What cannot be read is refused with what is wrong and what to do. Values come as calamine gives
them; what it drops (errors, formulas that were never calculated) is put back as `Broken`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

import python_calamine as calamine
from django.utils.translation import gettext as _

from dakehu.exchange.reading.lines import Line, Raw, fill_merged
from dakehu.exchange.reading.old_excel import scan_old_excel
from dakehu.exchange.reading.packages import scan_package
from dakehu.exchange.reading.refusals import UnreadableFile, check_extent
from dakehu.exchange.reading.scanning import Scan
from dakehu.exchange.reading.sniffing import Kind, kind_of
from dakehu.exchange.reading.text_files import TextFile

__all__ = ["Book", "Line", "Raw", "Tab", "UnreadableFile", "open_book"]

_PANIC: Final = "PanicException"
_LONGEST_NAME: Final = 100
"""Excel allows 31 signs; other programs more."""


@dataclass(eq=False)
class Tab:
    """A worksheet, or the one table of a text file."""

    name: str
    is_hidden: bool = False
    is_1904: bool = False
    """Days are counted from 1904, as old Macs did."""
    _workbook: calamine.CalamineWorkbook | None = None
    _index: int = 0
    _scan: Scan = field(default_factory=Scan)
    _text: TextFile | None = None
    _sheet: calamine.CalamineSheet | None = None

    @property
    def height(self) -> int:
        """The number of the last row that holds something."""
        return self._text.height if self._text else self._scan.last_row

    def cells(self) -> Iterator[Line]:
        """The lines from the first row on, blank ones too; UnreadableFile if there are too many."""
        if self._text is not None:
            yield from self._text.lines()
            return
        check_extent(self._scan.last_row, self._scan.last_column)
        if not self._scan.last_row:
            return
        if self._sheet is None:
            with _told():
                assert self._workbook is not None
                self._sheet = self._workbook.get_sheet_by_index(self._index)
        yield from fill_merged(self._lines(self._sheet), self._sheet.merged_cell_ranges or ())

    def _lines(self, sheet: calamine.CalamineSheet) -> Iterator[Line]:
        left: list[Raw] = [""] * (sheet.start or (0, 0))[1]
        number = 0
        if sheet.start is not None:
            for number, cells in enumerate(sheet.iter_rows(), 1):
                yield Line(number, self._mended(number, [*left, *cells]))
        for below in range(number + 1, self._scan.last_row + 1):  # broken cells alone
            yield Line(below, self._mended(below, []))

    def _mended(self, number: int, row: list[Raw]) -> list[Raw]:
        """The row with its broken cells put back."""
        broken = self._scan.broken.get(number)
        if broken:
            row += [""] * (self._scan.last_column - len(row))
            for column, how in broken.items():
                row[column] = how
        return row


@dataclass(frozen=True, eq=False)
class Book:
    """An opened file."""

    kind: Kind
    tabs: tuple[Tab, ...]
    notices: tuple[str, ...] = ()
    """What the uploader should know, such as an extension that belies the content."""

    def offered(self) -> tuple[Tab, ...]:
        """The tabs that hold something, visible ones first."""
        filled = [tab for tab in self.tabs if tab.height]
        return tuple(sorted(filled, key=lambda tab: tab.is_hidden))


def open_book(path: Path, name: str) -> Book:
    """The file at `path`, called `name` by the uploader; UnreadableFile says why not."""
    kind = kind_of(path, name)
    notices = kind.notices_for(name)
    if kind is Kind.TEXT:
        return Book(kind, (Tab(_("表格"), _text=TextFile.opened(path)),), notices)
    is_1904, scans = scan_old_excel(path) if kind is Kind.XLS else scan_package(path, kind)
    if kind is not Kind.XLSX:  # the others are unfolded as soon as they are opened
        for scan in scans if isinstance(scans, list) else scans.values():
            check_extent(scan.last_row, scan.last_column)
    with _told():
        workbook = calamine.load_workbook(BytesIO(path.read_bytes()))  # by content, not by name
        sheets = workbook.sheets_metadata
    if isinstance(scans, list):  # the sheets of an .xls in their order
        if len(scans) != len(sheets):
            raise UnreadableFile.damaged()
        scans = {sheet.name: scan for sheet, scan in zip(sheets, scans, strict=True)}
    tabs = tuple(
        Tab(
            sheet.name[:_LONGEST_NAME],
            _is_hidden(sheet),
            is_1904,
            workbook,
            index,
            scans[sheet.name],
        )
        for index, sheet in enumerate(sheets)
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet and sheet.name in scans
    )
    if not any(tab.height for tab in tabs):
        raise UnreadableFile(_("文件里没有内容。请在表格里填好数据，保存后再上传。"))
    return Book(kind, tabs, notices)


def _is_hidden(sheet: calamine.SheetMetadata) -> bool:
    return sheet.visible != calamine.SheetVisibleEnum.Visible


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the reading library raises into words for the user."""
    try:
        yield
    except calamine.PasswordError as error:
        raise UnreadableFile.locked() from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFile.damaged() from error
    except BaseException as error:
        if type(error).__name__ == _PANIC:  # a fault of the library, raised beside Exception
            raise UnreadableFile.damaged() from error
        raise
