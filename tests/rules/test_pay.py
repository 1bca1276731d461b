"""A month's pay and the limits of deductions (S5-4.1a, G-01, G-04)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.rules.pay import wage_guard

CASES = Path(__file__).parents[2] / "cases"


def lines():
    for kind in ("month_pay", "wage_guard"):
        for line in (CASES / f"{kind}.jsonl").read_text("utf-8").splitlines():
            yield kind, json.loads(line)


def told(answer):
    return answer["error"]["field"], answer["error"]["code"]


def node(answer, key):
    return next(each for each in answer["explanation"]["nodes"] if each["id"] == key)


@pytest.mark.parametrize("kind, case", list(lines()))
def test_every_worked_case_comes_out(ask, kind, case):
    answer = ask(kind, **case["input"])
    expected = dict(case["expect"])
    wanted = set(expected.pop("notice_codes_include", ()))
    assert {key: answer[key] for key in expected} == expected
    assert wanted <= {notice["code"] for notice in answer["notices"]}


def test_the_parts_of_a_month_are_added_first_and_rounded_once(ask):
    answer = ask("month_pay", basic_wage="0.004", performance_pay="0.004", commission="0.004")
    assert answer["total"] == "0.01"
    assert node(answer, "total")["how"] == "0.00 + 0.00 + 0.00"
    assert answer["explanation"]["nodes"][0]["id"] == "total"


@pytest.mark.parametrize(
    "minimum, gap, notices",
    [(None, "0.00", []), ("2500", "0.00", []), ("2500.01", "0.01", ["below_minimum_wage"])],
)
def test_pay_below_the_minimum_wage_is_told_with_the_gap(ask, minimum, gap, notices):
    answer = ask("month_pay", basic_wage="2000", performance_pay="500", minimum_wage=minimum)
    assert answer["below_minimum"] == gap
    assert [notice["code"] for notice in answer["notices"]] == notices
    assert node(answer, "below_minimum")["source"]["guard"] == "G-04"


def test_the_notice_tells_the_gap_and_its_law(ask):
    (notice,) = ask("month_pay", basic_wage="1", minimum_wage="3")["notices"]
    assert notice["data"] == {"below_minimum": "2.00"}
    assert notice["source"]["guard"] == "G-04"


def test_components_and_local_minimums_change_nothing_here(ask):
    params = {"pay.components": ["basic"], "wage.minimum": {"广州": "9999"}}
    answer = ask("month_pay", basic_wage="1", commission="2", params=params)
    assert (answer["total"], answer["below_minimum"]) == ("3.00", "0.00")


@pytest.mark.parametrize(
    "wage, loss, minimum, deduct, carried",
    [
        ("5000", "1000", "4000", "1000.00", "0.00"),
        ("5000", "1000.01", "3000", "1000.00", "0.01"),
        ("5000", "1000", "4000.01", "999.99", "0.01"),
        ("5000", "1000", "4000.001", "999.99", "0.01"),
        ("2000", "100", "2500", "0.00", "100.00"),
        ("2000", "0", "0", "0.00", "0.00"),
        ("0", "50", "0", "0.00", "50.00"),
    ],
)
def test_no_limit_of_the_law_is_passed(ask, wage, loss, minimum, deduct, carried):
    answer = ask("wage_guard", month_wage=wage, loss=loss, minimum_wage=minimum)
    assert (answer["deduct"], answer["carried"]) == (deduct, carried)


def test_every_computed_figure_cites_the_law(ask):
    answer = ask("wage_guard", month_wage="6000", loss="1500", minimum_wage="2500")
    assert answer["explanation"]["nodes"][0]["id"] == "deduct"
    for each in answer["explanation"]["nodes"]:
        assert each["how"] == "录入" or each["source"]["guard"] == "G-01"
    assert node(answer, "cap")["how"] == "6,000.00 × 20%，不足一分的舍去"


@pytest.mark.parametrize(
    "kind, question, error",
    [
        ("month_pay", {}, ("basic_wage", "required")),
        ("month_pay", {"basic_wage": "-1"}, ("basic_wage", "out_of_range")),
        ("month_pay", {"basic_wage": "1", "commission": "-1"}, ("commission", "out_of_range")),
        ("month_pay", {"basic_wage": "1", "bonus": "1"}, ("bonus", "unknown_field")),
        ("month_pay", {"basic_wage": "1", "commission": "1e99"}, ("basic_wage", "out_of_range")),
        ("wage_guard", {"month_wage": "1", "loss": "1"}, ("minimum_wage", "required")),
        (
            "wage_guard",
            {"month_wage": "1", "loss": "1e20", "minimum_wage": "1"},
            ("month_wage", "out_of_range"),
        ),
        (
            "wage_guard",
            {"month_wage": "-1", "loss": "-1", "minimum_wage": "-1"},
            ("month_wage", "out_of_range"),
        ),
    ],
)
def test_what_is_wrong_is_named_in_the_agreed_order(ask, kind, question, error):
    assert told(ask(kind, **question)) == error


yuan = st.integers(0, 10**8).map(lambda number: Decimal(number).scaleb(-2))


@given(yuan, yuan, yuan)
def test_what_is_deducted_leaves_the_law_its_due(wage, loss, minimum):
    found = wage_guard(month_wage=wage, loss=loss, minimum_wage=minimum)
    deduct = found.deduct.value
    assert deduct + found.carried.value == loss
    assert 0 <= deduct <= wage / 5
    assert deduct == 0 or wage - deduct >= minimum
