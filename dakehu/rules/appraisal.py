"""The month's appraisal score: its parts, deductions, and what they cost (S4-6.4 to S4-6.21).

Sales staff are scored by results, ability and attitude, clerks by workload, attitude, ability and
effect; the weights of the parts are their limits (A-54).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ZERO, amount, exactly, half_up, plain_text
from dakehu.policy.figures import AMOUNT, NUMBER, SCORE, Figure, entered
from dakehu.rules.answering import Answer, Kind, Notice
from dakehu.rules.asking import (
    Asked,
    Faults,
    Number,
    Record,
    Rows,
    Text,
    optional,
    several_forms,
)
from dakehu.rules.coefficients import pay_band

PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "sales": {"performance": "业绩考评", "ability": "能力考核", "attitude": "态度考核"},
    "clerk": {
        "workload": "工作量",
        "attitude": "工作态度",
        "ability": "工作能力",
        "effect": "工作效果",
    },
}
"""The parts of each scheme, in the order of its weights."""

SUB_SCORES: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "ability": ("专业知识与技能", "销售技巧", "销售流程", "沟通协调"),
    "attitude": ("纪律性", "主动性", "责任心", "服务态度"),
}
"""The four sub-items, of equal weight, of a sales person's ability and attitude (A-48)."""

_SUB_ITEMS: Final = 4

Given = Decimal | Sequence[Decimal]
"""A part's points, or the points of its four sub-items."""


class Deduction(NamedTuple):
    """Points taken off the month's score, and why."""

    points: Decimal
    reason: str


class Score(NamedTuple):
    """A month's score; `lost` is what the deductions cost per 1,000 yuan of base.

    `lost` is None where the deductions leave the pay band as it is.
    """

    before: Figure
    deducted: Figure
    score: Figure
    lost: Figure | None


def limit_of(book: Rulebook, scheme: str, part: str) -> Decimal:
    """The most points of a part."""
    limit: Decimal = book[f"score.weights.{scheme}"][list(PARTS[scheme]).index(part)]
    return limit


@exactly
def sales_parts(
    book: Rulebook, *, target: Decimal, actual: Decimal | Figure, ability: Given, attitude: Given
) -> tuple[Figure, ...]:
    """Results against target, ability, attitude, each rounded (S4-6.4 to S4-6.6).

    `actual` may be a figure that says where it comes from.
    """
    return (
        _results(book, target, actual),
        _part(book, "sales", "ability", ability),
        _part(book, "sales", "attitude", attitude),
    )


@exactly
def clerk_parts(book: Rulebook, points: Mapping[str, Decimal]) -> tuple[Figure, ...]:
    """Workload, attitude, ability and effect, each rounded (S4-6.18 to S4-6.21)."""
    return tuple(_part(book, "clerk", name, points[name]) for name in PARTS["clerk"])


def _results(book: Rulebook, target: Decimal, actual: Decimal | Figure) -> Figure:
    """Weight × actual ÷ target, at most the weight (A-42, A-47); below 0 counts as 0."""
    name = "performance"
    weight = limit_of(book, "sales", name)
    key = "score.weights.sales"
    how = "本次计算指定" if key in book.overrides else "制度规定"
    source = book.source(key, 0)
    if not isinstance(actual, Figure):
        actual = entered("actual", "实际完成", actual, NUMBER)
    inputs = (
        Figure(key, "业绩满分", weight, NUMBER, how, source),
        actual,
        entered("target", "本月目标", target, NUMBER),
    )
    value = half_up(min(weight * max(actual.value, ZERO) / target, weight))
    how = "{0} × {1} ÷ {2}，最低 0 分，最高 {0} 分"
    return Figure(name, PARTS["sales"][name], value, SCORE, how, source, inputs)


def _part(book: Rulebook, scheme: str, name: str, given: Given) -> Figure:
    label = PARTS[scheme][name]
    source = book.source(f"score.weights.{scheme}", list(PARTS[scheme]).index(name))
    if isinstance(given, Decimal):
        inputs: tuple[Figure, ...] = (entered(f"{name}_given", f"{label}评分", given, NUMBER),)
    else:
        inputs = tuple(
            entered(f"{name}_{place}", sub, points, NUMBER)
            for place, (sub, points) in enumerate(
                zip(SUB_SCORES[name], given, strict=True), start=1
            )
        )
    value = half_up(sum((each.value for each in inputs), ZERO))
    return Figure(name, label, value, SCORE, _added(inputs), source, inputs)


def _added(inputs: Sequence[Figure]) -> str:
    return " + ".join(f"{{{place}}}" for place in range(len(inputs)))


