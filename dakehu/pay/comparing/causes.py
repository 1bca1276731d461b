"""Why a sheet has another figure: guesses, told only where they give it to the fen."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from dakehu.pay.comparing.alternatives import (
    Alternative,
    alternatives_of,
    performed_otherwise,
)
from dakehu.pay.comparing.compare import (
    DIFFERENT,
    Compared,
    Comparison,
    PersonCompared,
    equal,
    paid_parts,
)
from dakehu.pay.comparing.lines import TheirLine, Values
from dakehu.pay.comparing.receipts_told import Earned, receipts_told, smaller_by_one
from dakehu.pay.comparing.recomputing import Again, MonthAgain
from dakehu.pay.data.pay_sheet import COMMISSION, NO_MONEY, PERFORMANCE, STEP, SUM
from dakehu.policy.decimals import (
    ZERO,
    amount,
    amount_text,
    exactly,
    group_text,
    half_up,
)
from dakehu.policy.periods import Month
from dakehu.rules.commission import rate_of
from dakehu.rules.settling import Statement

EXPLAINED: Final = 200
"""For so many people causes are looked for; where more differ, it is one cause for all."""
_MOST: Final = 2
"""So many guesses of one step are told, where several fit equally well."""


class _Guess(NamedTuple):
    """What may have been done, how it may have come about, and how many steps it explains."""

    what: str
    why: str
    hits: int


@exactly
def find_causes(comparison: Comparison, month: MonthAgain) -> Comparison:
    """The comparison with a likely cause at each parting for which one is found for certain."""
    wanted = [one for one in comparison.people if one.state == DIFFERENT and one.partings]
    if not wanted:
        return comparison
    notices = comparison.notices
    if len(wanted) > EXPLAINED:
        notices += (_("不同的人很多，只为前 %d 人找了可能的原因。") % EXPLAINED,)
        wanted = wanted[:EXPLAINED]
    few = month.only(one.number for one in wanted)
    finder = _Finder(few, comparison.is_whole_yuan)
    found = {one.number: finder.causes_of(one) for one in wanted}
    people = tuple(
        replace(one, causes=found.get(one.number, {})) if one.state == DIFFERENT else one
        for one in comparison.people
    )
    return replace(comparison, people=people, notices=notices)


class _Finder:
    """Computes each alternative once for all who differ."""

    def __init__(self, month: MonthAgain, is_whole: bool) -> None:
        self.month, self.is_whole = month, is_whole
        self.rate = rate_of(month.rules).value
        self.alternatives: dict[str, list[Alternative]] = defaultdict(list)
        for one in alternatives_of(month):
            self.alternatives[one.branch].append(one)
        self.made: dict[int, Again | None] = {}
        self.receipts = {one.serial: one for one in month.facts.receipts}

    def causes_of(self, person: PersonCompared) -> dict[str, str]:
        """The guess at each parting, by step."""
        causes = {}
        for code in person.partings:
            step = person.step(code)
            told = self._cause(person, step) if step is not None else ""
            if told:
                causes[code] = told
        return causes

    def _cause(self, person: PersonCompared, step: Compared) -> str:
        branch = STEP[step.code].branch
        if step.theirs is None:
            return _("表里没有填")
        if branch == SUM:
            return _of_sum(person)
        if branch in (PERFORMANCE, COMMISSION):
            return _told(self._guesses(person, step, branch))
        statement = self.month.as_it_was.statements[person.number]
        return _of_wage(statement, step)

    # ------------------------------------------------------------ by alternatives

    def _guesses(self, person: PersonCompared, step: Compared, branch: str) -> Iterable[_Guess]:
        for other, told in self._lines(person, branch):
            hits = self._hits(person, step, branch, other)
            if hits:
                yield _Guess(*told(), hits)

    def _lines(
        self, person: PersonCompared, branch: str
    ) -> Iterable[tuple[Values, Callable[[], tuple[str, str]]]]:
        """The person's other lines, and for each how it is told."""
        number = person.number
        was = self.month.as_it_was
        for one in self.alternatives[branch]:
            again = self._again(one)
            if again is not None:
                yield again.lines[number].values, self._telling(one, number, was, again)
        statement = was.statements[number]
        if branch == PERFORMANCE:
            for values, told in performed_otherwise(self.month, statement):
                yield values, _fixed(told)
        else:
            for values, tell in smaller_by_one(statement, self._earned(was, number), self.rate):
                yield values, _without_why(tell)

    def _again(self, one: Alternative) -> Again | None:
        if id(one) not in self.made:
            self.made[id(one)] = self.month.changed(one.change)
        return self.made[id(one)]

    def _telling(
        self, one: Alternative, number: str, was: Again, again: Again
    ) -> Callable[[], tuple[str, str]]:
        def told() -> tuple[str, str]:
            if one.told is not None:
                return one.told(was.lines[number], again.lines[number]), ""
            before, after = self._earned(was, number), self._earned(again, number)
            return receipts_told(before, after, self.rate), one.why

        return told

    def _earned(self, again: Again, number: str) -> Mapping[str, Earned]:
        """The receipts on which somebody earns, as they were before anything was changed."""
        return {
            serial: Earned(self.receipts.get(serial, money), share)
            for serial, (money, share) in again.earned_on(number).items()
        }

    def _hits(self, person: PersonCompared, at: Compared, branch: str, other: Values) -> int:
        """How many differing steps the other line explains; 0 where not the one in question."""
        if not at.theirs and not other.get(at.code) and at.code not in _NOTHING_MEANS:
            return 0
        given = [
            one
            for one in person.steps
            if STEP[one.code].branch == branch and one.theirs is not None
        ]
        place = given.index(at)
        if not all(self._gives(one, other) for one in given[: place + 1]):
            return 0
        return 1 + sum(1 for one in given[place + 1 :] if self._gives(one, other))

    def _gives(self, step: Compared, other: Values) -> bool:
        value = other.get(step.code)
        is_whole_score = step.code == "score" and value is not None and step.differs
        if is_whole_score and step.theirs == half_up(value or ZERO, 0):
            return True  # a whole score is written where it is banded by it
        return value is not None and equal(step.code, value, step.theirs, self.is_whole)


