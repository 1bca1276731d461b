"""Days and hours."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied

from dakehu.calendar.models import Day
from dakehu.calendar.queries import (
    next_year_is_missing,
    office_hours,
    working_calendar,
    year_is_official,
    year_view,
)
from dakehu.calendar.services import (
    DaySet,
    UnableToSetDays,
    UnableToSetOfficeHours,
    clear_day,
    set_day,
    set_days,
    set_office_hours,
    set_year,
)
from dakehu.kit.actors import Actor, system

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
BY = system("tests")

pytestmark = pytest.mark.django_db


def test_a_day_of_the_company_overrides_the_official_table() -> None:
    day = date(2026, 11, 25)
    assert working_calendar().is_working(day)
    set_day(by=BY, at=AT, day=day, is_working=False, name="厂庆")
    assert not working_calendar().is_working(day)
    clear_day(by=BY, at=AT, day=day)
    assert working_calendar().is_working(day)


def test_a_year_without_an_arrangement_is_an_estimate() -> None:
    assert year_is_official(2026)
    assert not year_is_official(2031)
    assert not any(month.is_official for month in year_view(2031))


def test_one_day_of_the_company_makes_no_year_official() -> None:
    set_day(by=BY, at=AT, day=date(2031, 7, 2), is_working=False)
    assert not year_is_official(2031)


def test_the_official_notice_of_a_year_is_entered_from_its_text() -> None:
    made = set_year(
        by=BY,
        at=AT,
        year=2031,
        off="2031-01-22 至 2031-01-24 春节\n2031-05-01",
        working="2031-01-26",
    )
    assert len(made) == 5
    assert year_is_official(2031)
    calendar = working_calendar()
    assert not calendar.is_working(date(2031, 1, 23))
    assert calendar.is_working(date(2031, 1, 26))
    assert Day.objects.get(day=date(2031, 1, 23)).name == "春节"


@pytest.mark.parametrize(
    "line", ["春节", "2031-02-30", "2031-01-24 至 2031-01-22", "2030-12-31 至 2031-01-02"]
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_stored(line: str) -> None:
    with pytest.raises(UnableToSetDays) as caught:
        set_year(by=BY, at=AT, year=2031, off=f"2031-05-01\n{line}", working="")
    assert line in str(caught.value)
    assert caught.value.field == "off"
    assert not Day.objects.exists()


def test_one_day_is_not_entered_twice_at_once() -> None:
    day = date(2031, 5, 1)
    with pytest.raises(UnableToSetDays, match="出现了两次"):
        set_days(by=BY, at=AT, days=[DaySet(day, False), DaySet(day, True)])
    assert not Day.objects.exists()


def test_the_year_marks_what_differs_from_the_week() -> None:
    october = year_view(2026)[9]
    marks = {cell.day.day: cell.mark for week in october.weeks for cell in week if cell.in_month}
    assert marks[1] == "休"
    assert marks[10] == "班"
    assert marks[3] == ""
    assert october.working_days == 18


def test_december_warns_while_the_next_year_is_missing() -> None:
    assert not next_year_is_missing(date(2030, 11, 30))
    assert next_year_is_missing(date(2030, 12, 1))
    set_year(by=BY, at=AT, year=2031, off="2031-01-01", working="")
    assert not next_year_is_missing(date(2030, 12, 1))


def test_hours_are_those_of_the_day() -> None:
    assert office_hours(date(2026, 11, 23)).morning_from == time(8, 30)
    _hours(date(2026, 12, 1), time(9, 0))
    assert office_hours(date(2026, 11, 30)).morning_from == time(8, 30)
    assert office_hours(date(2026, 12, 1)).morning_from == time(9, 0)


def test_hours_run_from_morning_to_evening() -> None:
    with pytest.raises(UnableToSetOfficeHours, match="从早到晚"):
        _hours(date(2026, 12, 1), time(12, 30))


def _hours(starts_on: date, first: time) -> None:
    set_office_hours(
        by=BY,
        at=AT,
        starts_on=starts_on,
        morning_from=first,
        morning_until=time(12, 0),
        afternoon_from=time(13, 0),
        afternoon_until=time(18, 0),
    )


def test_a_rep_sets_no_days() -> None:
    rep = Actor(user_id=1, name="林晓雯", roles=frozenset({"ka_rep"}))
    with pytest.raises(PermissionDenied):
        set_day(by=rep, at=AT, day=date(2026, 11, 25), is_working=False)
    assert not Day.objects.exists()
