"""When meetings are held and claims are due (A-72, A-73, A-91), and commission windows (A-30)."""

import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakehu.policy.periods import Month
from dakehu.policy.workdays import Lookup, WorkingCalendar
from dakehu.rules.answering import answer_of
from dakehu.rules.dates import claim_due_on, monthly_meeting_at, weekly_meeting_at
from dakehu.rules.kinds import KINDS

CASES = Path(__file__).parents[2] / "cases"
ON = date(2026, 11, 23)


def lines():
    for line in (CASES / "dates.jsonl").read_text("utf-8").splitlines():
        yield pytest.param(json.loads(line), id=json.loads(line)["id"])


def told(answer):
    return answer["error"]["field"], answer["error"]["code"]


def codes(answer):
    return [notice["code"] for notice in answer["notices"]]


def weekly(ask, day, series="department", **params):
    return ask("dates", what="weekly_meeting", week_of=day, series=series, params=params)


@pytest.mark.parametrize("case", list(lines()))
def test_every_worked_case_comes_out(ask, case):
    answer = ask("dates", **case["input"])
    assert {key: answer[key] for key in case["expect"]} == case["expect"]
    assert answer["explanation"]["nodes"][0]["value"] in (*case["expect"].values(), "取消")


def test_the_monthly_meeting_keeps_the_hour_of_its_parameter(ask):
    params = {"meeting.monthly": "09:05"}
    answer = ask("dates", what="monthly_meeting", month="2026-06", params=params)
    assert answer["at"] == "2026-06-01T09:05"
    assert answer["explanation"]["nodes"][0]["how"] == "2026-06-01 的 09:05"


@pytest.mark.parametrize("day", ["2026-06-08", "2026-06-11", "2026-06-14"])
def test_a_week_runs_from_monday_to_sunday(ask, day):
    answer = weekly(ask, day)
    assert answer["at"] == "2026-06-08T08:30"
    assert answer["explanation"]["nodes"][0]["how"] == "2026-06-08 起的一周，周一 08:30"


def test_each_series_has_its_own_time_and_rule(ask):
    answer = weekly(ask, "2026-06-10", "water")
    assert answer["at"] == "2026-06-08T09:30"
    assert answer["explanation"]["nodes"][0]["source"]["covers"] == ["S3-3.1d"]
    moved = weekly(ask, "2026-06-10", "water", **{"meeting.water": "Thu 10:00"})
    assert moved["at"] == "2026-06-11T10:00"
    other = weekly(ask, "2026-06-10", "department", **{"meeting.water": "Thu 10:00"})
    assert other["at"] == "2026-06-08T08:30"


@pytest.mark.parametrize(
    "rule, at, notices",
    [
        ("shift_in_week", "2026-05-06T08:30", []),
        ("skip", None, ["cancelled"]),
        ("previous", "2026-04-30T08:30", []),
    ],
)
def test_a_meeting_on_a_holiday_moves_as_the_rule_says(ask, rule, at, notices):
    answer = weekly(ask, "2026-05-04", **{"meeting.holiday_rule": rule})
    assert answer["at"] == at
    assert codes(answer) == notices


def test_a_week_without_a_working_day_has_no_meeting(ask):
    answer = weekly(ask, "2026-02-18")
    assert answer["at"] is None
    (notice,) = answer["notices"]
    assert notice["code"] == "cancelled"
    assert notice["source"]["policy"] == "OF"
    assert answer["explanation"]["nodes"][0]["value"] == "取消"


def test_the_last_days_of_a_week_move_to_its_first_working_day(ask):
    params = {"meeting.weekly": "Sun 08:30"}
    assert weekly(ask, "2026-06-10", **params)["at"] == "2026-06-08T08:30"


def test_a_make_up_sunday_is_a_working_day(ask):
    assert weekly(ask, "2026-01-01", **{"meeting.weekly": "Sun 08:30"})["at"] == "2026-01-04T08:30"


def test_a_shifted_meeting_prefers_the_days_after_the_scheduled_one(ask):
    params = {"meeting.weekly": "Sat 08:30"}
    assert weekly(ask, "2026-01-01", **params)["at"] == "2026-01-04T08:30"


@pytest.mark.parametrize(
    "month, day, roll, due",
    [
        ("2026-05", "5", "none", "2026-05-05"),
        ("2026-02", "31", "next_working_day", "2026-02-28"),
        ("2026-05", "31", "next_working_day", "2026-06-01"),
        ("2026-04", "31", "none", "2026-04-30"),
    ],
)
def test_a_claim_is_due_by_day_and_roll(ask, month, day, roll, due):
    params = {"claim.due_day": day, "claim.roll": roll}
    answer = ask("dates", what="claim_due", month=month, params=params)
    assert answer["due_on"] == due
    assert answer["explanation"]["nodes"][0]["source"]["policy"] == "EX"


@pytest.mark.parametrize(
    "pay_month, params, window",
    [
        ("2026-06", {}, ("2026-05-01", "2026-05-30")),
        ("2026-03", {}, ("2026-01-31", "2026-02-28")),
        ("2026-04", {}, ("2026-03-01", "2026-03-30")),
        ("2026-06", {"commission.lag": "0"}, ("2026-05-31", "2026-06-30")),
        ("2026-06", {"commission.window_end": "25"}, ("2026-04-26", "2026-05-25")),
        ("9999-12", {"commission.lag": "0"}, ("9999-12-01", "9999-12-30")),
    ],
)
def test_a_commission_window_follows_its_parameters(ask, pay_month, params, window):
    answer = ask("dates", what="commission_window", pay_month=pay_month, params=params)
    assert (answer["from"], answer["to"]) == window
    nodes = {each["id"]: each for each in answer["explanation"]["nodes"]}
    assert (nodes["from"]["value"], nodes["to"]["value"]) == window
    assert "S5-4.1b" in nodes["to"]["source"]["covers"]


