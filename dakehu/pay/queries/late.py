"""What became known after a month was frozen: receipts and corrections for the next run.

Frozen runs never change. Money is compared by serial with what frozen runs took; basic wage and
performance pay are computed again for settled months whose records changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from dakehu.kit.registry import settlement_sources
from dakehu.pay.models import PayStatement, SettledCorrection, SettledMoney, SettlementRun
from dakehu.policy.decimals import ZERO
from dakehu.policy.periods import Month
from dakehu.rules.month_facts import Correction, Money

MARGIN: Final = timedelta(hours=1)
"""What was written so shortly before a run was computed may have been stored after it was read."""

_DAY: Final = timedelta(days=1)

MONTHS_BACK: Final = 12
"""So many frozen months are looked at for corrections of wage and performance pay."""

Due = Mapping[tuple[str, str], Decimal]
"""What is due by person and part of pay."""


class Overpaid(NamedTuple):
    """A settled month in which somebody got more than today's records give; nothing is taken."""

    person: str
    month: Month
    part: str
    amount: Decimal


@dataclass
class Late:
    """What a run has to make good, and what is only told."""

    money: list[Money] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    overpaid: list[Overpaid] = field(default_factory=list)


def frozen_runs() -> list[SettlementRun]:
    """The frozen runs without their facts, the earliest first."""
    rows = SettlementRun.objects.filter(state="frozen").defer("facts", "told")
    return list(rows.order_by("pay_month"))


# ---------------------------------------------------------------- money


def late_money(before: date, runs: list[SettlementRun], people: Mapping[int, str]) -> list[Money]:
    """Receipts verified before a day whose part in the frozen runs is not what it is today.

    For each serial, project and seller the difference: what is missing as it is, what was settled
    and is no longer so as a negative amount. `people` are numbers by key.
    """
    if not runs:
        return []
    source = settlement_sources["receipts"]
    since, first = _since(runs[-1]), runs[0].window_from
    changed = source.changed(since, None, None)
    serials = set(SettledMoney.objects.filter(serial__in=changed).values_list("serial", flat=True))
    serials |= set(source.changed(since, first, before - _DAY))
    serials |= _of_a_moved_window(before, max(one.window_to for one in runs))
    if not serials or source.find is None:
        return []
    settled = list(SettledMoney.objects.filter(serial__in=serials).order_by("pk"))
    now = [
        one
        for one in source.find(serials)
        if one.verified_on is not None and first <= one.verified_on < before
    ]
    return list(_differences(now, settled, people))


def _of_a_moved_window(before: date, settled_to: date) -> set[str]:
    """The serials that a window leaves out, or takes once more, where its end was moved (A-31)."""
    following = settled_to + _DAY
    if following < before:
        read = settlement_sources["receipts"].read(following, before - _DAY)
        return {one.serial for one in read if one.verified_on is not None}
    twice = SettledMoney.objects.filter(verified_on__range=(before, settled_to))
    return set(twice.values_list("serial", flat=True)) if before < following else set()


def _since(run: SettlementRun) -> datetime:
    return run.computed_at - MARGIN


def months_touched(runs: Sequence[SettlementRun]) -> set[str]:
    """The settled months whose verified receipts, and so the attainment, may have changed (A-30).

    Those of receipts without a project too, and of those that earn in a later window.
    """
    source, since = settlement_sources["receipts"], _since(runs[-1])
    settled = SettledMoney.objects.filter(serial__in=source.changed(since, None, None))
    found = {str(Month.of(day)) for day in settled.values_list("verified_on", flat=True)}
    for run in runs:
        month = Month.parse(run.appraisal_month)
        if any(source.changed(since, month.first_day, month.last_day)):
            found.add(str(month))
    return found


def _differences(
    now: Iterable[Money], settled: Iterable[SettledMoney], people: Mapping[int, str]
) -> Iterator[Money]:
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(lambda: ZERO)
    told: dict[str, Money] = {}
    days: dict[str, date] = {}
    for one in settled:
        sums[one.serial, one.project_name, people.get(one.staff_id or 0, "")] -= one.amount
        days[one.serial] = one.verified_on
    for money in now:
        sums[money.serial, money.project, money.person] += money.amount
        told[money.serial] = money
    for (serial, project, person), amount in sorted(sums.items()):
        if not amount or not project:
            continue
        known = told.get(serial)
        day = known.verified_on if known else days[serial]
        yield Money(
            serial,
            known.arrived_on if known else days[serial],
            day,
            known.customer if known else "",
            amount,
            project,
            person,
            known.method if known else "",
        )


# ---------------------------------------------------------------- wage and performance pay


def settled_parts(run: SettlementRun) -> dict[tuple[str, str], Decimal]:
    """What a run and later corrections gave each person for the parts that can be corrected."""
    found: dict[tuple[str, str], Decimal] = {}
    number_of: dict[int, str] = {}
    rows = PayStatement.objects.filter(run=run).select_related("staff")
    for one in rows.only("staff__number", "basic_wage", "performance_pay", "extra"):
        number = number_of[one.staff_id] = one.staff.number
        found[number, "basic_wage"] = one.basic_wage
        found[number, "performance_pay"] = one.performance_pay + one.extra
    later = SettledCorrection.objects.filter(month=run.appraisal_month).select_related("staff")
    for paid in later:
        key = (paid.staff.number, paid.part)
        found[key] = found.get(key, ZERO) + paid.amount
    return found


def compared(month: Month, paid: Due, due: Due) -> tuple[list[Correction], list[Overpaid]]:
    """What is owed for a settled month, and what was paid too much."""
    owed, over = [], []
    for (person, part), now in sorted(due.items()):
        before = paid.get((person, part), ZERO)
        if now > before:
            owed.append(Correction(person, month, part, before, now))
        elif now < before:
            over.append(Overpaid(person, month, part, before - now))
    return owed, over
