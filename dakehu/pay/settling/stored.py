"""Stored runs on paper and as text: their statements, the sheet for approval, 说明.json."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.organization.queries.company import company_name
from dakehu.pay.data.notice_words import SHORT
from dakehu.pay.data.run_states import DRAFT, FROZEN
from dakehu.pay.models import SettlementRun
from dakehu.pay.papers.sheet import Recorded, SheetData, SheetLine
from dakehu.pay.papers.statement import StatementData
from dakehu.pay.queries import papers as stored
from dakehu.pay.queries.axes import axes_of_run
from dakehu.pay.settling.axes import heading_axes
from dakehu.pay.settling.statements import Heading, clauses_told, data_of
from dakehu.pay.settling.telling import month_told
from dakehu.policy.decimals import ZERO
from dakehu.rules.settling import DepartmentMonth, Statement

_FEW = 3


def heading_of(run: SettlementRun) -> Heading:
    """What stands over every paper of a run: axes, day, company, how far it has come."""
    return Heading(
        heading_axes(axes_of_run(run)),
        _day(run.frozen_at or run.reviewed_at or run.computed_at),
        company_name(),
        state=state_told(run),
        standing=_("未经审批"),
        number=f"GZ-{run.pay_month}",
    )


def state_told(run: SettlementRun) -> str:
    """试算（2026-11-02 第 2 次核算）."""
    if run.state == DRAFT or run.reviewed_at is None:
        told = _("试算（%(day)s 第 %(revision)d 次核算）")
        return told % {"day": _day(run.computed_at), "revision": run.revision}
    if run.state == FROZEN and run.frozen_at is not None:
        return _("已冻结（%s）") % _day(run.frozen_at)
    return _("已复核（%s）") % _day(run.reviewed_at)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


# ---------------------------------------------------------------- one person


def statement_of_record(pk: int, by: Actor, _on: date) -> StatementData | None:
    """What stands in a stored statement that `by` may see; None for any other."""
    row = stored.statement_for(by, pk)
    if row is None:
        return None
    (statement,) = stored.rebuilt(row.run, [row])
    credits = stored.behind(row.run).credits.get(row.number, ())
    return data_of(statement, credits, heading_of(row.run))


# ---------------------------------------------------------------- the sheet for approval


def sheet_of_record(pk: int, by: Actor, _on: date) -> SheetData | None:
    """The sheet for approval of a run with the people whose statements `by` may see."""
    run = stored.run_for(by, pk)
    if run is None:
        return None
    statements = list(stored.statements_rebuilt(by, run))
    units = list(dict.fromkeys(one.person.department for one in statements))
    heading = heading_of(run)
    return SheetData(
        axes=heading.axes,
        on=heading.on,
        unit="、".join(units) if len(units) <= _FEW else _("%d 个部门") % len(units),
        lines=tuple(_line(one, has_unit=len(units) > 1) for one in statements),
        number=heading.number,
        record=tuple(_record(run)),
        notes=tuple(_notes(run, len(statements))),
        company=heading.company,
        state=heading.standing_told,
        standing=heading.standing,
    )


def _line(statement: Statement, *, has_unit: bool) -> SheetLine:
    person, performed = statement.person, statement.performance
    shorts = [str(SHORT.get(one.code, one.code)) for one in statement.notices]
    return SheetLine(
        name=person.name,
        position=person.position,
        basic_wage=statement.basic_wage.value,
        performance_pay=ZERO if performed is None else performed.pay.value,
        commission=statement.commission.value,
        unit_extra=ZERO if performed is None else performed.extra.value,
        clauses=clauses_told(statement),
        note="、".join(shorts),
        corrected=sum((one.value for one in statement.corrections), ZERO),
        unit=person.department if has_unit else "",
    )


def _record(run: SettlementRun) -> Iterable[Recorded]:
    """Who computed, reviewed and froze the run, and when."""
    steps = (
        (run.computed_at, run.computed_by, _("核算")),
        (run.reviewed_at, run.reviewed_by, _("复核")),
        (run.frozen_at, run.frozen_by, _("冻结")),
    )
    for at, who, what in steps:
        if at is not None:
            moment = f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
            yield Recorded(moment, who.name if who else _("系统"), what)


def _notes(run: SettlementRun, count: int) -> Iterable[str]:
    if count < run.people_count:
        told = _("本表只列本人权限内的 %(count)d 人，本次核算共 %(all)d 人。")
        yield told % {"count": count, "all": run.people_count}


# ---------------------------------------------------------------- 说明.json


def run_told(by: Actor, run: SettlementRun) -> dict[str, Any]:
    """A run with every explanation, of the people whose statements `by` may see."""
    statements = list(stored.statements_rebuilt(by, run))
    seen = {one.person.department for one in statements}
    is_whole = len(statements) == run.people_count
    departments = [one for one in departments_of(run) if is_whole or one.name in seen]
    return month_told(axes_of_run(run), statements, departments)


def departments_of(run: SettlementRun) -> list[DepartmentMonth]:
    """How each department stood, as it was stored."""
    return [
        DepartmentMonth(name, _amount(target), _amount(challenge), _amount(actual), state)
        for name, target, challenge, actual, state in run.told.get("departments", ())
    ]


def _amount(told: str | None) -> Decimal | None:
    return None if told is None else Decimal(told)