@pytest.mark.parametrize(
    "question, not_official",
    [
        ({"what": "monthly_meeting", "month": "2026-01"}, False),
        ({"what": "monthly_meeting", "month": "2099-01"}, True),
        ({"what": "claim_due", "month": "2099-03"}, True),
        ({"what": "claim_due", "month": "2099-03", "params": {"claim.roll": "none"}}, False),
        ({"what": "weekly_meeting", "week_of": "2099-06-10", "series": "water"}, True),
        ({"what": "commission_window", "pay_month": "2099-06"}, False),
    ],
)
def test_an_estimated_calendar_is_told_where_a_day_was_looked_at(ask, question, not_official):
    answer = ask("dates", **question)
    assert codes(answer) == ["calendar_not_official"] * not_official


def test_a_cancelled_meeting_of_an_estimated_year_tells_both(ask):
    params = {"meeting.weekly": "Sat 08:30", "meeting.holiday_rule": "skip"}
    assert codes(weekly(ask, "2099-06-10", **params)) == ["cancelled", "calendar_not_official"]


@pytest.mark.parametrize(
    "question, error",
    [
        ({}, ("what", "required")),
        ({"what": "birthday"}, ("what", "unknown_value")),
        ({"what": "birthday", "month": "x"}, ("month", "not_a_date")),
        ({"what": "claim_due"}, ("month", "required")),
        ({"what": "claim_due", "pay_month": "2026-01"}, ("pay_month", "unknown_field")),
        ({"what": "claim_due", "month": "2026-1"}, ("month", "not_a_date")),
        ({"what": "monthly_meeting", "month": 202601}, ("month", "not_a_date")),
        ({"what": "weekly_meeting", "series": "water"}, ("week_of", "required")),
        (
            {"what": "weekly_meeting", "week_of": "2026-01-01", "series": "sales"},
            ("series", "unknown_value"),
        ),
        (
            {"what": "weekly_meeting", "week_of": "9999-12-31", "series": "water"},
            ("week_of", "out_of_range"),
        ),
        ({"what": "commission_window", "pay_month": "0001-01"}, ("pay_month", "out_of_range")),
        ({"what": "commission_window", "pay_month": "0001-02"}, ("pay_month", "out_of_range")),
    ],
)
def test_a_faulty_question_is_refused(ask, question, error):
    assert told(ask("dates", **question)) == error


def test_a_step_before_the_first_day_of_the_calendar_is_refused(ask, book):
    closed = WorkingCalendar({date(1, 1, day): False for day in range(1, 8)})
    rules = book.on(ON).replacing({"meeting.holiday_rule": "previous"})
    with pytest.raises(OverflowError):
        weekly_meeting_at(rules, date(1, 1, 3), "department", Lookup(closed))
    assert weekly(ask, "0001-01-03")["at"] == "0001-01-01T08:30"


def test_the_ends_of_the_calendar_have_meetings_and_claims(ask):
    for month in ("0001-01", "9999-12"):
        for what in ("monthly_meeting", "claim_due"):
            assert "error" not in ask("dates", what=what, month=month)


def test_the_own_calendar_of_an_installation_decides_first(book):
    closed = Lookup(WorkingCalendar({date(2026, 6, 1): False, date(2026, 6, 5): False}))
    rules = book.on(ON)
    june = Month(2026, 6)
    assert monthly_meeting_at(rules, june, closed).value == "2026-06-02T14:00"
    assert claim_due_on(rules, june, closed).value == date(2026, 6, 8)
    assert weekly_meeting_at(rules, date(2026, 6, 1), "water", closed).value == "2026-06-02T09:30"
    assert closed.official_only


@settings(deadline=None)
@given(day=st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_a_meeting_lies_in_its_week_on_a_working_day(ask, day):
    at = weekly(ask, day.isoformat())["at"]
    if at is not None:
        held_on = date.fromisoformat(at[:10])
        monday = day - timedelta(days=day.weekday())
        assert monday <= held_on <= monday + timedelta(days=6)
        assert WorkingCalendar().is_working(held_on)


@pytest.mark.parametrize(
    "kind, question, field, official, own",
    [
        (
            "dates",
            {"what": "monthly_meeting", "month": "2026-06"},
            "at",
            "2026-06-01T14:00",
            "2026-06-02T14:00",
        ),
        ("dates", {"what": "claim_due", "month": "2026-06"}, "due_on", "2026-06-05", "2026-06-08"),
        (
            "travel",
            {"items": [], "trip": {"from": "2026-05-11", "to": "2026-05-12"}},
            "due_on",
            "2026-06-05",
            "2026-06-08",
        ),
    ],
)
def test_an_answer_goes_by_the_calendar_it_is_given(book, kind, question, field, official, own):
    closed = WorkingCalendar({date(2026, 6, 1): False, date(2026, 6, 5): False})
    asked = partial(answer_of, KINDS[kind], question, book=book, today=ON)
    assert asked()[field] == official
    assert asked(calendar=closed)[field] == own
