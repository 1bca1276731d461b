"""Faulty values: bands, coefficients, weights, ranges, keys and decision tables."""

from typing import Any

import pytest

from tests.policy.planted_policies import Raw, parameter, planted, setting


@pytest.mark.parametrize(
    "value, code, article, told",
    [
        ([["0", "0.2"], ["500000", "0.14"], ["200000", "0.1"]], "disorder", "第1条(三)", "第 3 档"),
        ([["0", "0.2"], ["200000", "0.17"], ["200000", "0.1"]], "overlap", "第1条(三)", "200,000"),
        ([["100", "0.2"], ["200000", "0.17"]], "gap", "第1条(一)", "不满 100 元"),
        ([["0", "1.2"], ["200000", "0.17"]], "bad_value", "第1条(一)", "1.2"),
        ([["0", 0.2], ["200000", "0.17"]], "bad_value", "第1条(一)", "0.2"),
        ([["0", "0.2", "x"]], "bad_value", "第1条", "列表"),
        ([["x", "0.2"]], "bad_value", "第1条", "数字"),
        ([["-5", "0.2"]], "bad_value", "第1条", "从 0 起"),
        ("0.2", "bad_value", "第1条", "列表"),
        ([], "bad_value", "第1条", "从 0 起"),
    ],
)
def test_faulty_profit_bands_are_found_at_their_item(
    value: Any, code: str, article: str, told: str
) -> None:
    found = planted("SA", setting("profit.bands", value))
    assert [(each.code, each.level, each.article) for each in found] == [(code, "error", article)]
    assert told in found[0].message
    assert "profit.bands" in found[0].mend


def test_disorder_suggests_the_right_order() -> None:
    rows = [["0", "0.2"], ["500000", "0.14"], ["200000", "0.1"], ["100000", "0.1"]]
    (found,) = planted("SA", setting("profit.bands", rows))
    assert "0 元、100,000 元、200,000 元、500,000 元" in found.mend
    assert found.data["edge"] == "200000"


def test_bands_can_have_several_faults_at_once() -> None:
    rows = [["5", "0.2"], ["9", "0.1"], ["9", "0.1"], ["7", "2"]]
    found = planted("SA", setting("rebate.bands", rows))
    assert [each.code for each in found] == ["disorder", "overlap", "gap", "bad_value"]


@pytest.mark.parametrize(
    "value, codes",
    [
        ([["90", "1.05"], ["95", "1"], ["0", "0"]], ["disorder"]),
        ([["95", "1.05"], ["95", "1"], ["0", "0"]], ["overlap"]),
        ([["95", "1.05"], ["60", "score"]], ["gap"]),
        ([["95", "-1"], ["0", "0"]], ["bad_value"]),
    ],
)
def test_pay_coefficients_go_from_high_to_low(value: Any, codes: list[str]) -> None:
    found = planted("AP", setting("pay.coefficients", value))
    errors = [each for each in found if each.level == "error" and each.code != "not_loadable"]
    assert [each.code for each in errors] == codes
    assert all("分" in each.message or each.code == "bad_value" for each in errors)


def test_customer_grades_go_from_high_to_low() -> None:
    found = planted("KA", setting("class.grades", [["A", "60"], ["B", "80"], ["C", "10"]]))
    assert [each.code for each in found] == ["disorder", "gap"]


@pytest.mark.parametrize(
    "value, told", [(["60", "20", "10"], "少了 10"), (["60", "30", "20"], "多了 10")]
)
def test_weights_must_sum_to_a_hundred(value: list[str], told: str) -> None:
    (found,) = planted("AP", setting("score.weights.sales", value))
    assert (found.code, found.level) == ("weights", "error")
    assert told in found.message
    assert "100" in found.mend


@pytest.mark.parametrize(
    "value", [["60", "40"], ["x", "20", "20"], "60/20/20", ["-10", "90", "20"]]
)
def test_weights_of_another_form_are_told_as_values(value: Any) -> None:
    (found,) = planted("AP", setting("score.weights.sales", value))
    assert found.code == "bad_value"


def test_a_value_outside_its_range_is_found() -> None:
    (found,) = planted("SA", setting("commission.lag", "4"))
    assert (found.code, found.article) == ("bad_value", "第38条")
    assert "0 至 3" in found.message


def test_an_unknown_key_is_found_with_the_likely_one() -> None:
    def misspelt(raw: Raw) -> None:
        raw["parameters"].append({**parameter(raw, "tax.rate"), "key": "tax.rates"})

    def invented(raw: Raw) -> None:
        raw["parameters"].append({**parameter(raw, "tax.rate"), "key": "zzz"})

    near, _ = planted("SA", misspelt)
    far, _ = planted("SA", invented)
    assert (near.code, near.article) == ("unknown_key", "第3条")
    assert "tax.rate" in near.mend
    assert "参数清单" in far.mend


def test_a_parameter_set_twice_in_one_policy_is_found() -> None:
    found = planted("SA", lambda raw: raw["parameters"].append(parameter(raw, "tax.rate")))
    assert [each.code for each in found] == ["double_parameter"]


def rates(*rows: tuple[Raw, str]) -> Raw:
    facts = ["customer_age", "product_class", "receipt_age_days"]
    return {"facts": facts, "rows": [{"when": when, "value": value} for when, value in rows]}


@pytest.mark.parametrize(
    "table, codes",
    [
        (rates(({"customer_age": "new"}, "0.03")), ["decision_table_open"]),
        (
            rates(({}, "0.03"), ({"customer_age": "new"}, "0.02"), ({}, "0.01")),
            ["row_never_reached"] * 2,
        ),
        (
            rates(
                ({"customer_age": "new"}, "0.03"), ({"customer_age": "new"}, "0.02"), ({}, "0.01")
            ),
            ["row_never_reached"],
        ),
        (
            rates(
                ({"receipt_age_days": {"until": "30"}}, "0.03"),
                ({"receipt_age_days": {"from": "60"}}, "0.01"),
                ({}, "0.02"),
            ),
            ["row_gap"],
        ),
        (
            rates(
                ({"customer_age": "new"}, "0.03"), ({"product_class": "x"}, "0.02"), ({}, "0.01")
            ),
            ["row_overlap"],
        ),
        (
            rates(
                ({"customer_age": "new"}, "0.03"), ({"product_class": "x"}, "0.03"), ({}, "0.01")
            ),
            [],
        ),
        (
            rates(
                ({"customer_age": "new"}, "0.03"), ({"customer_age": "old"}, "0.02"), ({}, "0.01")
            ),
            [],
        ),
        (
            rates(
                ({"receipt_age_days": {"until": "90"}}, "0.03"),
                ({"receipt_age_days": {"from": "60"}}, "0.01"),
                ({}, "0.02"),
            ),
            ["row_overlap"],
        ),
        (
            rates(
                ({"receipt_age_days": {"until": "60"}}, "0.03"),
                ({"receipt_age_days": {"from": "60"}}, "0.01"),
                ({}, "0.02"),
            ),
            [],
        ),
    ],
)
def test_decision_tables_are_examined_row_by_row(table: Raw, codes: list[str]) -> None:
    found = planted("SA", setting("commission.rate", table))
    assert [each.code for each in found] == codes
    assert all(each.article == "第37条" and each.mend for each in found)
