"""Positions as files name them: by unit and title."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dakehu.kit.actors import Actor
from dakehu.organization.access import why_not_appoint
from dakehu.organization.models import Appointment, Position, PositionSeat


@dataclass(frozen=True)
class Post:
    """A position in use, with the roles of whoever holds it."""

    id: int
    title: str
    unit: str
    path: str
    roles: tuple[str, ...]


def posts_in_use() -> dict[tuple[str, str], Post]:
    """The positions that somebody may be appointed to, by unit and title; two queries."""
    roles: dict[int, list[str]] = defaultdict(list)
    for position, seat in PositionSeat.objects.values_list("position_id", "seat"):
        roles[position].append(seat)
    rows = Position.objects.filter(is_active=True, unit__closed_on__isnull=True)
    return {
        (one.unit.name, one.title): Post(
            one.pk, one.title, one.unit.name, one.unit.path, tuple(roles[one.pk])
        )
        for one in rows.select_related("unit").order_by("-unit__path", "-pk")
    }


def why_not_hold(by: Actor, staff: int | None, post: Post) -> str:
    """Why the actor may not give a person this position; empty if they may."""
    return why_not_appoint(by, staff or 0, post.roles)


def appointments_of(people: Iterable[int]) -> dict[int, list[Appointment]]:
    """Every appointment of some people, the primary and latest first; one query."""
    found: dict[int, list[Appointment]] = defaultdict(list)
    rows = Appointment.objects.filter(staff__in=list(people)).select_related("position__unit")
    for one in rows.order_by("-is_primary", "-starts_on", "-pk"):
        found[one.staff_id].append(one)
    return found
