"""Business commission on verified receipts (S5-4.1b, A-28, A-30 to A-33)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ONE, ZERO, amount, amount_text, exactly
from dakehu.policy.decision_tables import NoRow, decide
from dakehu.policy.figures import AMOUNT, RATE, TEXT, Figure, entered
from dakehu.policy.periods import Month, Window, commission_window
from dakehu.policy.weights import split
from dakehu.rules.answering import Answer, Kind, Notice
from dakehu.rules.asking import (
    DAY,
    MONTH,
    Asked,
    Faults,
    Number,
    Record,
    Refused,
    Rows,
    Text,
    one_form,
    optional,
)

SHOWN: Final = 50
"""Up to so many receipts an explanation shows each one; more are shown as one sum."""


class Receipt(NamedTuple):
    """A receipt verified by finance; a refund is negative (A-28). `told` names it for a reader."""

    amount: Decimal
    verified_on: date
    rebate_paid: Decimal | None = None
    told: str = ""


class Commission(NamedTuple):
    """A pay month's commission; `outside` are the receipts that other windows count."""

    window: Window
    window_figure: Figure
    base: Figure
    amount: Figure
    carry_out: Figure
    outside: tuple[Receipt, ...]


@exactly
def commission(
    book: Rulebook,
    *,
    pay_month: Month,
    receipts: Sequence[Receipt],
    carry_in: Decimal = ZERO,
) -> Commission:
    """Base × rate, rounded once, and what was carried in; a negative result is carried out.

    `commission.rate` is looked up without facts: `NoRow` where every row has conditions.
    """
    window = window_of(book, pay_month)
    inside = [receipt for receipt in receipts if window.holds(receipt.verified_on)]
    outside = tuple(receipt for receipt in receipts if not window.holds(receipt.verified_on))
    span = window_figure(book, pay_month, window)
    base = base_of(book, inside, span)
    earned = earned_on(book, base, rate_of(book))
    payable, kept = after_carry(book, earned, carry_in)
    return Commission(window, span, base, payable, kept, outside)


def window_of(book: Rulebook, pay_month: Month) -> Window:
    """The days whose verified receipts count for a pay month (A-30, A-31)."""
    return commission_window(
        pay_month, window_end=book["commission.window_end"], lag=book["commission.lag"]
    )


@exactly
def earned_on(book: Rulebook, base: Figure, rate: Figure, mark: str = "") -> Figure:
    """Base × rate, rounded once; negative where refunds outweigh receipts. `mark` ends its key."""
    worth = amount(base.value * rate.value)
    law = book.law("S5-4.1b")
    return Figure(f"earned{mark}", "本期提成", worth, AMOUNT, "{0} × {1}", law, (base, rate))


@exactly
def after_carry(book: Rulebook, earned: Figure, carry_in: Decimal) -> tuple[Figure, Figure]:
    """What is paid after the carry-over, and what is carried on: one of them is 0 (A-28)."""
    law, setoff = book.law("S5-4.1b"), book.law("A-28")
    carried = entered("carry_in", "上期结转", carry_in)
    result = Figure(
        "result",
        "抵减后提成",
        amount(earned.value + carry_in),
        AMOUNT,
        "{0} 加上期结转 {1}",
        setoff,
        (earned, carried),
    )
    due, rest = max(ZERO, result.value), min(ZERO, result.value)
    kept = Figure("carry_out", "结转下期", rest, AMOUNT, "{0} 低于 0 的部分", setoff, (result,))
    payable = Figure("amount", "应发提成", due, AMOUNT, "{0}，低于 0 的按 0 计", law, (result,))
    return payable, kept


@exactly
def rate_of(book: Rulebook) -> Figure:
    """The row of `commission.rate` that holds without facts, named where there are several."""
    table = book["commission.rate"]
    index, value = decide(table, {})
    label = "业务提成比例"
    if len(table.rows) > 1:
        label += f"(第 {index + 1} 行：{table.rows[index].told()})"
    how = "本次计算指定" if "commission.rate" in book.overrides else "制度规定"
    return Figure("commission.rate", label, value, RATE, how, book.source("commission.rate"))


@exactly
def shared(
    book: Rulebook, payable: Figure, shares: Sequence[tuple[str, Decimal]]
) -> tuple[Figure, ...]:
    """The commission among several people by cumulative rounding in the given order (A-33).

    Raises ValueError unless every share is above 0 and they sum to exactly 1.
    """
    source = book.law("A-33")
    parts = split(payable.value, [share for _, share in shares])
    figures: list[Figure] = []
    for place, ((who, share), part) in enumerate(zip(shares, parts, strict=True), start=1):
        weight = entered(f"share_rate_{place}", f"{who} 的份额", share, RATE)
        how = "{0} × {1}，按累计份额四舍五入后减去前面各人所得"
        label = f"{who} 应得提成"
        figures.append(
            Figure(f"share_{place}", label, part, AMOUNT, how, source, (payable, weight))
        )
    return tuple(figures)


