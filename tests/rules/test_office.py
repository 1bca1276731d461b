"""Points of office management and fines that are only recorded (S3-2, S3-3, S3-4.8)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.rules.answering import answer_of
from dakehu.rules.asking import JsonNumber, Refused
from dakehu.rules.kinds import KINDS

CASES = Path(__file__).parents[2] / "cases"
TODAY = date(2026, 11, 23)
START = "2026-06-01T08:30:00"


def lines():
    for kind in ("meeting_points", "inspection_points"):
        for line in (CASES / f"{kind}.jsonl").read_text("utf-8").splitlines():
            yield pytest.param(kind, json.loads(line), id=json.loads(line)["id"])


def told(answer):
    error = answer["error"]
    return error["field"], error["code"], error.get("row")


def node(answer, key):
    return next(each for each in answer["explanation"]["nodes"] if each["id"] == key)


def agrees(expected, found):
    """Whether what a case expects is in the answer; other fields may be there."""
    if isinstance(expected, dict):
        return all(agrees(value, found[key]) for key, value in expected.items())
    if isinstance(expected, list):
        return len(expected) == len(found) and all(map(agrees, expected, found))
    return expected == found


@pytest.mark.parametrize("kind, case", list(lines()))
def test_every_worked_case_comes_out(ask, kind, case):
    assert agrees(case["expect"], ask(kind, **case["input"]))


@pytest.fixture
def attends(ask):
    """The points of one person who attends a meeting, and what they are for."""

    def attending(params=None, start=START, **attended):
        rows = [{"who": "甲", **attended}]
        answer = ask("meeting_points", start=start, attendance=rows, params=params)
        (person,) = answer["points"]
        assert node(answer, "total")["value"] == person["points"]
        return {item["what"]: item["points"] for item in person["items"]}

    return attending


@pytest.mark.parametrize(
    "arrival, grace, items",
    [
        ("2026-06-01T08:29:59", None, {}),
        ("2026-06-01T08:30:59", None, {}),
        ("2026-06-01T08:31:00", None, {"late": "1"}),
        ("2026-06-01T08:35:59", "5", {}),
        ("2026-06-01T08:36:00", "5", {"late": "1"}),
        ("2026-05-31T23:00:00", None, {}),
        ("2026-06-02T08:30:00", "1440", {}),
        ("2026-06-02T08:31:00", "1440", {"late": "1"}),
    ],
)
def test_lateness_counts_whole_minutes_after_the_grace(attends, arrival, grace, items):
    assert attends(arrived_at=arrival, params={"meeting.grace_min": grace}) == items


def test_a_start_with_seconds_is_not_cut(attends):
    start = "2026-06-01T08:30:30"
    assert attends(start=start, arrived_at="2026-06-01T08:30:59") == {}
    assert attends(start=start, arrived_at="2026-06-01T08:31:00") == {"late": "1"}


def test_the_end_of_the_calendar_is_no_obstacle_to_the_grace(attends):
    last = "9999-12-31T23:59:59"
    assert attends(start=last, arrived_at=last, params={"meeting.grace_min": "1440"}) == {}


@pytest.mark.parametrize("others", [{}, {"phone": True, "left_minutes": 60, "late_notice": True}])
def test_who_never_came_is_absent_and_nothing_else(attends, others):
    assert attends(**others) == {"absent": "2"}


def test_approved_leave_excuses_a_person_who_never_came_from_everything(attends):
    assert attends(leave="approved", phone=True, left_minutes=60) == {}


def test_approved_leave_excuses_lateness_and_leaving_but_not_the_phone(attends):
    late = "2026-06-01T09:00:00"
    items = attends(leave="approved", arrived_at=late, left_minutes=60, phone=True)
    assert items == {"phone": "1"}


def test_telling_beforehand_excuses_lateness_alone(attends):
    late = "2026-06-01T09:00:00"
    items = attends(late_notice=True, arrived_at=late, left_minutes=60, phone=True)
    assert items == {"left": "1", "phone": "1"}


@pytest.mark.parametrize(
    "minutes, limit, items",
    [
        ("14", None, {}),
        ("15", None, {"left": "1"}),
        ("15", "16", {}),
        ("1e99", "1440", {"left": "1"}),
        (None, None, {}),
    ],
)
def test_leaving_counts_from_the_limit_on(attends, minutes, limit, items):
    params = {"meeting.long_leave_min": limit}
    assert attends(arrived_at=START, left_minutes=minutes, params=params) == items


@pytest.mark.parametrize(
    "what, attended",
    [
        ("late", {"arrived_at": "2026-06-01T08:31:00"}),
        ("absent", {}),
        ("left", {"arrived_at": START, "left_minutes": 15}),
        ("phone", {"arrived_at": START, "phone": True}),
    ],
)
def test_the_points_of_each_breach_come_from_its_parameter(ask, what, attended):
    params = {f"deduction.{what}": "7"}
    rows = [{"who": "甲", **attended}]
    answer = ask("meeting_points", start=START, attendance=rows, params=params)
    assert answer["points"][0]["items"] == [{"what": what, "points": "7"}]
    item = node(answer, f"{what}_0")
    assert item["source"]["policy"] == "OF"
    assert "扣 7 分" in item["how"]


def test_the_sentence_of_a_late_arrival_tells_both_times(ask):
    rows = [{"who": "甲", "arrived_at": "2026-06-01T08:40:00"}]
    how = node(ask("meeting_points", start=START, attendance=rows), "late_0")["how"]
    assert how == (
        "2026-06-01 08:40:00 到会，晚于开始时间 2026-06-01 08:30:00，超出宽限 0 分钟，每次扣 1 分"
    )


def test_a_name_may_come_twice_and_hold_any_characters(ask):
    rows = [{"who": "{0}"}, {"who": "{0}"}, {"who": "", "leave": "approved"}]
    answer = ask("meeting_points", start=START, attendance=rows)
    assert [person["points"] for person in answer["points"]] == ["2", "2", "0"]
    assert answer["explanation"]["nodes"][0]["value"] == "4"


def test_a_meeting_without_people_costs_nothing(ask):
    answer = ask("meeting_points", start=START, attendance=[])
    assert answer["points"] == []
    assert answer["explanation"]["nodes"][0]["value"] == "0"


@pytest.mark.parametrize(
    "question, error",
    [
        ({"attendance": []}, ("start", "required", None)),
        ({"start": START}, ("attendance", "required", None)),
        ({"start": START[:-3], "attendance": []}, ("start", "not_a_date", None)),
        ({"start": START, "attendance": [{}]}, ("attendance.who", "required", 0)),
        ({"start": START, "attendance": [{"who": 1}]}, ("attendance.who", "wrong_type", 0)),
        (
            {"start": START, "attendance": [{"who": "a"}, {"who": "b", "left_minutes": "1.5"}]},
            ("attendance.left_minutes", "out_of_range", 1),
        ),
        (
            {"start": START, "attendance": [{"who": "a", "left_minutes": "-1"}]},
            ("attendance.left_minutes", "out_of_range", 0),
        ),
        (
            {"start": START, "attendance": [{"who": "a", "leave": "asked"}]},
            ("attendance.leave", "unknown_value", 0),
        ),
        (
            {"start": START, "attendance": [{"who": "a", "late": True}]},
            ("attendance.late", "unknown_field", 0),
        ),
    ],
)
def test_a_faulty_attendance_is_refused(ask, question, error):
    assert told(ask("meeting_points", **question)) == error


@pytest.mark.parametrize("kind", ["inspection_points", "resolution_points"])
@pytest.mark.parametrize(
    "points, error",
    [
        (["2", "1"], ("points", "out_of_range", 1)),
        (["6"], ("points", "out_of_range", 0)),
        (["2.5"], ("points", "out_of_range", 0)),
        (["1e99"], ("points", "out_of_range", 0)),
        (["2", True], ("points", "not_a_number", 1)),
        ([None], ("points", "required", 0)),
        ("2", ("points", "wrong_type", None)),
        (None, ("points", "required", None)),
    ],
)
def test_points_outside_the_range_are_refused(ask, kind, points, error):
    assert told(ask(kind, points=points)) == error


@pytest.mark.parametrize(
    "kind, key, article",
    [
        ("inspection_points", "deduction.cleaning", "S3-2.3"),
        ("resolution_points", "deduction.resolution", "S3-3.4.2"),
    ],
)
def test_the_range_of_points_is_the_parameter_and_whole_however_it_is_spelt(
    ask, kind, key, article
):
    answer = ask(kind, points=["0", "9.0", "1e1"], params={key: ["0", "10", "1"]})
    assert answer["total"] == "19"
    root = answer["explanation"]["nodes"][0]
    assert root["how"] == "各项扣分之和，每项 0 至 10 分"
    assert article in root["source"]["covers"]


@pytest.mark.parametrize("kind", ["inspection_points", "resolution_points"])
def test_no_findings_are_no_points(ask, kind):
    assert ask(kind, points=[])["total"] == "0"


@given(points=st.lists(st.integers(2, 5), max_size=30))
def test_the_total_of_points_is_their_sum_in_any_order(ask, points):
    assert ask("inspection_points", points=points)["total"] == str(sum(points))


@pytest.fixture(scope="session")
def fine(book):
    """Ask for a fine: a question whose own field is called `kind`."""

    def fining(**question):
        raw = json.loads(json.dumps(question), parse_int=JsonNumber, parse_float=JsonNumber)
        try:
            return answer_of(KINDS["fine"], raw, book=book, today=TODAY)
        except Refused as refused:
            return {"error": refused.to_json()}

    return fining


@pytest.mark.parametrize("line", (CASES / "fine.jsonl").read_text("utf-8").splitlines())
def test_every_worked_case_of_a_fine_comes_out(fine, line):
    case = json.loads(line)
    assert agrees(case["expect"], fine(**case["input"]))


def test_one_time_stands_where_no_times_are_given(fine):
    answer = fine(kind="smoking")
    assert answer["recorded"] == "200.00"
    assert node(answer, "recorded")["how"] == "每次 200.00 × 1 次"


def test_the_amount_for_smoking_is_the_parameter(fine):
    answer = fine(kind="smoking", times="3", params={"fine.smoking": "66.665"})
    assert answer["recorded"] == "200.00"


def test_a_fine_never_touches_pay_and_cites_the_law(fine):
    for question in ({"kind": "smoking"}, {"kind": "discipline", "amounts": ["100"]}):
        answer = fine(**question)
        assert answer["payroll_effect"] == "0.00"
        effect = node(answer, "payroll_effect")
        assert effect["source"]["guard"] == "G-02"
        assert effect["inputs"] == ["recorded"]


def test_the_range_for_discipline_is_the_parameter(fine):
    params = {"fine.discipline": ["0", "99.5"]}
    answer = fine(kind="discipline", amounts=["99.5", "0"], params=params)
    assert answer["recorded"] == "99.50"
    refused = fine(kind="discipline", amounts=["0", "99.6"], params=params)
    assert told(refused) == ("amounts", "out_of_range", 1)
    assert refused["error"]["message"] == "须在 0 元与 99.5 元之间"


def test_no_amounts_are_nothing_on_record(fine):
    assert fine(kind="discipline", amounts=[])["recorded"] == "0.00"


@pytest.mark.parametrize("mode", ["points", "cash"])
def test_any_other_mode_is_refused_for_the_law(fine, mode):
    answer = fine(kind="smoking", params={"fine.mode": mode})
    assert told(answer) == ("params.fine.mode", "inconsistent", None)


@pytest.mark.parametrize(
    "question, error",
    [
        ({}, ("kind", "required", None)),
        ({"kind": "eating"}, ("kind", "unknown_value", None)),
        ({"kind": "eating", "amounts": ["1"]}, ("amounts", "out_of_range", 0)),
        ({"kind": "smoking", "amounts": ["100"]}, ("amounts", "unknown_field", None)),
        ({"kind": "discipline", "times": 1}, ("times", "unknown_field", None)),
        ({"kind": "discipline"}, ("amounts", "required", None)),
        ({"kind": "smoking", "times": "0"}, ("times", "out_of_range", None)),
        ({"kind": "smoking", "times": "1.5"}, ("times", "out_of_range", None)),
        ({"kind": "smoking", "times": "1e99"}, ("times", "out_of_range", None)),
        ({"kind": "smoking", "times": "999999999999999"}, ("times", "out_of_range", None)),
        ({"kind": "smoking", "times": "1e99", "params": {"fine.mode": "cash"}}, "times"),
        ({"kind": "discipline", "amounts": ["500.01"]}, ("amounts", "out_of_range", 0)),
        (
            {
                "kind": "discipline",
                "amounts": ["1e14"] * 10,
                "params": {"fine.discipline": ["0", "1e20"]},
            },
            ("amounts", "out_of_range", None),
        ),
    ],
)
def test_a_faulty_fine_is_refused(fine, question, error):
    found = told(fine(**question))
    assert found == (error if isinstance(error, tuple) else (error, "out_of_range", None))


@given(amounts=st.lists(st.decimals("100", "500", places=2), max_size=20))
def test_the_amount_on_record_is_the_sum(fine, amounts):
    answer = fine(kind="discipline", amounts=[str(each) for each in amounts])
    assert Decimal(answer["recorded"]) == sum(amounts)
