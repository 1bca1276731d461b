"""An answer without cost: whatever is asked, nothing of it gives the cost away."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakehu.deals.hiding import HIDDEN_FIGURES, without_cost
from dakehu.policy.loading.files import load_book
from dakehu.rules.answering import answer_of
from dakehu.rules.price_desk import DESK

BOOK = load_book()
ON = date(2026, 11, 23)


def answer(**question: object) -> dict[str, object]:
    return answer_of(DESK, question, book=BOOK, today=ON)


@settings(max_examples=60)
@given(
    cost=st.decimals("11.11", "999.99", places=2),
    quantity=st.integers(3, 9999),
    price=st.decimals("11.11", "1999.99", places=2),
    estimate=st.none() | st.integers(10_000, 3_000_000),
    lump=st.integers(0, 9999),
)
def test_what_is_left_names_no_hidden_number(
    cost: Decimal, quantity: int, price: Decimal, estimate: int | None, lump: int
) -> None:
    question = {
        "unit_cost": str(cost),
        "quantity": str(quantity),
        "offered_unit_price": str(price),
        "other_costs": [{"kind": "运费", "amount": str(lump)}],
    }
    if estimate is not None:
        question["estimated_sales"] = str(estimate)
    whole = answer(**question)
    shown = without_cost(whole)
    assert HIDDEN_FIGURES.isdisjoint(shown)
    nodes = {node["id"]: node for node in shown["explanation"]["nodes"]}
    for hidden in HIDDEN_FIGURES & nodes.keys():
        assert nodes[hidden]["value"] == "按权限不显示"
        assert (nodes[hidden]["how"], nodes[hidden]["inputs"]) == ("", [])
    for node in nodes.values():
        if not HIDDEN_FIGURES.isdisjoint(node["inputs"]):
            assert not any(each.isdigit() for each in node["how"])


def test_every_step_still_stands_on_steps_that_are_there() -> None:
    shown = without_cost(answer(unit_cost="70", quantity="10000", offered_unit_price="84"))
    nodes = shown["explanation"]["nodes"]
    ids = {node["id"] for node in nodes}
    assert nodes[0]["id"] == "unit_price"
    assert [one for node in nodes for one in node["inputs"] if one not in ids] == []
    cited = {
        f"{node['source']['policy']} {node['source']['article']}"
        for node in nodes
        if node["source"] and "policy" in node["source"]
    }
    assert cited == set(shown["explanation"]["clauses"])


@pytest.mark.parametrize("customer", ["government", "enterprise"])
def test_the_notice_of_what_a_rebate_eats_is_about_profit_and_goes(customer: str) -> None:
    question = {"unit_cost": "70", "quantity": "10000", "customer_type": customer}
    codes = {one["code"] for one in without_cost(answer(**question))["notices"]}
    assert "rebate_eats_profit" not in codes


def test_the_whole_answer_is_left_as_it_was() -> None:
    whole = answer(unit_cost="70", quantity="10000")
    before = json.dumps(whole, sort_keys=True)
    without_cost(whole)
    assert json.dumps(whole, sort_keys=True) == before