@exactly
def score(
    book: Rulebook, scheme: str, parts: Sequence[Figure], deductions: Sequence[Deduction]
) -> Score:
    """Parts together less the deductions, at least 0 (A-49); all from the rounded figures."""
    law = book.law("A-49")
    total = sum((part.value for part in parts), ZERO)
    source = book.source(f"score.weights.{scheme}")
    before = Figure("before", "扣分前得分", total, SCORE, _added(parts), source, tuple(parts))
    inputs = tuple(
        entered(f"deduction_{place}", f"扣分：{each.reason}", each.points, NUMBER)
        for place, each in enumerate(deductions, start=1)
    )
    points = amount(sum((each.points for each in deductions), ZERO))
    how = _added(inputs) or "没有扣分"
    deducted = Figure("deducted", "扣分合计", points, SCORE, how, law, inputs)
    left = max(ZERO, before.value - points)
    how = "{0} − {1}，最低 0 分"
    final = Figure("score", "考核得分", left, SCORE, how, law, (before, deducted))
    return Score(before, deducted, final, _lost(book, scheme, before, final))


def _lost(book: Rulebook, scheme: str, before: Figure, after: Figure) -> Figure | None:
    upper = pay_band(book, before, "factor_before", scheme=scheme)
    lower = pay_band(book, after, "factor_after", scheme=scheme)
    if lower.row <= upper.row:
        return None
    factors = (upper.factor, lower.factor)
    value = amount(1000 * (upper.factor.value - lower.factor.value))
    source = book.source("pay.coefficients")
    label = "每 1,000 元基数因扣分减少"
    return Figure("per_1000", label, value, AMOUNT, "1,000 × ({0} − {1})", source, factors)


@dataclass(frozen=True)
class _PointsReader:
    """Reads the points of a part: one total, or a list of exactly four sub-scores.

    Limits depend on the weights in force: `_late` tests them.
    """

    alike: ClassVar = (Number(least=ZERO), Rows(Number(least=ZERO)))

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        """A Decimal or a list of them."""
        if not isinstance(raw, list):
            return Number(least=ZERO).read(raw, path, row, faults)
        if len(raw) != _SUB_ITEMS:
            faults.add(path, "out_of_range", f"分项须恰为 {_SUB_ITEMS} 项")
        return Rows(Number()).read(raw, path, row, faults)


def _late(values: Mapping[str, Any], book: Rulebook, faults: Faults) -> None:
    """No part may pass its weight, no sub-item a quarter of it."""
    scheme = values["scheme"]
    for name in PARTS.get(scheme, ()):
        given = values.get(name)
        if given is None:
            continue
        limit = limit_of(book, scheme, name)
        if isinstance(given, Decimal):
            _test(given, limit, name, None, faults)
            continue
        for row, points in enumerate(given):
            _test(points, limit / _SUB_ITEMS, name, row, faults)


def _test(points: Decimal, limit: Decimal, name: str, row: int | None, faults: Faults) -> None:
    if not ZERO <= points <= limit:
        message = f"须不小于 0 且不大于 {plain_text(limit)}"
        faults.add(name, "out_of_range", message, row)


def _answer(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    if values["scheme"] == "sales":
        keys = ("target", "actual", "ability", "attitude")
        parts = sales_parts(book, **{key: values[key] for key in keys})
    else:
        parts = clerk_parts(book, values)
    deductions = [Deduction(**row) for row in values["deductions"]]
    scored = score(book, values["scheme"], parts, deductions)
    fields = {
        "parts": {part.key: part.written() for part in parts},
        "before_deductions": scored.before.written(),
        "deducted": scored.deducted.written(),
        "score": scored.score.written(),
    }
    if scored.lost is None:
        return Answer(fields, scored.score)
    lost = scored.lost.written()
    message = f"扣分使绩效工资降到较低一档：每 1,000 元绩效基数少发 {scored.lost.read()} 元。"
    notice = Notice("deduction_changed_band", message, {"per_1000": lost}, book.law("A-49"))
    return Answer(fields, scored.score, (scored.lost,), (notice,))


_TOTAL: Final = Asked(Number(least=ZERO))
_DEDUCTIONS: Final = optional(
    Rows(Record({"points": Asked(Number(above=ZERO)), "reason": Asked(Text())})), ()
)

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        name="score",
        title="月度考核得分",
        signature=several_forms(
            "scheme",
            # The later form's readers stand where the scheme is not known: sales read more.
            clerk={
                "workload": _TOTAL,
                "attitude": _TOTAL,
                "ability": _TOTAL,
                "effect": _TOTAL,
                "deductions": _DEDUCTIONS,
            },
            sales={
                "target": Asked(Number(above=ZERO)),
                "actual": Asked(Number()),
                "ability": Asked(_PointsReader()),
                "attitude": Asked(_PointsReader()),
                "deductions": _DEDUCTIONS,
            },
        ),
        rule=_answer,
        amount_field="deductions.points",
        late=_late,
    ),
)
