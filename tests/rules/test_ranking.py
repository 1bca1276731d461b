"""Last places: rankings, runs, and the review cases they open (S4-6.10b, A-51)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.periods import Month
from dakehu.rules.ranking import MonthScores, last_place

CASES = Path(__file__).parents[2] / "cases" / "last_place.jsonl"
USUAL = {"X": "60", "a": "80", "b": "81"}


def lines():
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


def told(answer):
    return answer["error"]["field"], answer["error"]["code"], answer["error"].get("row")


def node(answer, key):
    return next(each for each in answer["explanation"]["nodes"] if each["id"] == key)


def codes(answer):
    return [notice["code"] for notice in answer["notices"]]


def month(name, scores=None, closed=True, **more):
    return {
        "month": name,
        "closed": closed,
        "scores": USUAL if scores is None else scores,
        **more,
    }


def ranked(ask, *months, scheme="sales", **more):
    return ask("last_place", scheme=scheme, months=list(months), **more)


def opened(answer):
    return [(case["who"], case["months"]) for case in answer["cases"]]


@pytest.mark.parametrize("case", lines(), ids=lambda case: case["id"])
def test_every_worked_case_comes_out(ask, case):
    answer = ask("last_place", **case["input"])
    assert {key: answer[key] for key in case["expect"]} == case["expect"]
    assert codes(answer) == []


def test_months_are_sorted_and_may_cross_the_year(ask):
    answer = ranked(ask, month("2027-01"), month("2026-11"), month("2026-12"))
    assert opened(answer) == [("X", ["2026-11", "2026-12", "2027-01"])]
    assert [each["month"] for each in answer["rankings"]] == ["2026-11", "2026-12", "2027-01"]


@pytest.mark.parametrize(
    "middle",
    [
        month("2026-02", closed=False),
        month("2026-02", {"X": "60", "b": "81"}),
        month("2026-02", {"X": "60", "a": "60.0", "b": "81"}),
        month("2026-02", probation=["X"]),
        month("2026-02", probation=["a"]),
        month("2026-02", {"X": "80", "a": "60", "b": "81"}),
        month("2026-02", {}),
        month("2025-02"),
    ],
)
def test_what_breaks_the_run_opens_no_case(ask, middle):
    answer = ranked(ask, month("2026-01"), middle, month("2026-03"), month("2026-04"))
    assert opened(answer) == []
    assert len(answer["rankings"]) == 4


def test_each_month_serves_one_case_at_most(ask):
    names = [f"2026-{number:02d}" for number in range(1, 8)]
    five = ranked(ask, *map(month, names[:5]))
    seven = ranked(ask, *map(month, names))
    assert opened(five) == [("X", names[:3])]
    assert opened(seven) == [("X", names[:3]), ("X", names[3:6])]
    assert seven["explanation"]["nodes"][0]["value"] == "2"


def test_a_new_last_person_begins_a_run_of_their_own(ask):
    other = {"X": "90", "a": "50", "b": "81"}
    names = ["2026-01", "2026-02", "2026-03", "2026-04"]
    answer = ranked(ask, month(names[0]), *(month(name, other) for name in names[1:]))
    assert opened(answer) == [("a", names[1:])]


def test_the_number_of_months_and_the_least_group_are_parameters(ask):
    params = {"last_place.months": "2", "last_place.min_group": "4"}
    four = {**USUAL, "c": "90"}
    answer = ranked(ask, month("2026-01", four), month("2026-02", four), params=params)
    assert opened(answer) == [("X", ["2026-01", "2026-02"])]
    assert opened(ranked(ask, month("2026-01"), month("2026-02"), params=params)) == []
    params = {"last_place.months": "1", "last_place.min_group": "1"}
    assert opened(ranked(ask, month("2026-01", {"X": "1"}), params=params)) == [("X", ["2026-01"])]
    assert opened(ranked(ask, month("2026-01", {}), params=params)) == []
    assert opened(ranked(ask, month("2026-01", {"a": "1", "b": "1"}), params=params)) == []


def test_the_way_of_counting_changes_nothing_here(ask):
    names = ["2026-01", "2026-02", "2026-04"]
    answer = ranked(ask, *map(month, names), params={"last_place.mode": "quarter_total"})
    assert opened(answer) == []


def test_clerks_are_ranked_but_no_case_is_opened(ask):
    names = ["2026-01", "2026-02", "2026-03"]
    answer = ranked(ask, *map(month, names), scheme="clerk")
    assert opened(answer) == []
    assert answer["explanation"]["nodes"][0]["how"] == "内勤考核不设末位复核"


def test_equal_scores_are_ordered_by_code_point(ask):
    scores = {"王": "80", "b": "80", "B": "80.00", "{0}": "80", "\ud800": "80", "李": None}
    answer = ranked(ask, month("2026-01", scores))
    assert answer["rankings"][0]["order"] == ["B", "b", "{0}", "王", "\ud800"]
    assert node(answer, "last_2026-01")["how"] == "末位得分 80 并列，不认定末位"


def test_the_explanation_tells_every_month(ask):
    answer = ranked(
        ask, month("2026-01"), month("2026-02", closed=False), month("2026-03", {"X": "1"})
    )
    assert answer["explanation"]["nodes"][0]["id"] == "cases"
    assert node(answer, "last_2026-01")["value"] == "X"
    assert node(answer, "last_2026-01")["how"] == "参评 3 人，得分 60 单独居末"
    assert node(answer, "last_2026-02")["how"] == "当月考核未关账，不认定末位"
    assert node(answer, "last_2026-03")["how"] == "参评 1 人，不足 3 人，不认定末位"
    for each in answer["explanation"]["nodes"]:
        assert each["source"] is not None or each["how"] == "录入"


def test_the_first_and_last_months_of_the_calendar_are_no_trouble(ask):
    names = ["9999-12", "9999-11", "9999-10", "0001-01"]
    assert opened(ranked(ask, *map(month, names))) == [("X", sorted(names)[1:])]


def test_no_months_open_no_case(ask):
    answer = ranked(ask)
    assert (answer["cases"], answer["rankings"]) == ([], [])
    assert answer["explanation"]["nodes"][0]["value"] == "0"


@pytest.mark.parametrize(
    "months, error",
    [
        ([month("2026-02"), month("2026-01"), month("2026-02")], ("months", "inconsistent", None)),
        ([month("2026-01"), month("2026-13")], ("months.month", "not_a_date", 1)),
        ([month("2026-01", {"X": "100.01"})], ("months.scores", "out_of_range", 0)),
        ([month("2026-01"), month("2026-02", {"X": "x"})], ("months.scores", "not_a_number", 1)),
        ([month("2026-01", ["X"])], ("months.scores", "wrong_type", 0)),
        ([month("2026-01", closed="yes")], ("months.closed", "wrong_type", 0)),
        ([month("2026-01", probation=[1])], ("months.probation", "wrong_type", 0)),
        ([month("2026-01", probation="X")], ("months.probation", "wrong_type", 0)),
        ([{"month": "2026-01", "scores": {}}], ("months.closed", "required", 0)),
        ([month("2026-01", rank=1)], ("months.rank", "unknown_field", 0)),
        (None, ("months", "required", None)),
    ],
)
def test_what_is_wrong_is_named_in_the_agreed_order(ask, months, error):
    assert told(ask("last_place", scheme="sales", months=months)) == error


results = st.dictionaries(
    st.sampled_from("abcd"), st.integers(0, 3).map(Decimal), min_size=2, max_size=4
)


@given(st.lists(st.tuples(results, st.booleans()), max_size=12))
def test_a_case_is_three_months_in_a_row_and_no_month_is_used_twice(book, months):
    start = Month(2026, 1)
    asked = [
        MonthScores(start.plus(place), closed, scores)
        for place, (scores, closed) in enumerate(months)
    ]
    found = last_place(book.on(date(2026, 1, 1)), scheme="sales", months=asked)
    used = [each for case in found.cases for each in case.months]
    assert len(used) == len(set(used)) == 3 * len(found.cases)
    for case in found.cases:
        assert case.months[1:] == tuple(each.plus(1) for each in case.months[:-1])
        for each in asked:
            if each.month in case.months:
                rest = [score for who, score in each.scores.items() if who != case.who]
                assert each.closed
                assert len(rest) >= 2
                assert each.scores[case.who] < min(rest)
