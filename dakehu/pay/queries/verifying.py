"""Every stored run computed again, and held against what is stored."""

from collections.abc import Iterator
from typing import NamedTuple

from dakehu.pay.models import SettlementRun
from dakehu.pay.queries.runs import differing, replayed
from dakehu.pay.settling.keeping import NotKeptFacts
from dakehu.policy.book import NotInForce


class Verified(NamedTuple):
    """A run computed again: the numbers of people who differ, or why it could not be computed."""

    pay_month: str
    people: int
    differing: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_whole(self) -> bool:
        return not self.differing and not self.problem


def verified_runs() -> Iterator[Verified]:
    """Each stored run, the earliest first, computed again from its own facts and policies."""
    for run in SettlementRun.objects.defer("facts").order_by("pay_month"):
        yield verified(run)


def verified(run: SettlementRun) -> Verified:
    """One run computed again."""
    try:
        wrong = differing(run, replayed(run))
    except (NotKeptFacts, NotInForce) as problem:
        told = f"{type(problem).__name__} {problem}".strip()
        return Verified(run.pay_month, run.people_count, problem=told)
    return Verified(run.pay_month, run.people_count, tuple(wrong))
