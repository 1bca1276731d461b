"""The price of a quote: build-up, floor test, and what a rebate leaves (S5-1, S5-2, S5-3).

Two steps. `settle` finds the rates that the price is built with: from the declared estimate, or
without one from the band in which the price lies that it makes itself (A-06). Then `quote` builds
the price and tests its total against the band in which that really lies.
"""

from decimal import Decimal
from typing import Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.brackets import Band, Brackets
from dakehu.policy.decimals import HALF_FEN, ONE, ZERO, amount, exactly, half_up
from dakehu.policy.figures import AMOUNT, NUMBER, RATE, TEXT, Figure, entered
from dakehu.rules.laws import G_05
from dakehu.rules.pricing import profit_band, reference_rate
from dakehu.rules.quote_terms import (
    Asked,
    Costs,
    Rates,
    costs_of,
    given_rebate,
    lowest_compliant_total,
    settle,
)


class Quote(NamedTuple):
    """A quote's figures; see `calc.md` for each. `band` is the profit band the price used."""

    mode: str
    band: Band
    candidates: int
    """Auto mode: in how many bands the price they make really lies; 1 in declared mode."""
    profit_rate: Figure
    rebate_rate: Figure
    unit_profit: Figure
    unit_rebate: Figure
    unit_other: Figure
    unit_price: Figure
    total: Figure
    required_profit_rate: Figure
    actual_profit: Figure
    actual_profit_rate: Figure
    missing_profit: Figure
    special_approval: Figure
    lowest_compliant_total: Figure
    rebate_payable: Figure
    rebate_shortfall: Figure
    profit_after_rebate: Figure
    net: Figure
    vat: Figure
    tolerance: Decimal
    required_profit: Decimal

    def results(self) -> dict[str, Figure]:
        """The figures that an answer names, by those names."""
        return {
            "profit_rate": self.profit_rate,
            "rebate_rate": self.rebate_rate,
            "unit_profit": self.unit_profit,
            "unit_rebate": self.unit_rebate,
            "unit_other": self.unit_other,
            "unit_price": self.unit_price,
            "total": self.total,
            "required_profit_rate": self.required_profit_rate,
            "actual_profit": self.actual_profit,
            "actual_profit_rate": self.actual_profit_rate,
            "missing_profit": self.missing_profit,
            "special_approval": self.special_approval,
            "lowest_compliant_total": self.lowest_compliant_total,
            "rebate_payable": self.rebate_payable,
            "rebate_shortfall": self.rebate_shortfall,
            "profit_after_rebate": self.profit_after_rebate,
        }


_CHOSEN_HOW: Final = {
    1: "按测算合计所在的一档",
    0: "没有一档与测算合计相符，取测算合计达到其下限的最高一档",
}


@exactly
def quote(book: Rulebook, asked: Asked) -> Quote:
    """The quote's price and everything that follows from it; see `calc.md`, kind `quote`.

    Raises AmountTooLarge past 15 digits and a DecimalException where a division has no answer.
    """
    costs = costs_of(book, asked)
    rates = settle(book, asked, costs)
    built = _built(book, asked, costs, rates)
    return _tested(book, asked, costs, rates, built)


class _Built(NamedTuple):
    """The price build-up as figures."""

    unit_cost: Figure
    quantity: Figure
    cost: Figure
    other: Figure
    profit_rate: Figure
    rebate_rate: Figure
    unit_profit: Figure
    unit_rebate: Figure
    unit_other: Figure
    unit_price: Figure


_COST_FORMULA: Final = "({0} × (1 + {1} + {2}) + {3}) ÷ {4}"
_RECEIPTS_FORMULA: Final = "({0} × (1 + {1}) + {3}) ÷ (1 − {2}) ÷ {4}"


def _rate_figures(book: Rulebook, asked: Asked, rates: Rates) -> tuple[Figure, Figure]:
    """The profit rate and rebate rate used, with the rows of the tables they come from."""
    sales = asked.estimated_sales
    basis = () if sales is None else (entered("estimated_sales", "预估销售额", sales),)
    how = f"预估销售额 {{0}} 元，属于{rates.band.reach}一档"
    if sales is None:
        chosen = _CHOSEN_HOW.get(rates.candidates, "测算合计与多档相符，取最低一档")
        how = f"未申报预估销售额：{chosen}（{rates.band.reach}）"
    source = book.source("profit.bands", rates.band.index)
    profit = Figure("profit_rate", "基本利润率", rates.band.rate, RATE, how, source, basis)
    if asked.public:
        law = "公共机构客户或招投标项目不设返点"
        return profit, Figure("rebate_rate", "返点比例", ZERO, RATE, law, G_05)
    if asked.rebate_rate is not None:
        return profit, entered("rebate_rate", "返点比例", asked.rebate_rate, RATE)
    if basis:
        return profit, reference_rate(book, basis[0])
    references: Brackets = book["rebate.bands"]
    row = references.at(rates.band.from_)
    told = f"未申报预估销售额：取{rates.band.reach}一档下限处的参考比例"
    source = book.source("rebate.bands", row.index)
    return profit, Figure("rebate_rate", "参考返点比例", rates.rebate, RATE, told, source, basis)


