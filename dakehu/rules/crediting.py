"""Whose receipts are whose: by the project's shares, else by the one who sold (A-33, A-114)."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import Final

from dakehu.policy.decimals import ZERO, exactly
from dakehu.policy.periods import Month, Window
from dakehu.policy.weights import split
from dakehu.rules.month_facts import Money, MonthFacts, Share

Sums = dict[str, Decimal]

_THEN: Final = re.compile(r"（按 \d{4}-\d{2} 发放时的份额）$")


@dataclass
class Credited:
    """The receipts of a window: each person's own, and each shared project's.

    `unassigned` have no project and earn nothing until they have one (A-114); `unearned` belong to
    nobody who may earn commission on them (A-38).
    """

    own: dict[str, list[Money]] = field(default_factory=lambda: defaultdict(list))
    shared: dict[str, list[Money]] = field(default_factory=lambda: defaultdict(list))
    unassigned: list[Money] = field(default_factory=list)
    unearned: list[Money] = field(default_factory=list)


def by_shares_of(project: str, pay_month: str) -> str:
    """The name under which money of a project is told that goes by the shares of an earlier month.

    What was paid is set off by the shares of then (A-33).
    """
    return f"{project}（按 {pay_month} 发放时的份额）"


def named_now(project: str) -> str:
    """A project's own name, without what `by_shares_of` added."""
    return _THEN.sub("", project)


def shares_by_project(facts: MonthFacts) -> dict[str, list[Share]]:
    """The shares of each project, in the order in which they were given."""
    found: dict[str, list[Share]] = defaultdict(list)
    for share in facts.shares:
        found[share.project].append(share)
    return dict(found)


def credited(facts: MonthFacts, window: Window) -> Credited:
    """Who earns on the receipts that were verified in a window, and on those that come late."""
    shares = shares_by_project(facts)
    earning = {person.id for person in facts.people if person.earns_commission}
    found = Credited()
    inside = (
        money
        for money in facts.receipts
        if money.verified_on is not None and window.holds(money.verified_on)
    )
    for money in chain(inside, facts.late):
        if not money.project:
            found.unassigned.append(money)
        elif money.project in shares:
            found.shared[money.project].append(money)
        elif money.person in earning:
            found.own[money.person].append(money)
        else:
            found.unearned.append(money)
    return found


@exactly
def attained(facts: MonthFacts, months: Sequence[Month]) -> dict[Month, Sums]:
    """Each person's verified receipts by calendar month of verification (A-30).

    Shared projects are divided by their shares with cumulative rounding; a receipt without a
    project counts for the one who sold.
    """
    shares = shares_by_project(facts)
    asked = set(months)
    own: dict[Month, Sums] = {month: defaultdict(lambda: ZERO) for month in months}
    of_projects: dict[Month, Sums] = {month: defaultdict(lambda: ZERO) for month in months}
    month_of = {
        day: month
        for day in {money.verified_on for money in facts.receipts if money.verified_on is not None}
        if (month := Month.of(day)) in asked
    }
    for money in facts.receipts:
        if money.verified_on not in month_of:
            continue
        month = month_of[money.verified_on]
        if money.project in shares:
            of_projects[month][money.project] += money.amount
        elif money.person:
            own[month][money.person] += money.amount
    for month, sums in of_projects.items():
        for project, total in sums.items():
            parts = split(total, [one.share for one in shares[project]])
            for share, part in zip(shares[project], parts, strict=True):
                own[month][share.person] += part
    return own


def by_department(facts: MonthFacts, sums: Mapping[str, Decimal]) -> Sums:
    """The same summed over the people of each department."""
    found: Sums = defaultdict(lambda: ZERO)
    department_of = {person.id: person.department for person in facts.people}
    for person, total in sums.items():
        if person in department_of:
            found[department_of[person]] += total
    return found
