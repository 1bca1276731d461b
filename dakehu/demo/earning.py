"""Enters and settles the department's year month by month, by the services of a company.

Each month is entered when it is over, by the people whose work it is, then settled and closed; so
what becomes known later comes as late as it did. The latest settlement waits for its review.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.timezone import get_default_timezone

from dakehu.calendar.queries import working_calendar
from dakehu.conduct.services import record_points
from dakehu.demo import cast, money, spreading, trade, year
from dakehu.kit.actors import Actor
from dakehu.kit.sheets import SheetRow
from dakehu.organization.queries.acting import actor_for
from dakehu.pay.services.roll import enter_roll
from dakehu.pay.services.runs import compute_run, freeze_run, review_run
from dakehu.performance.services import score_people
from dakehu.periods.services import close_month
from dakehu.policy.periods import Month
from dakehu.policy.workdays import WorkingCalendar
from dakehu.receipts.services import enter_receipts
from dakehu.rewards.services.carries import enter_carries
from dakehu.rewards.services.shares import enter_shares
from dakehu.targets.services import set_targets

_ROLL: Final = ("unit", "position", "hired_on", "left_on", "mobile")
_SETTLED_FROM: Final = 2
"""From this day on a month that is over is settled, on working days."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class _People:
    """Whoever enters something, by name."""

    users: Mapping[str, int]
    known: dict[str, Actor] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Actor:
        if name not in self.known:
            self.known[name] = actor_for(self.users[name], cast.START)
        return self.known[name]


@dataclass(frozen=True)
class _Clock:
    """The moments of the year, each on its own day; `at` is the one at which this is made."""

    at: datetime
    calendar: WorkingCalendar

    def on(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), get_default_timezone())

    def working_days(self, month: Month) -> list[date]:
        """The working days after a month on which it is settled, corrected and closed."""
        first = month.plus(1).first_day.replace(day=_SETTLED_FROM)
        days = (first + _DAY * ahead for ahead in range(28))
        return [day for day in days if self.calendar.is_working(day)]


def earn(*, at: datetime, users: Mapping[str, int]) -> None:
    """The whole year, up to the month that is running."""
    people, clock = _People(users), _Clock(at, working_calendar())
    begun = Month.parse(year.MONTHS[0]).first_day
    _terms_from(people["何蕾"], clock, "", begun)
    head, finance = people["周建国"], people["吴敏"]
    enter_shares(by=head, at=clock.on(begun, 9), on=begun, rows=_shares())
    enter_carries(by=finance, at=clock.on(begun, 9), on=begun, rows=_carries())
    for code in year.MONTHS:
        _month(people, clock, Month.parse(code))


def _month(people: _People, clock: _Clock, month: Month) -> None:
    """A month from its targets to its close; the running one as far as it has come."""
    first = month.first_day
    _terms_from(people["何蕾"], clock, str(month), first)
    _targets_of(people, clock, month)
    is_over = str(month) != year.RUNNING
    entered = clock.on(month.last_day, 17) if is_over else clock.at
    paid = spreading.receipts_of(str(month), clock.calendar)
    enter_receipts(by=people["吴敏"], at=entered, rows=_receipts(paid))
    _points_of(people, entered, str(month))
    if is_over:
        _end(people, clock, month)


def _end(people: _People, clock: _Clock, month: Month) -> None:
    """Scores, the settlement, what became known after it, the close of a month that is settled."""
    days = clock.working_days(month)
    scored = clock.on(month.plus(1).first_day, 16)
    for name, subjects in (("孙立", {"周建国"}), ("周建国", None)):
        score_people(by=people[name], at=scored, rows=_scores(str(month), subjects))
    _settle(people, clock, month, days)
    late = spreading.known_later(str(month))
    if late:
        enter_receipts(by=people["吴敏"], at=clock.on(days[4], 11), rows=_receipts(late))
    if str(month.plus(1)) != year.RUNNING:
        close_month(by=people["郑怀远"], at=clock.on(days[6], 17), month=month)


def _settle(people: _People, clock: _Clock, month: Month, days: list[date]) -> None:
    """The pay of the next month: computed, reviewed and frozen by three people on three days."""
    pay_month = str(month.plus(1))
    run = compute_run(by=people["何蕾"], at=clock.on(days[0], 10), pay_month=pay_month)
    if pay_month != year.RUNNING:
        review_run(by=people["吴敏"], at=clock.on(days[1], 15), run=run.pk)
        freeze_run(by=people["郑怀远"], at=clock.on(days[2], 16), run=run.pk)


