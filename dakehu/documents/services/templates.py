"""A company's own Word templates: uploaded after a check, changed back, kept for history."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dakehu.documents.access import MANAGE_TEMPLATES
from dakehu.documents.models import PaperTemplate
from dakehu.documents.printing.engine import starting_template
from dakehu.documents.printing.fields import context_of, labels_of
from dakehu.documents.printing.laying import laid_out
from dakehu.documents.printing.packages import UnableToUseTemplate
from dakehu.documents.queries.printing import NoSuchPaper, mark_for, sampled_for
from dakehu.documents.services.files import store_file
from dakehu.kit.actors import Actor
from dakehu.kit.papers import print_forms
from dakehu.kit.work import Unit, work

if TYPE_CHECKING:
    from dakehu.documents.printing.own_templates import Fault

MOST_TOLD = 8


def use_template(*, by: Actor, at: datetime, form: str, name: str, content: bytes) -> PaperTemplate:
    """Use a Word file as the template of a paper from now on.

    Raises `UnableToUseTemplate`, which lists what cannot be filled.
    """
    _require(by, form)
    found = template_faults(by=by, at=at, form=form, content=content)
    if found:
        told = "\n".join(map(_told, found[:MOST_TOLD]))
        if len(found) > MOST_TOLD:
            told += _("\n还有 %d 处。") % (len(found) - MOST_TOLD)
        raise UnableToUseTemplate(told, field="file", code="template_faults")
    with work(by=by, at=at) as unit:
        stored = store_file(by=by, at=at, name=name, content=content, kinds={"docx"})
        PaperTemplate.objects.filter(form=form, is_used=True).update(is_used=False)
        made = PaperTemplate.objects.create(
            form=form, file=stored, user_id=by.user_id, by_name=by.name, uploaded_at=unit.at
        )
        _note(unit, "documents.template_set", form)
    return made


def _told(fault: "Fault") -> str:
    if not fault.where:
        return fault.told
    return _("“%(where)s”：%(told)s") % {"where": fault.where, "told": fault.told}


def template_faults(*, by: Actor, at: datetime, form: str, content: bytes) -> "list[Fault]":
    """What is wrong with a file as the template of a paper."""
    from dakehu.documents.printing.own_templates import faults_of  # loads the Word libraries

    return faults_of(content, context_of(_sample(by, at, form)))


def choose_template(*, by: Actor, at: datetime, form: str, template: int | None) -> None:
    """Go back to an earlier template of the paper, or to ours (None)."""
    _require(by, form)
    with work(by=by, at=at) as unit:
        rows = PaperTemplate.objects.filter(form=form)
        wanted = rows.filter(pk=template).first() if template is not None else None
        if template is not None and wanted is None:
            raise UnableToUseTemplate(_("没有这份模板。"), code="no_template")
        rows.filter(is_used=True).update(is_used=False)
        if wanted is None:
            _note(unit, "documents.template_dropped", form)
            return
        PaperTemplate.objects.filter(pk=wanted.pk).update(is_used=True)
        _note(unit, "documents.template_set", form)


def default_template(*, by: Actor, at: datetime, form: str) -> bytes:
    """Our own form with the names of its fields: what a company's template is made from."""
    paper = sampled_for(by, form)
    return starting_template(paper, mark_for(by, at, paper))


def template_fields(*, by: Actor, at: datetime, form: str) -> list[tuple[str, str]]:
    """Every field of a paper as it is written in a template, with what it is."""
    return labels_of(_sample(by, at, form))


def _sample(by: Actor, at: datetime, form: str) -> dict[str, object]:
    paper = sampled_for(by, form)
    return laid_out(paper, mark_for(by, at, paper), keeps_rare=True).data


def _require(by: Actor, form: str) -> None:
    if form not in print_forms:
        raise NoSuchPaper(form)
    if not by.may(MANAGE_TEMPLATES):
        raise PermissionDenied


def _note(unit: Unit, code: str, form: str) -> None:
    unit.note(code, None, form=form)