_NOTHING_MEANS: Final = frozenset({"extra"})
"""Steps in which 0 is a figure that an alternative may explain; elsewhere it explains nothing."""


def _without_why(tell: Callable[[], str]) -> Callable[[], tuple[str, str]]:
    return lambda: (tell(), "")


def _fixed(told: str) -> Callable[[], tuple[str, str]]:
    return lambda: (told, "")


def _told(guesses: Iterable[_Guess]) -> str:
    """The guesses that explain most; ways to the same receipts are told together."""
    found = list(guesses)
    most = max((one.hits for one in found), default=0)
    whys: dict[str, list[str]] = {}
    for one in found:
        if one.hits == most and one.what:
            whys.setdefault(one.what, []).extend([one.why] if one.why else [])
    told = [
        _("%(what)s（%(why)s）") % {"what": what, "why": _("，或").join(why)} if why else what
        for what, why in list(whys.items())[:_MOST]
    ]
    return _("；也可能是").join(told)


# ---------------------------------------------------------------- basic wage


def _of_wage(statement: Statement, step: Compared) -> str:
    if step.theirs is None:
        return ""
    theirs, ours = half_up(step.theirs), step.ours or ZERO
    if step.code == "correction":
        return _("没有补发以前月份的工资") if not theirs else ""
    for value, told in _other_wages(statement, ours):
        if value == theirs:
            return told
    return ""


def _other_wages(statement: Statement, wage: Decimal) -> Iterable[tuple[Decimal, str]]:
    person = statement.person
    owed = statement.carry_out.value
    if owed:
        told = _("退款多于回款的 %s 元从基本工资里扣了，没有结转")
        yield wage + owed, told % _yuan(-owed)
        earned = statement.commission.inputs[0].inputs[0].value
        if earned < ZERO:
            yield wage + earned, _("本期多退的提成 %s 元从基本工资里扣了") % _yuan(-earned)
    if person.left_on is not None:
        days, whole = person.left_on.day, Month.of(person.left_on).last_day.day
        told = _("按当月在职天数折算（%(days)d ÷ %(whole)d）") % {"days": days, "whole": whole}
        yield amount(wage * days / whole), told
    if person.performance_base:
        yield wage + person.performance_base, _("把绩效基数也算进了基本工资")


# ---------------------------------------------------------------- the sum


def _of_sum(person: PersonCompared) -> str:
    """Their own parts added up, with what else stands in the row."""
    ours, theirs = person.ours, person.theirs
    assert ours is not None
    assert theirs is not None
    total = theirs.values["total"]
    assert total is not None
    if theirs.unread:
        return ""
    parts = paid_parts(theirs.values)
    exact = sum(parts.values(), ZERO)
    if any(one != half_up(one) for one in parts.values()) and half_up(total) == half_up(exact):
        return _("各项没有先取整到分就相加")
    lacking = _lacking(person, parts)
    left_out = sum(lacking.values(), ZERO)
    if lacking and half_up(total) == half_up(exact):
        names = "”“".join(str(STEP[code].label) for code in lacking)
        told = _("应发里没有算“%(names)s” %(sum)s 元")
        return told % {"names": names, "sum": _yuan(left_out)}
    found = _of_others(theirs, half_up(total - exact - left_out))
    if found or lacking:
        return found
    told = _("合计加错：各项相加是 %(sum)s，表里写的是 %(total)s")
    return told % {"sum": _yuan(half_up(exact)), "total": _yuan(half_up(total))}


def _lacking(person: PersonCompared, parts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Our parts that their sheet has no column for, and that are not 0."""
    assert person.ours is not None
    covered = set(parts)
    if "performance_total" in covered:
        covered |= {"performance_pay", "extra"}
    return {
        code: value
        for code, value in paid_parts(person.ours.values).items()
        if code not in covered and value
    }


def _of_others(theirs: TheirLine, apart: Decimal) -> str:
    """A column that is not compared, or all of them, makes the whole difference."""
    amounts = {head: one for head, one in theirs.others.items() if not NO_MONEY.search(head)}
    for heading, value in amounts.items():
        values = {"heading": heading, "sum": _yuan(abs(value))}
        if apart == value:
            return _("应发里加了“%(heading)s” %(sum)s 元") % values
        if apart == -value:
            return _("应发里减了“%(heading)s” %(sum)s 元") % values
    if len(amounts) > 1 and abs(apart) == sum(amounts.values(), ZERO):
        told = _("应发里加了“%s”") if apart > ZERO else _("应发里减了“%s”")
        return told % "”“".join(amounts)
    return ""


def _yuan(number: Decimal) -> str:
    return group_text(amount_text(number))