def window_figure(book: Rulebook, pay_month: Month, window: Window) -> Figure:
    """The window as a step of the explanation."""
    inputs = (
        entered("pay_month", "发放月份", str(pay_month), TEXT),
        book.setting("commission.window_end", TEXT),
        book.setting("commission.lag", TEXT),
    )
    return Figure(
        "window",
        "回款窗口",
        f"{window.from_} 至 {window.to}",
        TEXT,
        "{0} 发放，间隔 {2} 个月，窗口在每月 {1} 日（当月无此日的为月末）截止",
        book.source("commission.window_end"),
        inputs,
    )


@exactly
def base_of(
    book: Rulebook,
    inside: Sequence[Receipt],
    span: Figure,
    mark: str = "",
    label: str = "窗口内回款合计",
    shown: int = SHOWN,
) -> Figure:
    """Sum first, round once (A-32); rebates or VAT come off where `commission.base` says so.

    `inside` are receipts of the window; up to `shown` of them are told each. `mark` ends the keys,
    where one explanation has several bases.
    """
    received = Figure(
        f"received{mark}",
        label,
        sum((receipt.amount for receipt in inside), ZERO),
        AMOUNT,
        "核实日期在 {0} 之内的回款合计，退款为负",
        book.law("S5-4.1b"),
        (span, *_receipt_figures(inside, mark, shown)),
    )
    mode = book["commission.base"]
    value, how = received.value, "{0}"
    inputs: tuple[Figure, ...] = (received,)
    if mode == "net_of_rebate":
        paid = sum((receipt.rebate_paid or ZERO for receipt in inside), ZERO)
        rebates = entered(f"rebate_paid{mark}", "窗口内回款已付返点", paid)
        value, how, inputs = value - paid, "{0} − {1}", (received, rebates)
    elif mode == "net_of_vat":
        tax = book.setting("tax.rate", RATE)
        value, how, inputs = value / (ONE + tax.value), "{0} ÷ (1 + {1})", (received, tax)
    source = book.source("commission.base")
    return Figure(f"base{mark}", "提成基数", amount(value), AMOUNT, how, source, inputs)


def _receipt_figures(inside: Sequence[Receipt], mark: str, shown: int) -> tuple[Figure, ...]:
    if len(inside) > shown:
        total = sum((receipt.amount for receipt in inside), ZERO)
        return (entered(f"receipts{mark}", f"窗口内回款 {len(inside)} 笔", total),)
    return tuple(
        entered(
            f"receipt{mark}_{place}",
            receipt.told or f"{receipt.verified_on} 核实的回款",
            receipt.amount,
        )
        for place, receipt in enumerate(inside, start=1)
    )


def _answer(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    receipts = [Receipt(**row) for row in values["receipts"]]
    found = commission(
        book, pay_month=values["pay_month"], receipts=receipts, carry_in=values["carry_in"]
    )
    shares = [(row["who"], row["share"]) for row in values["shares"]]
    figures = _shares(book, found.amount, shares)
    fields = {
        "window": {"from": found.window.from_.isoformat(), "to": found.window.to.isoformat()},
        "base": found.base.written(),
        "amount": found.amount.written(),
        "carry_out": found.carry_out.written(),
        "shares": [
            {"who": who, "amount": figure.written()}
            for (who, _), figure in zip(shares, figures, strict=True)
        ],
    }
    notices = [_outside_window(book, found.outside)] if found.outside else []
    return Answer(fields, found.amount, (found.carry_out, *figures), notices)


def _shares(
    book: Rulebook, payable: Figure, shares: Sequence[tuple[str, Decimal]]
) -> tuple[Figure, ...]:
    """Like `shared`; no shares at all are as none."""
    if not shares:
        return ()
    try:
        return shared(book, payable, shares)
    except ValueError:
        message = "各人份额须大于 0，合计须恰为 1"
        raise Refused("shares", "inconsistent", message) from None


def _outside_window(book: Rulebook, outside: Sequence[Receipt]) -> Notice:
    total = amount(sum((receipt.amount for receipt in outside), ZERO))
    message = f"有 {len(outside)} 笔回款的核实日期不在本期窗口内，未计入，由所在窗口计算。"
    data = {"count": len(outside), "sum": amount_text(total)}
    return Notice("outside_window", message, data, book.source("commission.window_end"))


def _late(_values: Mapping[str, Any], book: Rulebook, faults: Faults) -> None:
    """A rate table must decide without facts, for none are asked for."""
    try:
        rate_of(book)
    except NoRow:
        message = "提成比例表须有一行不带条件，此处不提供逐笔的事实"
        faults.add("params.commission.rate", "unknown_value", message)


KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        name="commission",
        title="业务提成",
        signature=one_form(
            pay_month=Asked(MONTH),
            receipts=Asked(
                Rows(
                    Record(
                        {
                            "amount": Asked(Number()),
                            "verified_on": Asked(DAY),
                            "rebate_paid": optional(Number(least=ZERO)),
                        }
                    )
                )
            ),
            shares=optional(
                Rows(Record({"who": Asked(Text()), "share": Asked(Number())})),
                (),
            ),
            carry_in=optional(Number(most=ZERO), ZERO),
        ),
        rule=_answer,
        amount_field="receipts.amount",
        late=_late,
        time_field="pay_month",
    ),
)
