"""What a quote is asked with, and the plain arithmetic of its price (S5-3.1, A-06, A-08).

Only decimals here; `quoting` turns them into figures that explain themselves.
"""

from decimal import Decimal
from typing import NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.brackets import Band, Brackets
from dakehu.policy.decimals import ONE, ZERO, amount, ceil_fen
from dakehu.rules.pricing import profit_band, reference_band


class OtherCost(NamedTuple):
    """A cost beside the product's: a lump sum, or so much per unit (A-10)."""

    kind: str
    amount: Decimal
    per_unit: bool = False


class Asked(NamedTuple):
    """What a quote is asked with; amounts in yuan, `rebate_rate` None where none was given.

    `public`: the customer or the procedure allows no rebate (G-05). `project_other_total`: other
    contracts and open quotes of the same project (A-07).
    """

    unit_cost: Decimal
    quantity: Decimal
    estimated_sales: Decimal | None = None
    rebate_rate: Decimal | None = None
    other_costs: tuple[OtherCost, ...] = ()
    offered_unit_price: Decimal | None = None
    project_other_total: Decimal = ZERO
    public: bool = False


class Costs(NamedTuple):
    """The sums a price is built on; `on_receipts`: the rebate is a share of the price (A-05)."""

    cost: Decimal
    other: Decimal
    quantity: Decimal
    on_receipts: bool

    def priced_total(self, profit: Decimal, rebate: Decimal) -> Decimal:
        """The unrounded total that holds this profit rate of cost and this rebate rate."""
        if self.on_receipts:
            return (self.cost * (ONE + profit) + self.other) / (ONE - rebate)
        return self.cost * (ONE + profit + rebate) + self.other

    def unit_price(self, profit: Decimal, rebate: Decimal) -> Decimal:
        """The formula's unit price, half up to the fen (S5-3.1)."""
        return amount(self.priced_total(profit, rebate) / self.quantity)

    def priced_rebate(self, rebate: Decimal, total: Decimal) -> Decimal:
        """The rebate as the price holds it: a share of cost, or of the total."""
        return rebate * (total if self.on_receipts else self.cost)


def costs_of(book: Rulebook, asked: Asked) -> Costs:
    """The sums that the price of a question is built on (S5-3.1, A-10)."""
    lump = sum((each.amount for each in asked.other_costs if not each.per_unit), ZERO)
    each_unit = sum((each.amount for each in asked.other_costs if each.per_unit), ZERO)
    return Costs(
        asked.unit_cost * asked.quantity,
        lump + each_unit * asked.quantity,
        asked.quantity,
        book["quote.rebate_basis"] == "receipts",
    )


class Rates(NamedTuple):
    """The rates a price is built with; `candidates` as in `Quote`."""

    mode: str
    band: Band
    rebate: Decimal
    candidates: int


def given_rebate(asked: Asked) -> Decimal | None:
    """The rebate rate that is fixed beforehand; None where the reference table decides."""
    return ZERO if asked.public else asked.rebate_rate


def settle(book: Rulebook, asked: Asked, costs: Costs) -> Rates:
    """The rates used: declared mode by the estimate, auto mode by the band that fits itself."""
    given = given_rebate(asked)
    if asked.estimated_sales is not None:
        rebate = reference_band(book, asked.estimated_sales).rate if given is None else given
        return Rates("declared", profit_band(book, asked.estimated_sales), rebate, 1)
    profit_bands: Brackets = book["profit.bands"]
    references: Brackets = book["rebate.bands"]
    fitting: list[tuple[Band, Decimal]] = []
    reached: list[tuple[Band, Decimal]] = []
    for band in profit_bands.bands:
        rebate = references.at(band.from_).rate if given is None else given
        price = costs.unit_price(band.rate, rebate)
        total = amount(price * costs.quantity) + asked.project_other_total
        if total >= band.from_:
            reached.append((band, rebate))
            if band.holds(total):
                fitting.append((band, rebate))
    band, rebate = fitting[0] if fitting else reached[-1]
    return Rates("auto", band, rebate, len(fitting))


def lowest_compliant_total(
    book: Rulebook, costs: Costs, project_other_total: Decimal, rebate: Decimal | None
) -> tuple[Decimal, Band, Decimal]:
    """The least total in whole fen that meets the profit its own band asks for (A-08).

    `rebate` None: the reference just inside each band. Also the band and rebate rate it rests on.
    """
    profit_bands: Brackets = book["profit.bands"]
    references: Brackets = book["rebate.bands"]
    best: tuple[Decimal, Band, Decimal] | None = None
    for band in profit_bands.bands:
        rate = references.at(band.from_).rate if rebate is None else rebate
        needed = costs.priced_total(band.rate, rate)
        total = ceil_fen(max(needed, band.from_ - project_other_total))
        inside = band.to is None or total + project_other_total < band.to
        if inside and (best is None or total < best[0]):
            best = (total, band, rate)
    assert best is not None  # the last band has no upper edge
    return amount(best[0]), best[1], best[2]
