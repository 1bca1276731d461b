"""Printing: counted, noted, marked with who and when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import F
from django.utils.translation import gettext as _

from dakehu.documents.models import PrintCount, PrintLog
from dakehu.documents.printing.engine import set_pdf, set_pictures, set_word
from dakehu.documents.printing.laying import laid_out
from dakehu.documents.printing.marks import Mark
from dakehu.documents.printing.writing import UnableToPrint
from dakehu.documents.queries.files import path_of
from dakehu.documents.queries.printing import (
    Gathered,
    NoSuchPaper,
    file_name,
    gathered,
    mark_for,
    sampled_for,
    template_in_use,
)
from dakehu.kit.actors import Actor
from dakehu.kit.papers import Paper, print_forms
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import Unit, work

PDF: Final = "pdf"
WORD: Final = "docx"
PNG: Final = "png"
MOST_COPIES: Final = 100

MEDIA_TYPES: Final = {
    PDF: "application/pdf",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PNG: "image/png",
}


@dataclass(frozen=True)
class Printed:
    """A paper that was set. `lacking` are characters that the PDF shows as boxes."""

    content: bytes
    name: str
    media_type: str
    count: int
    lacking: str = ""


def print_paper(
    *,
    by: Actor,
    at: datetime,
    on: date,
    form: str,
    record: RecordRef | None = None,
    data: Any = None,
    format: str = PDF,
    copies: int = 1,
) -> Printed:
    """Print a record's paper, or one of given data: it counts, and is told in the audit trail.

    Raises `NoSuchPaper`, PermissionDenied and `UnableToPrint`; then nothing was counted.
    """
    if not 1 <= copies <= MOST_COPIES:
        told = _("一次打印 1 到 %d 份。") % MOST_COPIES
        raise UnableToPrint(told, field="copies", code="copies")
    if format not in {PDF, WORD}:
        raise UnableToPrint(_("只能打印成 PDF 或 Word。"), field="format", code="format")
    found = gathered(by=by, on=on, form=form, record=record, data=data)
    with work(by=by, at=at) as unit:
        count = counted(unit, found, format=format, copies=copies)
        unit.note(
            "documents.paper_printed",
            record,
            form=form,
            format=format,
            copies=copies,
            count=count,
            data_hash=found.data_hash,
        )
        return _set(found.paper, mark_for(by, at, found.paper, count), form, format)


def counted(unit: Unit, found: Gathered, *, format: str, copies: int = 1) -> int:
    """Count a print inside an open unit of work; which one it is, never given twice."""
    last = next_prints(found.form.code, found.subject, copies)
    PrintLog.objects.create(
        form=found.form.code,
        subject=found.subject,
        record=found.record,
        data_hash=found.data_hash,
        user_id=unit.by.user_id,
        by_name=unit.by.name,
        printed_at=unit.at,
        format=format,
        copies=copies,
        number=last,
    )
    return last - copies + 1


def next_prints(form: str, subject: str, copies: int = 1) -> int:
    """The number of the last of `copies` further prints; the row stays locked till the end."""
    row, _made = PrintCount.objects.get_or_create(form=form, subject=subject)
    PrintCount.objects.filter(pk=row.pk).update(printed=F("printed") + copies)
    found: int = PrintCount.objects.values_list("printed", flat=True).get(pk=row.pk)
    return found


def preview(*, by: Actor, at: datetime, form: str, format: str = PDF) -> Printed:
    """A paper with its sample data; it counts for nothing and says so."""
    if format not in MEDIA_TYPES:
        raise NoSuchPaper(format)
    paper = sampled_for(by, form)
    return _set(paper, mark_for(by, at, paper, is_sample=True), form, format)


def _set(paper: Paper, mark: Mark, form: str, format: str) -> Printed:
    return Printed(
        content=_content(paper, mark, form, format),
        name=file_name(paper, print_forms[form], format),
        media_type=MEDIA_TYPES[format],
        count=mark.printed_count,
        lacking=laid_out(paper, mark).lacking if format != WORD else "",
    )


def _content(paper: Paper, mark: Mark, form: str, format: str) -> bytes:
    if format == PDF:
        return set_pdf(paper, mark)
    if format == PNG:
        return set_pictures(paper, mark)[0]
    template = template_in_use(form)
    return set_word(paper, path_of(template.file) if template else None, mark)
