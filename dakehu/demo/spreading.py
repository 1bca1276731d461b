"""Makes the ordinary receipts of a month out of what counted for each person in that month.

No chance is in it: the same tables always give the same receipts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dakehu.demo import trade, year
from dakehu.policy.periods import Month
from dakehu.policy.workdays import WorkingCalendar

_CUTS: Final = (
    ((Decimal(1),),),
    ((Decimal("0.62"), Decimal("0.38")), (Decimal("0.455"), Decimal("0.545"))),
    (
        (Decimal("0.47"), Decimal("0.31"), Decimal("0.22")),
        (Decimal("0.285"), Decimal("0.4"), Decimal("0.315")),
    ),
    (
        (Decimal("0.34"), Decimal("0.17"), Decimal("0.29"), Decimal("0.2")),
        (Decimal("0.215"), Decimal("0.36"), Decimal("0.135"), Decimal("0.29")),
    ),
)
"""How a month's sum comes in: in one to four parts, each in two ways."""

_SIZES: Final = (Decimal(150_000), Decimal(480_000), Decimal(900_000))
"""Up to the first sum it comes at once, above the last in four parts."""

_TENS: Final = Decimal(10)


@dataclass(frozen=True)
class Paid:
    """A receipt as finance enters it."""

    number: str
    arrived_on: date
    verified_on: date | None
    customer: str
    project: str
    amount: Decimal
    method: str
    name: str
    summary: str


def receipts_of(month: str, calendar: WorkingCalendar) -> list[Paid]:
    """What came in within a month as it was known then, the earliest first."""
    told = [_as_told(one) for one in trade.TOLD if one.month == month and not one.known_late]
    rows = [*told, *_ordinary(month, calendar)]
    return sorted(rows, key=lambda one: (one.arrived_on, one.number))


def known_later(month: str) -> list[Paid]:
    """What became known of a month only after it was settled: receipts and projects."""
    rows = [one for one in trade.TOLD if one.month == month]
    return [_as_told(one, one.project_late) for one in rows if one.known_late or one.project_late]


def _as_told(one: trade.Told, project: str = "") -> Paid:
    return Paid(
        one.number,
        one.arrived_on,
        one.verified_on,
        one.customer,
        project or one.project,
        Decimal(one.amount),
        one.method,
        one.name,
        one.summary,
    )


def _ordinary(month: str, calendar: WorkingCalendar) -> Iterator[Paid]:
    days = _working_days(month, calendar)
    place = year.MONTHS.index(month)
    for seat, (name, (customer, project), salt, amount) in enumerate(_payments(month)):
        at = (5 * seat + 3 * salt + 7 * place) % len(days)
        later = min(at + (3 if salt % 6 == 0 else salt % 2), len(days) - 1)
        yield Paid(
            f"{days[at]:%Y%m%d}{1000 + 17 * seat + place:06d}",
            days[at],
            days[later],
            customer,
            project,
            amount,
            "bank_bill" if salt % 6 == 0 else "wire",
            name,
            "进度款" if salt % 4 == 0 else "货款",
        )


def _payments(month: str) -> Iterator[tuple[str, tuple[str, str], int, Decimal]]:
    """Who brought in how much for which project; with a number by which payments differ."""
    place = year.MONTHS.index(month)
    for one in trade.SHARED:
        whole = year.yuan(one.received.get(month, "0"))
        for turn, amount in enumerate(_parts(whole, place)):
            yield one.seller, (one.customer, one.project), place + turn, amount
    for seat, (name, projects) in enumerate(trade.OWN.items()):
        for turn, amount in enumerate(_parts(_rest(name, month), place + seat)):
            salt = place + seat + turn
            yield name, projects[salt % len(projects)], salt, amount


def _rest(name: str, month: str) -> Decimal:
    """What counted for somebody beside shared projects and what is told on its own."""
    whole = year.yuan(year.of_month(year.RECEIVED, month).get(name, "0"))
    shares = {
        (who, project): Decimal(rate) for project, rates in trade.SHARES for who, rate in rates
    }
    for one in trade.SHARED:
        rate = shares.get((name, one.project), Decimal(0))
        whole -= rate * year.yuan(one.received.get(month, "0"))
    told = (one for one in trade.TOLD if one.name == name and one.month == month and one.verified)
    return whole - sum((Decimal(one.amount) for one in told), Decimal(0))


def _parts(whole: Decimal, salt: int) -> Iterable[Decimal]:
    """A sum in parts of whole tens, the last with what is left; nothing of nothing."""
    if not whole:
        return ()
    count = sum(whole > size for size in _SIZES)
    cuts = _CUTS[count][salt % len(_CUTS[count])]
    parts = [(whole * cut / _TENS).to_integral_value() * _TENS for cut in cuts[:-1]]
    return (*parts, whole - sum(parts, Decimal(0)))


def _working_days(month: str, calendar: WorkingCalendar) -> list[date]:
    """The days on which money came in: up to yesterday's banking in the month that is running."""
    asked = Month.parse(month)
    last = date(2026, 11, 20) if month == year.RUNNING else asked.last_day
    span = (last - asked.first_day).days + 1
    days = (asked.first_day + timedelta(days=ahead) for ahead in range(span))
    return [day for day in days if calendar.is_working(day)]
