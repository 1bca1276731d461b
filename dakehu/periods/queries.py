"""Which months are closed."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dakehu.kit.errors import UnableTo
from dakehu.kit.sheets import Fault, SheetRow
from dakehu.periods.models import Period
from dakehu.policy.periods import Month

LOCK = 0x6D6F  # "mo": the first half of the advisory locks of months


class MonthIsClosed(UnableTo):
    """Amounts and scores of a closed month no longer change."""


def is_closed(month: Month | str) -> bool:
    return Period.objects.filter(month=str(month), is_closed=True).exists()


def require_open(month: Month | str) -> None:
    """Raise `MonthIsClosed` for a closed month.

    Called inside a work, it also keeps the month open until that work is stored: a close waits.
    """
    hold(month, alone=False)
    if is_closed(month):
        told = _("%s已月结，不能再改。请登记到下一个月，或由财务总监反月结。")
        raise MonthIsClosed(told % month_name(month), field="month")


def months() -> QuerySet[Period]:
    """Every month that was closed at least once, the latest first."""
    return Period.objects.select_related("closed_by").order_by("-month")


def hold(month: Month | str, *, alone: bool) -> None:
    """Lock a month for the rest of the transaction, with other writers or alone.

    SQLite lets only one work write at a time, so there is nothing to lock.
    """
    if connection.vendor != "postgresql" or not connection.in_atomic_block:
        return
    number = int(str(month).replace("-", ""))
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s, %s)", [LOCK, number])


def month_name(month: Month | str) -> str:
    """2026年11月."""
    year, number = str(month).split("-")
    return _("%(year)s年%(month)s月") % {"year": year, "month": int(number)}


def closed_among(codes: Iterable[str]) -> set[str]:
    """Those of some months (2026-11) that are closed; one query."""
    found = Period.objects.filter(month__in=set(codes), is_closed=True)
    return set(found.values_list("month", flat=True))


def closed_faults(rows: Sequence[SheetRow], column: str = "month") -> list[Fault]:
    """The rows of a file whose month is closed."""
    closed = closed_among(row.values[column] for row in rows)
    told = _("请删去这一行，登记到下一个月，或由财务总监反月结。")
    return [
        Fault(row.number, column, _("%s已月结。") % month_name(row.values[column]), told)
        for row in rows
        if row.values[column] in closed
    ]


def require_all_open(codes: Iterable[str]) -> None:
    """`require_open` for several months, each locked in the same order everywhere."""
    for code in sorted(set(codes)):
        require_open(code)


def months_back(on: date, count: int = 24, *, ahead: int = 0) -> list[tuple[str, str]]:
    """The month of a day and those around it, for a filter: 2026-11, 2026年11月."""
    months = (Month.of(on).plus(-step) for step in range(-ahead, count))
    return [(str(one), month_name(one)) for one in months]
