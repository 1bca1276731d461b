"""Rebates paid out: never more than the rate times the money that has arrived (S5-2.5, A-22)."""

import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ONE, ZERO, amount, amount_text, exactly, half_up, plain_text
from dakehu.policy.figures import AMOUNT, RATE, Figure, entered
from dakehu.policy.periods import Month
from dakehu.rules.answering import Answer, Kind, Notice
from dakehu.rules.asking import (
    MONTH,
    Asked,
    Choice,
    Flag,
    Number,
    Record,
    Refused,
    Rows,
    one_form,
    optional,
)
from dakehu.rules.customer_types import CUSTOMER_TYPES, is_public
from dakehu.rules.laws import G_05
from dakehu.rules.pricing import (
    POSITIVE,
    clash_notices,
    over_reference_notice,
    reference_band,
    reference_rate,
)


class RebateMonth(NamedTuple):
    """A month's verified receipts and refunds of one contract, and what was applied for."""

    month: Month
    receipts: Sequence[Decimal]
    refunds: Sequence[Decimal] = ()
    requested: Decimal | None = None


class MonthlyRebate(NamedTuple):
    """What a month allows: `refused` is `no_receipts`, `advance`, or None."""

    month: Month
    base_to_date: Figure
    entitled_to_date: Figure
    payable: Figure
    balance: Figure
    refused: str | None


@exactly
def monthly_rebates(
    book: Rulebook, rate: Figure, months: Sequence[RebateMonth]
) -> tuple[MonthlyRebate, ...]:
    """The rebate of each month by cumulative rounding; a negative balance is carried (A-28)."""
    made: list[MonthlyRebate] = []
    base = paid = ZERO
    earlier: Figure | None = None
    for asked in months:
        base += sum(asked.receipts, ZERO) - sum(asked.refunds, ZERO)
        month = _month(book, rate, asked, base, paid, earlier)
        paid += month.payable.value
        earlier = entered_paid(book, asked.month, paid, month.payable, earlier)
        made.append(month)
    return tuple(made)


def entered_paid(
    book: Rulebook, month: Month, paid: Decimal, payable: Figure, earlier: Figure | None
) -> Figure:
    """What has been paid up to and with a month."""
    inputs = (payable,) if earlier is None else (earlier, payable)
    how = "{0}" if earlier is None else "{0} + {1}"
    label = f"截至 {month} 已付返点"
    return Figure(f"paid_{month}", label, paid, AMOUNT, how, book.law("A-22"), inputs)


def _month(
    book: Rulebook,
    rate: Figure,
    asked: RebateMonth,
    base: Decimal,
    paid: Decimal,
    earlier: Figure | None,
) -> MonthlyRebate:
    name = str(asked.month)
    received = Figure(
        f"base_{name}",
        f"截至 {name} 的回款净额",
        amount(base),
        AMOUNT,
        "已核实的回款减退款，逐月累计",
        book.law("A-21"),
    )
    entitled = Figure(
        f"entitled_{name}",
        f"截至 {name} 应得返点",
        amount(rate.value * base),
        AMOUNT,
        "{0} × {1}",
        book.law("S5-2.5"),
        (rate, received),
    )
    room = entitled.value - paid
    payable, refused, how = _allowed(asked, room)
    inputs = (entitled,) if earlier is None else (entitled, earlier)
    minus = "{0}" if earlier is None else "{0} − {1}"
    return MonthlyRebate(
        asked.month,
        received,
        entitled,
        Figure(
            f"payable_{name}",
            f"{name} 应付返点",
            payable,
            AMOUNT,
            f"{minus}{how}",
            book.law("S5-2.5"),
            inputs,
        ),
        Figure(
            f"balance_{name}",
            f"{name} 结转的负数",
            amount(min(ZERO, room)),
            AMOUNT,
            f"{minus}，大于 0 时为 0",
            book.law("A-28"),
            inputs,
        ),
        refused,
    )


