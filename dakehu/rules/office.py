"""Points for untidiness and missed resolutions, and fines that are only recorded.

Office management of the business unit: S3-2.3, S3-2.4, S3-3.4.2, S3-4.8. No fine ever touches
pay (G-02). Points for attending meetings are in `meetings`.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, DecimalException
from functools import partial
from typing import Any, Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ONE, ZERO, AmountTooLarge, amount, exactly, plain_text
from dakehu.policy.figures import AMOUNT, NUMBER, TEXT, Figure, entered
from dakehu.rules import meetings
from dakehu.rules.answering import Answer, Kind
from dakehu.rules.asking import (
    Asked,
    Faults,
    Number,
    Refused,
    Rows,
    one_form,
    optional,
    several_forms,
)
from dakehu.rules.laws import G_02


class _Finding(NamedTuple):
    """A breach that costs points within a range: its parameter, rule, and words."""

    key: str
    law: str
    each: str
    total: str


_CLEANING: Final = _Finding("deduction.cleaning", "S3-2.3", "卫生检查扣分", "卫生检查扣分合计")
_RESOLUTION: Final = _Finding("deduction.resolution", "S3-3.4.2", "决议扣分", "决议扣分合计")


@exactly
def inspection_points(book: Rulebook, *, points: Sequence[Decimal]) -> Figure:
    """The sum of the month's hygiene findings (S3-2.3, A-78)."""
    return _sum_of(book, _CLEANING, points)


@exactly
def resolution_points(book: Rulebook, *, points: Sequence[Decimal]) -> Figure:
    """The sum of the month's undone or late resolutions (S3-3.4.2, A-77, A-78)."""
    return _sum_of(book, _RESOLUTION, points)


def _sum_of(book: Rulebook, finding: _Finding, points: Sequence[Decimal]) -> Figure:
    limits = book.setting(finding.key, TEXT)
    given = tuple(
        entered(f"points_{place}", f"{finding.each}（第 {place + 1} 项）", each, NUMBER)
        for place, each in enumerate(points)
    )
    total = sum(points, ZERO)
    how = "各项扣分之和，每项 {0}"
    source = book.law(finding.law)
    return Figure("total", finding.total, total, NUMBER, how, source, (limits, *given))


class Fine(NamedTuple):
    """The amount put on record, and what it does to pay: nothing (G-02)."""

    recorded: Figure
    payroll_effect: Figure


@exactly
def smoking_fine(book: Rulebook, *, times: Decimal) -> Fine:
    """The policy's amount for each time somebody smoked (S3-2.4, A-79)."""
    each = book.setting("fine.smoking", AMOUNT)
    given = entered("times", "次数", times, NUMBER)
    worth = amount(book["fine.smoking"] * times)
    source = book.source("fine.smoking")
    recorded = Figure(
        "recorded", "记录金额", worth, AMOUNT, "每次 {0} × {1} 次", source, (each, given)
    )
    return Fine(recorded, _payroll_effect(recorded))


@exactly
def discipline_fine(book: Rulebook, *, amounts: Sequence[Decimal]) -> Fine:
    """The amounts fixed for breaches of discipline, added up (S3-4.8, A-79)."""
    limits = book.setting("fine.discipline", TEXT)
    given = tuple(
        entered(f"amount_{place}", f"认定金额（第 {place + 1} 项）", each)
        for place, each in enumerate(amounts)
    )
    worth = amount(sum(amounts, ZERO))
    how = "各次认定金额之和，每次 {0}"
    source = book.source("fine.discipline")
    recorded = Figure("recorded", "记录金额", worth, AMOUNT, how, source, (limits, *given))
    return Fine(recorded, _payroll_effect(recorded))


def _payroll_effect(recorded: Figure) -> Figure:
    how = "{0} 元只作记录，不从工资中扣除"
    return Figure("payroll_effect", "计入工资的金额", ZERO, AMOUNT, how, G_02, (recorded,))


def _answer_points(
    rule: Callable[..., Figure], book: Rulebook, values: Mapping[str, Any]
) -> Answer:
    total = rule(book, points=values["points"])
    return Answer({"total": total.written()}, total)


def _check_points(
    finding: _Finding, values: Mapping[str, Any], book: Rulebook, faults: Faults
) -> None:
    least, most, _ = book[finding.key]
    for row, points in enumerate(values["points"]):
        if not least <= points <= most:
            faults.add("points", "out_of_range", f"须为 {least} 至 {most} 的整数", row)


def _answer_fine(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    fine = _fine_of(book, values)
    if book["fine.mode"] != "record_only":
        message = "罚款只作记录，不得折为扣分或从工资中扣款"
        raise Refused("params.fine.mode", "inconsistent", message)
    fields = {
        "recorded": fine.recorded.written(),
        "payroll_effect": fine.payroll_effect.written(),
    }
    return Answer(fields, fine.recorded, (fine.payroll_effect,))


def _fine_of(book: Rulebook, values: Mapping[str, Any]) -> Fine:
    if values["kind"] == "discipline":
        return discipline_fine(book, amounts=values["amounts"])
    try:
        return smoking_fine(book, times=values["times"])
    except (AmountTooLarge, DecimalException):
        message = "算得的金额超过 15 位整数，请检查次数"
        raise Refused("times", "out_of_range", message) from None


def _check_amounts(values: Mapping[str, Any], book: Rulebook, faults: Faults) -> None:
    least, most = book["fine.discipline"]
    for row, each in enumerate(values.get("amounts") or ()):
        if not least <= each <= most:
            message = f"须在 {plain_text(least)} 元与 {plain_text(most)} 元之间"
            faults.add("amounts", "out_of_range", message, row)


_POINTS: Final = one_form(points=Asked(Rows(Number(whole=True))))

KINDS: Final[tuple[Kind, ...]] = (
    *meetings.KINDS,
    Kind(
        name="inspection_points",
        title="卫生检查扣分",
        signature=_POINTS,
        rule=partial(_answer_points, inspection_points),
        amount_field="points",
        late=partial(_check_points, _CLEANING),
    ),
    Kind(
        name="resolution_points",
        title="决议扣分",
        signature=_POINTS,
        rule=partial(_answer_points, resolution_points),
        amount_field="points",
        late=partial(_check_points, _RESOLUTION),
    ),
    Kind(
        name="fine",
        title="罚款记录",
        signature=several_forms(
            "kind",
            smoking={"times": optional(Number(least=ONE, whole=True), ONE)},
            discipline={"amounts": Asked(Rows(Number()))},
        ),
        rule=_answer_fine,
        amount_field="amounts",
        late=_check_amounts,
    ),
)
