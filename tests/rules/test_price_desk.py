"""The price desk: a quote with its distance to the rule price, and the commission on it."""

from datetime import date
from decimal import Decimal

import pytest

from dakehu.policy.periods import Month
from dakehu.rules.answering import answer_of
from dakehu.rules.commission import Receipt, commission
from dakehu.rules.price_desk import DESK
from tests.rules.conftest import TODAY, as_asked

EXAMPLE = {
    "unit_cost": "70",
    "quantity": "10000",
    "rebate_rate": "0.08",
    "offered_unit_price": "84.00",
}


def desk(book, **more):
    question = {key: value for key, value in {**EXAMPLE, **more}.items() if value is not None}
    return answer_of(DESK, as_asked(question), book=book, today=TODAY)


def node(answer, key):
    return next(each for each in answer["explanation"]["nodes"] if each["id"] == key)


def test_the_desk_answers_what_the_quote_answers_and_more(ask, book):
    plain, answer = ask("quote", **EXAMPLE), desk(book)
    told = {key: value for key, value in plain.items() if key != "explanation"}
    assert {key: answer[key] for key in told} == told
    ids = {each["id"] for each in answer["explanation"]["nodes"]}
    assert {each["id"] for each in plain["explanation"]["nodes"]} <= ids


def test_the_example_is_1_40_too_cheap_and_lacks_14_000(book):
    answer = desk(book)
    assert (answer["unit_gap"], answer["total_gap"]) == ("1.40", "14000.00")
    assert answer["missing_profit"] == "14000.00"
    assert (answer["commission"], answer["commission_at_rule"]) == ("16800.00", "17080.00")
    assert (answer["enough_unit_price"], answer["enough_total"]) == ("85.40", "854000.00")
    assert answer["profit_on_price"] == "0.1"
    assert answer["reference_rebate_rate"] == "0.08"


def test_the_rule_price_leaves_11_48_percent_of_the_price(book):
    assert node(desk(book, offered_unit_price=None), "profit_on_price")["value"] == "0.114754"


def test_without_an_offer_there_is_no_distance(book):
    answer = desk(book, offered_unit_price=None)
    assert "unit_gap" not in answer
    assert answer["commission"] == answer["commission_at_rule"] == "17080.00"


def test_a_dearer_offer_lies_below_by_less_than_nothing(book):
    answer = desk(book, offered_unit_price="86.00")
    assert (answer["unit_gap"], answer["total_gap"]) == ("-0.60", "-6000.00")


def test_the_reference_is_that_of_the_estimate_and_none_for_public_bodies(book):
    told = desk(book, estimated_sales="1000000")
    assert told["reference_rebate_rate"] == "0.1"
    assert node(told, "reference_rebate_rate")["inputs"] == ["estimated_sales"]
    public = desk(book, customer_type="government", rebate_rate=None)
    assert "reference_rebate_rate" not in public


@pytest.mark.parametrize("base", ["gross", "net_of_rebate", "net_of_vat"])
@pytest.mark.parametrize("price", ["84.00", "85.43", "0.01"])
def test_the_commission_is_that_of_one_receipt_of_the_whole_total(book, base, price):
    params = {"commission.base": base}
    answer = desk(book, offered_unit_price=price, params=params)
    receipt = Receipt(
        Decimal(answer["total"]), date(2026, 10, 8), Decimal(answer["rebate_payable"])
    )
    rules = book.on(TODAY).replacing({"commission.base": base})
    found = commission(rules, pay_month=Month.parse("2026-11"), receipts=[receipt])
    assert answer["commission"] == found.amount.written()


def test_a_commission_that_hangs_on_facts_of_receipts_is_not_guessed(book):
    rows = [{"when": {"customer_age": "new"}, "value": "0.03"}]
    table = {"facts": ["customer_age"], "rows": rows}
    answer = desk(book, params={"commission.rate": table})
    assert "commission" not in answer


def test_a_total_of_nothing_has_no_share_of_profit(book):
    answer = desk(book, quantity="0.1", offered_unit_price="0.01", unit_cost="0.01")
    assert (answer["total"], answer["profit_on_price"]) == ("0.00", "0")


def test_every_further_figure_cites_its_clause(book):
    answer = desk(book)
    keys = ("unit_gap", "total_gap", "rule_total", "enough_unit_price", "profit_on_price")
    assert all(node(answer, key)["source"]["policy"] == "SA" for key in keys)
