"""Taking an import back, within a day and where nothing was built on it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from dakehu.exchange.access import require_import
from dakehu.exchange.models import Import, ImportedRow
from dakehu.exchange.queries.checking import BATCH
from dakehu.exchange.services.checking import AT_ONCE
from dakehu.exchange.services.running import IMPORT
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.jobs import enqueue
from dakehu.kit.refs import RecordRef
from dakehu.kit.sheets import Written, sheets
from dakehu.kit.work import work

UNDO_JOB: Final = "exchange.undo"
UNDO_WITHIN: Final = timedelta(hours=24)


class UnableToUndo(UnableTo):
    """The import cannot be taken back."""


def can_be_undone(found: Import, at: datetime) -> bool:
    """Whether an import is one that may be taken back now, as far as time and sheet go."""
    kind = sheets.get(found.sheet)
    in_time = found.finished_at is not None and at - found.finished_at <= UNDO_WITHIN
    return found.state == Import.State.DONE and in_time and bool(kind and kind.undo)


def undo_soon(*, by: Actor, at: datetime, number: int) -> Import:
    """Take a small import back now, a large one in the background."""
    found = Import.objects.get(pk=number)
    _require(by, found, at)
    if found.done_count <= AT_ONCE:
        return undo_import(by=by, at=at, number=number)
    with work(by=by, at=at):
        job = enqueue(UNDO_JOB, number)
        Import.objects.filter(pk=number).update(job_id=job, message="")
    return Import.objects.get(pk=number)


def undo_import(*, by: Actor, at: datetime, number: int) -> Import:
    """Take back every row that an import wrote, or none.

    Raises `UnableToUndo` after a day, and what the area says where something was built on a row.
    """
    found = Import.objects.get(pk=number)
    _require(by, found, at)
    kind = sheets[found.sheet]
    with work(by=by, at=at) as unit:
        undone = Import.objects.filter(pk=number, state=Import.State.DONE).update(
            state=Import.State.UNDONE, undone_at=at, undone_by=by.name, message=""
        )
        if not undone:
            raise UnableToUndo(_("这次导入已经撤销。"))
        since = _later_imports(found)
        for rows in _backwards(number, is_whole=kind.shape.is_judged_whole):
            if kind.undo:
                kind.undo([Written(one.row, one.record, one.before) for one in rows], by, at)
            if since:
                _require_last(rows, since)
        unit.note(
            "exchange.undone",
            RecordRef(IMPORT, number),
            sheet=str(kind.name),
            file=found.file_name,
            rows=found.done_count,
        )
    return Import.objects.get(pk=number)


def keep_refusal(*, by: Actor, at: datetime, number: int, why: str) -> None:
    """Keep on the import why it could not be taken back, for whoever waits for the job."""
    with work(by=by, at=at):
        Import.objects.filter(pk=number).update(message=why)


def _require(by: Actor, found: Import, at: datetime) -> None:
    require_import(by, sheets[found.sheet])
    if found.state == Import.State.UNDONE:
        raise UnableToUndo(_("这次导入已经撤销。"))
    if found.state != Import.State.DONE:
        raise UnableToUndo(_("这次导入没有完成，不用撤销。"))
    if sheets[found.sheet].undo is None:
        raise UnableToUndo(_("这种表不能撤销导入，请逐条修改。"))
    if not can_be_undone(found, at):
        raise UnableToUndo(_("导入已超过 24 小时，不能撤销。请逐条修改。"))


def _later_imports(found: Import) -> list[int]:
    """The imports of the sheet that wrote something after this one began, and still hold."""
    others = Import.objects.filter(sheet=found.sheet, started_at__isnull=False)
    ended = Q(finished_at__isnull=True) | Q(finished_at__gte=found.started_at)
    still = others.exclude(pk=found.pk).exclude(state=Import.State.UNDONE).filter(ended)
    return list(still.values_list("pk", flat=True))


def _require_last(rows: Sequence[ImportedRow], since: Sequence[int]) -> None:
    """UnableToUndo where another import wrote one of these records after this one.

    Asked once the area has taken its rows back, and so holds them.
    """
    mine = {one.record: one for one in rows}
    first = min(one.pk for one in rows)
    later = ImportedRow.objects.filter(source__in=since, record__in=list(mine), pk__gt=first)
    for one in later.select_related("source").order_by("pk"):
        row = mine[one.record]
        if one.pk > row.pk:
            told = _(
                "第 %(row)d 行写入的内容，之后又由另一次导入（%(file)s）更改，不能撤销。"
                "请先撤销之后的那次导入。"
            )
            raise UnableToUndo(told % {"row": row.row, "file": one.source.file_name})


def _backwards(number: int, *, is_whole: bool) -> Iterator[list[ImportedRow]]:
    """The rows that were written, the last ones first; at once where they are judged together."""
    rows = ImportedRow.objects.filter(source_id=number).order_by("-row")
    below: int | None = None
    while True:
        asked = rows if below is None else rows.filter(row__lt=below)
        part = list(asked if is_whole else asked[:BATCH])
        if not part:
            return
        yield part
        below = part[-1].row
