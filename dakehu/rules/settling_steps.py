"""Single steps of a settlement: how receipts, deductions and corrections are told."""

from datetime import date
from typing import Final

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ZERO, amount
from dakehu.policy.figures import AMOUNT, Figure, entered
from dakehu.policy.periods import Window
from dakehu.rules.month_facts import Correction, Money, Penalty
from dakehu.rules.pay import MonthPay

PARTS_OWED: Final = {"basic_wage": "基本工资", "performance_pay": "绩效工资"}
"""The parts of pay that may be corrected for a settled month."""


def before_tax(pay: MonthPay) -> MonthPay:
    """The month's pay under a key of its own, since performance pay has a total too."""
    total = pay.total._replace(key="month_total", label="应发工资（税前）")
    inputs = tuple(total if each is pay.total else each for each in pay.below_minimum.inputs)
    return MonthPay(total, pay.below_minimum._replace(inputs=inputs))


def verified(money: Money) -> date:
    """The day on which money that counts was verified."""
    assert money.verified_on is not None
    return money.verified_on


def money_told(money: Money, window: Window) -> str:
    """A receipt as an explanation names it; one of an earlier window says so."""
    day = verified(money)
    if window.holds(day):
        what = "核实退款" if money.amount < ZERO else "核实回款"
    else:
        what = "核实回款，当期未计，冲减" if money.amount < ZERO else "核实回款，当期未计，补计"
    return f"{day} {what}（流水 {money.serial}，{money.customer}）"


def correction(book: Rulebook, owed: Correction) -> Figure:
    """What is paid afterwards for a settled month (A-34, G-16)."""
    mark = f"{owed.part}_{owed.month}"
    what = f"{owed.month.year}年{owed.month.number}月{PARTS_OWED[owed.part]}"
    due = entered(f"due_{mark}", f"{what}按更正后的记录", owed.due)
    paid = entered(f"paid_{mark}", f"{what}已核算", owed.paid)
    law = book.law("S5-4.1a")
    worth = amount(owed.due - owed.paid)
    return Figure(f"owed_{mark}", f"补发{what}", worth, AMOUNT, "{0} − {1}", law, (due, paid))


def penalty_told(penalty: Penalty) -> str:
    """A deduction with its day and evidence."""
    day = f"{penalty.on:%m-%d}"
    return f"{day} {penalty.reason}" + (f"（{penalty.evidence}）" if penalty.evidence else "")
