"""Checking a matched file: every row, nothing stored but what was found."""

import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.documents.services.files import store_file
from dakehu.exchange.access import require_import
from dakehu.exchange.models import Import
from dakehu.exchange.queries.checking import Sorted, batches, sorted_by_area
from dakehu.exchange.queries.looking import Source, source_of
from dakehu.exchange.queries.telling import fault_stored, row_stored
from dakehu.exchange.writing.errors import write_error_book
from dakehu.kit.actors import Actor
from dakehu.kit.jobs import enqueue
from dakehu.kit.sheets import Fault, SheetKind, Standing, sheets
from dakehu.kit.work import work

AT_ONCE: Final = 2000
"""Files with at most so many rows are checked and stored while the page waits."""

SHOWN_ROWS: Final = 20
SHOWN_FAULTS: Final = 500
MOST_FAULTS: Final = 20_000
"""The file of faults is cut here: nobody mends more by hand."""

CHECK_JOB: Final = "exchange.check"
Tell = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Nobody is told."""


class _Found:
    """What a check has found so far."""

    def __init__(self, kind: SheetKind) -> None:
        self.kind = kind
        self.counts = {"row": 0, "new": 0, "changed": 0, "same": 0, "faulty": 0}
        self.faults: list[Fault] = []
        self.preview: list[dict[str, Any]] = []

    def add(self, row_count: int, part: Sorted) -> None:
        """Count a batch in."""
        self.counts["row"] += row_count
        self.counts["new"] += len(part.new)
        self.counts["changed"] += len(part.changed)
        self.counts["same"] += len(part.same)
        self.counts["faulty"] += part.faulty_count
        self.faults += part.faults[: MOST_FAULTS - len(self.faults)]
        changed = {row.number for row in part.changed}
        for row in part.wanted[: SHOWN_ROWS - len(self.preview)]:
            standing = Standing.CHANGED if row.number in changed else Standing.NEW
            self.preview.append(row_stored(self.kind.shape, row, standing))

    @property
    def stored(self) -> dict[str, Any]:
        """The columns of an import that tell it."""
        told = sorted(self.faults, key=lambda one: one.is_notice)[:SHOWN_FAULTS]
        return {
            **{f"{name}_count": count for name, count in self.counts.items()},
            "faults": [fault_stored(self.kind.shape, one) for one in told],
            "preview": self.preview,
        }


def check_soon(*, by: Actor, at: datetime, on: date, number: int) -> Import:
    """Check now what is small, and what is large in the background."""
    found = Import.objects.get(pk=number)
    require_import(by, sheets[found.sheet])
    if found.state != Import.State.MATCHED or found.job_id is not None:
        return found
    if found.row_count <= AT_ONCE:
        return check_import(by=by, at=at, on=on, number=number)
    with work(by=by, at=at):
        job = enqueue(CHECK_JOB, number, found.revision)
        waiting = Import.objects.filter(
            pk=number, state=Import.State.MATCHED, revision=found.revision, job_id=None
        )
        if not waiting.update(job_id=job):
            return Import.objects.get(pk=number)
    found.job_id = job
    return found


def check_import(
    *,
    by: Actor,
    at: datetime,
    on: date,
    number: int,
    tell: Tell = silent,
    source: Source | None = None,
) -> Import:
    """Look at every row and keep what was found; the area's rows are not touched.

    `source` is the file where the caller has opened it already.
    """
    found = Import.objects.get(pk=number)
    kind = sheets[found.sheet]
    require_import(by, kind)
    if found.state != Import.State.MATCHED:
        return found
    source = source or source_of(found)
    seen = _Found(kind)
    seen.faults += [Fault(0, "", told, is_notice=True) for told in source.notices]
    for batch in batches(kind.shape, source.rows()):
        seen.add(batch.row_count, sorted_by_area(kind, batch, by, on))
        tell(seen.counts["row"], found.row_count)
    with work(by=by, at=at):
        still = Import.objects.filter(
            pk=number, state=Import.State.MATCHED, revision=found.revision
        )
        error_file = _error_file(by, at, found, source, seen.faults)
        still.update(
            state=Import.State.CHECKED, checked_at=at, error_file_id=error_file, **seen.stored
        )
    return Import.objects.get(pk=number)


def _error_file(
    by: Actor, at: datetime, found: Import, source: Source, faults: list[Fault]
) -> int | None:
    """The file as a workbook with what is wrong beside the rows; None where all is well.

    Of a large file it holds the rows at fault alone.
    """
    if all(one.is_notice for one in faults):
        return None
    name = _("%s_问题表.xlsx") % Path(found.file_name).stem[:100]
    with tempfile.TemporaryDirectory(prefix="dakehu-") as folder:
        target = Path(folder) / "faults.xlsx"
        is_long = found.row_count > AT_ONCE
        write_error_book(source.tab, source.matching, faults, target, is_faulty_only=is_long)
        return store_file(by=by, at=at, name=name, content=target).pk
