"""Setting targets."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.keyed_rows import counts_of, refuse_faulty
from dakehu.kit.sheets import SheetRow, Written
from dakehu.kit.work import work
from dakehu.periods.queries import require_all_open
from dakehu.targets.access import SET_TARGETS
from dakehu.targets.models import Target
from dakehu.targets.queries import ROWS, check_rows, subjects_of, wanted_row


class UnableToSetTarget(UnableTo):
    """The target cannot be set that way."""


def set_target(*, by: Actor, at: datetime, on: date, **values: Any) -> Target:
    """Set one target, or change it; `values` by the columns of the sheet."""
    row = SheetRow(1, values)
    with work(by=by, at=at):
        refuse_faulty(check_rows([row], by, on), UnableToSetTarget)
        set_targets(by=by, at=at, on=on, rows=[row])
        wanted = wanted_row(row, subjects_of([row], on))
        return ROWS.stored([wanted])[ROWS.key_of(wanted.values)]


def set_targets(*, by: Actor, at: datetime, on: date, rows: Sequence[SheetRow]) -> list[Written]:
    """Store checked rows of a file: new targets, and those that differ from what is stored."""
    _require(by)
    with work(by=by, at=at) as unit:
        require_all_open(row.values["month"] for row in rows)
        subjects = subjects_of(rows, on)
        written = ROWS.write([wanted_row(row, subjects) for row in rows], entered_at=at)
        if written:
            months = sorted({row.values["month"] for row in rows})
            unit.note("targets.set", None, **counts_of(written), first=months[0], last=months[-1])
    return written


def undo_targets(*, by: Actor, at: datetime, written: Sequence[Written]) -> None:
    """Take back what an import set, while its months are open."""
    _require(by)
    with work(by=by, at=at) as unit:
        require_all_open(one.month for one in ROWS.held(written))
        ROWS.take_back(written)
        unit.note("targets.import_undone", None, **counts_of(written))


def _require(by: Actor) -> None:
    if not by.may(SET_TARGETS):
        raise PermissionDenied
