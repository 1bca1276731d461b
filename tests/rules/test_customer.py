"""The class of a customer (S2-02)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

CASES = Path(__file__).parents[2] / "cases"
SCORES = st.decimals("0", "100", places=2)


def lines():
    for line in (CASES / "customer_grade.jsonl").read_text("utf-8").splitlines():
        yield pytest.param(json.loads(line), id=json.loads(line)["id"])


def told(answer):
    return answer["error"]["field"], answer["error"]["code"]


def graded(ask, need, value, potential, **params):
    answer = ask("customer_grade", need=need, value=value, potential=potential, params=params)
    return answer["score"], answer["grade"]


@pytest.mark.parametrize("case", list(lines()))
def test_every_worked_case_comes_out(ask, case):
    answer = ask("customer_grade", **case["input"])
    expected = case["expect"]
    if "error" in expected:
        assert told(answer) == (expected["error"]["field"], expected["error"]["code"])
    else:
        assert {key: answer[key] for key in expected} == expected


@pytest.mark.parametrize(
    "score, result",
    [
        ("80", ("80.00", "A")),
        ("79.995", ("80.00", "A")),
        ("79.994", ("79.99", "B")),
        ("60", ("60.00", "B")),
        ("59.994", ("59.99", "C")),
        ("0", ("0.00", "C")),
        ("100", ("100.00", "A")),
        ("1e-99", ("0.00", "C")),
    ],
)
def test_the_grade_is_taken_from_the_rounded_score(ask, score, result):
    assert graded(ask, score, score, score) == result


@pytest.mark.parametrize(
    "need, value, potential, score",
    [("100", "0", "0", "20.00"), ("0", "100", "0", "50.00"), ("0", "0", "100", "30.00")],
)
def test_need_value_and_potential_weigh_20_50_and_30(ask, need, value, potential, score):
    assert graded(ask, need, value, potential)[0] == score


def test_weights_and_grades_are_parameters(ask):
    params = {"class.weights": ["100", "0", "0"], "class.grades": [["S", "90.5"], ["T", "0"]]}
    assert graded(ask, "90.5", "0", "0", **params) == ("90.50", "S")
    assert graded(ask, "90.49", "100", "100", **params) == ("90.49", "T")


def test_the_explanation_leads_from_the_grade_to_the_clauses(ask):
    answer = ask("customer_grade", need="79", value="80", potential="80")
    nodes = {each["id"]: each for each in answer["explanation"]["nodes"]}
    assert answer["explanation"]["nodes"][0]["id"] == "grade"
    assert nodes["grade"]["how"] == "得分 79.80，达到 60 分"
    assert nodes["score"]["how"] == "(79 × 20 + 80 × 50 + 80 × 30) ÷ 100"
    for key in ("grade", "score", "weight_need", "class.grades"):
        assert nodes[key]["source"]["policy"] == "KA"


@pytest.mark.parametrize(
    "question, error",
    [
        ({"value": "1", "potential": "1"}, ("need", "required")),
        ({"need": "1", "value": "-0.01", "potential": "101"}, ("value", "out_of_range")),
        ({"need": "1", "value": "x", "potential": "101"}, ("value", "not_a_number")),
        ({"need": "1", "value": "1", "potential": "100.01"}, ("potential", "out_of_range")),
    ],
)
def test_a_faulty_score_is_refused(ask, question, error):
    assert told(ask("customer_grade", **question)) == error


@given(need=SCORES, value=SCORES, potential=SCORES, more=SCORES)
def test_a_better_value_never_lowers_score_or_grade(ask, need, value, potential, more):
    low, high = sorted((value, more))
    worse = graded(ask, str(need), str(low), str(potential))
    better = graded(ask, str(need), str(high), str(potential))
    assert Decimal(worse[0]) <= Decimal(better[0])
    assert better[1] <= worse[1]
