"""The rate tables: every edge exactly, a fen to both sides, and the one amount in two bands."""

from decimal import Decimal

import pytest

from dakehu.policy.figures import entered
from dakehu.rules.pricing import (
    clash_notices,
    profit_band,
    reference_band,
    reference_rate,
    required_rate,
)

LOWER = {"rebate.edge_200k": "lower"}


def codes(answer):
    return [notice["code"] for notice in answer["notices"]]


@pytest.mark.parametrize(
    "sales, rate, article",
    [
        ("1e-99", "0.2", "第1条(一)"),
        ("199999.99", "0.2", "第1条(一)"),
        ("199999.9999999999", "0.2", "第1条(一)"),
        ("200000", "0.17", "第1条(二)"),
        ("499999.99", "0.17", "第1条(二)"),
        ("500000.00", "0.14", "第1条(三)"),
        ("999999.99", "0.14", "第1条(三)"),
        ("1e6", "0.1", "第1条(四)"),
        ("999999999999999e99", "0.1", "第1条(四)"),
    ],
)
def test_a_profit_band_begins_at_its_lower_edge(ask, sales, rate, article):
    answer = ask("profit_rate", estimated_sales=sales)
    assert answer["rate"] == rate
    root, sold = answer["explanation"]["nodes"]
    assert (root["value"], root["source"]["policy"], root["source"]["article"]) == (
        rate,
        "SA",
        article,
    )
    assert root["inputs"] == [sold["id"]] == ["estimated_sales"]
    assert answer["notices"] == []


@pytest.mark.parametrize(
    "sales, params, rate, told",
    [
        ("199999.99", {}, "0.05", []),
        ("200000", {}, "0.08", ["boundary_clash"]),
        ("200000.0000000001", {}, "0.08", []),
        ("999999.99", {}, "0.08", []),
        ("1000000", {}, "0.1", []),
        ("199999.99", LOWER, "0.05", []),
        ("2e5", LOWER, "0.05", ["boundary_clash"]),
        ("200000.01", LOWER, "0.08", []),
        ("1000000", LOWER, "0.1", []),
    ],
)
def test_only_exactly_200_000_stands_in_two_rebate_bands(ask, sales, params, rate, told):
    answer = ask("rebate_rate", sales=sales, params=params)
    assert answer["rate"] == answer["explanation"]["nodes"][0]["value"] == rate
    assert codes(answer) == told


def test_the_clash_names_the_amount_the_choice_made_and_its_clause(ask):
    (upper,) = ask("rebate_rate", sales="200000")["notices"]
    (lower,) = ask("rebate_rate", sales="200000", params=LOWER)["notices"]
    assert upper["data"] == lower["data"] == {"sales": "200000.00"}
    assert "8%" in upper["message"]
    assert "5%" in lower["message"]
    assert upper["source"]["policy"] == "SA"


@pytest.mark.parametrize("edge", ["upper", "lower"])
def test_where_200_000_is_no_edge_there_is_no_clash(ask, edge):
    params = {"rebate.bands": [["0", "0.03"], ["250000", "0.06"]], "rebate.edge_200k": edge}
    answer = ask("rebate_rate", sales="200000", params=params)
    assert (answer["rate"], codes(answer)) == ("0.03", [])
    assert ask("rebate_rate", sales="250000", params=params)["rate"] == "0.06"


def test_replaced_bands_are_cited_by_the_clause_and_not_by_one_of_its_items(ask):
    params = {"profit.bands": [["0", "0.3"], ["0.01", "0"]]}
    answer = ask("profit_rate", estimated_sales="0.01", params=params)
    assert answer["rate"] == "0"
    assert answer["explanation"]["nodes"][0]["source"]["article"] == "第1条"
    assert ask("profit_rate", estimated_sales="0.0099999999", params=params)["rate"] == "0.3"


@pytest.mark.parametrize("sales", ["0", "-0.01", "-0", "0e9"])
@pytest.mark.parametrize(
    "kind, field", [("profit_rate", "estimated_sales"), ("rebate_rate", "sales")]
)
def test_sales_must_be_above_nothing(ask, kind, field, sales):
    error = ask(kind, **{field: sales})["error"]
    assert (error["field"], error["code"]) == (field, "out_of_range")


def test_the_functions_tell_the_same_as_the_kinds(book):
    rules = book.on(book.policies[0].effective_from)
    sales = Decimal(200000)
    assert profit_band(rules, sales).rate == Decimal("0.17")
    assert reference_band(rules, sales).rate == Decimal("0.08")
    assert reference_band(rules.replacing({"rebate.edge_200k": "lower"}), sales).index == 0
    sold = entered("sales", "销售额", sales)
    assert required_rate(rules, sold, key="k", label="l").inputs == (sold,)
    assert reference_rate(rules, sold).sentence().startswith("销售额恰为 200,000.00 元")
    assert clash_notices(rules, sales + 1) == ()
