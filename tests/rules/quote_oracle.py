"""A second way to a quote: slow, in fractions, written from the interface's description alone."""

from fractions import Fraction
from math import floor

CLASH = 200000


def half_up(number, places=2):
    scaled = abs(number) * 10**places
    rounded = Fraction(floor(scaled + Fraction(1, 2)), 10**places)
    return rounded if number >= 0 else -rounded


def band_at(bands, number):
    """The index of the last band whose lower edge is not above `number`."""
    return max(index for index, (edge, _) in enumerate(bands) if edge <= number)


class Oracle:
    """One quote; every input a Fraction, bands as lists of (edge, rate)."""

    def __init__(self, world, **asked):
        self.profits = world["profits"]
        self.rebates = world["rebates"]
        self.receipts = world["receipts"]
        self.lower = world["lower"]
        self.tax = world["tax"]
        self.unit_cost = asked["unit_cost"]
        self.quantity = asked["quantity"]
        self.estimate = asked.get("estimate")
        self.public = asked.get("public", False)
        self.given = Fraction(0) if self.public else asked.get("rebate")
        self.offered = asked.get("offered")
        self.besides = asked.get("besides", Fraction(0))
        self.cost = self.unit_cost * self.quantity
        self.other = sum(
            (amount * (self.quantity if per == "unit" else 1) for amount, per in asked["others"]),
            Fraction(0),
        )

    def reference(self, sales):
        index = band_at(self.rebates, sales)
        on_clash = sales == CLASH and self.rebates[index][0] == CLASH
        return self.rebates[index - 1 if on_clash and self.lower else index][1]

    def inside(self, index):
        """The rebate rate just inside a profit band."""
        if self.given is not None:
            return self.given
        return self.rebates[band_at(self.rebates, self.profits[index][0])][1]

    def exact_price(self, profit, rebate):
        if self.receipts:
            return (self.cost * (1 + profit) + self.other) / (1 - rebate) / self.quantity
        return (self.cost * (1 + profit + rebate) + self.other) / self.quantity

    def own_total(self, index):
        price = half_up(self.exact_price(self.profits[index][1], self.inside(index)))
        return half_up(price * self.quantity) + self.besides

    def rates(self):
        """(mode, profit band, rebate rate, how many bands were consistent)."""
        if self.estimate is not None:
            rebate = self.reference(self.estimate) if self.given is None else self.given
            return "declared", band_at(self.profits, self.estimate), rebate, 1
        every = range(len(self.profits))
        fitting = [i for i in every if band_at(self.profits, self.own_total(i)) == i]
        if fitting:
            return "auto", fitting[0], self.inside(fitting[0]), len(fitting)
        top = max(i for i in every if self.own_total(i) >= self.profits[i][0])
        return "auto", top, self.inside(top), 0

    def profit(self, total, rebate):
        return total - self.cost - self.other - rebate * (total if self.receipts else self.cost)

    def complies(self, total):
        index = band_at(self.profits, total + self.besides)
        mode, _, used, _ = self.rates()
        rebate = used if mode == "declared" else self.inside(index)
        return self.profit(total, rebate) >= self.profits[index][1] * self.cost

    def lowest_total(self):
        """Fen by fen from the cost on: nothing below the cost can comply."""
        fen = floor(self.cost * 100)
        while not self.complies(Fraction(fen, 100)):
            fen += 1
        return Fraction(fen, 100)

    def answer(self):
        mode, index, rebate, candidates = self.rates()
        profit_rate = self.profits[index][1]
        exact = self.exact_price(profit_rate, rebate)
        price = half_up(exact)
        asked_price = price if self.offered is None else self.offered
        total = half_up(asked_price * self.quantity)
        required = self.profits[band_at(self.profits, total + self.besides)][1]
        profit = self.profit(total, rebate)
        tolerance = Fraction(1, 200) * self.quantity + Fraction(1, 200)
        if asked_price < price:
            tolerance = Fraction(0)
        gap = required * self.cost - profit
        missing = Fraction(0) if gap <= tolerance else half_up(gap)
        payable = half_up(rebate * total)
        shortfall = payable - half_up(rebate * (total if self.receipts else self.cost))
        after = half_up(profit) - shortfall
        net = half_up(total / (1 + self.tax))
        last = index + 1 == len(self.profits)
        self.notices = set(self.told(total, candidates, mode))
        if required < profit_rate:
            self.notices.add("band_may_be_lower_profit")
        if shortfall > 0 and required * self.cost - after > tolerance:
            self.notices.add("rebate_eats_profit")
        return {
            "mode": mode,
            "band_from": self.profits[index][0],
            "band_to": None if last else self.profits[index + 1][0],
            "profit_rate": profit_rate,
            "rebate_rate": rebate,
            "unit_profit": half_up(profit_rate * self.unit_cost),
            "unit_rebate": half_up(rebate * (exact if self.receipts else self.unit_cost)),
            "unit_other": half_up(self.other / self.quantity),
            "unit_price": price,
            "total": total,
            "required_profit_rate": required,
            "actual_profit": half_up(profit),
            "actual_profit_rate": half_up(profit / self.cost, 6),
            "missing_profit": missing,
            "special_approval": missing > 0,
            "rebate_payable": payable,
            "rebate_shortfall": shortfall,
            "profit_after_rebate": after,
            "price_with_tax_split": {"net": net, "vat": total - net},
        }

    def told(self, total, candidates, mode):
        if candidates == 0:
            yield "no_consistent_band"
        if candidates > 1:
            yield "several_consistent_bands"
        if self.public:
            return
        sales = total if mode == "auto" else self.estimate
        if self.given is not None and self.given > self.reference(sales):
            yield "over_reference_rebate"
        if self.given is None and sales == CLASH and CLASH in dict(self.rebates):
            yield "boundary_clash"
