"""The month's score: parts, limits, deductions, and what deductions cost (S4-6.4 to S4-6.21)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.rules.appraisal import Deduction, clerk_parts, limit_of, sales_parts, score

CASES = Path(__file__).parents[2] / "cases" / "score.jsonl"
SALES = {"scheme": "sales", "target": "100", "actual": "50", "ability": "10", "attitude": "10"}
CLERK = {"scheme": "clerk", "workload": "10", "attitude": "20", "ability": "30", "effect": "5"}


def lines():
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


def told(answer):
    return answer["error"]["field"], answer["error"]["code"], answer["error"].get("row")


def node(answer, key):
    return next(each for each in answer["explanation"]["nodes"] if each["id"] == key)


def codes(answer):
    return [notice["code"] for notice in answer["notices"]]


def taken(*points):
    return [{"points": each, "reason": "会议迟到"} for each in points]


@pytest.mark.parametrize("case", lines(), ids=lambda case: case["id"])
def test_every_worked_case_comes_out(ask, case):
    answer = ask("score", **case["input"])
    expected = dict(case["expect"])
    wanted = set(expected.pop("notice_codes_include", ()))
    if "error" in expected:
        assert told(answer)[:2] == (expected["error"]["field"], expected["error"]["code"])
        return
    assert {key: answer[key] for key in expected} == expected
    assert wanted <= set(codes(answer))


@pytest.mark.parametrize(
    "actual, points",
    [("-1", "0.00"), ("0", "0.00"), ("99.99", "59.99"), ("100", "60.00"), ("1e99", "60.00")],
)
def test_results_are_linear_between_nothing_and_the_weight(ask, actual, points):
    answer = ask("score", **{**SALES, "actual": actual})
    assert answer["parts"]["performance"] == points


def test_the_weights_of_the_parts_are_their_limits(ask):
    params = {"score.weights.sales": ["50", "10", "40"]}
    answer = ask("score", **{**SALES, "attitude": "40"}, params=params)
    assert answer["parts"] == {"performance": "25.00", "ability": "10.00", "attitude": "40.00"}
    assert node(answer, "score.weights.sales")["how"] == "本次计算指定"
    answer = ask("score", **{**SALES, "ability": "10.01"}, params=params)
    assert told(answer) == ("ability", "out_of_range", None)
    answer = ask("score", **{**SALES, "ability": ["2.5", "2.6", "0", "0"]}, params=params)
    assert told(answer) == ("ability", "out_of_range", 1)
    params = {"score.weights.clerk": ["10", "40", "40", "10"]}
    answer = ask("score", **{**CLERK, "workload": "10.5"}, params=params)
    assert told(answer) == ("workload", "out_of_range", None)


def test_sub_scores_add_up_and_are_rounded_together(ask):
    answer = ask("score", **{**SALES, "attitude": ["0.002", "0.002", "0.001", "5"]})
    assert answer["parts"]["attitude"] == "5.01"
    assert node(answer, "attitude")["how"] == "0.002 + 0.002 + 0.001 + 5"
    assert node(answer, "attitude_1")["label"] == "纪律性"


def test_sums_are_taken_from_the_rounded_parts(ask):
    answer = ask("score", **{**SALES, "ability": "0.005", "attitude": "0.005"})
    assert answer["before_deductions"] == "30.02"
    answer = ask("score", **CLERK, deductions=taken("0.002", "0.003"))
    assert (answer["deducted"], answer["score"]) == ("0.01", "64.99")


def test_a_score_never_falls_below_zero(ask):
    answer = ask("score", **CLERK, deductions=taken("60", "5.01"))
    assert (answer["deducted"], answer["score"]) == ("65.01", "0.00")


def test_deductions_inside_a_band_are_not_told(ask):
    answer = ask("score", **CLERK, deductions=taken("5"))
    assert (answer["score"], answer["notices"]) == ("60.00", [])


def test_deductions_into_a_lower_band_are_told_with_their_price(ask):
    answer = ask("score", **CLERK, deductions=taken("5.01"))
    (notice,) = answer["notices"]
    assert (notice["code"], notice["data"]) == ("deduction_changed_band", {"per_1000": "650.00"})
    assert notice["source"]["article"] == "第16条"
    assert node(answer, "per_1000")["how"] == "1,000 × (65% − 0%)"
    assert node(answer, "factor_after")["value"] == "0"


def test_the_way_of_banding_decides_whether_a_deduction_changed_the_band(ask):
    params = {"score.banding": "round_half_up_first"}
    full = {"scheme": "clerk", "workload": "20", "attitude": "30", "ability": "40", "effect": "0.1"}
    answer = ask("score", **full, deductions=taken("0.3"), params=params)
    assert (answer["score"], answer["notices"]) == ("89.80", [])
    answer = ask("score", **full, deductions=taken("0.3"))
    assert answer["notices"][0]["data"] == {"per_1000": "102.00"}


def test_the_cap_and_the_place_of_deductions_change_nothing_here(ask):
    params = {"score.cap": "50", "deduction.target": "attitude"}
    answer = ask("score", **CLERK, deductions=taken("30"), params=params)
    assert answer["score"] == "35.00"


def test_the_score_is_the_root_and_every_computed_figure_cites_its_clause(ask):
    answer = ask("score", **SALES, deductions=taken("3"))
    assert answer["explanation"]["nodes"][0]["id"] == "score"
    for each in answer["explanation"]["nodes"]:
        assert each["source"] is not None or each["how"] == "录入"
    assert node(answer, "performance")["source"]["article"] == "第3条(一)"
    assert node(ask("score", **CLERK), "effect")["source"]["article"] == "第10条(四)"


def changed(**fields):
    return {**SALES, **fields}


@pytest.mark.parametrize(
    "question, error",
    [
        ({}, ("scheme", "required", None)),
        (changed(scheme="boss"), ("scheme", "unknown_value", None)),
        (changed(scheme="boss", ability=["1", "1", "1", "1"]), ("scheme", "unknown_value", None)),
        (changed(scheme=["sales"]), ("scheme", "wrong_type", None)),
        (changed(effect="1"), ("effect", "unknown_field", None)),
        ({**CLERK, "target": "1"}, ("target", "unknown_field", None)),
        ({**CLERK, "ability": ["1", "1", "1", "1"]}, ("ability", "not_a_number", None)),
        ({**CLERK, "workload": "20.01"}, ("workload", "out_of_range", None)),
        ({**CLERK, "attitude": "30.01"}, ("attitude", "out_of_range", None)),
        ({**CLERK, "ability": "40.01"}, ("ability", "out_of_range", None)),
        ({**CLERK, "effect": "10.01"}, ("effect", "out_of_range", None)),
        ({**CLERK, "effect": "-0.01"}, ("effect", "out_of_range", None)),
        (changed(target="0"), ("target", "out_of_range", None)),
        (changed(target="-1", ability="21"), ("target", "out_of_range", None)),
        (changed(ability="20.01"), ("ability", "out_of_range", None)),
        (changed(attitude="-1", on="2019-01-01"), ("attitude", "out_of_range", None)),
        (changed(ability=["1", "1", "1"]), ("ability", "out_of_range", None)),
        (changed(ability=[]), ("ability", "out_of_range", None)),
        (changed(ability=["9", "1", "1"]), ("ability", "out_of_range", None)),
        (changed(ability=["5", "5.01", "-1", "1"]), ("ability", "out_of_range", 1)),
        (changed(ability=["5", "-1", "6", "1"]), ("ability", "out_of_range", 1)),
        (changed(ability=["5", ["1"], "1", "1"]), ("ability", "not_a_number", 1)),
        (changed(ability=["5", True, "x", "1"]), ("ability", "not_a_number", 1)),
        (changed(ability=["5", "x", None, "1"]), ("ability", "required", 2)),
        (changed(ability={"a": "1"}), ("ability", "not_a_number", None)),
        (changed(ability=True), ("ability", "not_a_number", None)),
        (changed(ability=None), ("ability", "required", None)),
        (changed(deductions=taken("1", "0")), ("deductions.points", "out_of_range", 1)),
        (changed(deductions=[{"points": "1"}]), ("deductions.reason", "required", 0)),
        (changed(deductions=[{"points": 1, "reason": 2}]), ("deductions.reason", "wrong_type", 0)),
        (changed(deductions=taken("1e99")), ("deductions.points", "out_of_range", None)),
        (changed(deductions=taken("1e15")), ("deductions.points", "out_of_range", None)),
    ],
)
def test_what_is_wrong_is_named_in_the_agreed_order(ask, question, error):
    assert told(ask("score", **question)) == error


def test_absent_deductions_are_as_none(ask):
    assert ask("score", **SALES, deductions=None)["deducted"] == "0.00"


hundredths = st.integers(0, 2000).map(lambda number: Decimal(number).scaleb(-2))


@given(
    st.integers(1, 10**6).map(Decimal),
    st.integers(-(10**6), 10**7).map(Decimal),
    hundredths,
    hundredths,
    st.lists(hundredths, max_size=4),
)
def test_scores_stay_between_zero_and_the_sum_of_the_parts(book, target, actual, one, two, off):
    rules = book.on(date(2026, 1, 1))
    parts = sales_parts(rules, target=target, actual=actual, ability=one, attitude=[two / 4] * 4)
    for part in parts:
        assert 0 <= part.value <= limit_of(rules, "sales", part.key)
    found = score(rules, "sales", parts, [Deduction(each, "") for each in off])
    assert 0 <= found.score.value <= found.before.value <= 100
    assert found.score.value == max(0, found.before.value - found.deducted.value)


def test_the_parts_of_a_clerk_come_in_the_order_of_the_weights(book):
    points = {name: Decimal(1) for name in ("effect", "ability", "attitude", "workload")}
    parts = clerk_parts(book.on(date(2026, 1, 1)), points)
    assert [part.key for part in parts] == ["workload", "attitude", "ability", "effect"]
