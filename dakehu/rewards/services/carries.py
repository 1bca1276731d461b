"""Entering opening balances of commission."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied

from dakehu.kit.actors import Actor
from dakehu.kit.keyed_rows import counts_of
from dakehu.kit.sheets import SheetRow, Written
from dakehu.kit.work import work
from dakehu.organization.queries.roster import find_people
from dakehu.rewards.access import ENTER_CARRIES
from dakehu.rewards.queries.carries import ROWS, wanted_row


def enter_carries(*, by: Actor, at: datetime, on: date, rows: Sequence[SheetRow]) -> list[Written]:
    """Store checked rows of a file: new balances, and those that differ from what is stored."""
    _require(by)
    with work(by=by, at=at) as unit:
        people = find_people(rows)
        written = ROWS.write([wanted_row(row, people, on) for row in rows], entered_at=at)
        if written:
            unit.note("rewards.carries_entered", None, **counts_of(written))
    return written


def undo_carries(*, by: Actor, at: datetime, written: Sequence[Written]) -> None:
    """Take back what an import entered."""
    _require(by)
    with work(by=by, at=at) as unit:
        ROWS.take_back(written)
        unit.note("rewards.carries_undone", None, **counts_of(written))


def _require(by: Actor) -> None:
    if not by.may(ENTER_CARRIES):
        raise PermissionDenied
