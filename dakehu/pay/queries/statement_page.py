"""One person's statement as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from dakehu.audit.queries import Line, trail_of
from dakehu.kit.actors import Actor
from dakehu.kit.refs import RecordRef
from dakehu.pay.access import SEE_RUNS
from dakehu.pay.data.notice_words import SHORT, TO_SETTLE
from dakehu.pay.models import PayStatement, SettlementRun
from dakehu.pay.queries.axes import axes_of_run
from dakehu.pay.queries.papers import behind
from dakehu.pay.queries.run_page import STATE_WORDS
from dakehu.pay.queries.runs import unpacked
from dakehu.pay.settling.axes import heading_axes
from dakehu.pay.settling.commission_told import commission_told
from dakehu.pay.settling.credits import Credit
from dakehu.periods.queries import month_name
from dakehu.policy.decimals import ZERO
from dakehu.policy.figures import Figure, nodes_of

COMMISSION: Final = "amount"
MOST_LINES: Final = 12


TOLD_OF_RUN: Final = frozenset({"pay.run_computed", "pay.run_reviewed", "pay.run_frozen"})
"""What a statement tells of its run; a reason or a comparison may name other people."""


class PayLine(NamedTuple):
    """A line of a statement: what, how it came about, how much, and the step behind it."""

    label: str
    how: str
    amount: Decimal
    url: str
    is_total: bool = False


class ScoreLine(NamedTuple):
    """A part of the score, or points that were taken off."""

    label: str
    how: str
    points: str
    url: str


@dataclass(frozen=True)
class StatementPage:
    """One person's month."""

    statement: PayStatement
    run: SettlementRun
    axes: str
    state: str
    lines: tuple[PayLine, ...]
    score: tuple[ScoreLine, ...]
    credits: tuple[Credit, ...]
    received: Decimal
    open: tuple[str, ...]
    known: tuple[str, ...]
    trail: tuple[Line, ...]


def statement_page(statement: PayStatement) -> StatementPage:
    """The page of a statement that the reader may see, with who dealt with it and who saw it."""
    run = statement.run
    stored = unpacked(statement)
    found = {one.key: one for one in nodes_of((stored.root, *stored.others))}
    credits = tuple(behind(run).credits.get(statement.number, ()))
    notices = statement.notices
    return StatementPage(
        statement=statement,
        run=run,
        axes=heading_axes(axes_of_run(run)).told,
        state=str(STATE_WORDS[run.state]),
        lines=tuple(_lines(statement, found, credits)),
        score=tuple(_score(statement, found.get("score"))),
        credits=credits,
        received=sum((one.money.amount for one in credits), ZERO),
        open=tuple(one["message"] for one in notices if one["code"] in TO_SETTLE),
        known=tuple(one["message"] for one in notices if one["code"] not in TO_SETTLE),
        trail=_trail(statement),
    )


def _trail(statement: PayStatement) -> tuple[Line, ...]:
    of_run = trail_of(RecordRef("settlement_run", statement.run_id), MOST_LINES)
    lines = [
        *trail_of(RecordRef("pay_statement", statement.pk), MOST_LINES),
        *(one for one in of_run if one.entry.action in TOLD_OF_RUN),
    ]
    lines.sort(key=lambda one: one.entry.number, reverse=True)
    return tuple(lines[:MOST_LINES])


def way_back(statement: PayStatement, actor: Actor) -> list[dict[str, str]]:
    """Where a reader of a statement comes from: the own months, or the run."""
    if statement.staff_id == actor.staff_id:
        return [{"label": _("我的收入"), "url": reverse("pay:own")}]
    if actor.may(SEE_RUNS):
        return [{"label": _("本月核算"), "url": reverse("pay:run", args=[statement.run_id])}]
    return [{"label": _("工资单"), "url": reverse("pay:statements")}]


def explain_url(statement: PayStatement, key: str) -> str:
    """The address of a figure of a statement."""
    return reverse("pay:statement_explain", args=[statement.pk, key])


def _lines(
    statement: PayStatement, found: Mapping[str, Figure], credits: Sequence[Credit]
) -> list[PayLine]:
    root = found["month_total"]
    lines = []
    for each in root.inputs:
        if each.key == "performance_total" and len(each.inputs) > 1:
            lines += [_line(statement, one) for one in each.inputs]
        elif each.key == COMMISSION:
            lines.append(_line(statement, each, commission_told(each, credits)))
        else:
            lines.append(_line(statement, each))
    total = PayLine(
        _("应发合计（税前）"), "", root.value, explain_url(statement, root.key), is_total=True
    )
    return [*lines, total]


def _line(statement: PayStatement, one: Figure, told: str = "") -> PayLine:
    how = told or (one.sentence() if one.inputs else _("按录入"))
    return PayLine(one.label, how, one.value, explain_url(statement, one.key))


def _score(statement: PayStatement, scored: Figure | None) -> list[ScoreLine]:
    if scored is None:
        return []
    before, deducted = scored.inputs[0], scored.inputs[-1]
    parts = (
        (one, one.sentence() if len(one.inputs) > 1 else _("上级评分"), one.written())
        for one in before.inputs
    )
    taken = ((one, "", f"-{one.written()}") for one in deducted.inputs)
    return [
        ScoreLine(one.label, how, points, explain_url(statement, one.key))
        for one, how, points in (*parts, *taken)
    ]


def shorts_of(notices: Sequence[Mapping[str, Any]]) -> str:
    """The notices of a statement in a word or two each."""
    return "、".join(str(SHORT.get(one["code"], one["code"])) for one in notices)


def month_told(run: SettlementRun) -> str:
    """2026年11月发放."""
    return _("%s发放") % month_name(run.pay_month)


def parts_of(statement: PayStatement) -> list[tuple[str, Decimal, str]]:
    """What the total of a statement is made of: label, amount, and the address of its step."""
    performed = statement.performance_pay + statement.extra
    parts = [
        (_("基本工资"), statement.basic_wage, explain_url(statement, "basic_wage")),
        (
            _("绩效工资"),
            performed,
            explain_url(statement, "performance_total") if statement.factor is not None else "",
        ),
        (_("业务提成"), statement.commission, explain_url(statement, "amount")),
    ]
    if statement.correction:
        parts.append((_("补发"), statement.correction, explain_url(statement, "month_total")))
    return parts
