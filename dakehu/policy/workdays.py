"""Working days in China: which days are worked, and whether that is official or estimated (A-72).

A day is looked up in this order: the installation's own table, then the official arrangement of the
year as far as `chinesecalendar` knows it, then an estimate: Saturdays, Sundays and the statutory
holidays with their substitute days off, without make-up working days. The functions here are only
the mechanism; when a meeting takes place or a claim is due is said by the rules.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import chinese_calendar  # type: ignore[import-untyped]

from dakehu.policy.periods import Month, plus_days

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayKind:
    """What is known of one day: is it worked, and does that come from an official arrangement."""

    working: bool
    official: bool


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """One installation's calendar; `overrides` says of single days whether they are worked."""

    overrides: Mapping[date, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "overrides", MappingProxyType(dict(self.overrides)))

    def look(self, day: date) -> DayKind:
        """What kind of day this is, by the first of the three sources that knows it."""
        own = self.overrides.get(day)
        if own is not None:
            return DayKind(working=own, official=True)
        return _by_arrangement(day)

    def is_working(self, day: date) -> bool:
        return self.look(day).working


OFFICIAL: Final = WorkingCalendar()
"""The official arrangement, without days of a company's own."""


class Lookup:
    """The look-ups of one computation; remembers whether every day looked at was official.

    Make a new one for each answer. Where `official_only` is false at the end, the answer carries
    the notice `calendar_not_official`.
    """

    __slots__ = ("_calendar", "_official_only")

    def __init__(self, calendar: WorkingCalendar) -> None:
        self._calendar = calendar
        self._official_only = True

    @property
    def official_only(self) -> bool:
        """Whether no day looked at so far was an estimate."""
        return self._official_only

    def is_working(self, day: date) -> bool:
        kind = self._calendar.look(day)
        self._official_only = self._official_only and kind.official
        return kind.working

    def first_working(self, days: Iterable[date]) -> date | None:
        """The first worked day of those given, in their order; later ones are not looked at."""
        return next((day for day in days if self.is_working(day)), None)

    def first_working_day(self, month: Month) -> date:
        """The first worked day on or after the first of a month."""
        return self.roll_forward(month.first_day)

    def roll_forward(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is; may raise `OutOfCalendar`."""
        while not self.is_working(day):
            day = plus_days(day, 1)
        return day

    def previous_working_day(self, before: date) -> date:
        """The last worked day before a day; may raise `OutOfCalendar`."""
        day = plus_days(before, -1)
        while not self.is_working(day):
            day = plus_days(day, -1)
        return day


@lru_cache(maxsize=4096)
def _by_arrangement(day: date) -> DayKind:
    """What kind of day this is for everybody; asked of the same few months again and again."""
    try:
        return DayKind(working=chinese_calendar.is_workday(day), official=True)
    except NotImplementedError:
        return DayKind(working=_is_worked_by_estimate(day), official=False)


def _is_worked_by_estimate(day: date) -> bool:
    """Whether a day of a year without an official arrangement is worked, as far as law tells."""
    return day.weekday() < _SATURDAY and day not in _statutory_days_off(day.year)


@lru_cache(maxsize=256)
def _statutory_days_off(year: int) -> frozenset[date]:
    """The statutory holidays of a year and the days off in their place."""
    from holidays import country_holidays  # here: it takes a third of a second, seldom needed

    return frozenset(country_holidays("CN", years=year))
