"""Storing a checked file: all rows or the good ones, once, whatever is killed meanwhile.

The first statement of each unit of work moves `read_until` on from where this runner believes it
is. Whoever comes second, a repeated job or another browser, finds it moved and stops.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from dakehu.exchange.access import require_import
from dakehu.exchange.models import Import, ImportedRow
from dakehu.exchange.queries.checking import Batch, Sorted, batches, sorted_by_area
from dakehu.exchange.queries.looking import Source, source_of
from dakehu.exchange.queries.telling import fault_stored
from dakehu.exchange.services.checking import AT_ONCE, SHOWN_FAULTS, Tell, silent
from dakehu.exchange.services.uploading import UnableToImport, refuse_a_second_time
from dakehu.kit.actors import Actor
from dakehu.kit.bulk import insert_rows
from dakehu.kit.errors import UnableTo
from dakehu.kit.jobs import enqueue
from dakehu.kit.once import once
from dakehu.kit.refs import RecordRef
from dakehu.kit.sheets import SheetKind, SheetRow, Written, sheets
from dakehu.kit.work import work

RUN_JOB: Final = "exchange.run"
IMPORT: Final = "import"
"""The kind of record that an import is."""


class Overtaken(Exception):
    """Somebody else has gone on with this import."""


def run_import(*, by: Actor, at: datetime, on: date, number: int, mode: str) -> Import:
    """Store a checked file: at once where it is small, in the background where it is large.

    Pressed twice by one person it happens once; of two persons the second is told.
    """
    found = Import.objects.get(pk=number)
    require_import(by, sheets[found.sheet])
    key = f"exchange.run:{number}:{found.revision}"

    def run() -> None:
        begin(by=by, at=at, number=number, mode=mode)
        if found.row_count > AT_ONCE:
            Import.objects.filter(pk=number).update(job_id=enqueue(RUN_JOB, number))
        else:
            _all_rows(by, at, on, number)

    with work(by=by, at=at):
        once(key=key, by=by, payload={"import": number}, run=run)
    return Import.objects.get(pk=number)


def begin(*, by: Actor, at: datetime, number: int, mode: str) -> None:
    """Take a checked import in hand; UnableToImport for one that cannot be stored this way."""
    found = Import.objects.get(pk=number)
    require_import(by, sheets[found.sheet])
    if mode not in Import.Mode.values:
        raise UnableToImport(_("请选择导入方式。"), field="mode")
    if mode == Import.Mode.ALL and found.faulty_count:
        told = _("有 %d 行有问题，不能全部导入。请修改文件后重新上传，或只导入正确的行。")
        raise UnableToImport(told % found.faulty_count, field="mode", code="faulty_rows")
    if not found.new_count + found.changed_count and found.state == Import.State.CHECKED:
        raise UnableToImport(_("没有可以导入的行。"), code="nothing_to_do")
    refuse_a_second_time(found.sheet, found.sha256, found.tab)
    values: dict[str, Any] = {"mode": mode, "state": Import.State.RUNNING, "started_at": at}
    counts = dict.fromkeys(("new_count", "changed_count", "same_count", "faulty_count"), 0)
    with work(by=by, at=at):
        still = Import.objects.filter(
            pk=number, state=Import.State.CHECKED, revision=found.revision
        )
        try:
            with transaction.atomic():
                begun = still.update(**values, **counts, done_count=0, read_until=0, message="")
        except IntegrityError:
            refuse_a_second_time(found.sheet, found.sha256, found.tab)
            raise
        if not begun:
            told = _("这次导入的状态已经是“%s”，请刷新页面查看。")
            raise UnableToImport(told % Import.objects.get(pk=number).get_state_display())


def carry_on(
    *,
    by: Actor,
    at: datetime,
    on: date,
    number: int,
    tell: Tell = silent,
    source: Source | None = None,
) -> Import:
    """Go on with an import that is in hand, from where it stands to its end.

    An import of all rows is one unit of work; of the good rows, each thousand is one. What the
    area refuses ends it as not imported, with the reason.
    """
    found = Import.objects.get(pk=number)
    if found.state != Import.State.RUNNING:
        return found
    try:
        if found.mode == Import.Mode.ALL:
            with work(by=by, at=at):
                _all_rows(by, at, on, number, source)
        else:
            _good_rows(by, at, on, found, tell, source or source_of(found))
    except Overtaken:
        pass
    except UnableTo as refusal:
        _give_up(by, at, number, str(refusal))
    return Import.objects.get(pk=number)


def resume(*, by: Actor, at: datetime, number: int) -> None:
    """Put an import whose worker is gone back into the queue; harmless where it still works."""
    found = Import.objects.get(pk=number)
    require_import(by, sheets[found.sheet])
    with work(by=by, at=at):
        job = enqueue(RUN_JOB, number)
        Import.objects.filter(pk=number, state=Import.State.RUNNING).update(job_id=job)


def _all_rows(by: Actor, at: datetime, on: date, number: int, source: Source | None = None) -> None:
    """Every row inside the open unit of work; UnableToImport where one is no longer good."""
    found = Import.objects.get(pk=number)
    kind = sheets[found.sheet]
    is_strict = found.mode == Import.Mode.ALL
    for batch in batches(kind.shape, (source or source_of(found)).rows()):
        part = _step(found, kind, batch, by, at, on)
        if is_strict and part.faulty_count:
            raise UnableToImport(_stale(part), code="changed_meanwhile")
    _finish(by, at, found)


def _good_rows(
    by: Actor, at: datetime, on: date, found: Import, tell: Tell, source: Source
) -> None:
    kind = sheets[found.sheet]
    for batch in batches(kind.shape, source.rows(), found.read_until):
        with work(by=by, at=at):
            _step(found, kind, batch, by, at, on)
        tell(found.done_count, found.row_count)
    with work(by=by, at=at):
        _finish(by, at, found)


def _step(
    found: Import, kind: SheetKind, batch: Batch, by: Actor, at: datetime, on: date
) -> Sorted:
    """One batch inside the open unit of work: claimed, looked at again, written, counted."""
    mine = Import.objects.filter(
        pk=found.pk, state=Import.State.RUNNING, read_until=found.read_until
    )
    if not mine.update(read_until=batch.last):
        raise Overtaken
    found.read_until = batch.last
    part = sorted_by_area(kind, batch, by, on)
    wanted = part.wanted
    written = kind.write(wanted, by, at) if kind.write and wanted else ()
    _note_rows(found, wanted, written)
    found.done_count += len(written)
    if part.faulty_count:
        _tell_of_more(found, kind, part)
    Import.objects.filter(pk=found.pk).update(
        new_count=F("new_count") + len(part.new),
        changed_count=F("changed_count") + len(part.changed),
        same_count=F("same_count") + len(part.same),
        faulty_count=F("faulty_count") + part.faulty_count,
        done_count=F("done_count") + len(written),
        faults=found.faults,
    )
    return part


def _tell_of_more(found: Import, kind: SheetKind, part: Sorted) -> None:
    """Add the faults that the check did not find, as far as there is room."""
    room = SHOWN_FAULTS - len(found.faults)
    if room <= 0:
        return
    told = {(one["row"], one["message"]) for one in found.faults}
    fresh = (
        fault_stored(kind.shape, one)
        for one in part.faults
        if not one.is_notice and (one.row, one.message) not in told
    )
    found.faults = [*found.faults, *islice(fresh, room)]


def _note_rows(found: Import, wanted: Sequence[SheetRow], written: Sequence[Written]) -> None:
    """Keep what became of the rows; one that somebody else wrote meanwhile may be left out."""
    if not {one.row for one in written} <= {row.number for row in wanted}:
        raise ValueError(f"{found.sheet}: write() told of rows that it was not given")
    if found.finished_at is not None:  # it stopped before: what rows held at first is kept
        noted = ImportedRow.objects.filter(source_id=found.pk, row__in=[one.row for one in written])
        known = set(noted.values_list("row", flat=True))
        written = [one for one in written if one.row not in known]
    insert_rows(
        [
            ImportedRow(
                source_id=found.pk,
                row=one.row,
                record=one.record,
                before=None if one.before is None else dict(one.before),
            )
            for one in written
        ]
    )


def _finish(by: Actor, at: datetime, found: Import) -> None:
    ended = Import.objects.filter(
        pk=found.pk, state=Import.State.RUNNING, read_until=found.read_until
    ).update(state=Import.State.DONE, finished_at=at)
    if not ended:
        raise Overtaken
    stored = Import.objects.get(pk=found.pk)
    with work(by=by, at=at) as unit:
        unit.note(
            "exchange.imported",
            RecordRef(IMPORT, found.pk),
            sheet=str(sheets[found.sheet].name),
            file=found.file_name,
            new=stored.new_count,
            changed=stored.changed_count,
            left_out=stored.faulty_count,
        )


def _stale(part: Sorted) -> str:
    first = next(one for one in part.faults if not one.is_notice)
    return _("检查之后数据有了变化，没有导入：第 %(row)d 行，%(what)s 请重新检查。") % {
        "row": first.row,
        "what": first.message,
    }


def _give_up(by: Actor, at: datetime, number: int, why: str) -> None:
    with work(by=by, at=at):
        Import.objects.filter(pk=number, state=Import.State.RUNNING).update(
            state=Import.State.FAILED, finished_at=at, message=why
        )
