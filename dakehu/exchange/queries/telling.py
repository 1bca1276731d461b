"""Rows and faults in words, as pages, answers and the command line show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dakehu.kit import masking
from dakehu.kit.sheets import CellKind, Fault, SheetColumn, SheetRow, SheetShape, Standing


def value_told(column: SheetColumn, value: Any) -> str:
    """What a read cell holds, as people write it; nothing for nothing."""
    if value is None or value == "":
        return ""
    match column.kind:
        case CellKind.YES_NO:
            return _("是") if value else _("否")
        case CellKind.AMOUNT:
            return f"{Decimal(value):,.2f}"
        case CellKind.RATE:
            return f"{(Decimal(value) * 100).normalize():f}%"
        case CellKind.QUANTITY | CellKind.SCORE:
            return f"{Decimal(value).normalize():,f}"
        case CellKind.COUNT:
            return f"{value:,}"
        case CellKind.CHOICE:
            return _word(column, str(value))
        case CellKind.MOBILE:
            return masking.mobile_told(str(value))
        case _:
            return str(value)


def _word(column: SheetColumn, code: str) -> str:
    words = column.choices() if column.choices else {}
    return next((word for word, meant in words.items() if meant == code), code)


def row_stored(shape: SheetShape, row: SheetRow, standing: Standing) -> dict[str, Any]:
    """A row as the preview keeps it."""
    cells = [value_told(one, row.values.get(one.code)) for one in shape.columns]
    return {"row": row.number, "standing": standing.value, "cells": cells}


def fault_stored(shape: SheetShape, fault: Fault) -> dict[str, Any]:
    """A fault as an import keeps it, the column by its heading."""
    label = str(shape.column(fault.column).label) if fault.column else ""
    return {
        "row": fault.row,
        "column": label,
        "message": fault.message.removesuffix("。"),
        "remedy": fault.remedy,
        "is_notice": fault.is_notice,
    }


@dataclass
class FaultGroup:
    """The rows that have one fault in common."""

    column: str
    message: str
    remedy: str
    is_notice: bool
    rows: list[int] = field(default_factory=list)

    @property
    def first_rows(self) -> str:
        """The rows as a page names them: 3、5、8 等 12 行."""
        if self.rows == [0]:
            return _("整个文件")
        shown = "、".join(map(str, self.rows[:8]))
        if len(self.rows) <= 8:
            return _("第 %s 行") % shown
        return _("第 %(rows)s 等 %(count)d 行") % {"rows": shown, "count": len(self.rows)}


def grouped(faults: Iterable[Mapping[str, Any]]) -> list[FaultGroup]:
    """Faults by what is wrong, those that keep rows out first, the commonest before the rare."""
    groups: dict[tuple[str, str], FaultGroup] = {}
    for one in faults:
        group = groups.setdefault(
            (one["column"], one["message"]),
            FaultGroup(one["column"], one["message"], one["remedy"], one["is_notice"]),
        )
        group.rows.append(one["row"])
    return sorted(groups.values(), key=lambda one: (one.is_notice, -len(one.rows)))
