"""Lists in a workbook: headings, cells by their kind, ready to print."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dakehu.exchange.writing.books import Watermark, set_up_print
from dakehu.exchange.writing.values import as_text

Formats = Mapping[str, Any]
"""The cell formats of a book by name."""


def put(sheet: Any, row: int, index: int, value: Any, made: Any) -> None:
    """Write a cell as its value asks for."""
    if value is None:
        sheet.write_blank(row, index, None, made)
    elif isinstance(value, Decimal | int):
        sheet.write_number(row, index, value, made)
    elif isinstance(value, date):
        sheet.write_datetime(row, index, value, made)
    else:
        sheet.write_string(row, index, as_text(value), made)


def write_table(
    sheet: Any,
    formats: Formats,
    heads: Sequence[tuple[str, int, str]],
    rows: Iterable[Sequence[Any]],
    watermark: Watermark | None = None,
) -> None:
    """A list with its headings, each column as wide and formatted as its heading says."""
    for index, (head, width, _kind) in enumerate(heads):
        sheet.write_string(0, index, head, formats["head"])
        sheet.set_column(index, index, width)
    count = 0
    for count, row in enumerate(rows, 1):
        for index, (value, (_head, _width, kind)) in enumerate(zip(row, heads, strict=True)):
            put(sheet, count, index, value, formats[kind])
    sheet.freeze_panes(1, 0)
    if count:
        sheet.autofilter(0, 0, count, len(heads) - 1)
    set_up_print(sheet, sheet.get_name(), watermark, is_across=True)
    sheet.repeat_rows(0)
