"""The kind `quote`: its signature, its refusals, its notices."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ONE, ZERO, amount_text
from dakehu.rules import asking
from dakehu.rules.answering import Answer, Kind, Notice
from dakehu.rules.asking import Choice, Flag, Number, Record, Refused, Rows, Text, optional
from dakehu.rules.customer_types import CUSTOMER_TYPES, is_public
from dakehu.rules.pricing import POSITIVE, clash_notices, over_reference_notice, reference_band
from dakehu.rules.quote_terms import Asked, OtherCost
from dakehu.rules.quoting import Quote, quote

_OTHER_COST: Final = Record(
    {
        "kind": asking.Asked(Text()),
        "amount": asking.Asked(Number(least=ZERO)),
        "per": optional(Choice(("lump", "unit")), "lump"),
    }
)

SIGNATURE: Final = asking.one_form(
    unit_cost=asking.Asked(POSITIVE),
    quantity=asking.Asked(POSITIVE),
    estimated_sales=optional(POSITIVE),
    rebate_rate=optional(Number(least=ZERO, below=ONE)),
    other_costs=optional(Rows(_OTHER_COST), ()),
    offered_unit_price=optional(POSITIVE),
    project_other_total=optional(Number(least=ZERO), ZERO),
    channel=optional(Choice(("direct", "dealer")), "direct"),
    customer_type=optional(Choice(CUSTOMER_TYPES), "enterprise"),
    tendered=optional(Flag(), False),
)


def asked_of(values: Mapping[str, Any]) -> Asked:
    """The question for the rule; Refused where its parts do not go together."""
    public = is_public(values["customer_type"], values["tendered"])
    if public and values["rebate_rate"]:
        raise Refused("rebate_rate", "inconsistent", "公共机构客户或招投标项目不得设返点，须为 0")
    if values["channel"] == "dealer":
        message = "经销商主导的项目不适用报价公式，须写明理由另行报批"
        raise Refused("channel", "inconsistent", message)
    return Asked(
        values["unit_cost"],
        values["quantity"],
        values["estimated_sales"],
        values["rebate_rate"],
        tuple(
            OtherCost(each["kind"], each["amount"], each["per"] == "unit")
            for each in values["other_costs"]
        ),
        values["offered_unit_price"],
        values["project_other_total"],
        public,
    )


def _notices(book: Rulebook, asked: Asked, made: Quote) -> Iterator[Notice]:
    if made.required_profit_rate.value < made.profit_rate.value:
        message = "合计实际落在要求更低利润率的一档，可以按最低合规总价报价。"
        data: dict[str, Any] = {"lowest_compliant_total": made.lowest_compliant_total.written()}
        yield Notice("band_may_be_lower_profit", message, data, book.law("A-06"))
    if made.candidates == 0:
        message = "没有一档与测算合计相符，已取测算合计达到其下限的最高一档，并给出最低合规总价。"
        yield Notice("no_consistent_band", message, {}, book.law("A-06"))
    if made.candidates > 1:
        message = "测算合计与多档相符，已取最低一档。"
        data = {"count": made.candidates}
        yield Notice("several_consistent_bands", message, data, book.law("A-06"))
    left = made.required_profit - made.profit_after_rebate.value
    if made.rebate_shortfall.value > ZERO and left > made.tolerance:
        message = "按收款兑付返点后，剩余利润低于应有利润。"
        data = {"missing": amount_text(left)}
        yield Notice("rebate_eats_profit", message, data, book.law("A-05"))
    yield from _rebate_notices(book, asked, made)


def _rebate_notices(book: Rulebook, asked: Asked, made: Quote) -> Iterator[Notice]:
    """What is said of the rebate rate: above the reference, or on the edge of two bands."""
    if asked.public:
        return
    sales: Decimal = made.total.value if asked.estimated_sales is None else asked.estimated_sales
    if asked.rebate_rate is None:
        yield from clash_notices(book, sales)
        return
    reference = reference_band(book, sales).rate
    if asked.rebate_rate > reference:
        yield over_reference_notice(book, asked.rebate_rate, reference)


_SPLITS: Final = frozenset({"unit_profit", "unit_rebate", "unit_other", "special_approval"})
"""Results that only divide or restate a figure of the explanation: not listed in it again."""


def _rule(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    asked = asked_of(values)
    return answer_told(book, asked, quote(book, asked))


def answer_told(book: Rulebook, asked: Asked, made: Quote) -> Answer:
    """A quote as the answer of the kind."""
    band = made.band
    results = made.results()
    fields: dict[str, Any] = {
        "mode": made.mode,
        "band_from": amount_text(band.from_),
        "band_to": None if band.to is None else amount_text(band.to),
        **results,
        "special_approval": made.missing_profit.value > ZERO,
        "price_with_tax_split": {"net": made.net.written(), "vat": made.vat.written()},
    }
    others = [figure for name, figure in results.items() if name not in _SPLITS]
    return Answer(fields, made.unit_price, others, _notices(book, asked, made))


KINDS: Final = (Kind("quote", "报价测算", SIGNATURE, _rule, "unit_cost"),)
