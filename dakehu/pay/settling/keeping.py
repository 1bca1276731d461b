"""What a run was computed from, as it is stored: every fact, so that it can be computed again."""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

import orjson

from dakehu.policy.periods import Month
from dakehu.rules.month_facts import (
    Correction,
    Goal,
    Money,
    MonthFacts,
    Penalty,
    Person,
    Rating,
    Share,
)
from dakehu.rules.ranking import MonthScores

FORM: Final = 1
"""The form of what is stored; a later one goes on reading the earlier."""

_LEVEL: Final = 1
"""A month of 200,000 receipts is stored in a fraction of a second; the rest gains little."""


@dataclass(frozen=True)
class Kept:
    """The facts of a run, and what it took from the runs before it and from the company."""

    facts: MonthFacts
    minimum_wage: Decimal | None = None
    earlier: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)
    ranked: Sequence[MonthScores] = ()


class NotKeptFacts(ValueError):
    """Some bytes are no stored facts, or of a form that is not known here."""


def pack_facts(kept: Kept) -> tuple[bytes, str]:
    """The facts as bytes, and the digest by which equal facts are known."""
    option = orjson.OPT_PASSTHROUGH_DATACLASS
    told = orjson.dumps([FORM, *_told(kept)], default=_as_text, option=option)
    return zlib.compress(told, _LEVEL), sha256(told).hexdigest()


def unpack_facts(stored: bytes) -> Kept:
    """The facts again; NotKeptFacts for anything else."""
    try:
        form, *told = orjson.loads(zlib.decompress(stored))
    except (zlib.error, ValueError, TypeError) as problem:
        raise NotKeptFacts(str(problem)) from problem
    if form != FORM:
        raise NotKeptFacts(f"form {form}")
    people, goals, ratings, penalties, shares, receipts, late, carries, owed, rest = told
    minimum, earlier, ranked = rest
    facts = MonthFacts(
        people=tuple(map(_person, people)),
        goals=tuple(map(_goal, goals)),
        ratings=tuple(_rating(*one) for one in ratings),
        penalties=tuple(_penalty(*one) for one in penalties),
        shares=tuple(Share(project, who, Decimal(part)) for project, who, part in shares),
        receipts=_all_money(receipts),
        carries={who: Decimal(given) for who, given in carries.items()},
        late=_all_money(late),
        corrections=tuple(_correction(*one) for one in owed),
    )
    return Kept(
        facts,
        _amount(minimum),
        {who: tuple(map(Decimal, sums)) for who, sums in earlier.items()},
        tuple(_scores(*one) for one in ranked),
    )


def _as_text(value: Any) -> Any:
    """Decimals and months as they are written; orjson writes days itself."""
    if isinstance(value, Decimal | Month):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    raise TypeError(type(value).__name__)


def _told(kept: Kept) -> list[Any]:
    facts = kept.facts
    return [
        *(list(map(list, rows)) for rows in (facts.people, facts.goals)),
        [[one.person, one.month, dict(one.items)] for one in facts.ratings],
        *(
            list(map(list, rows))
            for rows in (facts.penalties, facts.shares, facts.receipts, facts.late)
        ),
        dict(facts.carries),
        list(map(list, facts.corrections)),
        [
            kept.minimum_wage,
            {who: list(sums) for who, sums in kept.earlier.items()},
            [[one.month, one.closed, dict(one.scores), list(one.probation)] for one in kept.ranked],
        ],
    ]


# ---------------------------------------------------------------- and back


def _person(told: Sequence[Any]) -> Person:
    who, name, unit, scheme, basic, base, position, probation, left, earns = told
    return Person(
        *(who, name, unit, scheme),
        *(Decimal(basic), Decimal(base)),
        position,
        on_probation=probation,
        left_on=_day(left),
        earns_commission=earns,
    )


def _goal(told: Sequence[Any]) -> Goal:
    subject, month, target, challenge, actual, metric = told
    return Goal(
        subject, Month.parse(month), Decimal(target), _amount(challenge), _amount(actual), metric
    )


def _rating(person: str, month: str, items: Mapping[str, str]) -> Rating:
    return Rating(person, Month.parse(month), {part: Decimal(one) for part, one in items.items()})


def _penalty(person: str, on: str, points: str, reason: str, evidence: str) -> Penalty:
    return Penalty(person, date.fromisoformat(on), Decimal(points), reason, evidence)


def _all_money(rows: Iterable[Sequence[Any]]) -> tuple[Money, ...]:
    day = _days()
    return tuple(
        Money(
            serial,
            day(arrived),
            day(verified) if verified else None,
            customer,
            Decimal(amount),
            *rest,
        )
        for serial, arrived, verified, customer, amount, *rest in rows
    )


def _days() -> Callable[[str], date]:
    """Reads days, each text once: a month has few days and many receipts."""
    known: dict[str, date] = {}

    def day(text: str) -> date:
        if text not in known:
            known[text] = date.fromisoformat(text)
        return known[text]

    return day


def _correction(person: str, month: str, part: str, paid: str, due: str) -> Correction:
    return Correction(person, Month.parse(month), part, Decimal(paid), Decimal(due))


def _scores(
    month: str, closed: bool, scores: Mapping[str, str], probation: Sequence[str]
) -> MonthScores:
    given = {who: Decimal(score) for who, score in scores.items()}
    return MonthScores(Month.parse(month), closed, given, list(probation))


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
