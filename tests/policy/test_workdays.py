"""Working days: own table, official arrangement, estimate (A-72, A-73, A-91)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.periods import Month, OutOfCalendar, week_of
from dakehu.policy.workdays import DayKind, Lookup, WorkingCalendar

OFFICIAL = WorkingCalendar()


@pytest.mark.parametrize(
    "day, working",
    [
        (date(2026, 1, 1), False),  # New Year's Day, a Thursday
        (date(2026, 1, 2), False),  # day off in exchange, a Friday
        (date(2026, 1, 3), False),  # Saturday
        (date(2026, 1, 4), True),  # made-up Sunday
        (date(2026, 2, 14), True),  # made-up Saturday
        (date(2026, 2, 16), False),  # Spring Festival, a Monday
        (date(2026, 11, 23), True),  # an ordinary Monday
    ],
)
def test_an_arranged_year_follows_the_official_calendar(day: date, working: bool) -> None:
    assert OFFICIAL.look(day) == DayKind(working=working, official=True)


@pytest.mark.parametrize(
    "day, working",
    [
        (date(2028, 1, 1), False),  # New Year's Day, a Saturday
        (date(2028, 1, 3), False),  # the day off in its place
        (date(2028, 1, 4), True),
        (date(2028, 1, 9), False),  # an ordinary Sunday: nothing is made up
        (date(2028, 1, 25), False),  # New Year's Eve, a holiday since 2025
        (date(2028, 10, 4), False),  # in place of Sunday 1 October
        (date(2028, 10, 5), True),
    ],
)
def test_a_year_without_arrangement_is_estimated(day: date, working: bool) -> None:
    assert OFFICIAL.look(day) == DayKind(working=working, official=False)


@pytest.mark.parametrize("year", [1, 1899, 1900, 1949, 1950, 2003, 2027, 2100, 2101, 2150, 9999])
def test_any_year_of_the_calendar_can_be_estimated(year: int) -> None:
    first = date(year, 6, 1)
    saturday = first + timedelta(days=(5 - first.weekday()) % 7)

    assert OFFICIAL.look(saturday) == DayKind(working=False, official=False)


def test_the_own_table_goes_before_both_sources_and_is_official() -> None:
    calendar = WorkingCalendar({date(2026, 1, 4): False, date(2028, 1, 1): True})

    assert calendar.look(date(2026, 1, 4)) == DayKind(working=False, official=True)
    assert calendar.look(date(2028, 1, 1)) == DayKind(working=True, official=True)
    assert calendar.is_working(date(2028, 1, 1))


def test_a_calendar_does_not_change_with_the_table_it_was_made_from() -> None:
    table = {date(2026, 1, 4): False}
    calendar = WorkingCalendar(table)

    table.clear()

    assert not calendar.is_working(date(2026, 1, 4))


@pytest.mark.parametrize(
    "month, day",
    [
        ("2025-02", "2025-02-05"),
        ("2025-10", "2025-10-09"),
        ("2026-01", "2026-01-04"),
        ("2026-02", "2026-02-02"),
        ("2026-05", "2026-05-06"),
        ("2026-10", "2026-10-08"),
        ("2028-01", "2028-01-04"),
    ],
)
def test_the_first_working_day_may_be_a_made_up_sunday(month: str, day: str) -> None:
    assert str(Lookup(OFFICIAL).first_working_day(Month.parse(month))) == day


def test_a_day_off_rolls_forward_and_a_working_day_stays() -> None:
    lookup = Lookup(OFFICIAL)

    assert lookup.roll_forward(date(2026, 4, 5)) == date(2026, 4, 7)
    assert lookup.roll_forward(date(2026, 6, 5)) == date(2026, 6, 5)


def test_the_previous_working_day_is_never_the_day_itself() -> None:
    lookup = Lookup(OFFICIAL)

    assert lookup.previous_working_day(date(2026, 11, 24)) == date(2026, 11, 23)
    assert lookup.previous_working_day(date(2026, 2, 16)) == date(2026, 2, 14)


def test_a_week_without_a_working_day_has_no_first_one() -> None:
    lookup = Lookup(OFFICIAL)

    assert lookup.first_working(week_of(date(2026, 2, 16))) is None
    assert lookup.first_working(week_of(date(2026, 2, 23))) == date(2026, 2, 24)
    assert lookup.first_working([]) is None


def test_a_lookup_remembers_that_one_day_was_estimated() -> None:
    lookup = Lookup(OFFICIAL)

    lookup.is_working(date(2026, 12, 31))
    assert lookup.official_only

    lookup.roll_forward(date(2027, 1, 1))
    lookup.is_working(date(2026, 12, 31))
    assert not lookup.official_only


def test_days_not_looked_at_do_not_make_an_answer_an_estimate() -> None:
    lookup = Lookup(OFFICIAL)

    lookup.first_working([date(2026, 12, 31), date(2027, 1, 4)])

    assert lookup.official_only


def test_no_search_leaves_the_calendar() -> None:
    all_off = {date(9999, 12, 31): False, date(1, 1, 1): False}
    lookup = Lookup(WorkingCalendar(all_off))

    with pytest.raises(OutOfCalendar):
        lookup.roll_forward(date(9999, 12, 31))
    with pytest.raises(OutOfCalendar):
        lookup.previous_working_day(date(1, 1, 2))
    with pytest.raises(OutOfCalendar):
        lookup.previous_working_day(date(1, 1, 1))


@given(st.dates(date(2004, 1, 1), date(2060, 12, 1)))
def test_no_working_day_lies_between_a_day_and_where_it_rolls(day: date) -> None:
    lookup = Lookup(OFFICIAL)

    rolled = lookup.roll_forward(day)

    assert OFFICIAL.is_working(rolled)
    assert lookup.previous_working_day(rolled) < day
