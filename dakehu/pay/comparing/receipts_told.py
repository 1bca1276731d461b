"""Receipts that make a commission larger or smaller, in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from django.utils.translation import gettext as _

from dakehu.pay.comparing.lines import Values
from dakehu.policy.decimals import (
    ONE,
    ZERO,
    amount,
    amount_text,
    floor_fen,
    group_text,
    half_up,
    percent_text,
)
from dakehu.rules.month_facts import Money
from dakehu.rules.settling import Statement


class Earned(NamedTuple):
    """A receipt on which somebody earns commission, and their share of it."""

    money: Money
    share: Decimal


def receipts_told(before: Mapping[str, Earned], after: Mapping[str, Earned], rate: Decimal) -> str:
    """What was counted too much and too little; nothing where both are the same receipts."""
    more = [one for serial, one in after.items() if serial not in before]
    less = [one for serial, one in before.items() if serial not in after]
    told = [_counted(one, _("多算了"), _("多减了"), rate) for one in _kinds(more)]
    told += [_counted(one, _("少算了"), _("没有减"), rate) for one in _kinds(less)]
    return "，".join(told)


def _kinds(found: Sequence[Earned]) -> list[list[Earned]]:
    """Receipts and refunds apart."""
    kinds = (
        ([], [])
        if not found
        else (
            [one for one in found if one.money.amount > ZERO],
            [one for one in found if one.money.amount <= ZERO],
        )
    )
    return [list(one) for one in kinds if one]


def _counted(found: Sequence[Earned], receipt: str, refund: str, rate: Decimal) -> str:
    is_refund = found[0].money.amount <= ZERO
    verb = refund if is_refund else receipt
    what = _("退款") if is_refund else _("回款")
    total = _yuan(abs(sum((one.money.amount for one in found), ZERO)))
    shares = {one.share for one in found}
    times = f" × {percent_text(rate)}" if len(shares) == 1 else ""
    if len(shares) == 1 and ONE not in shares:
        times += f" × {percent_text(found[0].share)}"
    if len(found) > 1:
        told = _("%(verb)s %(count)d 笔%(what)s，共 %(total)s 元%(times)s")
        values = {"verb": verb, "count": len(found), "what": what, "total": total}
        return told % {**values, "times": times}
    told = _("%(verb)s%(day)s的%(what)s %(total)s 元%(times)s")
    values = {"verb": verb, "day": _day(found[0].money), "what": what, "total": total}
    return told % {**values, "times": times}


def _day(money: Money) -> str:
    arrived = money.arrived_on
    if money.verified_on is None:
        return _("尚未核实（%s 到账）") % f"{arrived:%m-%d}"
    if money.verified_on == arrived:
        return _(" %s 核实") % f"{arrived:%m-%d}"
    days = {"arrived": f"{arrived:%m-%d}", "verified": f"{money.verified_on:%m-%d}"}
    return _(" %(verified)s 核实（%(arrived)s 到账）") % days


def smaller_by_one(
    statement: Statement, earned: Mapping[str, Earned], rate: Decimal
) -> Iterable[tuple[Values, Callable[[], str]]]:
    """The commission with one receipt left out or counted twice, or rounded at another place.

    Each with what tells it, asked where it gives the figure in question.
    """
    result = statement.commission.inputs[0]
    all_of_it, carried = (one.value for one in result.inputs)
    for worth, told in _rounded_elsewhere(earned, rate):
        yield _line(worth, carried), partial(str, told)
    for one in earned.values():
        worth = half_up(one.money.amount * rate * one.share)
        yield _line(all_of_it - worth, carried), partial(_one_less, one, rate)
        yield _line(all_of_it + worth, carried), partial(_one_more, one, rate)


def _one_less(one: Earned, rate: Decimal) -> str:
    return _counted([one], _("少算了"), _("没有减"), rate)


def _one_more(one: Earned, rate: Decimal) -> str:
    return _counted([one], _("重复算了"), _("重复减了"), rate)


def _rounded_elsewhere(
    earned: Mapping[str, Earned], rate: Decimal
) -> Iterable[tuple[Decimal, str]]:
    exact = [one.money.amount * rate * one.share for one in earned.values()]
    whole = sum(exact, ZERO)
    yield sum(map(half_up, exact), ZERO), _("逐笔取整到分再相加，没有先合计")
    yield amount(whole), _("分成各自四舍五入，没有按累计份额")
    yield floor_fen(whole), _("分以下的直接舍去，没有四舍五入")


def _line(earned: Decimal, carried: Decimal) -> dict[str, Decimal | None]:
    result = amount(earned + carried)
    return {
        "earned": amount(earned),
        "carry_in": carried,
        "commission": max(ZERO, result),
        "carry_out": min(ZERO, result),
    }


def _yuan(number: Decimal) -> str:
    return group_text(amount_text(number))
