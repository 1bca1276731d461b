"""Rows of a file as the reader hands them over, and what a check found in them."""

from collections.abc import Sequence
from typing import Any

from dakehu.kit.sheets import Checked, SheetRow

FIRST_ROW = 2


def rows_of(*values: dict[str, Any]) -> list[SheetRow]:
    """Rows numbered as in a file with one heading."""
    return [SheetRow(number, each) for number, each in enumerate(values, FIRST_ROW)]


def told(found: Checked, row: int = FIRST_ROW) -> list[str]:
    """What is wrong in a row, notices left out."""
    return [one.message for one in found.faults if one.row == row and not one.is_notice]


def columns_at_fault(found: Checked) -> list[tuple[int, str]]:
    return [(one.row, one.column) for one in found.faults if not one.is_notice]


def notices(found: Checked) -> Sequence[str]:
    return [one.message for one in found.faults if one.is_notice]