def _allowed(asked: RebateMonth, room: Decimal) -> tuple[Decimal, str | None, str]:
    """What may be paid, why not, and how that reads."""
    ceiling = amount(max(ZERO, room))
    if not asked.receipts and ceiling == ZERO:
        return ceiling, "no_receipts", "，本月没有回款，不付"
    if asked.requested is None:
        return ceiling, None, "，小于 0 时为 0"
    if asked.requested > ceiling:
        told = f"，申请 {amount_text(asked.requested)} 超出可付额，属于提前支取，不付"
        return amount(ZERO), "advance", told
    told = f"，申请 {amount_text(asked.requested)}"
    told += "，其余以后可以再申请" if asked.requested < ceiling else "，全额支付"
    return amount(asked.requested), None, told


_MONTH_RECORD: Final = Record(
    {
        "month": Asked(MONTH),
        "receipts": Asked(Rows(Number(least=ZERO))),
        "refunds": optional(Rows(Number(least=ZERO)), ()),
        "requested": optional(Number(least=ZERO)),
    }
)

_SIGNATURE: Final = one_form(
    contract_amount=Asked(POSITIVE),
    rate=optional(Number(least=ZERO, below=ONE)),
    customer_type=optional(Choice(CUSTOMER_TYPES), "enterprise"),
    tendered=optional(Flag(), False),
    months=Asked(Rows(_MONTH_RECORD)),
)


def _rate_used(book: Rulebook, values: Mapping[str, Any], contract: Figure) -> Figure:
    """The contract's rate: as approved, else the reference; none for public customers (G-05)."""
    given: Decimal | None = values["rate"]
    if is_public(values["customer_type"], values["tendered"]):
        if given:
            by_type = is_public(values["customer_type"], False)
            field = "customer_type" if by_type else "tendered"
            raise Refused(field, "inconsistent", "公共机构客户或招投标项目不得支付返点")
        return Figure(
            "rebate_rate", "返点比例", ZERO, RATE, "公共机构客户或招投标项目不设返点", G_05
        )
    if given is None:
        return reference_rate(book, contract)
    return entered("rebate_rate", "返点比例", given, RATE)


def _over_reference(
    book: Rulebook, rate: Figure, contract: Figure, made: Sequence[MonthlyRebate]
) -> Figure:
    """How much of the payments lies above the reference rate (A-19)."""
    reference = reference_band(book, contract.value)
    source = book.source("rebate.bands", reference.index)
    value, how = amount(ZERO), "返点不高于参考比例"
    if rate.value > reference.rate:
        paid = sum((month.payable.value for month in made), ZERO)
        base = made[-1].base_to_date.value if made else ZERO
        value = amount(max(ZERO, paid - half_up(reference.rate * base)))
        how = f"已付合计减去按参考比例 {plain_text(reference.rate)} 应得的部分，小于 0 时为 0"
    return Figure("over_reference_part", "超出参考比例的部分", value, AMOUNT, how, source)


def _rule(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    months = tuple(
        RebateMonth(each["month"], each["receipts"], each["refunds"], each["requested"])
        for each in values["months"]
    )
    contract = entered("contract_amount", "合同金额", values["contract_amount"])
    rate = _rate_used(book, values, contract)
    for before, after in itertools.pairwise(months):
        if after.month <= before.month:
            raise Refused("months", "inconsistent", "各月须由早到晚排列且不重复")
    made = monthly_rebates(book, rate, months)
    over = _over_reference(book, rate, contract, made)
    notices: list[Notice] = []
    if rate.source is not None and rate.source is not G_05:
        notices.extend(clash_notices(book, contract.value))
    reference = reference_band(book, contract.value).rate
    if rate.value > reference:
        notices.append(over_reference_notice(book, rate.value, reference))
    fields = {
        "rate": rate.written(),
        "months": [
            {
                "month": str(month.month),
                "base_to_date": month.base_to_date.written(),
                "entitled_to_date": month.entitled_to_date.written(),
                "payable": month.payable.written(),
                "balance": month.balance.written(),
                "refused": month.refused,
            }
            for month in made
        ],
        "over_reference_part": over.written(),
    }
    nothing = Figure("payable", "应付返点", ZERO, AMOUNT, "没有月份", book.law("S5-2.5"), (rate,))
    root = made[-1].payable if made else nothing
    others = [figure for month in made for figure in month[1:5]]
    return Answer(fields, root, (*others, rate, over), notices)


KINDS: Final = (Kind("rebate_payment", "返点兑付", _SIGNATURE, _rule, "contract_amount"),)
