"""What somebody has earned of the window that is still open, and what is awaited (S5-4.1b)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet

from dakehu.calendar.queries import working_calendar, working_days_left
from dakehu.kit.actors import Actor
from dakehu.kit.registry import settlement_sources
from dakehu.pay.models import PayStatement
from dakehu.pay.queries.people import person_of
from dakehu.pay.settling.axes import heading_axes
from dakehu.policy.book import NotInForce, Rulebook
from dakehu.policy.decimals import ZERO
from dakehu.policy.figures import Figure, explanation
from dakehu.policy.periods import Month, OutOfCalendar
from dakehu.receipts.queries import money_concerning
from dakehu.rulebook.queries.published import rulebook_on
from dakehu.rules.crediting import attained, shares_by_project
from dakehu.rules.month_facts import Goal, Money, MonthFacts, Person, Share
from dakehu.rules.settling import Axes, axes_of, earned_so_far

EARNED: Final = "amount"
_AHEAD: Final = 4
"""So many pay months are looked at for the one whose window is open."""


class Line(NamedTuple):
    """A receipt of the open window, or one that is awaited; `share` is None for an own one."""

    day: date
    customer: str
    project: str
    serial: str
    amount: Decimal
    share: Decimal | None


@dataclass(frozen=True)
class Income:
    """The open window of one person: what is earned, what would come, how far the month is."""

    axes: str
    window_to: date
    working_days: int
    earned: Figure
    carried: Figure
    awaited: Decimal
    received: tuple[Line, ...]
    waiting: tuple[Line, ...]
    without_project: int
    target: Decimal | None
    reached: Decimal
    month: Month

    @property
    def attainment(self) -> Decimal | None:
        """Verified receipts of the calendar month by the target."""
        return self.reached / self.target if self.target else None


def income_of(actor: Actor, on: date) -> Income | None:
    """The actor's open window on a day; None without pay terms or without policies in force."""
    found = _known(actor, on)
    if found is None:
        return None
    rules, axes, facts = found
    person = facts.people[0]
    earned, carried = earned_so_far(rules, axes.pay_month, facts)
    waiting = [one for one in facts.receipts if one.verified_on is None]
    arrived = [one._replace(verified_on=min(on, axes.window.to)) for one in waiting]
    inside = [one for one in facts.receipts if one.verified_on is not None]
    with_all, _kept = earned_so_far(
        rules, axes.pay_month, facts._replace(receipts=(*inside, *arrived))
    )
    month = Month.of(on)
    goal = _goal(person, month)
    return Income(
        axes=heading_axes(axes).told,
        window_to=axes.window.to,
        working_days=working_days_left(working_calendar(), on, axes.window.to),
        earned=earned,
        carried=carried,
        awaited=with_all.value - earned.value,
        received=tuple(
            _lines(facts, (one for one in inside if axes.window.holds(_day(one))), person)
        ),
        waiting=tuple(_lines(facts, waiting, person)),
        without_project=sum(not one.project for one in facts.receipts),
        target=goal.target if goal else None,
        reached=_reached(goal, facts, person, month),
        month=month,
    )


def own_card(actor: Actor, on: date) -> dict[str, Any] | None:
    """What the home page of somebody who earns on receipts shows first."""
    income = income_of(actor, on)
    return {"income": income} if income else None


def income_explained(actor: Actor, on: date) -> dict[str, Any] | None:
    """The explanation of what is earned so far; None where nothing is computed."""
    found = _known(actor, on)
    if found is None:
        return None
    rules, axes, facts = found
    earned, carried = earned_so_far(rules, axes.pay_month, facts)
    return explanation(earned, (carried,))


def own_statements(actor: Actor) -> QuerySet[PayStatement]:
    """The actor's own statements, the latest first."""
    rows = PayStatement.objects.filter(staff_id=actor.staff_id or 0).select_related("run")
    return rows.defer("explanation", "run__facts", "run__told").order_by("-run__pay_month")


def _known(actor: Actor, on: date) -> tuple[Rulebook, Axes, MonthFacts] | None:
    person = person_of(actor.staff_id, on) if actor.staff_id is not None else None
    if person is None:
        return None
    try:
        rules = rulebook_on(on)
        axes = _open_axes(rules, on)
    except (NotInForce, OutOfCalendar):
        return None
    if axes is None or actor.staff_id is None:
        return None
    return rules, axes, _facts(person, actor.staff_id, axes, on)


def _open_axes(rules: Rulebook, on: date) -> Axes | None:
    """The pay month whose window holds a day."""
    for step in range(_AHEAD):
        axes = axes_of(rules, Month.of(on).plus(step))
        if axes.window.holds(on):
            return axes
    return None


def _facts(person: Person, staff: int, axes: Axes, on: date) -> MonthFacts:
    shares: list[Share] = list(settlement_sources["shares"].read(on, on))
    mine = {one.project for one in shares if one.person == person.id}
    first = min(axes.window.from_, Month.of(on).first_day)
    receipts = money_concerning(person.id, mine, first, max(on, axes.window.to))
    return MonthFacts(
        people=(person,),
        shares=tuple(shares),
        receipts=tuple(receipts),
        carries=_carried(person, staff, axes),
    )


def _carried(person: Person, staff: int, axes: Axes) -> dict[str, Decimal]:
    """What the last run carried on; before the first one the opening balance."""
    rows = PayStatement.objects.filter(staff=staff, run__pay_month__lt=str(axes.pay_month))
    last = rows.order_by("-run__pay_month").values_list("carry_out", flat=True).first()
    if last is not None:
        return {person.id: last}
    opening = dict(settlement_sources["carries"].read(date.min, date.max))
    return {person.id: opening.get(person.id, ZERO)}


def _goal(person: Person, month: Month) -> Goal | None:
    rows: Iterable[Goal] = settlement_sources["goals"].read(month.first_day, month.last_day)
    return next((one for one in rows if one.subject == person.id), None)


def _reached(goal: Goal | None, facts: MonthFacts, person: Person, month: Month) -> Decimal:
    if goal is not None and goal.actual is not None:
        return goal.actual
    return attained(facts, [month])[month].get(person.id, ZERO)


def _lines(facts: MonthFacts, money: Iterable[Money], person: Person) -> Iterable[Line]:
    shares = shares_by_project(facts)
    for one in sorted(money, key=lambda each: (_day(each), each.serial), reverse=True):
        of_project = {share.person: share.share for share in shares.get(one.project, ())}
        share = of_project.get(person.id) if of_project else None
        if of_project and share is None:
            continue  # sold by this person, but the project is shared among others
        yield Line(_day(one), one.customer, one.project, one.serial, one.amount, share)


def _day(money: Money) -> date:
    return money.verified_on or money.arrived_on
