"""How a month is usually computed otherwise by hand: other parameters, other facts.

Each alternative is what a company may have done without knowing; it is told only where it gives
exactly the figure of the sheet.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from dakehu.pay.comparing.lines import OurLine, Values
from dakehu.pay.comparing.recomputing import Change, MonthAgain, replaced, with_facts
from dakehu.pay.data.pay_sheet import COMMISSION, PERFORMANCE
from dakehu.policy.decimals import ZERO, amount, amount_text, group_text, half_up, plain_text
from dakehu.policy.figures import Figure
from dakehu.rules.month_facts import MonthFacts
from dakehu.rules.performance import Department, performance_pay
from dakehu.rules.settling import Statement

_OTHER_ENDS: Final = (31, 30, 28, 25, 20)


@dataclass(frozen=True)
class Alternative:
    """Something done otherwise: which part of the pay it touches, and in words what it is.

    `told` is the whole sentence for a person, given our line and the other one; where it is None
    the receipts that make the difference are told, and `why` says how they came in or went out.
    """

    branch: str
    change: Change
    told: Callable[[OurLine, OurLine], str] | None = None
    why: str = ""


def alternatives_of(month: MonthAgain) -> list[Alternative]:
    """What may have been done otherwise under these rules, the most usual first."""
    return [*_of_performance(month), *_of_windows(month), *_of_receipts(month)]


# ---------------------------------------------------------------- performance pay


def _of_performance(month: MonthAgain) -> Iterable[Alternative]:
    rules = month.rules
    if rules["score.banding"] == "lower_bound":
        change = replaced(score__banding="round_half_up_first")
        yield Alternative(PERFORMANCE, change, _rounded_told)
    else:
        change = replaced(score__banding="lower_bound")
        yield Alternative(PERFORMANCE, change, _saying(_("得分没有取整就分档")))
    yield Alternative(PERFORMANCE, with_facts(_without_probation), _saying(_("试用期发了绩效工资")))
    yield Alternative(
        PERFORMANCE, with_facts(lambda facts: facts._replace(penalties=())), _penalties_told
    )
    if rules["extra.base"] == "computed":
        change, told = replaced(extra__base="base_pay"), _("部门加发算在绩效基数上")
    else:
        change, told = replaced(extra__base="computed"), _("部门加发算在算得的绩效工资上")
    yield Alternative(PERFORMANCE, change, _saying(told))
    lowest = plain_text(rules["pay.coefficients"][0].from_)
    yield Alternative(
        PERFORMANCE, replaced(pay__coefficients=[["0", "score"]]), _by_score_told(lowest)
    )
    lag = rules["pay.appraisal_lag"]
    for other in (lag + 1, lag - 1):
        if 0 <= other <= 3:
            told = _("用的是 %d 月的考核") % month.pay_month.plus(-other).number
            yield Alternative(PERFORMANCE, replaced(pay__appraisal_lag=str(other)), _saying(told))


def _saying(text: str) -> Callable[[OurLine, OurLine], str]:
    return lambda _ours, _other: text


def _rounded_told(ours: OurLine, _other: OurLine) -> str:
    score = ours.values["score"] or ZERO
    return _("得分先取整再分档（%(score)s 取整为 %(whole)s）") % {
        "score": amount_text(score),
        "whole": plain_text(half_up(score, 0)),
    }


def _penalties_told(ours: OurLine, other: OurLine) -> str:
    points = (other.values["score"] or ZERO) - (ours.values["score"] or ZERO)
    return _("没有扣分（少扣 %s 分）") % plain_text(points)


def _by_score_told(highest: str) -> Callable[[OurLine, OurLine], str]:
    def told(ours: OurLine, other: OurLine) -> str:
        if not ours.values["factor"]:
            return _("得分不到及格线，仍按得分比例发了绩效工资")
        if (other.values["score"] or ZERO) < Decimal(highest):
            return _("按得分比例发，没有按这一档的系数")
        return _("按得分比例发，没有用 %s 分以上的系数") % highest

    return told


def _without_probation(facts: MonthFacts) -> MonthFacts:
    return facts._replace(people=tuple(one._replace(on_probation=False) for one in facts.people))


def performed_otherwise(month: MonthAgain, statement: Statement) -> Iterable[tuple[Values, str]]:
    """A person's performance pay by another state of the department, or without a limit."""
    performed, scored, person = statement.performance, statement.score, statement.person
    if performed is None or scored is None:
        return
    for state, told in (
        ("met", _("没有算部门加发或扣减")),
        ("over", _("按部门完成挑战目标加发了")),
        ("missed", _("按部门未完成目标扣减了")),
    ):
        if state == performed.state or {state, performed.state} == {"met", "none"}:
            continue
        yield _performed(month, statement, scored.score, state), told
    limited = next((one for one in scored.before.inputs if one.key == "performance"), None)
    if person.scheme == "sales" and limited is not None:
        yield from _unlimited(month, statement, limited)


