"""Quotes: each notice with a case that has it and one that has not, and refusals."""

from datetime import date
from decimal import Decimal

import pytest

from dakehu.policy.decimals import AmountTooLarge
from dakehu.rules.quote_terms import Asked, OtherCost
from dakehu.rules.quoting import quote

RECEIPTS = {"quote.rebate_basis": "receipts"}
PLAIN = {"unit_cost": "70", "quantity": "10000", "estimated_sales": "854000"}
PUBLIC = ("institution", "government", "party", "association", "military")


def asked(ask, **more):
    return ask("quote", **{**PLAIN, **more})


def auto(ask, cost, **more):
    """One piece at `cost` without an estimate."""
    return ask("quote", unit_cost=cost, quantity="1", **more)


def codes(answer):
    return [notice["code"] for notice in answer["notices"]]


def notice(answer, code):
    return next(each for each in answer["notices"] if each["code"] == code)


def told(answer):
    return answer["error"]["field"], answer["error"]["code"], answer["error"].get("row")


def node(answer, key):
    return next(each for each in answer["explanation"]["nodes"] if each["id"] == key)


# ---------------------------------------------------------------- notices


@pytest.mark.parametrize("cost, given", [("400000", True), ("399999.99", False)])
def test_a_real_band_that_asks_less_is_told(ask, cost, given):
    question = {"estimated_sales": "300000", "rebate_rate": "0.08"}
    answer = auto(ask, cost, **question)
    assert ("band_may_be_lower_profit" in codes(answer)) is given
    if given:
        data = notice(answer, "band_may_be_lower_profit")["data"]
        assert data == {"lowest_compliant_total": answer["lowest_compliant_total"]}


@pytest.mark.parametrize(
    "more, missing",
    [
        ({"rebate_rate": "0.08"}, "12320.00"),
        ({"rebate_rate": "0.08", "offered_unit_price": "86.733695"}, "50.01"),
        ({"rebate_rate": "0.08", "offered_unit_price": "86.733696"}, None),
        ({"rebate_rate": "0.08", "params": RECEIPTS}, None),
        ({"rebate_rate": "0"}, None),
        # No shortfall: the profit is missing for another reason.
        ({"rebate_rate": "0.08", "offered_unit_price": "70"}, None),
    ],
)
def test_a_rebate_that_eats_into_the_profit_is_told(ask, more, missing):
    answer = asked(ask, **more)
    assert ("rebate_eats_profit" in codes(answer)) is (missing is not None)
    if missing:
        assert notice(answer, "rebate_eats_profit")["data"] == {"missing": missing}


@pytest.mark.parametrize("offered, given", [("88.40", True), ("88.41", False)])
def test_a_rebate_may_eat_as_much_as_the_tolerance(ask, offered, given):
    question = {"estimated_sales": "854000", "rebate_rate": "0.05"}
    answer = ask("quote", unit_cost="70", quantity="1", **question, offered_unit_price=offered)
    assert answer["profit_after_rebate"] == str(Decimal(offered) - Decimal("74.42"))
    assert ("rebate_eats_profit" in codes(answer)) is given


@pytest.mark.parametrize(
    "estimate, rate, params, given",
    [
        ("854000", "0.08", {}, False),
        ("854000", "0.0800000001", {}, True),
        ("199999.99", "0.06", {}, True),
        ("200000", "0.06", {}, False),
        ("200000", "0.06", {"rebate.edge_200k": "lower"}, True),
        ("854000", None, {}, False),
    ],
)
def test_a_rate_above_the_reference_of_the_estimate_is_told(ask, estimate, rate, params, given):
    answer = asked(ask, estimated_sales=estimate, rebate_rate=rate, params=params)
    assert ("over_reference_rebate" in codes(answer)) is given


def test_in_auto_mode_the_reference_is_that_of_the_total_alone(ask):
    answer = auto(ask, "80000", rebate_rate="0.06", project_other_total="900000")
    assert answer["profit_rate"] == "0.14"
    assert notice(answer, "over_reference_rebate")["data"] == {
        "reference": "0.05",
        "given": "0.06",
    }
    dearer = auto(
        ask, "80000", rebate_rate="0.06", offered_unit_price="200000", project_other_total="1"
    )
    assert "over_reference_rebate" not in codes(dearer)


@pytest.mark.parametrize(
    "more, given",
    [
        ({"estimated_sales": "200000"}, True),
        ({"estimated_sales": "200000.01"}, False),
        ({"estimated_sales": "200000", "rebate_rate": "0.05"}, False),
        ({"estimated_sales": "200000", "tendered": True}, False),
        ({"estimated_sales": "200000", "customer_type": "military"}, False),
        ({"estimated_sales": "200000", "customer_type": "state_owned"}, True),
        ({"estimated_sales": "200000", "params": {"rebate.bands": [["0", "0.05"]]}}, False),
        ({"unit_cost": "160000", "quantity": "1", "estimated_sales": None}, True),
        ({"unit_cost": "160000.01", "quantity": "1", "estimated_sales": None}, False),
        ({"estimated_sales": None, "offered_unit_price": "20"}, True),
        ({"estimated_sales": "1", "offered_unit_price": "20"}, False),
    ],
)
def test_exactly_200_000_without_a_rate_is_told(ask, more, given):
    assert ("boundary_clash" in codes(asked(ask, **more))) is given


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize("customer", PUBLIC)
def test_public_customers_get_no_rebate(ask, customer):
    for rate in ("0.08", "1e-10"):
        answer = asked(ask, customer_type=customer, rebate_rate=rate)
        assert told(answer) == ("rebate_rate", "inconsistent", None)
    for rate in (None, "0", "0.00"):
        answer = asked(ask, customer_type=customer, rebate_rate=rate)
        assert (answer["rebate_rate"], answer["unit_price"]) == ("0", "79.80")
        assert node(answer, "rebate_rate")["source"]["guard"] == "G-05"


