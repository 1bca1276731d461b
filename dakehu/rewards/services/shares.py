"""Entering who earns a project's commission."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.keyed_rows import UnableToTakeBack, counts_of, refuse_faulty
from dakehu.kit.sheets import SheetRow, Written
from dakehu.kit.work import work
from dakehu.organization.queries.roster import find_people
from dakehu.rewards.access import ENTER_SHARES
from dakehu.rewards.queries.shares import (
    ROWS,
    WHOLE,
    check_rows,
    percent,
    sums_of,
    sums_with,
    wanted_row,
)


class UnableToEnterShares(UnableTo):
    """A project cannot be shared that way."""


def share_project(
    *, by: Actor, at: datetime, on: date, project: str, rates: Mapping[str, Decimal]
) -> list[Written]:
    """Share one project among people by their numbers; with those stored, 100 % together."""
    rows = [
        SheetRow(place, {"project": project, "number": number, "name": None, "rate": rate})
        for place, (number, rate) in enumerate(rates.items(), 1)
    ]
    with work(by=by, at=at):
        refuse_faulty(check_rows(rows, by, on), UnableToEnterShares)
        return enter_shares(by=by, at=at, on=on, rows=rows)


def enter_shares(*, by: Actor, at: datetime, on: date, rows: Sequence[SheetRow]) -> list[Written]:
    """Store checked rows of a file; each project must add up to 100 % afterwards."""
    _require(by)
    with work(by=by, at=at) as unit:
        people = find_people(rows)
        wanted = [wanted_row(row, people, on) for row in rows]
        _require_whole(sums_with(wanted), UnableToEnterShares)
        written = ROWS.write(wanted, entered_at=at)
        if written:
            projects = len({row.values["project"] for row in rows})
            unit.note("rewards.shares_entered", None, **counts_of(written), projects=projects)
    return written


def undo_shares(*, by: Actor, at: datetime, written: Sequence[Written]) -> None:
    """Take back what an import entered; what is left of a project must add up to 100 %."""
    _require(by)
    with work(by=by, at=at) as unit:
        projects = {one.project_name for one in ROWS.held(written)}
        ROWS.take_back(written)
        _require_whole(sums_of(projects), UnableToTakeBack)
        unit.note("rewards.shares_undone", None, **counts_of(written))


def _require_whole(sums: Mapping[str, Decimal], error: type[UnableTo]) -> None:
    for project, total in sums.items():
        if total != WHOLE:
            names = {"project": project, "total": percent(total)}
            told = _("项目“%(project)s”的分成合计 %(total)s，应为 100%%。") % names
            raise error(told, field="rate")


def _require(by: Actor) -> None:
    if not by.may(ENTER_SHARES):
        raise PermissionDenied
