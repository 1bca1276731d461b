"""How the values of a column stand in a file."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.exchange.reading.units import unit_of
from dakehu.kit.sheets import CellKind, SheetColumn

LONGEST_TEXT: Final = 32_767
"""Excel's own limit of a cell."""
LARGEST_AMOUNT: Final = Decimal(10) ** 11
"""Yuan from which on amounts go as text: Excel keeps 15 digits."""
_MOST_DIGITS: Final = 15
_NUMBERS: Final = frozenset(
    {CellKind.AMOUNT, CellKind.QUANTITY, CellKind.RATE, CellKind.SCORE, CellKind.COUNT}
)
_FORMATS: Final = {
    CellKind.DATE: "yyyy-mm-dd",
    CellKind.AMOUNT: "#,##0.00",
    CellKind.QUANTITY: "General",
    CellKind.RATE: "0.00##%",
    CellKind.SCORE: "0.00",
    CellKind.COUNT: "#,##0",
}
_AS_TEXT: Final = "@"
_DANGEROUS: Final = tuple("=+-@\t\r\n＝＋－＠")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def is_number(column: SheetColumn) -> bool:
    """Whether the column holds quantities."""
    return column.kind in _NUMBERS


def number_format(column: SheetColumn) -> str:
    """The cell format of a column in Excel's words; text unless it is a number or a day."""
    return _FORMATS.get(column.kind, _AS_TEXT)


def heading_of(column: SheetColumn) -> str:
    """The label, with the unit of amounts."""
    label = str(column.label)
    if column.kind is CellKind.AMOUNT and not unit_of(label):
        return _("%(label)s（元）") % {"label": label}
    return label


def words(column: SheetColumn) -> dict[str, str]:
    """Code → word of a choice; the first word where several mean the same."""
    choices = column.choices() if column.choices else {}
    told: dict[str, str] = {}
    for word, code in choices.items():
        told.setdefault(code, str(word))
    return told


def as_text(value: Any, told: "dict[str, str] | None" = None) -> str:
    """A value as a text of a file: days as 2026-11-23, truths as words, without control signs."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    if told:
        text = told.get(text, text)
    return _CONTROL.sub("", text)[:LONGEST_TEXT]


def fits_a_number(value: Decimal | int, kind: CellKind) -> bool:
    """Whether Excel keeps every digit of it."""
    number = Decimal(value)
    if kind is CellKind.AMOUNT:
        return abs(number) <= LARGEST_AMOUNT
    return len(number.as_tuple().digits) <= _MOST_DIGITS and number.adjusted() < _MOST_DIGITS


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula when it opens a text file."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def shown_width(text: str) -> int:
    """How wide a text is in half-width signs."""
    return len(text) if text.isascii() else sum(1 if sign < "\u1100" else 2 for sign in text)
