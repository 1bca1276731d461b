"""Scoring."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.keyed_rows import Wanted, counts_of, refuse_faulty
from dakehu.kit.sheets import SheetRow, Written
from dakehu.kit.work import work
from dakehu.organization.queries.roster import find_people
from dakehu.performance.access import SCORE
from dakehu.performance.models import SubScores
from dakehu.performance.queries import ROWS, check_rows, wanted_row
from dakehu.periods.queries import require_all_open


class UnableToScore(UnableTo):
    """Somebody cannot be scored that way."""


def score_person(*, by: Actor, at: datetime, on: date, **values: Any) -> SubScores:
    """Score one person's month, or change it; `values` by the columns of the sheet."""
    row = SheetRow(1, values)
    with work(by=by, at=at):
        refuse_faulty(check_rows([row], by, on), UnableToScore)
        score_people(by=by, at=at, rows=[row])
        wanted = wanted_row(row, find_people([row]))
        return ROWS.stored([wanted])[ROWS.key_of(wanted.values)]


def score_people(*, by: Actor, at: datetime, rows: Sequence[SheetRow]) -> list[Written]:
    """Store checked rows of a file: new scores, and those that differ from what is stored."""
    _require(by)
    with work(by=by, at=at) as unit:
        require_all_open(row.values["month"] for row in rows)
        people = find_people(rows)
        signature = {"scored_by_id": by.staff_id, "scored_at": at}
        wanted = [wanted_row(row, people) for row in rows]
        written = ROWS.write([Wanted(one.number, {**one.values, **signature}) for one in wanted])
        if written:
            months = sorted({row.values["month"] for row in rows})
            note = {**counts_of(written), "first": months[0], "last": months[-1]}
            unit.note("performance.scored", None, **note)
    return written


def undo_scores(*, by: Actor, at: datetime, written: Sequence[Written]) -> None:
    """Take back what an import scored, while its months are open."""
    _require(by)
    with work(by=by, at=at) as unit:
        require_all_open(one.month for one in ROWS.held(written))
        ROWS.take_back(written)
        unit.note("performance.import_undone", None, **counts_of(written))


def _require(by: Actor) -> None:
    if not by.may(SCORE):
        raise PermissionDenied
