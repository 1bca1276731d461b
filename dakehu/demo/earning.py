"""Enters what came in and how people did, only by calling the services that a company would use."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from dakehu.conduct.services import record_points
from dakehu.demo import cast, money
from dakehu.kit.actors import Actor
from dakehu.kit.sheets import SheetRow
from dakehu.organization.queries.acting import actor_for
from dakehu.pay.services.roll import enter_roll
from dakehu.performance.services import score_people
from dakehu.receipts.services import enter_receipts
from dakehu.rewards.services.carries import enter_carries
from dakehu.rewards.services.shares import enter_shares
from dakehu.targets.services import set_targets

_ROLL: Final = ("unit", "position", "hired_on", "left_on", "mobile")


def earn(*, at: datetime, users: Mapping[str, int]) -> None:
    """Pay basics, targets, receipts, shares, scores and points; by the people whose work it is."""
    finance, head = _actor(users, "吴敏"), _actor(users, "周建国")
    personnel = _actor(users, "何蕾")
    enter_roll(by=personnel, at=at, on=cast.START, rows=_terms())
    set_targets(by=personnel, at=at, on=cast.START, rows=_targets())
    enter_receipts(by=finance, at=at, rows=_receipts())
    enter_shares(by=head, at=at, on=cast.START, rows=_shares())
    enter_carries(by=finance, at=at, on=cast.START, rows=_carries())
    score_people(by=head, at=at, rows=_scores())
    for number, (recorder, *point) in enumerate(money.POINTS, start=1):
        record_points(by=_actor(users, recorder), at=at, rows=[_point(number, *point)])


def _actor(users: Mapping[str, int], name: str) -> Actor:
    return actor_for(users[name], cast.START)


def _person(name: str) -> dict[str, Any]:
    return {"number": money.NUMBERS[name], "name": name}


def _rows(given: list[dict[str, Any]]) -> list[SheetRow]:
    return [SheetRow(number, values) for number, values in enumerate(given, start=1)]


def _terms() -> list[SheetRow]:
    return _rows(
        [
            {
                **_person(name),
                **dict.fromkeys(_ROLL),
                "since": month,
                "scheme": scheme,
                "basic_wage": Decimal(wage),
                "performance_base": Decimal(base),
                "on_probation": on_probation,
            }
            for name, month, scheme, wage, base, on_probation in money.TERMS
        ]
    )


def _targets() -> list[SheetRow]:
    return _rows(
        [
            {
                "subject": money.NUMBERS.get(subject, subject),
                "month": month,
                "base": Decimal(base),
                "challenge": Decimal(challenge),
                "actual": None,
            }
            for month in money.MONTHS
            for subject, base, challenge in money.TARGETS
        ]
    )


def _receipts() -> list[SheetRow]:
    return _rows(
        [
            {
                "number": number,
                "arrived_on": _day(arrived),
                "verified_on": _day(verified) if verified else None,
                "customer": customer,
                "project": project,
                "amount": Decimal(amount),
                "method": method,
                "staff": money.NUMBERS[name],
                "summary": "货款" if Decimal(amount) > 0 else "退货退款",
            }
            for number, arrived, verified, customer, project, amount, method, name in money.RECEIPTS
        ]
    )


def _shares() -> list[SheetRow]:
    return _rows(
        [
            {**_person(name), "project": project, "rate": Decimal(rate)}
            for project, shares in money.SHARES
            for name, rate in shares
        ]
    )


def _carries() -> list[SheetRow]:
    return _rows([{**_person(name), "amount": Decimal(amount)} for name, amount in money.CARRIES])


def _scores() -> list[SheetRow]:
    return _rows(
        [
            {
                **_person(name),
                "month": money.MONTHS[0],
                **{code: Decimal(points) for code, points in parts.items()},
            }
            for name, parts in money.SCORES
        ]
    )


def _point(number: int, name: str, day: str, points: str, reason: str, evidence: str) -> SheetRow:
    return SheetRow(
        number,
        {
            **_person(name),
            "on": _day(day),
            "points": Decimal(points),
            "reason": reason,
            "evidence": evidence or None,
        },
    )


def _day(text: str) -> date:
    return date.fromisoformat(f"{cast.START.year}-{text}")
