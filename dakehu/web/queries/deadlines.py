"""The dates that the policies set for these days, each with its clause (S3-3, S5-4.1, S5-4.12)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dakehu.calendar.queries import working_calendar, working_days_left
from dakehu.policy.book import NotInForce, Rulebook
from dakehu.policy.figures import Figure, explanation
from dakehu.policy.periods import Month, OutOfCalendar, plus_days
from dakehu.policy.workdays import Lookup
from dakehu.rulebook.queries.published import rulebook_on
from dakehu.rules.dates import (
    CANCELLED,
    claim_due_on,
    commission_window,
    monthly_meeting_at,
    weekly_meeting_at,
)

NEAR = 3
"""Up to so many working days a date is told as near."""


@dataclass(frozen=True)
class Deadline:
    """A date set by a policy: what, when, how far off, and the figure behind it."""

    code: str
    label: str
    on: date
    time: str
    working_days: int
    figure: Figure

    @property
    def is_near(self) -> bool:
        return self.working_days <= NEAR


def deadlines(day: date) -> list[Deadline]:
    """The next dates from `day` on, soonest first; empty where no policy is in force."""
    worked = working_calendar()
    try:
        found = list(_figures(rulebook_on(day), day, Lookup(worked)))
    except (NotInForce, OutOfCalendar):
        return []
    lines: dict[str, Deadline] = {}
    for code, label, figure in found:
        told = str(figure.value)
        if told == CANCELLED:
            continue
        on_text, _sep, time = told.partition("T")
        on = date.fromisoformat(on_text)
        if on >= day:
            left = working_days_left(worked, day, on)
            lines.setdefault(code, Deadline(code, label, on, time, left, figure))
    return sorted(lines.values(), key=lambda line: (line.on, line.time))


def deadline_explanation(code: str, day: date) -> Mapping[str, Any] | None:
    """How one of the dates came about; None for a date that is not among them."""
    found = next((line for line in deadlines(day) if line.code == code), None)
    return None if found is None else explanation(found.figure)


def _figures(rulebook: Rulebook, day: date, lookup: Lookup) -> Iterator[tuple[str, str, Figure]]:
    """Each kind of date, first the nearest that may still lie ahead, then the next one."""
    month = Month.of(day)
    following = Month.of(plus_days(month.last_day, 1))
    for each in (month, following):
        yield "monthly_meeting", _("月度例会"), monthly_meeting_at(rulebook, each, lookup)
        yield "claim", _("上月出差费用报销截止"), claim_due_on(rulebook, each, lookup)
    for week in (day, plus_days(day, 7)):
        label = _("部门周例会")
        yield "weekly_meeting", label, weekly_meeting_at(rulebook, week, "department", lookup)
    for pay_month in _pay_months(following):
        window = commission_window(rulebook, pay_month)
        yield "receipts", _("本期回款核实截止"), window.to


def _pay_months(month: Month) -> Iterator[Month]:
    """The pay months whose windows may be open about now."""
    for _number in range(3):
        yield month
        month = Month.of(plus_days(month.last_day, 1))
