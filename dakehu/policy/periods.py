"""Days, months and the windows made of them: the calendar part of the rules, without working days.

The calendar reaches from 0001-01-01 to 9999-12-31, as Python's dates do. A step over either end is
`OutOfCalendar`, a text that names no day or month is `NotADate`. There is no clock in here.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from typing import Self

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})")


class NotADate(ValueError):
    """A text is not a day, month or moment in the form that is expected."""


class OutOfCalendar(OverflowError):
    """A day or month lies outside the years 1 to 9999."""


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month; months sort by time and print as YYYY-MM."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not MINYEAR <= self.year <= MAXYEAR:
            raise OutOfCalendar(f"year {self.year} is outside {MINYEAR} to {MAXYEAR}")
        if not 1 <= self.number <= 12:
            raise ValueError(f"month {self.number} is outside 1 to 12")

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read YYYY-MM in ASCII digits, 0001-01 to 9999-12; else `NotADate`."""
        match = _MONTH.fullmatch(text)
        if match is None:
            raise NotADate(f"not a month: {text!r}")
        try:
            return cls(int(match[1]), int(match[2]))
        except (ValueError, OutOfCalendar) as problem:
            raise NotADate(f"not a month: {text!r}") from problem

    @classmethod
    def of(cls, day: date) -> Self:
        """The month in which a day lies."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def day_or_last(self, number: int) -> date:
        """Day `number` (from 1) of this month, or its last day if it has fewer (A-31)."""
        return self.first_day.replace(day=min(number, self.last_day.day))

    def plus(self, months: int) -> Self:
        """The month so many months later, earlier if negative; may raise `OutOfCalendar`."""
        year, index = divmod(self.year * 12 + self.number - 1 + months, 12)
        return type(self)(year, index + 1)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days; both ends belong to it."""

    from_: date
    to: date

    def holds(self, day: date) -> bool:
        return self.from_ <= day <= self.to


def parse_day(text: str) -> date:
    """Read YYYY-MM-DD in ASCII digits; anything else is `NotADate`."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise NotADate(f"not a day: {text!r}")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as problem:
        raise NotADate(f"not a day: {text!r}") from problem


def parse_moment(text: str) -> datetime:
    """Read YYYY-MM-DDTHH:MM:SS (local wall time, 00:00:00 to 23:59:59); else `NotADate`."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise NotADate(f"not a moment: {text!r}")
    try:
        clock = time(int(match[2]), int(match[3]), int(match[4]))
    except ValueError as problem:
        raise NotADate(f"not a moment: {text!r}") from problem
    return datetime.combine(parse_day(match[1]), clock)


def plus_days(day: date, days: int) -> date:
    """The day so many days later, earlier if negative; may raise `OutOfCalendar`."""
    try:
        return day + timedelta(days=days)
    except OverflowError as problem:
        raise OutOfCalendar(f"{day} {days:+d} days is outside the calendar") from problem


def week_of(day: date) -> tuple[date, ...]:
    """The seven days, Monday to Sunday, of the week of a day; may raise `OutOfCalendar`."""
    monday = plus_days(day, -day.weekday())
    return tuple(plus_days(monday, offset) for offset in range(7))


def commission_window(pay_month: Month, *, window_end: int, lag: int) -> Window:
    """The days whose verified receipts count for a pay month (S5-4.1b, A-30, A-31).

    It runs from the day after the end of month M-`lag`-1 to the end of month M-`lag`, where "end"
    is day `window_end` (1 to 31) or the month's last day if that is earlier. Successive windows
    leave no gap and share no day. May raise `OutOfCalendar`.
    """
    closing = pay_month.plus(-lag)
    previous_end = closing.plus(-1).day_or_last(window_end)
    return Window(from_=plus_days(previous_end, 1), to=closing.day_or_last(window_end))
