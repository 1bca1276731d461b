"""Templates to fill in: notes, headings, drop-downs, examples."""

from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.exchange.reading.cells import CellFault, read_cell
from dakehu.exchange.reading.headings import column_letter
from dakehu.exchange.writing.books import set_up_print
from dakehu.exchange.writing.names import tab_name
from dakehu.exchange.writing.values import (
    as_text,
    heading_of,
    is_number,
    number_format,
    shown_width,
    words,
)
from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape

ROWS: Final = 2_000
"""So many rows carry formats and drop-downs."""
_LONGEST_LIST: Final = 255
_LONGEST_PROMPT: Final = 255
_HEAD: Final = 1
_FIRST: Final = 2


def write_template(shape: SheetShape, target: Path) -> None:
    """An empty table of that shape: required columns red, examples grey in italics.

    The notes row tells our own import that examples left as they are need not be read.
    """
    import xlsxwriter  # loaded when a book is written: most processes write none

    book = xlsxwriter.Workbook(
        str(target), {"strings_to_formulas": False, "strings_to_urls": False}
    )
    try:
        name = tab_name(str(shape.tab or shape.name))
        sheet = book.add_worksheet(name)
        lists = _Lists(book, {name.lower()})
        _notes(book, sheet, shape)
        for index, column in enumerate(shape.columns):
            _column(book, sheet, index, column, lists)
        _examples(book, sheet, shape)
        sheet.set_row(_HEAD, 24)
        sheet.freeze_panes(_FIRST, 0)
        set_up_print(sheet, str(shape.name), None, is_across=len(shape.columns) > 7)
        sheet.repeat_rows(_HEAD)
        lists.write()
    finally:
        book.close()


def _notes(book: Any, sheet: Any, shape: SheetShape) -> None:
    lines = [
        _("填写说明：红色列名为必填；灰色斜体的示例行可以删去，也可以保留，导入时会自动跳过。"),
        *([str(shape.about)] if str(shape.about) else []),
        *map(str, shape.notes),
        *(f"{c.label}：{c.note}" for c in shape.columns if str(c.note)),
    ]
    made = book.add_format(
        {"text_wrap": True, "valign": "top", "font_color": "#5B6675", "num_format": "@"}
    )
    text = as_text("\n".join(lines))
    last = len(shape.columns) - 1
    if last > 0:
        sheet.merge_range(0, 0, 0, last, text, made)
    else:
        sheet.write_string(0, 0, text, made)
    widths = sum(_width(column) for column in shape.columns)
    height = sum(1 + shown_width(line) // max(widths, 20) for line in lines)
    sheet.set_row(0, min(15.5 * height + 4, 400))


def _width(column: SheetColumn) -> int:
    return max(column.width, shown_width(heading_of(column)) + 4)


def _column(book: Any, sheet: Any, index: int, column: SheetColumn, lists: "_Lists") -> None:
    head = {
        "bold": True,
        "border": 1,
        "border_color": "#BFC8D4",
        "bg_color": "#FDECEC" if column.is_required else "#E9EEF5",
        "font_color": "#C00000" if column.is_required else "#1F2937",
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    }
    sheet.write_string(_HEAD, index, heading_of(column), book.add_format(head))
    cells = book.add_format({"num_format": number_format(column)})
    sheet.set_column(index, index, _width(column), cells)
    rules = _rules(column, lists)
    if rules:
        sheet.data_validation(_FIRST, index, _FIRST + ROWS - 1, index, rules)


def _rules(column: SheetColumn, lists: "_Lists") -> dict[str, Any] | None:
    """The drop-down of a column, and what shows when its cell is entered."""
    label, note = str(column.label)[:32], as_text(str(column.note))[:_LONGEST_PROMPT]
    shown = {"input_title": label, "input_message": note} if note else {}
    choices = list(words(column).values())
    if column.kind is CellKind.YES_NO:
        choices = [_("是"), _("否")]
    if choices:
        return {
            "validate": "list",
            "source": lists.source(label, choices),
            "error_title": label,
            "error_message": _("请从下拉列表中选择。"),
            "error_type": "stop",
            **shown,
        }
    return {"validate": "any", **shown} if shown else None


class _Lists:
    """Long drop-downs stand on a hidden tab."""

    def __init__(self, book: Any, taken: set[str]) -> None:
        self.book = book
        self.name = tab_name(_("选项"), taken)
        self.columns: list[tuple[str, list[str]]] = []

    def source(self, label: str, choices: list[str]) -> list[str] | str:
        """The choices themselves if they are short, else where they will stand."""
        if len(",".join(choices)) <= _LONGEST_LIST and not any("," in one for one in choices):
            return choices
        letters = column_letter(len(self.columns))
        self.columns.append((label, choices))
        return f"='{self.name}'!${letters}$2:${letters}${len(choices) + 1}"

    def write(self) -> None:
        """The hidden tab, where one is needed."""
        if not self.columns:
            return
        sheet = self.book.add_worksheet(self.name)
        for index, (label, choices) in enumerate(self.columns):
            sheet.write_string(0, index, label)
            for row, word in enumerate(choices, 1):
                sheet.write_string(row, index, as_text(word))
        sheet.hide()


def _examples(book: Any, sheet: Any, shape: SheetShape) -> None:
    for row, sample in enumerate(shape.samples, _FIRST):
        for index, column in enumerate(shape.columns):
            typed = str(sample.get(column.code, ""))
            made = book.add_format(
                {"italic": True, "font_color": "#8A94A3", "num_format": number_format(column)}
            )
            value = _value(column, typed)
            if column.kind is CellKind.DATE and value is not None:
                sheet.write_datetime(row, index, value, made)
            elif is_number(column) and value is not None:
                sheet.write_number(row, index, value, made)
            elif typed:
                sheet.write_string(row, index, as_text(typed), made)


def _value(column: SheetColumn, typed: str) -> Any:
    """What an example would be read as; None where its words are not known here."""
    try:
        return read_cell(column, typed)
    except CellFault:
        return None
