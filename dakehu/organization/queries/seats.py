"""Who holds which seat on a day, and who stands in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dakehu.organization.models import Appointment, Deputy
from dakehu.organization.queries.past import seats_on


@dataclass(frozen=True)
class StaffLine:
    """A person in a position, in the few words in which others are told of them."""

    id: int
    name: str
    title: str = ""
    unit: str = ""
    user_id: int | None = None

    def __str__(self) -> str:
        return self.name


def seat_holders(on: date) -> dict[str, list[StaffLine]]:
    """The people in each seat on a day, longest in the position first."""
    seats = seats_on(on)
    rows = (
        Appointment.objects.on(on)
        .order_by("starts_on", "pk")
        .values_list(
            "position_id",
            "staff_id",
            "staff__name",
            "position__title",
            "position__unit__name",
            "staff__user_id",
        )
    )
    found: dict[str, dict[int, StaffLine]] = defaultdict(dict)
    for position, staff_id, name, title, unit, user_id in rows:
        for seat in seats.get(position, ()):
            found[seat].setdefault(staff_id, StaffLine(staff_id, name, title, unit, user_id))
    return {seat: list(people.values()) for seat, people in found.items()}


def seat_people(on: date) -> dict[str, tuple[str, ...]]:
    """Staff ids by seat, as `dakehu.policy.resolving.resolve` wants them."""
    return {seat: tuple(str(one.id) for one in each) for seat, each in seat_holders(on).items()}


@dataclass(frozen=True)
class StandIn:
    """Who acts for somebody, up to and including which day."""

    person: StaffLine
    last_on: date


def deputies_on(on: date, *, chain: str = "") -> dict[str, str]:
    """By seat, the staff id of the deputy of a holder, as `resolve` wants it.

    `chain` leaves out deputies who were named for other approval chains only.
    """
    standing = standing_in_on(on, chain=chain)
    return deputies_of_seats(seat_people(on) if standing else {}, standing)


def deputies_of_seats(
    seats: Mapping[str, Sequence[str]], standing: Mapping[str, StandIn]
) -> dict[str, str]:
    """By seat, the deputy of the first holder that has one."""
    found: dict[str, str] = {}
    for seat, people in seats.items():
        for one in people:
            if one in standing:
                found.setdefault(seat, str(standing[one].person.id))
    return found


def deputy_of(staff_id: int, on: date, *, chain: str = "") -> StaffLine | None:
    """Who stands in for a person on a day, in a chain."""
    found = standing_in_on(on, chain=chain, staff_id=staff_id).get(str(staff_id))
    return found.person if found else None


def standing_in_on(on: date, *, chain: str = "", **narrowed: int) -> dict[str, StandIn]:
    """By staff id, who stands in on a day in a chain, or without one in any."""
    rows = (
        Deputy.objects.on(on)
        .filter(**narrowed)
        .select_related("deputy")
        .order_by("starts_on", "pk")
    )
    return {
        str(row.staff_id): StandIn(
            StaffLine(row.deputy_id, row.deputy.name, user_id=row.deputy.user_id),
            row.ends_on - timedelta(days=1),
        )
        for row in rows
        if (not row.chains or not chain or chain in row.chains) and row.deputy.serves_on(on)
    }
