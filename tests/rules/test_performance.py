"""Performance pay: factor, pay, the department's state and the extra (S4-6.7 to S4-6.28)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.rules.performance import STATES, Department, performance_pay, state_of

CASES = Path(__file__).parents[2] / "cases" / "performance_pay.jsonl"
MET = {"state": "met"}


def lines():
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


def told(answer):
    return answer["error"]["field"], answer["error"]["code"], answer["error"].get("row")


def node(answer, key):
    return next(each for each in answer["explanation"]["nodes"] if each["id"] == key)


def codes(answer):
    return [notice["code"] for notice in answer["notices"]]


def paid(ask, score="88", department=None, base="3000", **more):
    standing = MET if department is None else department
    return ask(
        "performance_pay", scheme="sales", base=base, score=score, department=standing, **more
    )


@pytest.mark.parametrize("case", lines(), ids=lambda case: case["id"])
def test_every_worked_case_comes_out(ask, case):
    answer = ask("performance_pay", **case["input"])
    expected = dict(case["expect"])
    wanted = set(expected.pop("notice_codes_include", ()))
    if "error" in expected:
        assert told(answer)[:2] == (expected["error"]["field"], expected["error"]["code"])
        return
    assert {key: answer[key] for key in expected} == expected
    assert wanted <= set(codes(answer))


@pytest.mark.parametrize(
    "score, factor, article",
    [
        ("100", "1.05", "第4条(一)"),
        ("95", "1.05", "第4条(一)"),
        ("94.9999999999", "1", "第4条(二)"),
        ("90", "1", "第4条(二)"),
        ("89.9999999999", "0.899999999999", "第4条(三)"),
        ("60", "0.6", "第4条(三)"),
        ("59.9999999999", "0", "第4条(四)"),
        ("0", "0", "第4条(四)"),
    ],
)
def test_the_edges_of_the_bands_belong_to_the_band_above(ask, score, factor, article):
    answer = paid(ask, score)
    assert answer["factor"] == factor
    assert node(answer, "factor")["source"]["article"] == article


@pytest.mark.parametrize(
    "score, factor",
    [("94.5", "1.05"), ("94.49", "1"), ("59.5", "0.6"), ("59.49", "0"), ("77.7", "0.78")],
)
def test_rounding_first_takes_band_and_factor_from_the_whole_score(ask, score, factor):
    answer = paid(ask, score, params={"score.banding": "round_half_up_first"})
    assert answer["factor"] == factor
    assert node(answer, "factor_score")["how"] == f"{score} 四舍五入"


def test_other_coefficients_may_be_asked_for(ask):
    params = {"pay.coefficients": [["50", "1.2"], ["0", "score"]]}
    assert paid(ask, "50", params=params)["pay"] == "3600.00"
    answer = paid(ask, "49", params=params)
    assert answer["pay"] == "1470.00"
    assert node(answer, "factor")["how"] == "49 ÷ 100"
    assert codes(paid(ask, "0", params=params)) == ["zero_pay_review"]


@pytest.mark.parametrize(
    "figures, state, notices",
    [
        ({}, "none", ["target_missing"]),
        ({"actual": "5"}, "none", ["target_missing"]),
        ({"challenge": "5"}, "none", ["target_missing"]),
        ({"target": "10", "actual": "9.99"}, "missed", ["challenge_missing"]),
        ({"target": "10", "actual": "10"}, "met", ["challenge_missing"]),
        ({"target": "10", "challenge": "11", "actual": "10.99"}, "met", []),
        ({"target": "10", "challenge": "11", "actual": "11"}, "over", []),
        ({"target": "-10", "challenge": "0", "actual": "-11"}, "missed", []),
        ({"target": "10", "state": "over"}, "over", []),
        ({"target": "10", "challenge": "9", "state": "missed"}, "missed", []),
        ({"state": "none"}, "none", []),
        ({"state": None}, "none", ["target_missing"]),
    ],
)
def test_the_state_comes_from_the_figures_unless_it_is_given(ask, figures, state, notices):
    answer = paid(ask, department=figures)
    assert answer["department_state"] == state
    assert codes(answer) == notices
    assert node(answer, "department_state")["value"] == STATES[state]
    extra = {"missed": "-132.00", "over": "132.00"}.get(state, "0.00")
    assert answer["extra"] == extra


def test_extra_rate_and_base_change_the_extra(ask):
    params = {"extra.rate": "0.1", "extra.base": "base_pay"}
    answer = paid(ask, department={"state": "missed"}, params=params)
    assert (answer["extra"], answer["total"]) == ("-300.00", "2340.00")
    assert node(answer, "extra")["how"] == "部门未完成目标，扣减 3,000.00 × 10%"


def test_the_extra_is_taken_from_the_rounded_pay(ask):
    answer = paid(ask, "60", {"state": "over"}, base="0.16")
    assert (answer["pay"], answer["extra"], answer["total"]) == ("0.10", "0.01", "0.11")


def test_without_a_factor_nothing_is_added_or_taken(ask):
    answer = paid(ask, "10", {"state": "over"}, params={"extra.base": "base_pay"})
    assert (answer["extra"], answer["total"]) == ("0.00", "0.00")
    assert node(answer, "extra")["how"] == "绩效系数为 0%，不加不减"
    assert answer["notices"][0]["source"]["article"] == "第4条(四)"


def test_the_total_is_the_root_and_every_computed_figure_cites_its_clause(ask):
    figures = {"target": "10", "challenge": "11", "actual": "12"}
    answer = paid(ask, department=figures)
    assert answer["explanation"]["nodes"][0]["id"] == "total"
    for each in answer["explanation"]["nodes"]:
        assert each["source"] is not None or each["how"] == "录入"
    assert node(answer, "department_actual")["value"] == "12"


def question(**fields):
    return {"scheme": "sales", "base": "1", "score": "1", "department": MET, **fields}


@pytest.mark.parametrize(
    "asked, error",
    [
        (question(scheme="boss"), ("scheme", "unknown_value", None)),
        (question(base="-0.01"), ("base", "out_of_range", None)),
        (question(base="1e99", score="60"), ("base", "out_of_range", None)),
        (question(score="-0.01"), ("score", "out_of_range", None)),
        (question(score="100.01", base="-1"), ("base", "out_of_range", None)),
        (question(department=None), ("department", "required", None)),
        (question(department=[]), ("department", "wrong_type", None)),
        (
            question(department={"state": "met", "goal": 1}),
            ("department.goal", "unknown_field", None),
        ),
        (question(department={"target": "1"}), ("department.actual", "required", None)),
        (question(department={"target": "x"}), ("department.actual", "required", None)),
        (
            question(department={"target": "x", "actual": "1"}),
            ("department.target", "not_a_number", None),
        ),
        (
            question(department={"target": "x", "state": "met"}),
            ("department.target", "not_a_number", None),
        ),
        (question(department={"state": "great"}), ("department.state", "unknown_value", None)),
        (
            question(department={"state": "great", "target": "1"}),
            ("department.state", "unknown_value", None),
        ),
        (
            question(department={"target": "1", "challenge": "1", "actual": "1"}),
            ("department.challenge", "inconsistent", None),
        ),
        (
            question(department={"target": "1", "challenge": "0.5", "actual": "1"}),
            ("department.challenge", "inconsistent", None),
        ),
    ],
)
def test_what_is_wrong_is_named_in_the_agreed_order(ask, asked, error):
    assert told(ask("performance_pay", **asked)) == error


scores = st.integers(0, 10000).map(lambda number: Decimal(number).scaleb(-2))
bases = st.integers(0, 10**7).map(lambda number: Decimal(number).scaleb(-2))


@given(scores, scores, bases, st.sampled_from(sorted(STATES)))
def test_a_higher_score_never_pays_less(book, one, two, base, state):
    rules = book.on(date(2026, 1, 1))
    low, high = (
        performance_pay(rules, base=base, score=each, department=Department(state=state))
        for each in sorted((one, two))
    )
    assert low.total.value <= high.total.value
    assert low.total.value == low.pay.value + low.extra.value


def test_a_target_without_a_result_counts_as_missed():
    assert state_of(Department(target=Decimal(1))) == "missed"
