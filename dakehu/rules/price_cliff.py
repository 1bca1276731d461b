"""The cliffs of a price: which unit price is enough, and what each total has to leave (A-08).

A dearer total may ask for less profit than a cheaper one, so "is enough" has gaps. Here they are
searched exactly, band by band; whether one price is enough says `quoting`.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.brackets import Brackets
from dakehu.policy.decimals import FEN, HALF_FEN, ONE, ZERO, amount, ceil_fen, exactly, floor_fen
from dakehu.rules.pricing import profit_band
from dakehu.rules.quote_terms import Asked, Costs, Rates, costs_of, settle

LEAST_POINTS: Final = 200
_WIDTHS: Final = (Decimal(5), Decimal(2), ONE)


class Point(NamedTuple):
    """A total, the profit that its band asks for, and the profit that it leaves."""

    total: Decimal
    required: Decimal
    actual: Decimal


class Cliff(NamedTuple):
    """The points of a range of totals in ascending order, and where the bands change in it."""

    points: tuple[Point, ...]
    edges: tuple[Decimal, ...]


@exactly
def enough_unit_price(book: Rulebook, asked: Asked) -> Decimal:
    """The lowest unit price in whole fen at which no special approval is needed (A-08, A-11)."""
    costs = costs_of(book, asked)
    rates = settle(book, asked, costs)
    return min(_enough_prices(book, asked, costs, rates))


def _enough_prices(book: Rulebook, asked: Asked, costs: Costs, rates: Rates) -> Iterator[Decimal]:
    """For each profit band the lowest price that is enough and whose total lies in the band."""
    quantity, besides = costs.quantity, asked.project_other_total
    ruled = costs.unit_price(rates.band.rate, rates.rebate)
    kept = ONE - rates.rebate if costs.on_receipts else ONE
    tolerance = (HALF_FEN * quantity + HALF_FEN) / kept
    bands: Brackets = book["profit.bands"]
    for band in bands.bands:
        edge = ceil_fen(band.from_ - besides)
        needed = costs.priced_total(band.rate, rates.rebate)
        # What is lacking is rounded to the fen before it is judged.
        plain = floor_fen(needed - HALF_FEN / kept) + FEN
        eased = ceil_fen(needed - tolerance)
        for price in (
            _price_reaching(max(plain, edge), quantity),
            max(ruled, _price_reaching(max(eased, edge), quantity)),
        ):
            if band.holds(amount(price * quantity) + besides):
                yield price


def _price_reaching(total: Decimal, quantity: Decimal) -> Decimal:
    """The lowest price in whole fen whose total, rounded to the fen, is not below `total`."""
    return max(FEN, ceil_fen((total - HALF_FEN) / quantity))


@exactly
def price_cliff(book: Rulebook, asked: Asked, *around: Decimal) -> Cliff:
    """What totals around the given ones would have to leave, and what they leave.

    At least 200 evenly spaced totals, both sides of every edge of a band, and the given totals.
    """
    costs = costs_of(book, asked)
    rebate = settle(book, asked, costs).rebate
    besides = asked.project_other_total
    bands: Brackets = book["profit.bands"]
    edges = [band.from_ - besides for band in bands.bands if band.from_ > besides]
    lowest, highest = _range(edges, around)
    inside = tuple(edge for edge in edges if lowest < edge <= highest)
    totals = {*_spaced(lowest, highest), *around}
    totals |= {one for edge in inside for one in (edge - FEN, edge)}
    return Cliff(
        tuple(_point(book, costs, rebate, besides, one) for one in sorted(totals) if one > ZERO),
        inside,
    )


def _range(edges: list[Decimal], around: tuple[Decimal, ...]) -> tuple[Decimal, Decimal]:
    """A fifth to both sides, and upwards as far as the next edge that is not over twice away."""
    lowest, highest = min(around) * Decimal("0.8"), max(around) * Decimal("1.2")
    above = [edge for edge in edges if max(around) <= edge <= max(around) * 2]
    return lowest, max(highest, above[0] * Decimal("1.05")) if above else highest


def _spaced(lowest: Decimal, highest: Decimal) -> Iterator[Decimal]:
    """Totals at round distances: the widest of 1, 2, 5 × 10ⁿ that gives enough of them."""
    width = (highest - lowest) / LEAST_POINTS
    unit = ONE.scaleb(width.adjusted())
    step = max(FEN, next(one * unit for one in _WIDTHS if one * unit <= width))
    total = (lowest / step).to_integral_value() * step
    while total <= highest:
        yield amount(total)
        total += step


def _point(
    book: Rulebook, costs: Costs, rebate: Decimal, besides: Decimal, total: Decimal
) -> Point:
    required = profit_band(book, total + besides).rate * costs.cost
    actual = total - costs.cost - costs.other - costs.priced_rebate(rebate, total)
    return Point(total, amount(required), amount(actual))