def test_a_tender_allows_no_rebate_whoever_the_customer_is(ask):
    assert told(asked(ask, tendered=True, rebate_rate="0.01"))[0] == "rebate_rate"
    assert asked(ask, tendered=True)["rebate_rate"] == "0"
    for customer in ("enterprise", "state_owned", None):
        assert asked(ask, customer_type=customer, tendered=False)["rebate_rate"] == "0.08"


def test_a_dealers_project_has_no_formula_and_the_rebate_is_blamed_first(ask):
    assert told(asked(ask, channel="dealer")) == ("channel", "inconsistent", None)
    answer = asked(ask, channel="dealer", customer_type="party", rebate_rate="0.08")
    assert told(answer) == ("rebate_rate", "inconsistent", None)
    assert "error" not in asked(ask, channel="direct")


@pytest.mark.parametrize(
    "field, value, code",
    [
        ("unit_cost", "0", "out_of_range"),
        ("quantity", "-1", "out_of_range"),
        ("estimated_sales", "0.0", "out_of_range"),
        ("rebate_rate", "1", "out_of_range"),
        ("rebate_rate", "-0.01", "out_of_range"),
        ("offered_unit_price", "0", "out_of_range"),
        ("project_other_total", "-0.01", "out_of_range"),
        ("channel", "agent", "unknown_value"),
        ("customer_type", "Enterprise", "unknown_value"),
        ("tendered", "true", "wrong_type"),
        ("other_costs", {}, "wrong_type"),
    ],
)
def test_each_field_has_its_limits(ask, field, value, code):
    assert told(asked(ask, **{field: value})) == (field, code, None)


@pytest.mark.parametrize(
    "cost, fault",
    [
        ({"amount": "1"}, ("other_costs.kind", "required", 1)),
        ({"kind": "freight"}, ("other_costs.amount", "required", 1)),
        ({"kind": 7, "amount": "1"}, ("other_costs.kind", "wrong_type", 1)),
        ({"kind": "x", "amount": "-1"}, ("other_costs.amount", "out_of_range", 1)),
        ({"kind": "x", "amount": "1", "per": "m2"}, ("other_costs.per", "unknown_value", 1)),
        ({"kind": "x", "amount": "1", "pre": "unit"}, ("other_costs.pre", "unknown_field", 1)),
        ("freight", ("other_costs", "wrong_type", 1)),
    ],
)
def test_a_fault_in_an_other_cost_names_its_row(ask, cost, fault):
    good = {"kind": "freight", "amount": "0"}
    assert told(asked(ask, other_costs=[good, cost])) == fault


@pytest.mark.parametrize(
    "more",
    [
        {"unit_cost": "999999999999999", "quantity": "2"},
        {"unit_cost": "1e99", "quantity": "1e99"},
        {"unit_cost": "1e-99", "quantity": "1e-99"},
        {"unit_cost": "1e99", "quantity": "1e-99"},
        {"quantity": "1e-99"},
        {"other_costs": [{"kind": "x", "amount": "999999999999999"}, {"kind": "y", "amount": "1"}]},
        {"offered_unit_price": "100000000000"},
        {"unit_cost": "1e-50", "quantity": "1e60"},
    ],
)
def test_amounts_past_15_digits_are_refused_on_the_first_amount_or_answered(ask, more):
    answer = asked(ask, **more)
    assert "error" not in answer or told(answer) == ("unit_cost", "out_of_range", None)


def test_the_largest_amount_is_still_answered_and_a_fen_more_is_not(ask):
    question = {"unit_cost": "1", "quantity": "1", "estimated_sales": "1"}
    answer = ask("quote", **question, offered_unit_price="999999999999999.99")
    assert answer["total"] == "999999999999999.99"
    refused = ask("quote", **question, offered_unit_price="999999999999999.995")
    assert told(refused) == ("unit_cost", "out_of_range", None)


def test_what_a_question_leaves_out_is_nothing():
    assert OtherCost("x", Decimal(1)) == OtherCost("x", Decimal(1), False)
    assert Asked(Decimal(1), Decimal(1)) == Asked(
        Decimal(1), Decimal(1), None, None, (), None, Decimal(0), False
    )


def test_the_function_alone_tells_the_same(book):
    rules = book.on(date(2026, 1, 1))
    question = Asked(Decimal(70), Decimal(10000), Decimal(854000), Decimal("0.08"))
    made = quote(rules, question)
    assert (made.unit_price.value, made.candidates) == (Decimal("85.40"), 1)
    assert made.special_approval.value == "不需要"
    assert made.tolerance == Decimal("50.005")
    dearer = quote(rules, question._replace(other_costs=(OtherCost("x", Decimal(1), True),)))
    assert dearer.unit_other.value == Decimal("1.00")
    with pytest.raises(AmountTooLarge):
        quote(rules, question._replace(quantity=Decimal("1e15")))
