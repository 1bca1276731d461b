"""What a reader of a settled month is told: what somebody must settle, and what is to be known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from dakehu.documents.printing.glyphs import lacking
from dakehu.pay.data.notice_words import TO_SETTLE
from dakehu.pay.settling.gathering import Gathered
from dakehu.pay.settling.reading import Found, Place
from dakehu.policy.decimals import ZERO, amount_text, group_text
from dakehu.policy.figures import Figure, explanation
from dakehu.rules.month_facts import Money
from dakehu.rules.settling import Axes, DepartmentMonth, Settlement, Statement


class Hint(NamedTuple):
    """Something told: about whom or what, where it stands, what to do, by which clause."""

    about: str
    message: str
    remedy: str = ""
    place: Place | None = None
    clause: str = ""


@dataclass(frozen=True)
class Hints:
    """`open` have to be settled by somebody, `known` only to be read."""

    open: tuple[Hint, ...]
    known: tuple[Hint, ...]


def hints_of(settled: Settlement, given: Gathered) -> Hints:
    """Everything that a month has to tell beside its figures."""
    to_settle = [_of_file(one) for one in given.warnings]
    to_settle += _of_receipts(settled, given)
    aimless = {
        one.person.department
        for one in settled.statements
        if any(notice.code == "target_missing" for notice in one.notices)
    }
    to_settle += [_no_target(one) for one in settled.departments if one.name in aimless]
    known = [_of_file(one) for one in given.notices]
    if settled.waiting:
        total = group_text(amount_text(sum((one.amount for one in settled.waiting), ZERO)))
        told = _("有 %(count)d 笔、合计 %(total)s 元的回款尚未核实，核实后计入当时的窗口。")
        told %= {"count": len(settled.waiting), "total": total}
        known.append(Hint(_("回款"), told))
    for statement in settled.statements:
        for notice in statement.notices:
            if notice.code == "target_missing":
                continue  # told once for the department
            clause = "" if notice.source is None else notice.source.citation
            hint = Hint(statement.person.name, notice.message, clause=clause)
            (to_settle if notice.code in TO_SETTLE else known).append(hint)
    to_settle += _of_ranking(settled)
    known += _of_names(settled)
    return Hints(tuple(to_settle), tuple(known))


def _of_file(found: Found) -> Hint:
    place = found.place
    message = found.message.rstrip("。") + "。"
    return Hint(place.tab or place.file, message, found.remedy, place)


def _no_target(department: DepartmentMonth) -> Hint:
    return Hint(
        department.name or _("部门"),
        _("部门没有录入本月目标，不加发也不扣减。"),
        _("请在“目标”表中补上部门的目标。"),
    )


def _of_receipts(settled: Settlement, given: Gathered) -> Iterable[Hint]:
    clauses = (
        (settled.credited.unassigned, _("没有项目，暂不计提成。"), _("请补上项目，再重新核算。")),
        (
            settled.credited.unearned,
            _("没有可以计提成的人。"),
            _("请核对业务员；部门负责人、内勤参与的，请在“分成”表中登记份额。"),
        ),
    )
    warned = {found.place.row for found in given.warnings if found.place.tab == _tab(given)}
    for money, told, remedy in clauses:
        for one in money:
            found = given.row_of.get(one.serial)
            if money is settled.credited.unearned and found and found.place.row in warned:
                continue  # it is told already why
            yield Hint(_named(one), told, remedy, found.place if found else None)


def _tab(given: Gathered) -> str:
    """The worksheet of the receipts."""
    return next((found.place.tab for found in given.row_of.values()), "")


def _named(money: Money) -> str:
    return _("流水 %(serial)s，%(customer)s，%(amount)s 元") % {
        "serial": money.serial,
        "customer": money.customer,
        "amount": group_text(amount_text(money.amount)),
    }


def _of_names(settled: Settlement) -> Iterable[Hint]:
    """Names in which a character is missing on paper."""
    for name in (one.person.name for one in settled.statements):
        gone = lacking(name)
        if gone:
            told = _("工资单的字体里没有“%s”字，印作〓，请手写补上。") % "”“".join(gone)
            yield Hint(name, told)


def _of_ranking(settled: Settlement) -> Iterable[Hint]:
    names = {one.person.id: one.person.name for one in settled.statements}
    for case in settled.ranking.cases:
        told = _("连续 %d 个月单独列于末位，请人事行政部复核；不作其他处理。") % len(case.months)
        source = settled.ranking.opened.source
        clause = "" if source is None else source.citation
        yield Hint(names.get(case.who, case.who), told, clause=clause)


# ---------------------------------------------------------------- 说明.json


def told_in_full(settled: Settlement) -> dict[str, Any]:
    """The month with every explanation, numbers as `calc` writes them."""
    return month_told(settled.axes, settled.statements, settled.departments)


def month_told(
    axes: Axes, statements: Iterable[Statement], departments: Iterable[DepartmentMonth]
) -> dict[str, Any]:
    """A month of some people with every explanation, numbers as `calc` writes them."""
    return {
        "pay_month": str(axes.pay_month),
        "appraisal_month": str(axes.appraisal_month),
        "window": {"from": axes.window.from_.isoformat(), "to": axes.window.to.isoformat()},
        "people": [_person(one) for one in statements],
        "departments": [_department(one) for one in departments],
    }


def _person(statement: Statement) -> Mapping[str, Any]:
    """What is not due is 0.00; a score or factor that there is none of is null."""
    performed, scored = statement.performance, statement.score
    owed = [_owed(one) for one in statement.corrections]
    return {
        "id": statement.person.id,
        "name": statement.person.name,
        "scheme": statement.person.scheme,
        "score": None if scored is None else scored.score.written(),
        "factor": None if performed is None else performed.factor.written(),
        "performance_pay": "0.00" if performed is None else performed.pay.written(),
        "extra": "0.00" if performed is None else performed.extra.written(),
        "commission": statement.commission.written(),
        "carry_out": statement.carry_out.written(),
        **({"corrections": owed} if owed else {}),
        "basic_wage": statement.basic_wage.written(),
        "total": statement.pay.total.written(),
        "notices": [notice.to_json() for notice in statement.notices],
        "explanation": explanation(statement.pay.total, statement.others),
    }


def _owed(figure: Figure) -> Mapping[str, str]:
    """What was paid afterwards: for which month, for which part of pay, how much."""
    part, _mark, month = figure.key.removeprefix("owed_").rpartition("_")
    return {"month": month, "part": part, "amount": figure.written()}


def _department(department: DepartmentMonth) -> Mapping[str, Any]:
    figures = (department.target, department.challenge, department.actual)
    target, challenge, actual = (None if one is None else amount_text(one) for one in figures)
    return {
        "name": department.name,
        "target": target,
        "challenge": challenge,
        "actual": actual,
        "state": department.state,
    }
