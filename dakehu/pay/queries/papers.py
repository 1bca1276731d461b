"""What stored statements are printed and told from: their figures, people and receipts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Scope
from dakehu.pay.access import SEE_STATEMENTS, runs_visible_to, statements_visible_to
from dakehu.pay.models import PayStatement, SettlementRun
from dakehu.pay.queries.axes import axes_of_run
from dakehu.pay.queries.runs import finder, kept_of
from dakehu.pay.settling.credits import Credit, credits_of
from dakehu.pay.settling.rebuilt import notices_of, statement_of
from dakehu.policy.packing import unpack
from dakehu.rules.crediting import credited
from dakehu.rules.month_facts import Person
from dakehu.rules.settling import Statement

_KEPT_RUNS: Final = 2
"""The facts of so many runs stay read in a process: papers of a run are printed one by one."""


class Behind(NamedTuple):
    """What stands behind the statements of a run, by number."""

    people: Mapping[str, Person]
    credits: Mapping[str, Sequence[Credit]]


def behind(run: SettlementRun) -> Behind:
    """The people and receipts of a run as it was computed."""
    return _behind(run.pk, run.revision, run.facts_hash)


@lru_cache(maxsize=_KEPT_RUNS)
def _behind(pk: int, _revision: int, _digest: str) -> Behind:
    run = SettlementRun.objects.defer("facts").get(pk=pk)
    facts = kept_of(run).facts
    found = credits_of(facts, credited(facts, axes_of_run(run).window))
    return Behind({one.id: one for one in facts.people}, found)


def run_for(actor: Actor, pk: int) -> SettlementRun | None:
    """A run that the actor sees as a whole or for the own people."""
    return runs_visible_to(actor).filter(pk=pk).first()


def sees_others(actor: Actor) -> bool:
    """Whether the actor sees more statements than the own."""
    return actor.scope(SEE_STATEMENTS) > Scope.OWN


def sees_everybody(actor: Actor) -> bool:
    """Whether the actor sees the statements of all, and so their sum."""
    return actor.scope(SEE_STATEMENTS) is Scope.ALL


def statement_for(actor: Actor, pk: int) -> PayStatement | None:
    """A statement that the actor sees, with its run."""
    rows = statements_visible_to(actor).select_related("run").defer("run__facts")
    return rows.filter(pk=pk).first()


def numbers_for(actor: Actor, run: SettlementRun) -> tuple[str, ...]:
    """The numbers of the people of a run whose statements the actor sees, in its order."""
    rows = statements_visible_to(actor).filter(run=run).order_by("place")
    return tuple(rows.values_list("number", flat=True))


def keys_for(actor: Actor, run: SettlementRun) -> list[int]:
    """The keys of the statements of a run that the actor sees, in its order."""
    rows = statements_visible_to(actor).filter(run=run).order_by("place")
    return list(rows.values_list("pk", flat=True))


def statements_rebuilt(actor: Actor, run: SettlementRun) -> Iterator[Statement]:
    """The statements of a run that the actor sees, as figures again."""
    rows = statements_visible_to(actor).filter(run=run).order_by("place")
    return rebuilt(run, rows.iterator(chunk_size=200))


def rebuilt(run: SettlementRun, rows: Iterable[PayStatement]) -> Iterator[Statement]:
    """Stored statements of a run as figures again."""
    find, people = finder(), behind(run).people
    for one in rows:
        stored = unpack(bytes(one.explanation), find)
        yield statement_of(stored, people[one.number], notices_of(one.notices, find))