def _performed(
    month: MonthAgain, statement: Statement, score: Figure | Decimal, state: str
) -> dict[str, Decimal | None]:
    found = performance_pay(
        month.rules,
        base=statement.person.performance_base,
        score=score,
        department=Department(state=state),
        scheme=statement.person.scheme,
    )
    return {
        "score": score if isinstance(score, Decimal) else score.value,
        "factor": found.factor.value,
        "base": statement.person.performance_base,
        "performance_pay": found.pay.value,
        "extra": found.extra.value,
        "performance_total": found.total.value,
    }


def _unlimited(
    month: MonthAgain, statement: Statement, limited: Figure
) -> Iterable[tuple[Values, str]]:
    """More points for more than the target."""
    scored, performed = statement.score, statement.performance
    assert scored is not None
    assert performed is not None
    weight, actual, target = (one.value for one in limited.inputs)
    open_ended = half_up(weight * max(actual, ZERO) / target)
    if open_ended <= limited.value:
        return
    before = scored.before.value - limited.value + open_ended
    score = max(ZERO, before - scored.deducted.value)
    told = _("业绩得分没有以 %s 分封顶") % plain_text(weight)
    line = _performed(month, statement, score, performed.state)
    yield line, told
    factor = score / 100
    pay = amount(statement.person.performance_base * factor)
    yield {**line, "factor": factor, "performance_pay": pay}, told


# ---------------------------------------------------------------- commission


def _of_windows(month: MonthAgain) -> Iterable[Alternative]:
    rules = month.rules
    end, lag = rules["commission.window_end"], rules["commission.lag"]
    for other in _OTHER_ENDS:
        if other != end:
            why = _("截止日按 %d 日") % other
            yield Alternative(COMMISSION, replaced(commission__window_end=str(other)), why=why)
    for other in (lag - 1, lag + 1):
        if 0 <= other <= 3:
            number = month.pay_month.plus(-other).number
            why = _("回款取的是 %d 月的窗口") % number
            yield Alternative(COMMISSION, replaced(commission__lag=str(other)), why=why)
    yield Alternative(COMMISSION, with_facts(by_arrival), why=_("按到账日期归入窗口"))
    yield Alternative(COMMISSION, with_facts(_unverified), why=_("没有核实的也算了"))


def by_arrival(facts: MonthFacts) -> MonthFacts:
    """As if receipts were verified on the day on which they arrived."""
    return facts._replace(
        receipts=tuple(
            one._replace(verified_on=one.arrived_on) if one.verified_on else one
            for one in facts.receipts
        )
    )


def _unverified(facts: MonthFacts) -> MonthFacts:
    return facts._replace(
        receipts=tuple(
            one if one.verified_on else one._replace(verified_on=one.arrived_on)
            for one in facts.receipts
        )
    )


def _of_receipts(month: MonthAgain) -> Iterable[Alternative]:
    yield Alternative(COMMISSION, with_facts(_without_refunds))
    yield Alternative(COMMISSION, with_facts(lambda facts: facts._replace(carries={})), _carry_told)
    yield Alternative(COMMISSION, with_facts(_with_projects), why=_("没有项目的也算了"))
    yield Alternative(COMMISSION, with_facts(_all_earning), why=_("不按岗位计提成的人也算了"))
    yield Alternative(
        COMMISSION,
        with_facts(lambda facts: facts._replace(shares=())),
        _saying(_("没有按分成比例分，全部算给业务员")),
    )
    rules = month.rules
    words = {
        "gross": _("按含税的回款全额算提成"),
        "net_of_vat": _("按不含税的金额算提成（÷ %s）") % plain_text(1 + rules["tax.rate"]),
    }
    for mode, told in words.items():
        if mode != rules["commission.base"]:
            yield Alternative(COMMISSION, replaced(commission__base=mode), _saying(told))


def _without_refunds(facts: MonthFacts) -> MonthFacts:
    return facts._replace(receipts=tuple(one for one in facts.receipts if one.amount > ZERO))


def _carry_told(ours: OurLine, _other: OurLine) -> str:
    carried = group_text(amount_text(ours.values["carry_in"] or ZERO))
    return _("没有抵减上期结转 %s 元") % carried


def _with_projects(facts: MonthFacts) -> MonthFacts:
    """As if what has no project belonged to one of its own."""
    return facts._replace(
        receipts=tuple(
            one if one.project else one._replace(project=f"\0{one.serial}")
            for one in facts.receipts
        )
    )


def _all_earning(facts: MonthFacts) -> MonthFacts:
    return facts._replace(people=tuple(one._replace(earns_commission=True) for one in facts.people))
