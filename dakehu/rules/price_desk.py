"""What the price desk tells beside a quote: the distance to the rule price, and the commission.

`DESK` answers the question of the kind `quote` with these figures in the same explanation. It is no
kind of the interface: who asks for a quote alone gets a quote alone.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ONE, ZERO, amount, half_up
from dakehu.policy.decision_tables import NoRow
from dakehu.policy.figures import AMOUNT, RATE, Figure, entered
from dakehu.rules.answering import Answer, Kind
from dakehu.rules.commission import earned_on, rate_of
from dakehu.rules.price_cliff import enough_unit_price
from dakehu.rules.pricing import reference_rate
from dakehu.rules.quote_terms import Asked
from dakehu.rules.quoting import Quote, quote
from dakehu.rules.quoting_kind import SIGNATURE, answer_told, asked_of


def _rule(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    asked = asked_of(values)
    made = quote(book, asked)
    answer = answer_told(book, asked, made)
    more = {figure.key: figure for figure in _more(book, asked, made)}
    others = (*answer.others, *more.values(), made.special_approval)
    return Answer({**answer.fields, **more}, answer.root, others, answer.notices)


def _more(book: Rulebook, asked: Asked, made: Quote) -> list[Figure]:
    quantity = made.total.inputs[1]
    rule_total = _times(book, "rule_total", "按规定单价的合计", made.unit_price, quantity)
    return [
        rule_total,
        *_gaps(book, asked, made, rule_total),
        *_enough(book, asked, made, quantity),
        *_commissions(book, made, rule_total),
        *_reference(book, asked, made),
        _margin(book, made),
        made.net,
        made.vat,
    ]


def _margin(book: Rulebook, made: Quote) -> Figure:
    """The profit as a share of the price, for whoever decides; no standard (A-04)."""
    profit, total = made.actual_profit, made.total
    value = half_up(profit.value / total.value, 6) if total.value else ZERO
    how, source = "{0} ÷ {1}，仅供审批参考", book.law("A-04")
    return Figure("profit_on_price", "利润占报价比例", value, RATE, how, source, (profit, total))


def _times(book: Rulebook, key: str, label: str, price: Figure, quantity: Figure) -> Figure:
    total = amount(price.value * quantity.value)
    return Figure(key, label, total, AMOUNT, "{0} × {1}", book.law("A-11"), (price, quantity))


def _gaps(book: Rulebook, asked: Asked, made: Quote, rule_total: Figure) -> list[Figure]:
    """How far the offered price lies below the rule price; negative where it lies above."""
    if asked.offered_unit_price is None:
        return []
    offered = made.total.inputs[0]
    return [
        _minus(book, "unit_gap", "单价比规定低", made.unit_price, offered),
        _minus(book, "total_gap", "合计比规定低", rule_total, made.total),
    ]


def _minus(book: Rulebook, key: str, label: str, ruled: Figure, offered: Figure) -> Figure:
    value = amount(ruled.value - offered.value)
    return Figure(key, label, value, AMOUNT, "{0} − {1}", book.law("S5-1.5"), (ruled, offered))


def _enough(book: Rulebook, asked: Asked, made: Quote, quantity: Figure) -> list[Figure]:
    """The lowest price that needs no special approval, and its total."""
    how = "按分取整后，合计达到所在一档应有利润的最低单价（最低合规总价 {0}，数量 {1}）"
    price = Figure(
        "enough_unit_price",
        "最低合规单价",
        enough_unit_price(book, asked),
        AMOUNT,
        how,
        book.law("A-08"),
        (made.lowest_compliant_total, quantity),
    )
    return [price, _times(book, "enough_total", "最低合规单价的合计", price, quantity)]


def _commissions(book: Rulebook, made: Quote, rule_total: Figure) -> list[Figure]:
    """The commission once all is received, at this price and at the rule price.

    None where the rate depends on facts of a receipt.
    """
    try:
        rate = rate_of(book)
    except NoRow:
        return []
    at_price = expected_base(book, made.total, made.rebate_rate, "")
    at_rule = expected_base(book, rule_total, made.rebate_rate, "_at_rule")
    return [
        earned_on(book, at_price, rate)._replace(key="commission", label="全部收款后的提成"),
        earned_on(book, at_rule, rate)._replace(key="commission_at_rule", label="按规定单价的提成"),
    ]


def _reference(book: Rulebook, asked: Asked, made: Quote) -> list[Figure]:
    """The reference rebate rate at the estimate, or without one at the total; none where G-05."""
    if asked.public:
        return []
    sales = made.total
    if asked.estimated_sales is not None:
        sales = entered("estimated_sales", "预估销售额", asked.estimated_sales)
    return [reference_rate(book, sales)._replace(key="reference_rebate_rate")]


def expected_base(book: Rulebook, total: Figure, rebate: Figure, mark: str) -> Figure:
    """What the commission is counted on once a total is received and its rebate paid (A-32)."""
    mode = book["commission.base"]
    if mode == "gross":
        return total
    taken, how = _taken_off(book, total, rebate, mark)
    value: Decimal = (
        total.value - taken.value if mode == "net_of_rebate" else total.value / (ONE + taken.value)
    )
    source = book.source("commission.base")
    return Figure(f"base{mark}", "提成基数", amount(value), AMOUNT, how, source, (total, taken))


def _taken_off(book: Rulebook, total: Figure, rebate: Figure, mark: str) -> tuple[Figure, str]:
    if book["commission.base"] == "net_of_vat":
        return book.setting("tax.rate", RATE), "{0} ÷ (1 + {1})"
    value = amount(rebate.value * total.value)
    source = book.law("A-05")
    paid = Figure(
        f"paid_rebate{mark}", "应付返点", value, AMOUNT, "{0} × {1}", source, (rebate, total)
    )
    return paid, "{0} − {1}"


DESK: Final = Kind("price_desk", "报价测算", SIGNATURE, _rule, "unit_cost")
"""The question of `quote`, answered for the price desk."""
