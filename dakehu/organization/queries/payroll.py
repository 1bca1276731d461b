"""People as a month's pay needs them: their unit, post and seats at the end of the month."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dakehu.organization.models import Appointment, PositionSeat, Unit


@dataclass(frozen=True)
class Employed:
    """What somebody is in the company on a day; `department` is told by `department_names`."""

    title: str = ""
    unit: int | None = None
    department: str = ""
    seats: frozenset[str] = frozenset()


def department_names() -> dict[int, str]:
    """The department of every unit, by the unit's id: a team belongs to the unit above it.

    A name that several departments have is told with the unit above.
    """
    rows = {one.pk: one for one in Unit.objects.all()}
    open_names: dict[str, int] = defaultdict(int)
    for one in rows.values():
        open_names[one.name] += one.closed_on is None
    names = {}
    for one in rows.values():
        home = one
        while home.kind == Unit.Kind.TEAM and home.parent_id:
            home = rows[home.parent_id]
        above = rows.get(home.parent_id) if home.parent_id else None
        is_shared = open_names[home.name] > 1 and above is not None
        names[one.pk] = f"{above.name} {home.name}" if is_shared and above else home.name
    return names


def employed_on(staff: Iterable[int], on: date) -> dict[int, Employed]:
    """What some people are on a day; where they hold nothing any more, what they held last.

    The primary post tells unit and title; the seats are those of all posts held that day.
    """
    wanted = set(staff)
    posts = Appointment.objects.filter(starts_on__lte=on).select_related("position")
    latest: dict[int, Appointment] = {}
    held: dict[int, set[int]] = defaultdict(set)
    for one in posts.order_by("starts_on", "is_primary", "pk"):
        if one.staff_id not in wanted:
            continue
        latest[one.staff_id] = _nearer(latest.get(one.staff_id), one, on)
        if one.ends_on is None or one.ends_on > on:
            held[one.staff_id].add(one.position_id)
    seats = _seats_of({*(one.position_id for one in latest.values()), *_all(held)})
    names = department_names()
    return {
        who: Employed(
            one.position.title,
            one.position.unit_id,
            names[one.position.unit_id],
            frozenset().union(*(seats[post] for post in held[who] or {one.position_id})),
        )
        for who, one in latest.items()
    }


def _nearer(known: Appointment | None, other: Appointment, on: date) -> Appointment:
    """Which of two appointments tells who somebody is on a day."""
    if known is None:
        return other

    def weight(one: Appointment) -> tuple[bool, bool, date]:
        is_held = one.ends_on is None or one.ends_on > on
        return is_held, one.is_primary, one.starts_on

    return max(known, other, key=weight)


def _all(held: dict[int, set[int]]) -> set[int]:
    return set().union(*held.values()) if held else set()


def _seats_of(positions: set[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = PositionSeat.objects.filter(Q(position__in=positions))
    for position, seat in rows.values_list("position_id", "seat"):
        found[position].add(seat)
    return found
