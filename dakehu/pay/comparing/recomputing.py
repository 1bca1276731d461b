"""A month computed again as a sheet may have computed it: with other parameters, other facts.

Only the people who differ are computed, with the receipts that concern them, so that an alternative
costs as much as there is to explain.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from dakehu.pay.comparing.lines import OurLine, our_line
from dakehu.policy.book import Rulebook, override
from dakehu.policy.decimals import ONE
from dakehu.policy.decision_tables import NoRow
from dakehu.policy.periods import Month, OutOfCalendar
from dakehu.rules.crediting import Credited, shares_by_project
from dakehu.rules.month_facts import Goal, Money, MonthFacts, Share
from dakehu.rules.settling import Settlement, Statement, settle

Change = Callable[[Rulebook, MonthFacts], tuple[Rulebook, MonthFacts]]


@dataclass(frozen=True)
class Again:
    """An alternative month: each person's line and statement."""

    lines: Mapping[str, OurLine]
    statements: Mapping[str, Statement]
    credited: Credited
    shares: Mapping[str, Sequence[Share]]

    def earned_on(self, number: str) -> dict[str, tuple[Money, Decimal]]:
        """The receipts on which somebody earns commission, by serial, with the share of each."""
        found = {one.serial: (one, ONE) for one in self.credited.own.get(number, ())}
        for project, money in self.credited.shared.items():
            for share in self.shares[project]:
                if share.person == number:
                    found.update({one.serial: (one, share.share) for one in money})
        return found


@dataclass(frozen=True)
class MonthAgain:
    """What a month is computed again from."""

    rules: Rulebook
    pay_month: Month
    facts: MonthFacts
    settled: Settlement

    def only(self, numbers: Iterable[str]) -> "MonthAgain":
        """The same month for these people alone; the departments' results stay what they were."""
        wanted = set(numbers)
        facts = self.facts
        projects = {one.project for one in facts.shares if one.person in wanted}
        few = facts._replace(
            people=tuple(one for one in facts.people if one.id in wanted),
            goals=tuple(self._goals(wanted)),
            ratings=tuple(one for one in facts.ratings if one.person in wanted),
            penalties=tuple(one for one in facts.penalties if one.person in wanted),
            shares=tuple(one for one in facts.shares if one.project in projects),
            receipts=_concerning(facts.receipts, wanted, projects),
            late=_concerning(facts.late, wanted, projects),
            carries={who: one for who, one in facts.carries.items() if who in wanted},
            corrections=tuple(one for one in facts.corrections if one.person in wanted),
        )
        return MonthAgain(self.rules, self.pay_month, few, self.settled)

    def _goals(self, wanted: set[str]) -> Iterable[Goal]:
        month = self.settled.axes.appraisal_month
        actuals = {one.name: one.actual for one in self.settled.departments}
        for one in self.facts.goals:
            if one.subject in wanted:
                yield one
            elif one.subject in actuals and one.month == month:
                yield one._replace(actual=actuals[one.subject])

    @cached_property
    def as_it_was(self) -> Again:
        """The month by the rules and facts as they are."""
        return _again(settle(self.rules, self.pay_month, self.facts), self.facts)

    def changed(self, change: Change) -> Again | None:
        """The month with something changed; None where it cannot be computed so."""
        rules, facts = change(self.rules, self.facts)
        try:
            return _again(settle(rules, self.pay_month, facts), facts)
        except (NoRow, OutOfCalendar):
            return None


def replaced(**raw: Any) -> Change:
    """Parameters replaced by others, named with two underscores for the dot."""
    typed = {key.replace("__", "."): value for key, value in raw.items()}
    values = {key: override(key, value) for key, value in typed.items()}
    return lambda rules, facts: (rules.replacing(values), facts)


def with_facts(change: Callable[[MonthFacts], MonthFacts]) -> Change:
    """Facts changed under the same rules."""
    return lambda rules, facts: (rules, change(facts))


def _concerning(money: Iterable[Money], people: set[str], projects: set[str]) -> tuple[Money, ...]:
    return tuple(one for one in money if one.person in people or one.project in projects)


def _again(settled: Settlement, facts: MonthFacts) -> Again:
    statements = {one.person.id: one for one in settled.statements}
    lines = {number: our_line(one) for number, one in statements.items()}
    return Again(lines, statements, settled.credited, shares_by_project(facts))
