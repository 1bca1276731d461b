"""The eight rules that decide money, as rows of numbers that a person may change (screens.md §4).

A row knows the parameters behind it, how their values become inputs, and how inputs become values.
Percentages are typed as 20 for 0.20.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.policy.decimals import plain_text

Text = str | Promise
Values = Mapping[str, Any]
PERIODS: Final = (("month", _("每月")), ("quarter", _("每季度")), ("year", _("每年")))


@dataclass(frozen=True)
class Input:
    """One number of a row: its label, what is typed (percent, amount, whole, plain, times)."""

    name: str
    label: Text
    kind: str = "percent"


@dataclass(frozen=True)
class RuleRow:
    """A rule with its inputs; `read` and `write` go between parameter values and inputs.

    `keys` are its parameters, the first one's clause is shown; `layout` is line, pairs or bands.
    """

    code: str
    title: Text
    policy: str
    keys: tuple[str, ...]
    inputs: tuple[Input, ...]
    read: Callable[[Values], dict[str, Any]]
    write: Callable[[Values], dict[str, Any]]
    touches_pay: bool = False
    layout: str = "line"


def as_percent(raw: Any) -> str:
    """0.017 as 1.7."""
    return plain_text(Decimal(raw) * 100)


def as_rate(typed: Decimal) -> str:
    """1.7 as 0.017, with two decimals where fewer would do, as the policies are written."""
    rate = typed / 100
    return plain_text(rate) if rate != rate.quantize(Decimal("0.01")) else f"{rate:.2f}"


def _read_bands(key: str) -> Callable[[Values], dict[str, Any]]:
    def read(values: Values) -> dict[str, Any]:
        rows: Sequence[Sequence[str]] = values[key]
        edges = {f"edge{n}": row[0] for n, row in enumerate(rows) if n}
        return edges | {f"rate{n}": as_percent(row[1]) for n, row in enumerate(rows)}

    return read


def _write_bands(key: str, count: int) -> Callable[[Values], dict[str, Any]]:
    def write(typed: Values) -> dict[str, Any]:
        edges = ["0", *(plain_text(typed[f"edge{n}"]) for n in range(1, count))]
        return {key: [[edge, as_rate(typed[f"rate{n}"])] for n, edge in enumerate(edges)]}

    return write


_BANDS: Final = (_("第 1 档"), _("第 2 档"), _("第 3 档"), _("第 4 档"))


def _bands(count: int) -> tuple[Input, ...]:
    rates = [Input(f"rate{n}", _BANDS[n]) for n in range(count)]
    edges = [Input(f"edge{n}", _("满多少元起"), "amount") for n in range(1, count)]
    pairs = zip(edges, rates[1:], strict=True)
    return (rates[0], *(one for pair in pairs for one in pair))


def _read_commission(values: Values) -> dict[str, Any]:
    rate = values["commission.rate"]
    percent = as_percent(rate) if isinstance(rate, str) else ""
    return {"rate": percent, "day": values["commission.window_end"]}


def _write_commission(typed: Values) -> dict[str, Any]:
    return {
        "commission.rate": as_rate(typed["rate"]),
        "commission.window_end": plain_text(typed["day"]),
    }


def _read_weights(values: Values) -> dict[str, Any]:
    return {f"part{n}": each for n, each in enumerate(values["score.weights.sales"])}


def _write_weights(typed: Values) -> dict[str, Any]:
    return {"score.weights.sales": [plain_text(typed[f"part{n}"]) for n in range(3)]}


def _read_coefficients(values: Values) -> dict[str, Any]:
    rows = values["pay.coefficients"]
    edges = {f"edge{n}": rows[n][0] for n in range(3)}
    return edges | {f"factor{n}": rows[n][1] for n in range(2)}


def _write_coefficients(typed: Values) -> dict[str, Any]:
    edges = [plain_text(typed[f"edge{n}"]) for n in range(3)]
    factors = [plain_text(typed[f"factor{n}"]) for n in range(2)]
    rows = [list(row) for row in zip(edges, [*factors, "score"], strict=True)]
    return {"pay.coefficients": [*rows, ["0", "0"]]}


def _read_visits(values: Values) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for grade, rhythm in values["visit.rhythm"].items():
        count, _sep, period = rhythm.partition("/")
        found |= {f"count{grade}": count, f"period{grade}": period}
    return found


def _write_visits(typed: Values) -> dict[str, Any]:
    rhythms = {
        grade: f"{plain_text(typed[f'count{grade}'])}/{typed[f'period{grade}']}" for grade in "ABC"
    }
    return {"visit.rhythm": rhythms}


ROWS: Final = (
    RuleRow(
        *("profit", _("利润率四档"), "SA", ("profit.bands",)),
        *(_bands(4), _read_bands("profit.bands"), _write_bands("profit.bands", 4)),
        layout="bands",
    ),
    RuleRow(
        *("rebate", _("返点三档"), "SA", ("rebate.bands",)),
        *(_bands(3), _read_bands("rebate.bands"), _write_bands("rebate.bands", 3)),
        layout="bands",
    ),
    RuleRow(
        *("commission", _("提成比例与截止日"), "SA", ("commission.rate", "commission.window_end")),
        (Input("rate", _("提成比例")), Input("day", _("回款截止日（每月几日）"), "whole")),
        _read_commission,
        _write_commission,
        touches_pay=True,
    ),
    RuleRow(
        *("weights", _("考核权重"), "AP", ("score.weights.sales",)),
        (
            Input("part0", _("业绩分"), "whole"),
            Input("part1", _("能力分"), "whole"),
            Input("part2", _("态度分"), "whole"),
        ),
        _read_weights,
        _write_weights,
        touches_pay=True,
    ),
    RuleRow(
        *("coefficients", _("绩效系数四档"), "AP", ("pay.coefficients",)),
        (
            Input("edge0", _("第 1 档起分"), "whole"),
            Input("factor0", _("系数"), "plain"),
            Input("edge1", _("第 2 档起分"), "whole"),
            Input("factor1", _("系数"), "plain"),
            Input("edge2", _("第 3 档起分（系数按得分比例）"), "whole"),
        ),
        _read_coefficients,
        _write_coefficients,
        touches_pay=True,
        layout="pairs",
    ),
    RuleRow(
        *("extra", _("部门目标加发、扣减"), "AP", ("extra.rate",)),
        (Input("rate", _("比例（±）")),),
        lambda values: {"rate": as_percent(values["extra.rate"])},
        lambda typed: {"extra.rate": as_rate(typed["rate"])},
        touches_pay=True,
    ),
    RuleRow(
        *("visits", _("拜访频次"), "KA", ("visit.rhythm",)),
        (
            Input("countA", _("A类几次"), "whole"),
            Input("periodA", _("周期"), "period"),
            Input("countB", _("B类几次"), "whole"),
            Input("periodB", _("周期"), "period"),
            Input("countC", _("C类几次"), "whole"),
            Input("periodC", _("周期"), "period"),
        ),
        _read_visits,
        _write_visits,
        layout="pairs",
    ),
    RuleRow(
        *("claims", _("差旅费报销截止日"), "EX", ("claim.due_day",)),
        (Input("day", _("次月几日前"), "whole"),),
        lambda values: {"day": values["claim.due_day"]},
        lambda typed: {"claim.due_day": plain_text(typed["day"])},
    ),
)
BY_CODE: Final = {row.code: row for row in ROWS}
RULE_NAMES: Final[Mapping[str, Text]] = {row.code: row.title for row in ROWS}
