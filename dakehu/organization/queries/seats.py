"""Who holds which seat on a day, and who stands in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dakehu.organization.models import Appointment, Deputy


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
    rows = (
        Appointment.objects.on(on)
        .filter(position__seats__isnull=False)
        .order_by("starts_on", "pk")
        .values_list(
            "position__seats__seat",
            "staff_id",
            "staff__name",
            "position__title",
            "position__unit__name",
            "staff__user_id",
        )
    )
    found: dict[str, dict[int, StaffLine]] = defaultdict(dict)
    for seat, staff_id, name, title, unit, user_id in rows:
        found[str(seat)].setdefault(staff_id, StaffLine(staff_id, name, title, unit, user_id))
    return {seat: list(people.values()) for seat, people in found.items()}


def seat_people(on: date) -> dict[str, tuple[str, ...]]:
    """Staff ids by seat, as `dakehu.policy.resolving.resolve` wants them."""
    return {seat: tuple(str(one.id) for one in each) for seat, each in seat_holders(on).items()}


def deputies_on(on: date, *, chain: str = "") -> dict[str, str]:
    """By seat, the staff id of the deputy of a holder, as `resolve` wants it.

    `chain` leaves out deputies who were named for other approval chains only.
    """
    standing = _standing_in(on, chain)
    found: dict[str, str] = {}
    for seat, people in seat_holders(on).items() if standing else ():
        for one in people:
            if one.id in standing:
                found.setdefault(seat, str(standing[one.id].id))
    return found


def deputy_of(staff_id: int, on: date, *, chain: str = "") -> StaffLine | None:
    """Who stands in for a person on a day, in a chain."""
    return _standing_in(on, chain, staff_id=staff_id).get(staff_id)


def _standing_in(on: date, chain: str, **narrowed: int) -> Mapping[int, StaffLine]:
    rows = (
        Deputy.objects.on(on)
        .filter(**narrowed)
        .select_related("deputy")
        .order_by("starts_on", "pk")
    )
    return {
        row.staff_id: StaffLine(row.deputy_id, row.deputy.name, user_id=row.deputy.user_id)
        for row in rows
        if (not row.chains or not chain or chain in row.chains) and row.deputy.serves_on(on)
    }
