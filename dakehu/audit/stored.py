"""Entries as the database holds them, before anything is made of what stands there.

SQLite keeps a moment as text and any value in any column, so two texts may read as one moment, and
a column may hold what no program of ours wrote.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import F, TextField
from django.db.models.functions import Cast

from dakehu.audit.chain import hash_of
from dakehu.audit.models import Entry

_COLUMNS = (
    *("number", "action", "record", "user_id", "actor_name", "acts_for"),
    *("request_id", "data", "previous_hash", "hash"),
)


def stored_rows() -> Iterator[dict[str, Any]]:
    """All entries by number, `stored_at` as the database keeps it."""
    as_kept = Cast("at", TextField()) if connection.vendor == "sqlite" else F("at")
    rows = Entry.objects.order_by("number").values(*_COLUMNS, stored_at=as_kept)
    return rows.iterator(chunk_size=2000)


def hash_of_stored(row: dict[str, Any]) -> str | None:
    """The hash that a row should have; None where it holds what is never written."""
    values = {**row}
    del values["hash"]
    try:
        return hash_of(at=_moment_in(values.pop("stored_at")), **values)
    except (TypeError, ValueError):
        return None


def _moment_in(kept: Any) -> datetime:
    """The moment that is kept; ValueError for a text other than the one that is written for it."""
    if isinstance(kept, datetime):
        return kept
    at = datetime.fromisoformat(kept).replace(tzinfo=UTC)
    if connection.ops.adapt_datetimefield_value(at) != kept:
        raise ValueError(kept)
    return at
