"""Which days are worked, from where we know it, and at which hours."""

import calendar as months
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final

from django.db.models import QuerySet

from dakehu.calendar.models import Day, OfficeHours
from dakehu.kit.actors import Actor
from dakehu.kit.keeping import kept
from dakehu.kit.sheets import Checked, SheetRow, Standing
from dakehu.policy.periods import Month, plus_days
from dakehu.policy.workdays import WorkingCalendar

_SATURDAY: Final = 5
_WARN_FROM: Final = (12, 1)

DEFAULT_HOURS: Final = (time(8, 30), time(12, 0), time(13, 30), time(17, 30))
"""Morning and afternoon until the company sets its own."""


@dataclass(frozen=True)
class Hours:
    """The hours of a working day."""

    morning_from: time
    morning_until: time
    afternoon_from: time
    afternoon_until: time
    starts_on: date | None = None


@dataclass(frozen=True)
class DayCell:
    """A day of the year view. `mark` is 休, 班 or nothing, as far as it differs from the week."""

    day: date
    in_month: bool
    is_working: bool
    is_official: bool
    is_own: bool
    mark: str
    name: str


@dataclass(frozen=True)
class MonthView:
    """A month in weeks from Monday to Sunday."""

    month: Month
    weeks: tuple[tuple[DayCell, ...], ...]
    working_days: int
    is_official: bool


def working_calendar() -> WorkingCalendar:
    """The installation's calendar: its own days over the official arrangement."""
    return kept("calendar", "working", lambda: WorkingCalendar(_own_days()))


def working_days_left(worked: WorkingCalendar, day: date, until: date) -> int:
    """Working days from `day` to `until`, both included."""
    count = 0
    while day <= until:
        count += worked.is_working(day)
        day = plus_days(day, 1)
    return count


def _own_days() -> dict[date, bool]:
    return dict(Day.objects.values_list("day", "is_working"))


def year_is_official(year: int) -> bool:
    """Whether the official arrangement of a year is known, or was entered by the company."""
    if WorkingCalendar().look(date(year, 7, 2)).official:
        return True
    return Day.objects.filter(day__year=year, kind=Day.Kind.OFFICIAL).exists()


def next_year_is_missing(on: date) -> bool:
    """Whether it is December and nobody has entered next year's arrangement yet."""
    return (on.month, on.day) >= _WARN_FROM and not year_is_official(on.year + 1)


def office_hours(on: date) -> Hours:
    """The hours in force on a day."""
    found = OfficeHours.objects.filter(starts_on__lte=on).order_by("-starts_on").first()
    if found is None:
        return Hours(*DEFAULT_HOURS)
    return Hours(
        found.morning_from,
        found.morning_until,
        found.afternoon_from,
        found.afternoon_until,
        found.starts_on,
    )


def hours_set() -> QuerySet[OfficeHours]:
    """Every set of hours, the latest first."""
    return OfficeHours.objects.order_by("-starts_on")


def own_days(year: int) -> QuerySet[Day]:
    """The days that the company entered for a year."""
    return Day.objects.filter(day__year=year)


def year_asked(text: str, on: date) -> int:
    """The year that an address names, else that of the day."""
    return int(text) if text.isascii() and text.isdigit() and 2000 <= int(text) <= 2099 else on.year


def year_view(year: int) -> tuple[MonthView, ...]:
    """The twelve months of a year; one query."""
    first, last = date(year, 1, 1) - timedelta(days=7), date(year, 12, 31) + timedelta(days=7)
    own = {one.day: one for one in Day.objects.filter(day__range=(first, last))}
    known = WorkingCalendar({day: one.is_working for day, one in own.items()})
    whole_year = any(one.kind == Day.Kind.OFFICIAL and day.year == year for day, one in own.items())
    return tuple(_month(Month(year, number), known, own, whole_year) for number in range(1, 13))


def _month(
    month: Month, known: WorkingCalendar, own: dict[date, Day], whole_year: bool
) -> MonthView:
    weeks = tuple(
        tuple(_cell(day, month, known, own.get(day)) for day in week)
        for week in months.Calendar().monthdatescalendar(month.year, month.number)
    )
    inside = [cell for week in weeks for cell in week if cell.in_month]
    return MonthView(
        month=month,
        weeks=weeks,
        working_days=sum(cell.is_working for cell in inside),
        is_official=whole_year or all(cell.is_official for cell in inside),
    )


def _cell(day: date, month: Month, known: WorkingCalendar, own: Day | None) -> DayCell:
    kind = known.look(day)
    is_weekday = day.weekday() < _SATURDAY
    mark = "" if kind.working == is_weekday else ("班" if kind.working else "休")
    return DayCell(
        day=day,
        in_month=day.month == month.number,
        is_working=kind.working,
        is_official=kind.official,
        is_own=own is not None,
        mark=mark,
        name=own.name if own else "",
    )


def days_standing(rows: Sequence[SheetRow], by: Actor, on: date) -> Checked:
    """How the rows of a file stand to the days that are entered; one query."""
    known = {one.day: one for one in Day.objects.filter(day__in=[_day_of(row) for row in rows])}
    standing = {}
    for row in rows:
        there = known.get(_day_of(row))
        if there is not None:
            wanted = (row.values["kind"] == "working", row.values.get("name") or "")
            same = (there.is_working, there.name) == wanted
            standing[row.number] = Standing.SAME if same else Standing.CHANGED
    return Checked(standing=standing)


def days_as_rows(by: Actor, asked: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The days that the company entered, of one year where one is asked for."""
    rows = Day.objects.order_by("day")
    year = asked.get("year", "")
    if year.isascii() and year.isdigit():
        rows = rows.filter(day__year=int(year))
    for one in rows.iterator():
        yield {"day": one.day, "kind": "working" if one.is_working else "off", "name": one.name}


def days_there(ids: Iterable[int]) -> set[int]:
    """Those of some ids that are days entered by the company."""
    return set(Day.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def day_title(number: int) -> str:
    """What a day is called where somebody refers to it."""
    return str(Day.objects.get(pk=number))


def _day_of(row: SheetRow) -> date:
    day: date = row.values["day"]
    return day
