"""Performance pay: base by score, and the department's extra (S4-6.7 to S4-6.28)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ZERO, amount, exactly
from dakehu.policy.figures import AMOUNT, NUMBER, RATE, TEXT, Figure, Source, entered
from dakehu.policy.weights import HUNDRED
from dakehu.rules.answering import Answer, Kind, Notice
from dakehu.rules.asking import (
    Asked,
    Choice,
    Faults,
    Number,
    Record,
    Refused,
    one_form,
    optional,
)
from dakehu.rules.coefficients import pay_band

STATES: Final[Mapping[str, str]] = {
    "missed": "未完成目标",
    "met": "完成目标",
    "over": "完成挑战目标",
    "none": "未设目标",
}
"""How a department stands in a month, with the words for it (A-45)."""


class Department(NamedTuple):
    """A department's month: its targets and result, or the state itself, which then wins.

    `counted` says from what the result was counted, where nobody entered it.
    """

    target: Decimal | None = None
    challenge: Decimal | None = None
    actual: Decimal | None = None
    state: str | None = None
    counted: str = ""


class PerformancePay(NamedTuple):
    """A month's performance pay; `department` tells `state` in words."""

    factor: Figure
    pay: Figure
    state: str
    department: Figure
    extra: Figure
    total: Figure


@exactly
def performance_pay(
    book: Rulebook,
    *,
    base: Decimal,
    score: Decimal | Figure,
    department: Department,
    scheme: str = "sales",
) -> PerformancePay:
    """base × factor of the score, rounded once, and the department's extra on it.

    `score` may be the figure of its own computation, which the explanation then goes on into.
    Extra and deduction are `extra.rate` of the computed pay (A-43), or of the base where
    `extra.base` says so; nothing is added or taken where the factor is 0 (A-60).
    """
    given = entered("base", "绩效基数", base)
    scored = score if isinstance(score, Figure) else entered("score", "考核得分", score, NUMBER)
    factor = pay_band(book, scored, scheme=scheme).factor
    law = book.law(_EXTRA_LAW[scheme])
    source = book.source("pay.coefficients")
    worth = amount(base * factor.value)
    pay = Figure("pay", "绩效工资", worth, AMOUNT, "{0} × {1}", source, (given, factor))
    state = state_of(department)
    standing = _standing(book, department, state)
    on = given if book["extra.base"] == "base_pay" else pay
    extra = _extra(book, state, standing, on, factor, law)
    total = Figure(
        "total",
        "绩效工资合计",
        amount(pay.value + extra.value),
        AMOUNT,
        "{0} + {1}",
        law,
        (pay, extra),
    )
    return PerformancePay(factor, pay, state, standing, extra, total)


def state_of(department: Department) -> str:
    """missed, met, over, or none without a target; equality reaches a target (A-45)."""
    if department.state is not None:
        return department.state
    if department.target is None:
        return "none"
    actual = ZERO if department.actual is None else department.actual
    if actual < department.target:
        return "missed"
    if department.challenge is not None and actual >= department.challenge:
        return "over"
    return "met"


def _standing(book: Rulebook, department: Department, state: str) -> Figure:
    source = book.law("A-45")
    if department.state is not None:
        return Figure("department_state", "部门目标", STATES[state], TEXT, "按确认的状态", source)
    facts = (
        ("target", "部门目标值", department.target),
        ("challenge", "部门挑战目标", department.challenge),
        ("actual", "部门实际完成", department.actual),
    )
    inputs = tuple(
        entered(f"department_{name}", label, value, NUMBER)
        for name, label, value in facts
        if value is not None
    )
    if department.counted and inputs:
        inputs = (*inputs[:-1], inputs[-1]._replace(how=department.counted))
    how = "没有录入部门目标" if department.target is None else "实际完成与目标、挑战目标比较"
    return Figure("department_state", "部门目标", STATES[state], TEXT, how, source, inputs)


_EXTRA: Final[Mapping[str, tuple[int, str]]] = {
    "missed": (-1, "部门{0}，扣减 {1} × {2}"),
    "met": (0, "部门{0}，不加不减"),
    "over": (1, "部门{0}，加发 {1} × {2}"),
    "none": (0, "部门{0}，不加不减"),
}


_EXTRA_LAW: Final[Mapping[str, str]] = {"sales": "S4-6.11", "clerk": "S4-6.26"}


def _extra(
    book: Rulebook, state: str, standing: Figure, on: Figure, factor: Figure, law: Source
) -> Figure:
    """The extra of S4-6.11, taken from performance pay alone when missed (A-44)."""
    rate = book.setting("extra.rate", RATE)
    label = "部门目标加发或扣减"
    if factor.value == ZERO:
        how = "绩效系数为 {0}，不加不减"
        return Figure("extra", label, ZERO, AMOUNT, how, book.law("A-60"), (factor,))
    sign, how = _EXTRA[state]
    value = sign * amount(rate.value * on.value)
    return Figure("extra", label, value, AMOUNT, how, law, (standing, on, rate))


@dataclass(frozen=True)
class _DepartmentReader:
    """Reads `department`: a target needs an actual, unless the state itself is given."""

    record: Record

    @property
    def alike(self) -> tuple[Record, ...]:
        """The record of the department's figures."""
        return (self.record,)

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        figures = raw if isinstance(raw, dict) and raw.get("state") is None else {}
        if figures.get("target") is not None and figures.get("actual") is None:
            faults.add(f"{path}.actual", "required", "设有目标时须填写实际完成", row)
        return self.record.read(raw, path, row, faults)


def _answer(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    department = Department(**values["department"])
    _refuse_low_challenge(department)
    paid = performance_pay(
        book,
        base=values["base"],
        score=values["score"],
        department=department,
        scheme=values["scheme"],
    )
    fields = {
        "factor": paid.factor.written(),
        "pay": paid.pay.written(),
        "department_state": paid.state,
        "extra": paid.extra.written(),
        "total": paid.total.written(),
    }
    notices = _notices(book, department, paid.factor)
    return Answer(fields, paid.total, (paid.department,), notices)


def _refuse_low_challenge(department: Department) -> None:
    """A challenge target must be above the target (A-45)."""
    target, challenge = department.target, department.challenge
    if department.state is not None or target is None or challenge is None:
        return
    if challenge <= target:
        raise Refused("department.challenge", "inconsistent", "挑战目标须高于目标")


def _notices(book: Rulebook, department: Department, factor: Figure) -> list[Notice]:
    told: list[Notice] = []
    if department.state is None:
        source = book.law("A-45")
        if department.target is None:
            message = "部门没有录入本月目标，不加发也不扣减。"
            told.append(Notice("target_missing", message, source=source))
        elif department.challenge is None:
            message = "部门没有录入挑战目标，完成目标时不加发。"
            told.append(Notice("challenge_missing", message, source=source))
    if factor.value == ZERO:
        message = "绩效系数为 0：发放前请复核考核依据、听取本人意见，并核对最低工资。"
        told.append(Notice("zero_pay_review", message, source=factor.source))
    return told


KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        name="performance_pay",
        title="绩效工资",
        signature=one_form(
            scheme=Asked(Choice(("sales", "clerk"))),
            base=Asked(Number(least=ZERO)),
            score=Asked(Number(least=ZERO, most=HUNDRED)),
            department=Asked(
                _DepartmentReader(
                    Record(
                        {
                            "target": optional(Number()),
                            "challenge": optional(Number()),
                            "actual": optional(Number()),
                            "state": optional(Choice(tuple(STATES))),
                        }
                    )
                )
            ),
        ),
        rule=_answer,
        amount_field="base",
    ),
)
