"""Weighted means, and amounts divided by shares (A-33)."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.decimals import half_up
from dakehu.policy.weights import split, weighted


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def test_a_weighted_mean_is_exact_and_not_rounded() -> None:
    assert weighted(decimals("80", "60", "90.55"), decimals("20", "50", "30")) == Decimal("73.165")


@pytest.mark.parametrize("weights", [["20", "50", "29.99"], [], ["50", "50.01", "0"]])
def test_weights_that_do_not_sum_to_100_are_refused(weights: list[str]) -> None:
    with pytest.raises(ValueError, match="not to 100"):
        weighted(decimals("1", "2", "3"), decimals(*weights))


def test_every_value_needs_its_weight() -> None:
    with pytest.raises(ValueError, match="zip"):
        weighted(decimals("1", "2", "3"), decimals("50", "50"))


def test_the_rounding_remainder_goes_where_the_running_total_reaches_it() -> None:
    thirds = decimals("0.3333", "0.3333", "0.3334")

    assert split(Decimal("100.00"), thirds) == tuple(decimals("33.33", "33.33", "33.34"))
    assert split(Decimal("0.01"), decimals("0.5", "0.5")) == tuple(decimals("0.01", "0.00"))


def test_one_share_of_everything_is_the_amount() -> None:
    assert split(Decimal("12.345"), [Decimal(1)]) == (Decimal("12.35"),)


@pytest.mark.parametrize("shares", [[], ["0.5"], ["0.5", "0.51"], ["1.5", "-0.5"], ["1", "0"]])
def test_shares_that_do_not_divide_the_whole_are_refused(shares: list[str]) -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        split(Decimal("100"), decimals(*shares))


@given(
    st.decimals(Decimal("-1e13"), Decimal("1e13"), places=2),
    st.lists(st.integers(1, 99), max_size=6),
)
def test_the_parts_always_sum_to_the_amount(amount: Decimal, cuts: list[int]) -> None:
    marks = sorted({0, 100, *cuts})
    shares = [Decimal(b - a) / 100 for a, b in pairwise(marks)]

    parts = split(amount, shares)

    assert sum(parts) == half_up(amount)
    assert len(parts) == len(shares)
    assert all(part * amount >= 0 for part in parts)
