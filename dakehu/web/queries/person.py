"""A person's own page: who I am here today."""

from dataclasses import dataclass
from datetime import date

from dakehu.kit.actors import Actor
from dakehu.organization.queries.labels import role_label
from dakehu.organization.queries.seats import StaffLine, deputy_of
from dakehu.organization.queries.structure import PositionNode, positions_on


@dataclass(frozen=True)
class OwnPosition:
    """A position that the person holds, with the superior's position and people."""

    position: PositionNode
    seats: tuple[str, ...]
    superior: PositionNode | None


@dataclass(frozen=True)
class Person:
    """What the page shows."""

    name: str
    positions: tuple[OwnPosition, ...]
    deputy: StaffLine | None


def person_of(actor: Actor, on: date) -> Person:
    """The person's positions on a day, their superiors, and who stands in for them."""
    return Person(
        name=actor.name,
        positions=own_positions(actor, on),
        deputy=deputy_of(actor.staff_id, on) if actor.staff_id is not None else None,
    )


def own_positions(actor: Actor, on: date) -> tuple[OwnPosition, ...]:
    """The positions that the person holds on a day."""
    known = {node.id: node for node in positions_on(on)}
    own = [node for node in known.values() if _holds(node, actor.staff_id)]
    return tuple(_own(node, known) for node in own)


def _holds(node: PositionNode, staff_id: int | None) -> bool:
    return any(holder.id == staff_id for holder in node.holders)


def _own(node: PositionNode, known: dict[int, PositionNode]) -> OwnPosition:
    superior = known.get(node.superior_id) if node.superior_id is not None else None
    return OwnPosition(node, tuple(role_label(seat) for seat in node.seats), superior)