def _built(book: Rulebook, asked: Asked, costs: Costs, rates: Rates) -> _Built:
    """The build-up of the formula's price (S5-3.1)."""
    composition = book.law("A-10")  # the clause of S5-3.1 that holds the formula
    unit_cost = entered("unit_cost", "单位成本", asked.unit_cost)
    quantity = entered("quantity", "数量", asked.quantity, NUMBER)
    cost = Figure(
        "cost", "成本合计", costs.cost, AMOUNT, "{0} × {1}", composition, (unit_cost, quantity)
    )
    told = "一次性费用与按单位计的费用之和，不加利润" if asked.other_costs else "没有其他费用"
    other = Figure("other_costs", "其他费用合计", costs.other, AMOUNT, told, book.law("A-10"))
    profit, rebate = _rate_figures(book, asked, rates)
    formula = _RECEIPTS_FORMULA if costs.on_receipts else _COST_FORMULA
    exact = costs.priced_total(profit.value, rebate.value) / costs.quantity
    price = Figure(
        "unit_price",
        "规定单价",
        amount(exact),
        AMOUNT,
        formula,
        book.source("quote.rebate_basis") if costs.on_receipts else composition,
        (cost, profit, rebate, other, quantity),
    )
    unit_profit = amount(profit.value * asked.unit_cost)
    unit_rebate = amount(rebate.value * (exact if costs.on_receipts else asked.unit_cost))
    basis = price if costs.on_receipts else unit_cost
    how = "{0} × {1}（按未取整的单价）" if costs.on_receipts else "{0} × {1}"
    return _Built(
        unit_cost,
        quantity,
        cost,
        other,
        profit,
        rebate,
        Figure(
            "unit_profit",
            "单位利润",
            unit_profit,
            AMOUNT,
            "{0} × {1}",
            composition,
            (profit, unit_cost),
        ),
        Figure("unit_rebate", "单位返点", unit_rebate, AMOUNT, how, composition, (rebate, basis)),
        Figure(
            "unit_other",
            "单位其他费用",
            amount(costs.other / costs.quantity),
            AMOUNT,
            "{0} ÷ {1}",
            composition,
            (other, quantity),
        ),
        price,
    )


def _tested(book: Rulebook, asked: Asked, costs: Costs, rates: Rates, built: _Built) -> Quote:
    """The floor test of the price that is really asked (S5-1.5), and what the rebate leaves."""
    price = built.unit_price
    if asked.offered_unit_price is not None:
        price = entered("offered_unit_price", "对客单价", asked.offered_unit_price)
    total = Figure(
        "total",
        "合计",
        amount(price.value * costs.quantity),
        AMOUNT,
        "{0} × {1}",
        book.law("A-11"),
        (price, built.quantity),
    )
    required = _required(book, total, asked.project_other_total)
    exact = total.value - costs.cost - costs.other
    exact -= costs.priced_rebate(built.rebate_rate.value, total.value)
    profit, profit_rate, priced = _profit(book, costs, built, total, exact)
    dearer = price.value >= built.unit_price.value
    tolerance = HALF_FEN * costs.quantity + HALF_FEN if dearer else ZERO
    gap = required.value * costs.cost - exact
    missing = _missing(book, gap, tolerance, (required, built.cost, profit))
    payable, shortfall, after = _after_rebate(book, built.rebate_rate, total, priced, profit)
    net, vat = _tax_split(book, total)
    return Quote(
        rates.mode,
        rates.band,
        rates.candidates,
        built.profit_rate,
        built.rebate_rate,
        built.unit_profit,
        built.unit_rebate,
        built.unit_other,
        built.unit_price,
        total,
        required,
        profit,
        profit_rate,
        missing,
        _approval(book, missing),
        _lowest(book, asked, costs, rates, built),
        payable,
        shortfall,
        after,
        net,
        vat,
        tolerance,
        required.value * costs.cost,
    )


def _profit(
    book: Rulebook, costs: Costs, built: _Built, total: Figure, exact: Decimal
) -> tuple[Figure, Figure, Figure]:
    """The actual profit, its share of cost (A-04), and the rebate that the price holds (A-05)."""
    rebate = built.rebate_rate
    basis = total if costs.on_receipts else built.cost
    priced = Figure(
        "priced_rebate",
        "价内返点",
        amount(costs.priced_rebate(rebate.value, total.value)),
        AMOUNT,
        "{0} × {1}",
        book.source("quote.rebate_basis"),
        (rebate, basis),
    )
    profit = Figure(
        "actual_profit",
        "实际利润",
        amount(exact),
        AMOUNT,
        "{0} − {1} − {2} − {3}",
        book.law("S5-1.5"),
        (total, built.cost, priced, built.other),
    )
    profit_rate = Figure(
        "actual_profit_rate",
        "实际利润率",
        half_up(exact / costs.cost, 6),
        RATE,
        "{0} ÷ {1}",
        book.law("A-04"),
        (profit, built.cost),
    )
    return profit, profit_rate, priced


