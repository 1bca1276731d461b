"""What became known after a month was frozen: receipts and corrections for the next run.

Frozen runs never change. Money is compared by serial with what frozen runs took; basic wage and
performance pay are computed again for settled months whose records changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from dakehu.kit.registry import settlement_sources
from dakehu.pay.models import PayStatement, SettledCorrection, SettledMoney, SettlementRun
from dakehu.policy.decimals import ONE, ZERO
from dakehu.policy.periods import Month
from dakehu.rules.crediting import by_shares_of
from dakehu.rules.month_facts import Correction, Money, Share

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
    shares: list[Share] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    overpaid: list[Overpaid] = field(default_factory=list)


def frozen_runs() -> list[SettlementRun]:
    """The frozen runs without their facts, the earliest first."""
    rows = SettlementRun.objects.filter(state="frozen").defer("facts", "told")
    return list(rows.order_by("pay_month"))


# ---------------------------------------------------------------- money


@dataclass
class _Settled:
    """What frozen runs took of a serial for one project and seller."""

    earned: Decimal = ZERO
    unearned: Decimal = ZERO
    is_open: bool = False
    pay_month: str = ""
    day: date = date.min
    earners: Mapping[str, Decimal] = field(default_factory=dict)


def late_money(
    before: date,
    runs: list[SettlementRun],
    people: Mapping[int, str],
    shares: Mapping[str, Mapping[str, Decimal]],
) -> tuple[list[Money], list[Share]]:
    """Receipts verified before a day whose part in the frozen runs is not what it is today.

    For each serial, project and seller the difference: what is missing as it is, what was settled
    and is no longer so as a negative amount. What was paid is set off by the shares of then, which
    are given too, under a project's name of their own (A-33). `people` are numbers by key, `shares`
    those of today by project.
    """
    if not runs:
        return [], []
    source = settlement_sources["receipts"]
    since, first = _since(runs[-1]), runs[0].window_from
    changed = source.changed(since, None, None)
    serials = set(SettledMoney.objects.filter(serial__in=changed).values_list("serial", flat=True))
    serials |= set(source.changed(since, first, before - _DAY))
    serials |= _of_a_moved_window(before, max(one.window_to for one in runs))
    serials |= _earnable_now(shares)
    if not serials or source.find is None:
        return [], []
    now = {
        one.serial: one
        for one in source.find(serials)
        if one.verified_on is not None and first <= one.verified_on < before
    }
    return _differences(now, _settled_of(serials, people, shares), shares)


def _earnable_now(shares: Mapping[str, Mapping[str, Decimal]]) -> set[str]:
    """The serials that earned for nobody and may do so now (A-114)."""
    rows = SettledMoney.objects.filter(is_earned=False).exclude(project_name="")
    return {one.serial for one in rows.select_related("run") if _is_open(one, shares)}


def _is_open(one: SettledMoney, shares: Mapping[str, Mapping[str, Decimal]]) -> bool:
    """Whether what earned for nobody has found somebody since: by shares, or by pay terms.

    Whoever was settled in that run did not earn by the post of then, and does not later (A-38).
    """
    if one.project_name in shares:
        return True
    there = PayStatement.objects.filter(run=one.run_id, staff=one.staff_id)
    return one.staff_id is not None and not there.exists()


def _settled_of(
    serials: Iterable[str], people: Mapping[int, str], shares: Mapping[str, Mapping[str, Decimal]]
) -> dict[tuple[str, str, str], _Settled]:
    found: dict[tuple[str, str, str], _Settled] = {}
    rows = SettledMoney.objects.filter(serial__in=serials).select_related("run").order_by("pk")
    for one in rows:
        key = (one.serial, one.project_name, people.get(one.staff_id or 0, ""))
        known = found.setdefault(key, _Settled())
        known.day = one.verified_on
        if one.is_earned:
            known.earned += one.amount
            known.pay_month = one.run.pay_month
            known.earners = {
                people.get(int(who), ""): Decimal(share) for who, share in one.earners.items()
            }
        else:
            known.unearned += one.amount
            known.is_open = _is_open(one, shares)
    return found


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
    now: Mapping[str, Money],
    settled: Mapping[tuple[str, str, str], _Settled],
    shares: Mapping[str, Mapping[str, Decimal]],
) -> tuple[list[Money], list[Share]]:
    money: list[Money] = []
    parts: dict[str, list[Share]] = {}
    keys = {*settled, *((one.serial, one.project, one.person) for one in now.values())}
    for serial, project, person in sorted(keys):
        was = settled.get((serial, project, person), _Settled())
        there = now.get(serial)
        is_same = there is not None and (there.project, there.person) == (project, person)
        worth = there.amount if there is not None and is_same else ZERO
        amount = worth - was.earned - (ZERO if was.is_open or not worth else was.unearned)
        if not amount or not project:
            continue
        name = project
        if was.earners and was.earners != shares.get(project, {person: ONE}):
            name = by_shares_of(project, was.pay_month)
            parts[name] = [Share(name, who, part) for who, part in was.earners.items()]
        money.append(_late(there, serial, was.day, amount, name, person))
    return money, [one for rows in parts.values() for one in rows]


def _late(
    known: Money | None, serial: str, day: date, amount: Decimal, project: str, person: str
) -> Money:
    if known is None:
        return Money(serial, day, day, "", amount, project, person)
    return known._replace(amount=amount, project=project, person=person)


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
