"""Random quotes against a second implementation in fractions, and the naive search."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.quote_oracle import Oracle

SHIPPED_PROFITS = [("0", "0.20"), ("200000", "0.17"), ("500000", "0.14"), ("1000000", "0.10")]
SHIPPED_REBATES = [("0", "0.05"), ("200000", "0.08"), ("1000000", "0.10")]
PUBLIC = ("institution", "government", "party", "association", "military")


def decimals(least, most, places):
    """Texts of exact decimals."""
    return st.integers(least * 10**places, most * 10**places).map(
        lambda units: f"{units // 10**places}.{units % 10**places:0{places}d}"
    )


def positive(most, places):
    return decimals(0, most, places).filter(lambda text: Fraction(text) > 0)


GIVEN_RATES = positive(1, 4).filter(lambda text: Fraction(text) <= Fraction(1, 2))


def bands(most_edge, most_rate, places=2):
    edges = st.lists(positive(most_edge, places), max_size=4, unique_by=Fraction)
    rates = decimals(0, 1, 4).filter(lambda text: Fraction(text) <= most_rate)
    return st.tuples(edges, st.lists(rates, min_size=5, max_size=5)).map(
        lambda drawn: list(zip(["0", *sorted(drawn[0], key=Fraction)], drawn[1], strict=False))
    )


def worlds(most_edge, most_rate, shipped=True):
    own = bands(most_edge, most_rate)
    profits = st.just(SHIPPED_PROFITS) | own if shipped else own
    rebates = st.just(SHIPPED_REBATES) | own if shipped else own
    return st.fixed_dictionaries(
        {
            "profits": profits,
            "rebates": rebates,
            "receipts": st.booleans(),
            "lower": st.booleans(),
            "tax": st.sampled_from(["0", "0.06", "0.13", "1"]),
        }
    )


def questions(cost, quantity, sales, price, lump):
    other = st.tuples(lump, st.sampled_from(["lump", "unit"]))
    return st.fixed_dictionaries(
        {"unit_cost": cost, "quantity": quantity, "others": st.lists(other, max_size=3)},
        optional={
            "estimate": sales | st.sampled_from(["200000", "199999.99", "500000", "1000000"]),
            "rebate": st.sampled_from(["0", "0.05", "0.0801", "0.1"]) | GIVEN_RATES,
            "offered": price,
            "besides": sales,
            "public": st.booleans(),
        },
    )


LARGE = questions(
    positive(2000, 2) | positive(5, 4),
    st.integers(1, 20000).map(str) | positive(3000, 3),
    positive(2_000_000, 2),
    positive(2500, 2) | positive(10, 4),
    decimals(0, 20000, 2) | decimals(0, 2, 3),
)
SMALL = questions(
    positive(4, 3), positive(3, 1), positive(40, 2), positive(6, 2), decimals(0, 1, 2)
)


def as_fractions(asked):
    return {
        name: [(Fraction(amount), per) for amount, per in value]
        if name == "others"
        else value
        if name == "public"
        else Fraction(value)
        for name, value in asked.items()
    }


def oracle_of(world, asked):
    exact = dict(world, tax=Fraction(world["tax"]))
    for name in ("profits", "rebates"):
        exact[name] = [(Fraction(edge), Fraction(rate)) for edge, rate in world[name]]
    return Oracle(exact, **as_fractions(asked))


def question_of(world, asked, customer=PUBLIC[0]):
    names = {
        "estimate": "estimated_sales",
        "rebate": "rebate_rate",
        "offered": "offered_unit_price",
        "besides": "project_other_total",
    }
    question = {
        names.get(name, name): value
        for name, value in asked.items()
        if name not in ("others", "public")
    }
    question["other_costs"] = [
        {"kind": "freight", "amount": amount, "per": per} for amount, per in asked["others"]
    ]
    if asked.get("public"):
        question["customer_type"] = customer
        question["rebate_rate"] = "0"
    question["params"] = {
        "profit.bands": [list(row) for row in world["profits"]],
        "rebate.bands": [list(row) for row in world["rebates"]],
        "rebate.edge_200k": "lower" if world["lower"] else "upper",
        "quote.rebate_basis": "receipts" if world["receipts"] else "cost",
        "tax.rate": world["tax"],
    }
    return question


def exactly(value):
    if isinstance(value, dict):
        return {name: exactly(each) for name, each in value.items()}
    if value is None or isinstance(value, bool) or value in ("auto", "declared"):
        return value
    return Fraction(value)


@pytest.mark.slow
@settings(max_examples=500)
@given(world=worlds(1_500_000, Fraction(9, 10)), asked=LARGE)
def test_a_quote_is_what_the_second_way_tells(ask, world, asked):
    oracle = oracle_of(world, asked)
    expected = oracle.answer()
    answer = ask("quote", **question_of(world, asked))
    assert {name: exactly(answer[name]) for name in expected} == expected
    assert sorted(notice["code"] for notice in answer["notices"]) == sorted(oracle.notices)
    lowest = Fraction(answer["lowest_compliant_total"])
    assert oracle.complies(lowest)
    assert not oracle.complies(lowest - Fraction(1, 100))


@given(world=worlds(30, Fraction(1, 2), shipped=False), asked=SMALL)
def test_no_fen_below_the_lowest_compliant_total_complies(ask, world, asked):
    oracle = oracle_of(world, asked)
    answer = ask("quote", **question_of(world, asked, PUBLIC[-1]))
    assert Fraction(answer["lowest_compliant_total"]) == oracle.lowest_total()
