"""Who approves what, on any day and for anybody."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from dakehu.organization.models import Deputy
from dakehu.organization.queries.people import names_of_staff, serving_on
from dakehu.organization.queries.seats import (
    StaffLine,
    StandIn,
    deputies_on,
    seat_people,
    standing_in_on,
)
from dakehu.organization.queries.structure import positions_on
from dakehu.policy.resolving import Step, resolve
from dakehu.rulebook.approving import ApprovalLine, Staffing, approvals_in
from dakehu.rulebook.queries.naming import naming
from dakehu.rulebook.queries.published import rulebook_on

_ANY_OTHER: Final = "CH-0"
"""No chain has this code: it asks for the deputies who stand in for everything."""


def who_approves(
    *, on: date, person: int, chain: str, facts: Mapping[str, str] | None = None
) -> tuple[Step, ...]:
    """The steps of one request of a staff member in the chain of that code; people are staff ids.

    NotInForce where no policy sets the chain that day, NoVariant where no variant fits the facts.
    """
    return resolve(
        rulebook_on(on).chain(chain),
        facts=facts or {},
        seats=seat_people(on),
        applicant=str(person),
        deputies=deputies_on(on, chain=chain),
    )


def approvals_on(on: date, person: int) -> list[ApprovalLine]:
    """Every chain in force on a day, resolved for a staff member."""
    rulebook = rulebook_on(on)
    return approvals_in(rulebook, _staffing(on, person), str(person), naming())


def applicants_on(on: date) -> list[StaffLine]:
    """Those for whom one may ask: everybody of the company on the day."""
    return serving_on(on)


def _staffing(on: date, person: int) -> Staffing:
    seats = seat_people(on)
    limited = {chain for chains in _limits(on) for chain in chains}
    kept: dict[str, Mapping[str, StandIn]] = {}

    def standing(chain: str) -> Mapping[str, StandIn]:
        """Chains that no deputy is limited to all have the same deputies."""
        asked = chain if chain in limited else _ANY_OTHER
        if asked not in kept:
            kept[asked] = standing_in_on(on, chain=asked)
        return kept[asked]

    superiors = _superiors(on)
    ids = {person, *(int(each) for people in seats.values() for each in people)}
    ids |= {int(each) for each in superiors.values()}
    names = {str(each): name for each, name in names_of_staff(ids).items()}
    return Staffing(on, seats, names, superiors, standing)


def _limits(on: date) -> list[list[str]]:
    return list(Deputy.objects.on(on).exclude(chains=[]).values_list("chains", flat=True))


def _superiors(on: date) -> dict[str, str]:
    """By staff id, who holds the position above: the nearest one that somebody holds."""
    positions = {each.id: each for each in positions_on(on)}
    found: dict[str, str] = {}
    for position in positions.values():
        above = positions.get(position.superior_id or 0)
        while above is not None and above.is_vacant:
            above = positions.get(above.superior_id or 0)
        if above is not None:
            for holder in position.holders:
                found.setdefault(str(holder.id), str(above.holders[0].id))
    return found
