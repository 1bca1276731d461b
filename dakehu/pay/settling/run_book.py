"""A stored run as files: the workbook for filing, and what is told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from dakehu.exchange.writing.books import Watermark
from dakehu.kit.actors import Actor
from dakehu.pay.models import SettlementRun
from dakehu.pay.queries import papers as stored
from dakehu.pay.queries.runs import kept_of, replayed_from, rules_of_run
from dakehu.pay.settling.credits import Credit, credits_of
from dakehu.pay.settling.gathering import Gathered
from dakehu.pay.settling.stored import heading_of, run_told
from dakehu.pay.settling.telling import Hint, Hints, hints_of
from dakehu.rules.month_facts import Money, MonthFacts
from dakehu.rules.settling import Settlement


def write_sheet(
    target: Path, *, by: Actor, run: SettlementRun, at: datetime, watermark: Watermark
) -> int:
    """Write the workbook with the people whose statements `by` may see; how many they are."""
    from dakehu.pay.settling.department_sheet import MonthBook, write_department_sheet

    kept = kept_of(run)
    statements = tuple(stored.statements_rebuilt(by, run))
    settled = replayed_from(run, kept)._replace(statements=statements)
    credits, facts = credits_of(kept.facts, settled.credited), kept.facts
    is_whole = len(statements) == run.people_count
    if not is_whole:
        settled, facts, credits = _narrowed(settled, facts, credits)
    month = MonthBook(
        settled,
        facts,
        _hints(run, settled, facts, is_whole=is_whole),
        credits,
        heading_of(run),
        rules_of_run(run),
        at,
        watermark,
    )
    write_department_sheet(target, month)
    return len(statements)


def write_told(target: Path, *, by: Actor, run: SettlementRun) -> int:
    """Write the run with every explanation as JSON; how many people are in it."""
    told = run_told(by, run)
    target.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    return len(told["people"])


def _hints(run: SettlementRun, settled: Settlement, facts: MonthFacts, *, is_whole: bool) -> Hints:
    """What the run tells, and what its figures tell."""
    hints = hints_of(settled, Gathered(facts, [], [], []))
    names = {one.name for one in facts.people}
    given: Sequence[Any] = (*run.told.get("gaps", ()), *run.told.get("warnings", ()))
    told = [Hint(*one) for one in given if is_whole or one[0] in names]
    return Hints((*told, *hints.open), hints.known)


def _narrowed(
    settled: Settlement, facts: MonthFacts, credits: Mapping[str, Sequence[Credit]]
) -> tuple[Settlement, MonthFacts, Mapping[str, Sequence[Credit]]]:
    """The month of the people of its statements alone: nobody else's rows, money or hints."""
    numbers = {one.person.id for one in settled.statements}
    units = {one.person.department for one in settled.statements}
    own = {who: found for who, found in credits.items() if who in numbers}
    earned = {id(one.money) for found in own.values() for one in found}

    def theirs(rows: Sequence[Money]) -> list[Money]:
        return [one for one in rows if one.person in numbers or id(one) in earned]

    found, ranking = settled.credited, settled.ranking
    narrow = settled._replace(
        departments=tuple(one for one in settled.departments if one.name in units),
        ranking=ranking._replace(cases=tuple(one for one in ranking.cases if one.who in numbers)),
        credited=replace(
            found, unassigned=theirs(found.unassigned), unearned=theirs(found.unearned)
        ),
        waiting=tuple(theirs(settled.waiting)),
    )
    some = facts._replace(
        people=tuple(one for one in facts.people if one.id in numbers),
        receipts=tuple(theirs(facts.receipts)),
        late=tuple(theirs(facts.late)),
    )
    return narrow, some, own
