"""A stored statement as figures again, without computing anything."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from dakehu.policy.figures import TEXT, Figure, Source, nodes_of
from dakehu.policy.packing import FindClause, Unpacked
from dakehu.rules.answering import Notice
from dakehu.rules.appraisal import Score
from dakehu.rules.month_facts import Person
from dakehu.rules.pay import MonthPay
from dakehu.rules.performance import STATES, PerformancePay
from dakehu.rules.settling import Statement

_OWED: Final = "owed_"


def statement_of(stored: Unpacked, person: Person, notices: Iterable[Notice]) -> Statement:
    """The statement of `person` from its stored figures.

    What an explanation does not hold is left out: how the department stands where the factor is 0,
    and what a changed band costs, which a notice tells.
    """
    found = {one.key: one for one in nodes_of((stored.root, *stored.others))}
    scored = found.get("score")
    return Statement(
        person,
        None if scored is None else _score(scored),
        _performance(found, stored.root),
        found["amount"],
        found["carry_out"],
        found["basic_wage"],
        MonthPay(stored.root, found["below_minimum"]),
        tuple(notices),
        tuple(one for one in stored.root.inputs if one.key.startswith(_OWED)),
    )


def notices_of(told: Iterable[Mapping[str, Any]], find_clause: FindClause) -> tuple[Notice, ...]:
    """Stored notices again, with the clauses that they name."""
    return tuple(
        Notice(one["code"], one["message"], one["data"], _source(one["source"], find_clause))
        for one in told
    )


def _score(scored: Figure) -> Score:
    before, deducted = scored.inputs
    return Score(before, deducted, scored, None)


def _performance(found: Mapping[str, Figure], root: Figure) -> PerformancePay | None:
    total = next((one for one in root.inputs if one.key == "performance_total"), None)
    if total is None:
        return None
    pay, extra = total.inputs
    standing = found.get("department_state") or _UNKNOWN
    state = _CODES[standing.value]
    return PerformancePay(found["factor"], pay, state, standing, extra, total)


_CODES: Final = {word: code for code, word in STATES.items()}
_UNKNOWN: Final = Figure("department_state", "", STATES["none"], TEXT)


def _source(told: Mapping[str, Any] | None, find_clause: FindClause) -> Source | None:
    if told is None:
        return None
    if "policy" in told:
        named = (told["policy"], told["version"], told["article"])
        return find_clause(*named) or Source(*named, covers=tuple(told["covers"]))
    return Source(**told)
