"""Weights and shares: one figure made of several, and one amount divided among several."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final

from dakehu.policy.decimals import ONE, ZERO, exactly, half_up

HUNDRED: Final = Decimal(100)
"""What weights sum to."""


@exactly
def weighted(values: Sequence[Decimal], weights: Sequence[Decimal]) -> Decimal:
    """The mean of `values` by `weights`, in the unit of the values and not rounded.

    Raises `ValueError` unless there is a weight for each value and the weights sum to 100.
    """
    if sum(weights, ZERO) != HUNDRED:
        raise ValueError(f"weights sum to {sum(weights, ZERO)}, not to 100")
    products = (value * weight for value, weight in zip(values, weights, strict=True))
    return sum(products, ZERO) / HUNDRED


@exactly
def split(amount: Decimal, shares: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Divide an amount of yuan by shares with cumulative rounding, in the given order (A-33).

    The k-th part is half_up(amount x sum of the first k shares) less the earlier parts, so that
    the parts always sum to the rounded amount. Raises `ValueError` unless every share is above 0
    and they sum to exactly 1.
    """
    if any(share <= ZERO for share in shares) or sum(shares, ZERO) != ONE:
        raise ValueError("shares must be above 0 and sum to 1")
    totals = [half_up(amount * share) for share in accumulate(shares)]
    return tuple(total - before for before, total in zip([ZERO, *totals], totals, strict=False))
