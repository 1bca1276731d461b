"""Enough prices and cliffs: against the naive search, fen by fen, and around a price."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakehu.policy.book import override
from dakehu.rules.price_cliff import LEAST_POINTS, enough_unit_price, price_cliff
from dakehu.rules.quote_terms import Asked, OtherCost
from tests.rules.conftest import TODAY
from tests.rules.quote_oracle import half_up
from tests.rules.test_quote_oracle import SMALL, oracle_of, question_of, worlds

EXAMPLE = Asked(Decimal(70), Decimal(10000), None, Decimal("0.08"))
RECEIPTS = {"quote.rebate_basis": "receipts"}


def ruled(book, **params):
    return book.on(TODAY).replacing({key: override(key, value) for key, value in params.items()})


@pytest.fixture(scope="session")
def enough(book):
    """The enough price of a question under parameters; a function, for hypothesis to show."""
    return lambda params, asked: enough_unit_price(ruled(book, **params), asked)


@pytest.fixture(scope="session")
def totals_around(book):
    return lambda total: {one.total for one in price_cliff(ruled(book), EXAMPLE, total).points}


def asked_of(asked):
    return Asked(
        Decimal(asked["unit_cost"]),
        Decimal(asked["quantity"]),
        *(Decimal(asked[one]) if one in asked else None for one in ("estimate", "rebate")),
        tuple(OtherCost("运费", Decimal(amount), per == "unit") for amount, per in asked["others"]),
        project_other_total=Decimal(asked.get("besides", "0")),
        public=asked.get("public", False),
    )


def naive(oracle):
    """The lowest price in fen that needs no approval: every price is asked, from one fen on."""
    rates, lowest = oracle.rates(), Fraction(1, 100)
    exact = oracle.exact_price(oracle.profits[rates[1]][1], rates[2])
    ceiling = max(exact, *(edge for edge, _ in oracle.profits), Fraction(1)) * 100
    oracle.offered = lowest
    while oracle.answer()["special_approval"]:
        oracle.offered += lowest
        assert oracle.offered <= ceiling * 100, "no price is enough"
    return oracle.offered


@settings(max_examples=60)
@given(world=worlds(30, Fraction(1, 2)), asked=SMALL)
def test_the_enough_price_is_the_first_that_needs_no_approval(enough, world, asked):
    asked = {name: value for name, value in asked.items() if name != "offered"}
    if asked.get("public"):
        asked.pop("rebate", None)
    params = question_of(world, asked)["params"]
    found = enough(params, asked_of(asked))
    assert Fraction(found) == naive(oracle_of(world, asked))


def test_the_enough_price_of_the_example_is_the_rule_price(book):
    assert enough_unit_price(ruled(book), EXAMPLE) == Decimal("85.40")
    receipts = enough_unit_price(ruled(book, **RECEIPTS), EXAMPLE)
    assert receipts == Decimal("86.74")


@pytest.mark.parametrize(
    "estimate, price",
    [("1200000", "85.40"), ("854000", "85.40"), ("100000", "85.40"), (None, "85.40")],
)
def test_an_estimate_does_not_lower_what_the_total_has_to_leave(book, estimate, price):
    asked = EXAMPLE._replace(estimated_sales=None if estimate is None else Decimal(estimate))
    assert enough_unit_price(ruled(book), asked) == Decimal(price)


def test_a_total_just_past_an_edge_may_be_the_lowest_that_is_enough(book):
    """One piece: what 14 % asks of it lies past a million, where 10 % are enough."""
    asked = Asked(Decimal(850000), Decimal(1), None, Decimal("0.08"))
    assert enough_unit_price(ruled(book), asked) == Decimal("1003000.00")
    cheaper = asked._replace(unit_cost=Decimal(840000))
    assert enough_unit_price(ruled(book), cheaper) == Decimal("1000000.00")


def test_a_cliff_has_enough_points_and_both_sides_of_each_edge(book):
    cliff = price_cliff(ruled(book), EXAMPLE, Decimal(840000), Decimal(854000))
    totals = [point.total for point in cliff.points]
    assert len(totals) >= LEAST_POINTS
    assert totals == sorted(set(totals))
    assert {Decimal(840000), Decimal(854000), Decimal("999999.99"), Decimal(1000000)} <= set(totals)
    assert cliff.edges == (Decimal(1000000),)
    required = {point.total: point.required for point in cliff.points}
    assert required[Decimal("999999.99")] == Decimal("98000.00")
    assert required[Decimal(1000000)] == Decimal("70000.00")


@pytest.mark.parametrize("params", [{}, RECEIPTS])
def test_a_point_tells_the_profit_that_a_quote_of_that_total_tells(ask, book, params):
    cliff = price_cliff(ruled(book, **params), EXAMPLE, Decimal(840000))
    for point in cliff.points[::40]:
        answer = ask(
            "quote",
            unit_cost="700000",
            quantity="1",
            rebate_rate="0.08",
            offered_unit_price=str(point.total),
            params=params,
        )
        assert str(point.actual) == answer["actual_profit"]
        gap = point.required - point.actual
        assert max(gap, 0) == Decimal(answer["missing_profit"])
        assert half_up(Fraction(point.required)) == Fraction(point.required)


def test_edges_move_by_what_the_project_already_has(book):
    asked = EXAMPLE._replace(project_other_total=Decimal(100000))
    cliff = price_cliff(ruled(book), asked, Decimal(840000))
    assert cliff.edges == (Decimal(900000),)


def test_a_cliff_without_an_edge_in_reach_is_only_what_lies_around(book):
    asked = Asked(Decimal(10), Decimal(10))
    cliff = price_cliff(ruled(book), asked, Decimal(125))
    assert cliff.edges == ()
    assert cliff.points[0].total >= Decimal(100)
    assert cliff.points[-1].total <= Decimal(150)


def test_totals_of_a_few_fen_are_each_shown_once(book):
    asked = Asked(Decimal("0.01"), Decimal(1))
    cliff = price_cliff(ruled(book), asked, Decimal("0.02"))
    assert [point.total for point in cliff.points] == [Decimal("0.02")]


@given(st.decimals("0.01", "9999999", places=2))
def test_every_cliff_holds_the_totals_it_was_asked_for(totals_around, total):
    assert total in totals_around(total)
