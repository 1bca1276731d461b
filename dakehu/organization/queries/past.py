"""Posts and units as they stood on a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from dakehu.organization.models import PastPosition, PastUnit, PositionSeat

Past = TypeVar("Past", bound=Model)


def past_positions(on: date, **narrowed: Any) -> dict[int, PastPosition]:
    """By id, the earlier form of each post that stood otherwise on a day."""
    rows = _on(PastPosition.objects.filter(**narrowed), on)
    return {row.position_id: row for row in rows.select_related("unit", "superior")}


def past_parents(on: date) -> dict[int, int | None]:
    """By id, the unit above each unit that stood elsewhere on a day."""
    return dict(_on(PastUnit.objects.all(), on).values_list("unit_id", "parent_id"))


def seats_on(
    on: date,
    positions: Iterable[int] | None = None,
    past: "dict[int, PastPosition] | None" = None,
) -> dict[int, tuple[str, ...]]:
    """By id, the seats of each post on a day; of all posts or of some."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = PositionSeat.objects.order_by("pk")
    if positions is not None:
        rows = rows.filter(position__in=list(positions))
    for position, seat in rows.values_list("position_id", "seat"):
        found[position].append(seat)
    earlier = past_positions(on) if past is None else past
    return {
        **{position: tuple(seats) for position, seats in found.items()},
        **{position: tuple(row.seats) for position, row in earlier.items()},
    }


def _on(rows: QuerySet[Past], day: date) -> QuerySet[Past]:
    return rows.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day), ends_on__gt=day)