def _approval(book: Rulebook, missing: Figure) -> Figure:
    """Whether the general manager must decide (S5-1.5)."""
    needed = "需要" if missing.value > ZERO else "不需要"
    how, source = "缺少的利润为 {0} 元", book.law("S5-1.5")
    return Figure("special_approval", "是否需要特批", needed, TEXT, how, source, (missing,))


def _after_rebate(
    book: Rulebook, rebate: Figure, total: Figure, priced: Figure, profit: Figure
) -> tuple[Figure, Figure, Figure]:
    """What is paid on receipts, how far the price falls short of it, what is left (A-05)."""
    source = book.law("A-05")
    value = amount(rebate.value * total.value)
    payable = Figure(
        "rebate_payable", "应付返点", value, AMOUNT, "{0} × {1}", source, (rebate, total)
    )
    value = amount(value - priced.value)
    shortfall = Figure(
        "rebate_shortfall", "返点缺口", value, AMOUNT, "{0} − {1}", source, (payable, priced)
    )
    value = amount(profit.value - value)
    after = Figure(
        "profit_after_rebate",
        "付返点后利润",
        value,
        AMOUNT,
        "{0} − {1}",
        source,
        (profit, shortfall),
    )
    return payable, shortfall, after


def _tax_split(book: Rulebook, total: Figure) -> tuple[Figure, Figure]:
    """Net and VAT of a tax-inclusive total (A-09)."""
    rate = book.setting("tax.rate", RATE)
    source = book.source("tax.rate")
    value = amount(total.value / (ONE + rate.value))
    net = Figure("net", "不含税金额", value, AMOUNT, "{0} ÷ (1 + {1})", source, (total, rate))
    value = amount(total.value - value)
    return net, Figure("vat", "税额", value, AMOUNT, "{0} − {1}", source, (total, net))


def _required(book: Rulebook, total: Figure, project_other_total: Decimal) -> Figure:
    """The profit rate of the band in which the project's total really lies (A-06, A-07)."""
    inputs: tuple[Figure, ...] = (total,)
    how = "合计 {0} 元"
    if project_other_total:
        inputs = (
            total,
            entered("project_other_total", "同项目其他合同与报价", project_other_total),
        )
        how = "合计 {0} 元加同项目其他 {1} 元"
    band = profit_band(book, total.value + project_other_total)
    return Figure(
        "required_profit_rate",
        "应有利润率",
        band.rate,
        RATE,
        f"{how}，属于{band.reach}一档",
        book.source("profit.bands", band.index),
        inputs,
    )


def _missing(
    book: Rulebook, gap: Decimal, tolerance: Decimal, inputs: tuple[Figure, Figure, Figure]
) -> Figure:
    """What the profit lacks; a rounding difference of the formula's own price is none (A-11)."""
    value, how, rule = amount(gap), "{0} × {1} − {2}", "S5-1.5"
    if gap <= ZERO:
        value, how = amount(ZERO), "{0} × {1} − {2} 不大于 0，利润已达到"
    elif gap <= tolerance:
        value, how, rule = amount(ZERO), "{0} × {1} − {2} 在单价取整的容差以内，视为达到", "A-11"
    return Figure("missing_profit", "缺少的利润", value, AMOUNT, how, book.law(rule), inputs)


def _lowest(book: Rulebook, asked: Asked, costs: Costs, rates: Rates, built: _Built) -> Figure:
    """The lowest compliant total as a figure."""
    fixed = rates.rebate if rates.mode == "declared" else given_rebate(asked)
    value, band, rate = lowest_compliant_total(book, costs, asked.project_other_total, fixed)
    profit = built.profit_rate
    if band.index != rates.band.index:
        source = book.source("profit.bands", band.index)
        how = f"属于{band.reach}一档"
        label = "该合计所在档的利润率"
        profit = Figure("lowest_profit_rate", label, band.rate, RATE, how, source)
    rebate = built.rebate_rate
    if rate != rebate.value:
        row = book["rebate.bands"].at(band.from_)
        source = book.source("rebate.bands", row.index)
        told = "该档下限处的参考比例"
        rebate = Figure("lowest_rebate_rate", "该合计的返点比例", rate, RATE, told, source)
    how = "不低于成本 {0}、利润率 {1}、返点 {2} 与其他费用 {3} 之和，且落在该档以内的最低合计"
    inputs = (built.cost, profit, rebate, built.other)
    source = book.law("A-08")
    return Figure("lowest_compliant_total", "最低合规总价", value, AMOUNT, how, source, inputs)
