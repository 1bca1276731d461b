"""Which profit and rebate rates an amount of sales calls for (S5-1, S5-2.1)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from dakehu.policy.book import Rulebook
from dakehu.policy.brackets import Band, Brackets
from dakehu.policy.decimals import ZERO, percent_text, plain_text
from dakehu.policy.figures import RATE, Figure, entered
from dakehu.rules.answering import Answer, Kind, Notice
from dakehu.rules.asking import Asked, Number, one_form

CLASH: Final = Decimal(200000)
"""The amount that the text of the rebate table names in two bands (A-02)."""

POSITIVE: Final = Number(above=ZERO)


def profit_band(book: Rulebook, sales: Decimal) -> Band:
    """The profit band of an amount of sales; an edge belongs to the band above (A-01)."""
    bands: Brackets = book["profit.bands"]
    return bands.at(sales)


def reference_band(book: Rulebook, sales: Decimal) -> Band:
    """The reference rebate band; at exactly 200,000 the company's choice decides (A-02)."""
    bands: Brackets = book["rebate.bands"]
    if book["rebate.edge_200k"] == "lower" and _clashes(book, sales):
        return bands.below(sales)
    return bands.at(sales)


def _clashes(book: Rulebook, sales: Decimal) -> bool:
    """Whether `sales` is the amount that stands in two bands of the rebate table (A-02)."""
    bands: Brackets = book["rebate.bands"]
    return sales == CLASH and bands.has_edge(CLASH)


def reference_rate(book: Rulebook, sales: Figure, label: str = "参考返点比例") -> Figure:
    """The reference rebate rate at an amount of sales, with the row of the table as its source."""
    band = reference_band(book, sales.value)
    how = f"{sales.label} {{0}} 元，属于{band.reach}一档"
    source = book.source("rebate.bands", band.index)
    if _clashes(book, sales.value):
        how = f"{sales.label}恰为 {{0}} 元，按{band.reach}一档计算"
        source = book.source("rebate.edge_200k", 0)
    return Figure("rebate_rate", label, band.rate, RATE, how, source, (sales,))


def required_rate(book: Rulebook, sales: Figure, *, key: str, label: str) -> Figure:
    """The basic profit rate at an amount of sales, with the row of the table as its source."""
    band = profit_band(book, sales.value)
    how = f"{sales.label} {{0}} 元，属于{band.reach}一档"
    source = book.source("profit.bands", band.index)
    return Figure(key, label, band.rate, RATE, how, source, (sales,))


def clash_notices(book: Rulebook, sales: Decimal) -> tuple[Notice, ...]:
    """The notice for exactly 200,000.00 where that is an edge of the rebate table (A-02)."""
    if not _clashes(book, sales):
        return ()
    rate = reference_band(book, sales).rate
    message = f"恰好 200,000.00 元同时落在两档的文字里，本次按 {percent_text(rate)} 计算。"
    source = book.source("rebate.edge_200k", 0)
    return (Notice("boundary_clash", message, {"sales": "200000.00"}, source),)


def over_reference_notice(book: Rulebook, given: Decimal, reference: Decimal) -> Notice:
    """The notice for a rebate rate above the reference: it needs a reason (A-19)."""
    message = "返点高于参考比例，须写明理由。"
    data = {"reference": plain_text(reference), "given": plain_text(given)}
    return Notice("over_reference_rebate", message, data, book.law("A-19"))


def _profit_rate(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    sales = entered("estimated_sales", "预估销售额", values["estimated_sales"])
    rate = required_rate(book, sales, key="profit_rate", label="基本利润率")
    return Answer({"rate": rate.written()}, rate)


def _rebate_rate(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    sales = entered("sales", "销售额", values["sales"])
    rate = reference_rate(book, sales)
    return Answer({"rate": rate.written()}, rate, (), clash_notices(book, sales.value))


KINDS: Final = (
    Kind(
        "profit_rate",
        "基本利润率",
        one_form(estimated_sales=Asked(POSITIVE)),
        _profit_rate,
        "estimated_sales",
    ),
    Kind("rebate_rate", "参考返点比例", one_form(sales=Asked(POSITIVE)), _rebate_rate, "sales"),
)
