"""Many papers as one job: one file of all, or a zip with a file each.

The print numbers are set once before the first paper is drawn, and the file is stored in the same
unit of work as the prints are noted: a job done again after a crash gives the same papers.
"""

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, BinaryIO, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from dakehu.documents.models import PrintBatch, PrintLog
from dakehu.documents.printing.engine import pdf_of
from dakehu.documents.printing.laying import laid_out
from dakehu.documents.printing.writing import UnableToPrint
from dakehu.documents.queries.printing import Gathered, file_name, form_for, gathered, mark_for
from dakehu.documents.queries.reading import data_from, json_of
from dakehu.documents.services.files import store_file
from dakehu.documents.services.printing import PDF, next_prints
from dakehu.kit.actors import Actor
from dakehu.kit.jobs import Progress, enqueue
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.organization.queries.acting import actor_for

MOST: Final = 5_000
JOB: Final = "documents.print_many"
LARGEST: Final = 1024 * 1024 * 1024
"""The most bytes of what a batch gives: thousands of papers with their fonts, on the disk alone."""

_TOLD_EVERY: Final = 20


def print_many(
    *,
    by: Actor,
    at: datetime,
    on: date,
    form: str,
    items: Sequence[Any],
    is_joined: bool = False,
) -> PrintBatch:
    """Queue the printing of many papers; `items` are ids of records, or data of the paper.

    `is_joined` gives one PDF with all of them. Raises `NoSuchPaper`, PermissionDenied, and
    `UnableToPrint` for none or too many.
    """
    known = form_for(by, form, of_record=_are_records(items))
    if not 1 <= len(items) <= MOST:
        told = _("一次打印 1 到 %d 张单据。") % MOST
        raise UnableToPrint(told, field="items", code="items")
    stored = [one if isinstance(one, int) else json_of(known, one) for one in items]
    with work(by=by, at=at) as unit:
        made = PrintBatch.objects.create(
            form=form,
            items=stored,
            is_joined=is_joined,
            user_id=by.user_id,
            by_name=by.name,
            asked_on=on,
            asked_at=unit.at,
        )
        made.job_id = enqueue(JOB, made.pk)
        PrintBatch.objects.filter(pk=made.pk).update(job_id=made.job_id)
        unit.note("documents.batch_asked", None, form=form, count=len(stored))
    return made


def run_batch(progress: Progress, batch_id: int) -> None:
    """Draw the papers of a batch and store them; nothing where that was done before."""
    batch = PrintBatch.objects.get(pk=batch_id)
    if batch.file_id is not None:
        return
    by = actor_for(batch.user_id or 0, batch.asked_on)
    found = list(_gathered(batch, by))
    numbers = _numbered(batch, by, found)
    with tempfile.TemporaryFile() as target:
        name = _draw(batch, by, found, numbers, progress, target)
        target.seek(0)
        _keep(batch, by, found, numbers, name, target)


def _keep(
    batch: PrintBatch,
    by: Actor,
    found: list[Gathered],
    numbers: list[int],
    name: str,
    content: BinaryIO,
) -> None:
    """Store the file and note the prints, together and once."""
    now = timezone.now()
    with work(by=by, at=now) as unit:
        if PrintBatch.objects.select_for_update().get(pk=batch.pk).file_id is not None:
            return
        PrintLog.objects.bulk_create(
            PrintLog(
                form=batch.form,
                subject=one.subject,
                record=one.record,
                data_hash=one.data_hash,
                user_id=by.user_id,
                by_name=by.name,
                printed_at=now,
                format=PDF,
                number=number,
            )
            for one, number in zip(found, numbers, strict=True)
        )
        stored = store_file(by=by, at=now, name=name, content=content, longest=LARGEST)
        PrintBatch.objects.filter(pk=batch.pk).update(file=stored)
        unit.note("documents.batch_printed", None, form=batch.form, count=len(found))


def _are_records(items: Sequence[Any]) -> bool:
    return all(isinstance(one, int) for one in items)


def _gathered(batch: PrintBatch, by: Actor) -> Iterator[Gathered]:
    known = form_for(by, batch.form, of_record=_are_records(batch.items))
    for item in batch.items:
        is_record = isinstance(item, int)
        yield gathered(
            by=by,
            on=batch.asked_on,
            form=batch.form,
            record=RecordRef(known.record_kind, item) if is_record else None,
            data=None if is_record else data_from(known, item),
        )


def _numbered(batch: PrintBatch, by: Actor, found: list[Gathered]) -> list[int]:
    """The print number of each paper, given out once however often the job is tried."""
    with work(by=by, at=timezone.now()):
        row = PrintBatch.objects.select_for_update().get(pk=batch.pk)
        if row.numbers is None:
            row.numbers = [next_prints(batch.form, one.subject) for one in found]
            PrintBatch.objects.filter(pk=batch.pk).update(numbers=row.numbers)
    numbers: list[int] = row.numbers
    return numbers


def _draw(
    batch: PrintBatch,
    by: Actor,
    found: list[Gathered],
    numbers: list[int],
    progress: Progress,
    target: BinaryIO,
) -> str:
    """Write the file that holds all papers; its name."""
    total = len(found)
    plain = mark_for(by, batch.asked_at, found[0].paper)
    marks = [
        replace(plain, printed_count=number, is_confidential=bool(one.paper.secrecy))
        for one, number in zip(found, numbers, strict=True)
    ]
    laid = [laid_out(one.paper, mark) for one, mark in zip(found, marks, strict=True)]
    title = str(found[0].form.name)
    if batch.is_joined:
        progress.tell(0, total, _("正在排版"))
        target.write(pdf_of(laid, marks[0]))
        return f"{title}.pdf"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for place, (one, mark) in enumerate(zip(laid, marks, strict=True), start=1):
            name = file_name(found[place - 1].paper, found[place - 1].form, PDF)
            archive.writestr(f"{place:04d}_{name}", pdf_of([one], mark))
            if place % _TOLD_EVERY == 0 or place == total:
                progress.tell(place, total)
    return f"{title}.zip"
