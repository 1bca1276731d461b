"""A pay sheet to try the comparison with: a run's own figures with two usual mistakes."""

import tempfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.exchange.writing.books import TabToWrite, write_book
from dakehu.kit.actors import Actor
from dakehu.kit.sheets import SheetColumn
from dakehu.pay.comparing.alternatives import by_arrival
from dakehu.pay.comparing.compare import paid_parts
from dakehu.pay.comparing.lines import OurLine, Values
from dakehu.pay.comparing.recomputing import Change, MonthAgain, replaced, with_facts
from dakehu.pay.data.pay_sheet import PAY_SHEET
from dakehu.pay.queries import comparisons as reading
from dakehu.pay.services.comparisons import UnableToCompare
from dakehu.policy.decimals import ZERO

_COLUMNS: Final = (
    *("number", "name", "score", "factor", "performance_pay", "extra", "commission"),
    *("basic_wage", "correction", "total"),
)
_PERFORMANCE: Final = (
    ("factor", "performance_pay", "extra"),
    (replaced(score__banding="round_half_up_first"), replaced(extra__base="base_pay")),
)
_COMMISSION: Final = (
    ("commission",),
    (
        replaced(commission__window_end="31"),
        with_facts(by_arrival),
        replaced(commission__base="net_of_vat"),
    ),
)
"""Steps that a mistake changes, and the ways in which it is made."""


def sample_pay_sheet(*, by: Actor, run: int) -> tuple[str, bytes]:
    """The name and the content of a workbook; UnableToCompare where the run has nobody to see."""
    found = reading.run_of(by, run)
    ours = reading.our_lines_of(by, found) if found is not None else []
    if found is None or not ours:
        raise UnableToCompare(_("这一期没有可以看的工资单。"))
    wrong = dict(_mistakes(ours, reading.month_again(found)))
    rows = [_row(one, wrong.get(one.number, {})) for one in ours]
    with tempfile.TemporaryDirectory(prefix="dakehu-") as folder:
        target = Path(folder) / "sample.xlsx"
        write_book(target, [TabToWrite(_("工资表"), _columns(rows), rows)])
        return _("示例工资表_%s.xlsx") % found.pay_month, target.read_bytes()


def _columns(rows: Iterable[Mapping[str, Any]]) -> list[SheetColumn]:
    """The columns that hold something."""
    held = {code for row in rows for code, value in row.items() if value}
    return [PAY_SHEET.column(code) for code in _COLUMNS if code in held]


def _row(one: OurLine, wrong: Values) -> dict[str, Any]:
    values = {**one.values, "performance_total": None, **wrong}
    total = wrong.get("total") or sum(paid_parts(values).values(), ZERO)
    return {"number": one.number, "name": one.name, **values, "total": total}


def _mistakes(ours: Iterable[OurLine], month: MonthAgain) -> Iterable[tuple[str, Values]]:
    """A mistake in somebody's performance pay, and one in another person's commission.

    Where nobody's pay lends itself to these, others of the same kind, then a wrong sum.
    """
    left = list(ours)
    for kinds in ((_PERFORMANCE, _COMMISSION), (_COMMISSION, _PERFORMANCE)):
        found = next(filter(None, (_first(left, month, *kind) for kind in kinds)), None)
        if found is None and left:
            total = left[0].values["total"] or ZERO
            found = left[0].number, {"total": total + 100}
        if found is not None:
            yield found
            left = [one for one in left if one.number != found[0]]


def _first(
    lines: Iterable[OurLine],
    month: MonthAgain,
    codes: Iterable[str],
    ways: Iterable[Change],
) -> tuple[str, Values] | None:
    """The first person whose figures another way of computing changes, with those figures."""
    people = list(lines)
    for way in ways:
        again = month.changed(way)
        for one in people if again is not None else ():
            other = again.lines[one.number].values if again else {}
            wrong: dict[str, Decimal | None] = {code: other[code] for code in codes}
            if any(value and value != one.values[code] for code, value in wrong.items()):
                return one.number, wrong
    return None
