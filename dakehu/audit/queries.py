"""Reading the trail, and checking that nobody changed it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import orjson
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dakehu.audit.chain import GENESIS, Break
from dakehu.audit.models import Entry, Head
from dakehu.audit.stored import hash_of_stored, stored_rows
from dakehu.kit.actors import Actor
from dakehu.kit.refs import RecordRef
from dakehu.kit.settings_store import read
from dakehu.kit.snapshots import snapshot
from dakehu.kit.wording import actor_told, facts, system_names, told


@dataclass(frozen=True)
class Verdict:
    """What a check of the chain found; `hash` is to be compared with a noted earlier one."""

    count: int
    hash: str
    breaks: tuple[Break, ...] = field(default=())

    @property
    def is_whole(self) -> bool:
        return not self.breaks


MOST_BREAKS = 100
"""After so many faults the check stops: the point has been made."""


def verify(expected_count: int | None = None, expected_hash: str = "") -> Verdict:
    """Walk the whole chain: changed, missing, added or re-ordered rows, and a cut tail.

    Rows are looked at as they are stored, all as of one moment; people go on working meanwhile.
    A tail cut together with the stored head is found by comparing with a count and hash that were
    noted earlier, outside (`dakehu audit verify --count … --hash …`).
    """
    with snapshot():
        head = Head.objects.filter(pk=1).first()
        breaks: list[Break] = []
        count, last = 0, GENESIS
        noted = ""
        for row in stored_rows():
            breaks += _faults(row, count, last)
            if isinstance(row["number"], int):
                count, last = row["number"], row["hash"]
            if count == expected_count:
                noted = last
            if len(breaks) >= MOST_BREAKS:
                return Verdict(count, last, tuple(breaks[:MOST_BREAKS]))
        breaks += _head_faults(head, count, last)
        if count == 0 and read("mode") is not None:
            # An installation that was ever set up has entries: they and the head were removed.
            breaks.append(Break(0, "tail_cut"))
    if expected_count is not None and (noted or GENESIS) != (expected_hash or noted or GENESIS):
        breaks.append(Break(expected_count, "not_as_noted"))
    elif expected_count is not None and expected_count > count:
        breaks.append(Break(expected_count, "shorter_than_noted"))
    return Verdict(count, last, tuple(breaks))


def _faults(row: dict[str, Any], count: int, last: str) -> Iterator[Break]:
    number = row["number"]
    if not isinstance(number, int):
        yield Break(count + 1, "changed")
        return
    if number != count + 1:
        yield Break(number, "missing_before" if number > count + 1 else "out_of_order")
    elif row["previous_hash"] != last:
        yield Break(number, "does_not_follow")
    if row["hash"] != hash_of_stored(row):
        yield Break(number, "changed")


def _head_faults(head: Head | None, count: int, last: str) -> Iterator[Break]:
    known = (head.count, head.hash) if head else (0, GENESIS)
    if known[0] > count:
        yield Break(known[0], "tail_cut")
    elif known != (count, last):
        yield Break(count, "head_differs")


@dataclass(frozen=True)
class Line:
    """An entry as a reader sees it."""

    entry: Entry
    data: dict[str, Any]
    sentence: str
    who: str
    previous: int | None = None
    next: int | None = None

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The data in words, line by line."""
        return facts(self.entry.action, self.data)


def line_of(entry: Entry) -> Line:
    """An entry with its data unpacked and its sentence told."""
    data = orjson.loads(entry.data)
    return Line(entry, data, told(entry.action, data), who(entry))


def who(entry: Entry) -> str:
    """Who did it: a person by name, the program by what it was at."""
    is_system = entry.user_id is None
    return actor_told(entry.actor_name, is_system=is_system, acts_for=entry.acts_for)


def done_by(rows: "QuerySet[Entry]", text: str) -> "QuerySet[Entry]":
    """Those of some entries whose author is told with a text at the beginning of the name."""
    people = Q(user_id__isnull=False, actor_name__startswith=text)
    if text in _("系统"):
        return rows.filter(people | Q(user_id=None))
    return rows.filter(people | Q(user_id=None, actor_name__in=system_names(text)))


def trail_of(record: RecordRef, limit: int = 50) -> list[Line]:
    """What happened to one record, newest first."""
    entries = Entry.objects.filter(record=str(record)).order_by("-number")[:limit]
    return [line_of(entry) for entry in entries]


def was_noted(actor: Actor, action: str, record: RecordRef, since: datetime) -> bool:
    """Whether the trail tells that the actor did this with a record since a moment."""
    noted = Entry.objects.filter(record=str(record), at__gte=since, action=action)
    return noted.filter(user_id=actor.user_id).exists()


def all_entries() -> "QuerySet[Entry]":
    """Every entry; for the page that those with the permission see."""
    return Entry.objects.all()


def entry_numbered(number: int) -> Line | None:
    """The entry with a number and those beside it; None where there is none."""
    entry = Entry.objects.filter(number=number).first()
    if entry is None:
        return None
    beside = set(
        Entry.objects.filter(number__in=(number - 1, number + 1)).values_list("number", flat=True)
    )
    return replace(
        line_of(entry),
        previous=number - 1 if number - 1 in beside else None,
        next=number + 1 if number + 1 in beside else None,
    )


def chain_state() -> str:
    """How long the chain is, as a sentence; the whole check is a command."""
    head = Head.objects.filter(pk=1).first()
    if head is None:
        return _("还没有记录")
    return _("共 %(count)s 条，逐条相连，末条校验值 %(hash)s") % {
        "count": f"{head.count:,}",
        "hash": head.hash[:12],
    }
