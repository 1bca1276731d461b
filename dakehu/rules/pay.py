"""A month's pay, the minimum wage, and the limit of deductions for losses (S5-4.1a, G-01, G-04)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ZERO, amount, exactly, floor_fen
from dakehu.policy.figures import AMOUNT, RATE, Figure, entered
from dakehu.rules.answering import Answer, Kind, Notice
from dakehu.rules.asking import Asked, Number, one_form, optional
from dakehu.rules.laws import G_01, G_04

DEDUCTIBLE: Final = Decimal("0.20")
"""The share of a month's wage that may be deducted for losses; the law sets it (G-01)."""

_PARTS: Final[Mapping[str, str]] = {
    "basic_wage": "基本工资",
    "performance_pay": "绩效工资",
    "commission": "业务提成",
}


class MonthPay(NamedTuple):
    """A month's pay and what it lacks to the minimum wage."""

    total: Figure
    below_minimum: Figure


@exactly
def month_pay(
    book: Rulebook,
    *,
    basic_wage: Decimal | Figure,
    performance_pay: Decimal | Figure | None = None,
    commission: Decimal | Figure | None = None,
    minimum_wage: Decimal | None = None,
    further: Sequence[Figure] = (),
) -> MonthPay:
    """Basic wage, performance pay and commission together (S5-4.1a, A-34), rounded once (G-04).

    A part may be the figure of its own computation, which the explanation then goes on into.
    `further` is what is paid beside, such as corrections of earlier months.
    """
    given = (basic_wage, performance_pay, commission)
    parts = tuple(
        value if isinstance(value, Figure) else entered(key, label, value)
        for (key, label), value in zip(_PARTS.items(), given, strict=True)
        if value is not None
    )
    parts += tuple(further)
    total = Figure(
        "total",
        "应发工资",
        amount(sum((part.value for part in parts), ZERO)),
        AMOUNT,
        " + ".join(f"{{{place}}}" for place in range(len(parts))),
        book.law("S5-4.1a"),
        parts,
    )
    label = "低于最低工资的差额"
    if minimum_wage is None:
        return MonthPay(
            total, Figure("below_minimum", label, ZERO, AMOUNT, "未给出最低工资，不比较", G_04)
        )
    line = entered("minimum_wage", "最低工资", minimum_wage)
    gap = amount(max(ZERO, minimum_wage - total.value))
    how = "{0} − {1}，不低于 0"
    return MonthPay(total, Figure("below_minimum", label, gap, AMOUNT, how, G_04, (line, total)))


class WageGuard(NamedTuple):
    """What a month's wage bears of a loss, and what is carried to later months."""

    deduct: Figure
    carried: Figure


@exactly
def wage_guard(*, month_wage: Decimal, loss: Decimal, minimum_wage: Decimal) -> WageGuard:
    """The deduction that the law allows in one month (G-01).

    The least of the loss, 20 % of the wage rounded down to the fen, and what the wage exceeds
    the minimum wage by; never below 0, and in whole fen, so that no limit is ever passed.
    """
    wage = entered("month_wage", "当月工资", month_wage)
    lost = entered("loss", "损失金额", loss)
    line = entered("minimum_wage", "最低工资", minimum_wage)
    cap = _cap(wage)
    room = Figure(
        "room",
        "高于最低工资的部分",
        month_wage - minimum_wage,
        AMOUNT,
        "{0} − {1}",
        G_01,
        (wage, line),
    )
    least = min(loss, cap.value, room.value)
    deduct = Figure(
        "deduct",
        "本月可扣",
        amount(max(ZERO, floor_fen(least))),
        AMOUNT,
        "{0}、{1}、{2} 三者取低，不低于 0",
        G_01,
        (lost, cap, room),
    )
    rest = amount(loss - deduct.value)
    carried = Figure("carried", "转下月", rest, AMOUNT, "{0} − {1}", G_01, (lost, deduct))
    return WageGuard(deduct, carried)


def _cap(wage: Figure) -> Figure:
    """A fifth of the month's wage, rounded down to the fen (G-01)."""
    share = Figure("deductible_share", "扣除比例上限", DEDUCTIBLE, RATE, "法律规定", G_01)
    most = floor_fen(DEDUCTIBLE * wage.value)
    how = "{0} × {1}，不足一分的舍去"
    return Figure("cap", "当月扣除上限", most, AMOUNT, how, G_01, (wage, share))


def _answer_month_pay(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    paid = month_pay(book, **values)
    gap = paid.below_minimum
    notices = []
    if gap.value > ZERO:
        message = "应发工资低于当地最低工资标准，请补足。"
        data = {"below_minimum": gap.written()}
        notices.append(Notice("below_minimum_wage", message, data, G_04))
    fields = {"total": paid.total.written(), "below_minimum": gap.written()}
    return Answer(fields, paid.total, (gap,), notices)


def _answer_wage_guard(_book: Rulebook, values: Mapping[str, Any]) -> Answer:
    guarded = wage_guard(**values)
    fields = {"deduct": guarded.deduct.written(), "carried": guarded.carried.written()}
    return Answer(fields, guarded.deduct, (guarded.carried,))


_AMOUNT: Final = Number(least=ZERO)

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        name="month_pay",
        title="月工资",
        signature=one_form(
            basic_wage=Asked(_AMOUNT),
            performance_pay=optional(_AMOUNT),
            commission=optional(_AMOUNT),
            minimum_wage=optional(_AMOUNT),
        ),
        rule=_answer_month_pay,
        amount_field="basic_wage",
    ),
    Kind(
        name="wage_guard",
        title="损失扣款上限",
        signature=one_form(
            month_wage=Asked(_AMOUNT),
            loss=Asked(_AMOUNT),
            minimum_wage=Asked(_AMOUNT),
        ),
        rule=_answer_wage_guard,
        amount_field="month_wage",
    ),
)
