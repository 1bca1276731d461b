"""Months, days, windows: the calendar part of the rules."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.periods import (
    Month,
    NotADate,
    OutOfCalendar,
    Window,
    commission_window,
    parse_day,
    parse_moment,
    plus_days,
    week_of,
)

MONTHS = st.builds(Month, st.integers(3, 9997), st.integers(1, 12))


def test_a_month_prints_as_it_is_read() -> None:
    assert str(Month.parse("0001-01")) == "0001-01"
    assert str(Month.parse("9999-12")) == "9999-12"
    assert Month.parse("2026-11") == Month(2026, 11) == Month.of(date(2026, 11, 23))


@pytest.mark.parametrize(
    "text",
    ["", "2026-1", "2026-13", "2026-00", "0000-01", "２０２６-01", "2026-01-01", "2026/01",
     " 2026-01", "2026-01\n", "+026-01"],
)  # fmt: skip
def test_another_form_of_month_is_no_month(text: str) -> None:
    with pytest.raises(NotADate, match="not a month"):
        Month.parse(text)


def test_a_month_that_does_not_exist_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="month 13"):
        Month(2026, 13)
    with pytest.raises(OutOfCalendar, match="year 0"):
        Month(0, 12)


def test_months_sort_by_time() -> None:
    assert sorted([Month(2026, 2), Month(2025, 12), Month(2026, 1)]) == [
        Month(2025, 12),
        Month(2026, 1),
        Month(2026, 2),
    ]


@pytest.mark.parametrize(
    "month, last, thirtieth",
    [("2026-02", 28, 28), ("2028-02", 29, 29), ("2026-04", 30, 30), ("2026-12", 31, 30)],
)
def test_a_day_that_a_month_lacks_is_its_last_day(month: str, last: int, thirtieth: int) -> None:
    found = Month.parse(month)

    assert found.first_day.day == 1
    assert found.last_day.day == last
    assert found.day_or_last(30).day == thirtieth
    assert found.day_or_last(31) == found.last_day


def test_the_last_month_of_the_calendar_has_a_last_day() -> None:
    assert Month(9999, 12).last_day == date(9999, 12, 31)


@given(MONTHS, st.integers(-24, 24))
def test_adding_months_and_taking_them_away_leads_back(month: Month, count: int) -> None:
    there = month.plus(count)

    assert there.plus(-count) == month
    assert (there > month) == (count > 0)


def test_months_outside_the_calendar_are_not_reached() -> None:
    with pytest.raises(OutOfCalendar):
        Month(1, 1).plus(-1)
    with pytest.raises(OutOfCalendar):
        Month(9999, 12).plus(1)


def test_a_day_is_read_strictly() -> None:
    assert parse_day("2024-02-29") == date(2024, 2, 29)
    assert parse_day("0001-01-01") == date(1, 1, 1)


@pytest.mark.parametrize(
    "text", ["", "2026-02-29", "2026-2-01", "20260201", "0000-01-01", "2026-02-01 ", "2026-0２-01"]
)
def test_another_form_of_day_is_no_day(text: str) -> None:
    with pytest.raises(NotADate, match="not a day"):
        parse_day(text)


def test_a_moment_is_read_strictly() -> None:
    day = date(2026, 11, 23)

    assert parse_moment("2026-11-23T00:00:00") == datetime.combine(day, datetime.min.time())
    assert parse_moment("2026-11-23T08:30:59").isoformat() == "2026-11-23T08:30:59"


@pytest.mark.parametrize(
    "text",
    ["", "2026-11-23", "2026-11-23T08:30", "2026-11-23 08:30:00", "2026-11-23T24:00:00",
     "2026-11-23T08:60:00", "2026-11-23T08:30:60", "2026-02-30T08:30:00", "2026-11-23T08:30:00Z",
     "2026-11-23T08:30:00.5", "2026-11-23T８:30:00"],
)  # fmt: skip
def test_another_form_of_moment_is_no_moment(text: str) -> None:
    with pytest.raises(NotADate):
        parse_moment(text)


def test_days_outside_the_calendar_are_not_reached() -> None:
    assert plus_days(date(9999, 12, 30), 1) == date(9999, 12, 31)
    with pytest.raises(OutOfCalendar):
        plus_days(date(9999, 12, 31), 1)
    with pytest.raises(OutOfCalendar):
        plus_days(date(1, 1, 1), -1)


def test_a_week_runs_from_monday_to_sunday() -> None:
    week = week_of(date(2026, 11, 25))

    assert week[0] == date(2026, 11, 23)
    assert [day.weekday() for day in week] == [0, 1, 2, 3, 4, 5, 6]
    assert week_of(week[0]) == week_of(week[6]) == week
    assert week_of(date(1, 1, 1))[0] == date(1, 1, 1)


def test_the_last_week_of_the_calendar_is_not_whole() -> None:
    with pytest.raises(OutOfCalendar):
        week_of(date(9999, 12, 31))


@pytest.mark.parametrize(
    "pay_month, window_end, lag, first, last",
    [
        ("2026-11", 30, 1, "2026-10-01", "2026-10-30"),
        ("2026-12", 30, 1, "2026-10-31", "2026-11-30"),
        ("2026-03", 30, 1, "2026-01-31", "2026-02-28"),
        ("2026-04", 30, 1, "2026-03-01", "2026-03-30"),
        ("2024-03", 30, 1, "2024-01-31", "2024-02-29"),
        ("2026-01", 25, 0, "2025-12-26", "2026-01-25"),
        ("2026-05", 31, 3, "2026-02-01", "2026-02-28"),
        ("0001-03", 30, 1, "0001-01-31", "0001-02-28"),
        ("9999-12", 31, 0, "9999-12-01", "9999-12-31"),
    ],
)
def test_the_commission_window_ends_on_its_day_or_the_months_last(
    pay_month: str, window_end: int, lag: int, first: str, last: str
) -> None:
    window = commission_window(Month.parse(pay_month), window_end=window_end, lag=lag)

    assert window == Window(parse_day(first), parse_day(last))


@given(MONTHS, st.integers(1, 31), st.integers(0, 3))
def test_every_day_belongs_to_exactly_one_commission_window(
    month: Month, window_end: int, lag: int
) -> None:
    window = commission_window(month, window_end=window_end, lag=lag)
    following = commission_window(month.plus(1), window_end=window_end, lag=lag)

    assert following.from_ == window.to + timedelta(days=1)
    assert window.holds(window.from_)
    assert window.holds(window.to)
    assert not window.holds(following.from_)
    assert not following.holds(window.to)


@pytest.mark.parametrize("pay_month, lag", [("0001-01", 0), ("0001-02", 1), ("0001-01", 3)])
def test_a_window_that_begins_before_the_calendar_is_refused(pay_month: str, lag: int) -> None:
    with pytest.raises(OutOfCalendar):
        commission_window(Month.parse(pay_month), window_end=30, lag=lag)
