"""Writing the trail: the last sink of every unit of work."""

from django.db import connection

from dakehu.audit.chain import GENESIS, hash_of, packed
from dakehu.audit.models import Entry, Head
from dakehu.kit.logs import current_number
from dakehu.kit.work import Note, Unit

LOCK = 7_346_001
"""The advisory lock of the chain on PostgreSQL; SQLite has one writer at a time anyway."""


def flush(unit: Unit) -> None:
    """Append the unit's notes to the chain.

    The lock is taken here, after all row locks of the unit, and held until the commit that follows
    at once; so two units never wait for each other in a ring.
    """
    if not unit.notes:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    head = Head.objects.filter(pk=1).first() or Head(pk=1, count=0, hash=GENESIS)
    entries: list[Entry] = []
    count, last = head.count, head.hash
    for note in unit.notes:
        count += 1
        entry = _entry(note, count, last)
        last = entry.hash
        entries.append(entry)
    Entry.objects.bulk_create(entries, batch_size=200)
    Head.objects.update_or_create(pk=1, defaults={"count": count, "hash": last})
    unit.notes.clear()


def _entry(note: Note, number: int, previous_hash: str) -> Entry:
    entry = Entry(
        number=number,
        at=note.at,
        action=note.action,
        record=str(note.record) if note.record else None,
        user_id=note.by.user_id,
        actor_name=note.by.name,
        acts_for=note.by.acts_for,
        request_id=current_number(),
        data=packed(note.data),
        previous_hash=previous_hash,
    )
    entry.hash = hash_of(
        number=number,
        at=entry.at,
        action=entry.action,
        record=entry.record,
        user_id=entry.user_id,
        actor_name=entry.actor_name,
        acts_for=entry.acts_for,
        request_id=entry.request_id,
        data=entry.data,
        previous_hash=previous_hash,
    )
    return entry
