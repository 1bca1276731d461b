"""Keeping how something stood before a change."""

from datetime import date
from typing import Any

from dakehu.organization.models import Position


def keep_past(past: Any, on: date, **stood: Any) -> None:
    """Keep in `past`, the earlier rows of one record, how it stood until `on`.

    A change from a day that was passed already replaces whatever was kept of that day and after.
    """
    past.filter(starts_on__gte=on).delete()
    if past.filter(ends_on__gt=on).update(ends_on=on):
        return
    last = past.order_by("-ends_on").first()
    since = last.ends_on if last else None
    if since != on:
        past.create(starts_on=since, ends_on=on, **stood)


def standing_of(position: Position) -> dict[str, Any]:
    """What is kept of a post when it changes."""
    return {
        "title": position.title,
        "unit_id": position.unit_id,
        "superior_id": position.superior_id,
        "seats": sorted(position.seats.values_list("seat", flat=True)),
        "headcount": position.headcount,
        "is_active": position.is_active,
    }