# ---------------------------------------------------------------- what is entered


def _person(name: str) -> dict[str, Any]:
    return {"number": money.NUMBERS[name], "name": name}


def _rows(given: Iterable[dict[str, Any]]) -> list[SheetRow]:
    return [SheetRow(number, values) for number, values in enumerate(given, start=1)]


def _terms_from(by: Actor, clock: _Clock, month: str, day: date) -> None:
    """The terms that begin with a month; for no month those that held before the year."""
    begun = {month} if month else {one[1] for one in money.TERMS if one[1] < year.MONTHS[0]}
    rows = _rows(
        {
            **_person(name),
            **dict.fromkeys(_ROLL),
            "since": since,
            "scheme": scheme,
            "basic_wage": Decimal(wage),
            "performance_base": Decimal(base),
            "on_probation": on_probation,
        }
        for name, since, scheme, wage, base, on_probation in money.TERMS
        if since in begun
    )
    if rows:
        enter_roll(by=by, at=clock.on(day, 9), on=day, rows=rows)


def _targets_of(people: _People, clock: _Clock, month: Month) -> None:
    """The department's target and its head's come from above, the others from the head."""
    given = year.of_month(year.TARGETS, str(month))
    department = year.of_month(year.DEPARTMENT_TARGETS, str(month))
    above = [
        _target(year.DEPARTMENT, month, department["base"], department["challenge"]),
        _target("周建国", month, given.pop("周建国")),
    ]
    day = month.first_day
    set_targets(by=people["孙立"], at=clock.on(day, 9), on=day, rows=_rows(above))
    rows = _rows(_target(name, month, base) for name, base in given.items())
    set_targets(by=people["周建国"], at=clock.on(day, 10), on=day, rows=rows)


def _target(subject: str, month: Month, base: str, challenge: str = "") -> dict[str, Any]:
    return {
        "subject": money.NUMBERS.get(subject, subject),
        "month": str(month),
        "base": year.yuan(base),
        "challenge": year.yuan(challenge) if challenge else year.yuan(base) * 6 / 5,
        "actual": None,
    }


def _receipts(paid: Iterable[spreading.Paid]) -> list[SheetRow]:
    return _rows(
        {
            "number": one.number,
            "arrived_on": one.arrived_on,
            "verified_on": one.verified_on,
            "customer": one.customer,
            "project": one.project,
            "amount": one.amount,
            "method": one.method,
            "staff": money.NUMBERS[one.name],
            "summary": one.summary,
        }
        for one in paid
    )


def _shares() -> list[SheetRow]:
    return _rows(
        {**_person(name), "project": project, "rate": Decimal(rate)}
        for project, shares in trade.SHARES
        for name, rate in shares
    )


def _carries() -> list[SheetRow]:
    return _rows({**_person(name), "amount": Decimal(amount)} for name, amount in money.CARRIES)


def _scores(month: str, subjects: set[str] | None) -> list[SheetRow]:
    """The scores of some people of a month; without them those of all whom the head scores."""
    given = {
        name: dict(zip(("ability", "attitude"), told.split("/"), strict=True))
        for name, told in year.of_month(year.SCORES, month).items()
    }
    given["陈静"] = year.of_month(year.CLERK_SCORES, month)
    return _rows(
        {
            **_person(name),
            "month": month,
            **{code: Decimal(points) for code, points in parts.items()},
        }
        for name, parts in given.items()
        if (name in subjects if subjects else name != "周建国")
    )


def _points_of(people: _People, at: datetime, month: str) -> None:
    """The deductions of a month, each recorder's together."""
    told = [one for one in money.POINTS if one[2].startswith(month)]
    for recorder in dict.fromkeys(one[0] for one in told):
        rows = _rows(_point(*one[1:]) for one in told if one[0] == recorder)
        record_points(by=people[recorder], at=at, rows=rows)


def _point(name: str, day: str, points: str, reason: str, evidence: str) -> dict[str, Any]:
    return {
        **_person(name),
        "on": date.fromisoformat(day),
        "points": Decimal(points),
        "reason": reason,
        "evidence": evidence or None,
    }
