"""Which papers there are, what stands in one, and how often it was printed."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dakehu.documents.access import MANAGE_TEMPLATES
from dakehu.documents.content.names import clean_name
from dakehu.documents.models import PaperTemplate, PrintBatch, PrintLog
from dakehu.documents.printing.laying import laid_out
from dakehu.documents.printing.marks import Mark
from dakehu.documents.printing.writing import UnableToPrint
from dakehu.kit.actors import Actor
from dakehu.kit.models import Job
from dakehu.kit.papers import Paper, PrintForm, print_forms
from dakehu.kit.permissions import Permission
from dakehu.kit.refs import RecordRef
from dakehu.kit.settings_store import pack_is_on, read
from dakehu.kit.wording import actor_told
from dakehu.organization.models import Staff

MOST_SHOWN: Final = 20
LIVE: Final = "live"
BATCHES_FOR: Final = timedelta(days=30)
"""How long the file of a batch can be fetched: its papers can be printed again."""


class NoSuchPaper(LookupError):
    """There is no such paper, or nothing to print of that record."""


@dataclass(frozen=True)
class Gathered:
    """A paper with all that stands in it; `subject` is what its prints are counted by."""

    form: PrintForm[Any]
    paper: Paper
    record: RecordRef | None
    data_hash: str

    @property
    def subject(self) -> str:
        return str(self.record) if self.record else f"data:{self.data_hash}"


def forms_for(by: Actor) -> list[PrintForm[Any]]:
    """The papers that somebody may print, in the order in which the areas gave them."""
    return [
        one
        for one in print_forms
        if pack_is_on(one.pack)
        and (by.may(one.permission) or (one.of_record and by.may(_asked(one, of_record=True))))
    ]


def form_for(by: Actor, code: str, *, of_record: bool = False) -> PrintForm[Any]:
    """One paper; `NoSuchPaper`, or PermissionDenied for who may not print it so."""
    found = print_forms.get(code)
    if found is None or not pack_is_on(found.pack):
        raise NoSuchPaper(code)
    if not by.may(_asked(found, of_record=of_record)):
        raise PermissionDenied
    return found


def _asked(form: PrintForm[Any], *, of_record: bool) -> Permission:
    return (of_record and form.record_permission) or form.permission


def sampled_for(by: Actor, code: str) -> Paper:
    """A paper with its sample data, for those who print it and those who make its template."""
    found = print_forms.get(code)
    if found is None or not by.may(MANAGE_TEMPLATES):
        found = form_for(by, code)
    return found.paper(found.sample())


def paper_name(code: str) -> str:
    """What a paper is called; its code where it is no longer there."""
    found = print_forms.get(code)
    return str(found.name) if found else code


def all_forms() -> list[PrintForm[Any]]:
    """Every paper of the packs that are on."""
    return [one for one in print_forms if pack_is_on(one.pack)]


def gathered(
    *, by: Actor, on: date, form: str, record: RecordRef | None = None, data: Any = None
) -> Gathered:
    """The paper of a record or of given data, as `by` may see it.

    Raises `NoSuchPaper`, PermissionDenied, and `UnableToPrint` where something does not fit.
    """
    known = form_for(by, form, of_record=record is not None)
    if record is not None:
        data = _of_record(known, record, by, on)
    if not isinstance(data, known.data):
        raise UnableToPrint(_("没有给出这张单据的内容。"), field="data", code="no_data")
    paper = known.paper(data)
    return Gathered(known, paper, record, hash_of(paper))


def lacking_of(*, by: Actor, on: date, form: str, record: RecordRef) -> str:
    """The characters of a record's paper that our fonts lack."""
    paper = gathered(by=by, on=on, form=form, record=record).paper
    return laid_out(paper, Mark("", _EPOCH)).lacking


def _of_record(form: PrintForm[Any], record: RecordRef, by: Actor, on: date) -> Any:
    if form.of_record is None or form.record_kind != record.kind:
        raise NoSuchPaper(form.code)
    found = form.of_record(record.id, by, on)
    if found is None:
        raise NoSuchPaper(str(record))
    return found


def hash_of(paper: Paper) -> str:
    """The hash of what stands in a paper, whoever prints it and when."""
    laid = laid_out(paper, Mark("", _EPOCH), keeps_rare=True).data
    text = json.dumps(laid, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


_EPOCH: Final = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


def mark_for(
    by: Actor, at: datetime, paper: Paper, count: int = 0, *, is_sample: bool = False
) -> Mark:
    """What a print of `by` carries; 0 is a preview."""
    return Mark(
        user=_signed(by),
        at=at,
        is_trial=is_trial(),
        printed_count=count,
        is_confidential=bool(paper.secrecy),
        is_sample=is_sample,
    )


def _signed(by: Actor) -> str:
    """Name and staff number, as the watermark names people (G-33)."""
    if by.staff_id is None:
        return actor_told(by.name, is_system=by.is_system)
    number = Staff.objects.filter(pk=by.staff_id).values_list("number", flat=True).first()
    return " ".join(filter(None, (by.name, number)))


def is_trial() -> bool:
    """Whether the company has not gone live yet: its papers say so."""
    return bool(read("mode") != LIVE)


def template_in_use(form: str) -> PaperTemplate | None:
    """A company's own Word template of a paper, or None for ours."""
    rows = PaperTemplate.objects.filter(form=form, is_used=True)
    return rows.select_related("file").first()


def templates_of(form: str) -> "QuerySet[PaperTemplate, PaperTemplate]":
    """Every template that was ever uploaded for a paper, the latest first."""
    return PaperTemplate.objects.filter(form=form).select_related("file")


def forms_with_templates() -> set[str]:
    """The papers that have a template of the company's own in use."""
    return set(PaperTemplate.objects.filter(is_used=True).values_list("form", flat=True))


def prints_of(form: str) -> list[PrintLog]:
    """The latest prints of a paper."""
    return list(PrintLog.objects.filter(form=form)[:MOST_SHOWN])


def batch_of(by: Actor, number: int) -> PrintBatch | None:
    """A batch that `by` asked for and may still print; nobody sees another's."""
    rows = PrintBatch.objects.select_related("file").filter(user_id=by.user_id)
    found = rows.filter(pk=number).first() if by.user_id else None
    may = {one.code for one in forms_for(by)} if found else set()
    return found if found and found.form in may else None


def job_of(batch: PrintBatch) -> Job | None:
    """The job that draws a batch, with its progress."""
    return Job.objects.filter(pk=batch.job_id or 0).first()


def file_name(paper: Paper, form: PrintForm[Any], ending: str) -> str:
    """What the file of a print is called: 报价单_BJ-2026-0001.pdf."""
    parts = dict.fromkeys(filter(None, (paper.title, paper.number)))
    return clean_name(f"{'_'.join(parts) or str(form.name)}.{ending}")
