"""Printing a record's paper, the papers with their samples, and the company's own templates."""

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dakehu.documents.access import MANAGE_TEMPLATES
from dakehu.documents.forms import CopiesForm, TemplateForm
from dakehu.documents.queries import printing as papers
from dakehu.documents.queries.files import download_of
from dakehu.documents.queries.printing import NoSuchPaper
from dakehu.documents.services import printing, templates
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.downloads import file_answer
from dakehu.kit.errors import UnableTo
from dakehu.kit.form_pages import posted, refuse
from dakehu.kit.pages import page
from dakehu.kit.papers import print_forms
from dakehu.kit.refs import RecordRef
from dakehu.kit.registry import record_kinds

DETAIL: Final = "documents:paper_detail"


def paper_answer(printed: printing.Printed, *, is_shown: bool = False) -> HttpResponse:
    """A paper as an answer that no cache keeps; pictures may be shown on a page."""
    answer = HttpResponse(printed.content, content_type=printed.media_type)
    shown = content_disposition_header(not is_shown, printed.name) or "attachment"
    answer["Content-Disposition"] = shown
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@allow(MANAGE_TEMPLATES)
@require_safe
def paper_list(request: HttpRequest) -> HttpResponse:
    """Every paper there is, and which have a template of the company's own."""
    context = {"forms": papers.all_forms(), "own": papers.forms_with_templates()}
    return page(request, "documents/papers.html", context)


@allow(MANAGE_TEMPLATES)
def paper_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One paper: its sample, its fields, its template; a POST uploads another."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            templates.use_template(
                by=request.actor,
                at=now(),
                form=_known(code),
                name=form.cleaned_data["file"].name,
                content=form.cleaned_data["file"].read(),
            )
        except UnableTo as error:
            refuse(form, error)
        else:
            messages.success(request, _("已启用这份模板，Word 打印件从现在起使用它。"))
            return redirect(DETAIL, code)
    status = 422 if form.errors else 200
    return page(request, "documents/paper.html", _detail(request, code, form), status=status)


def _detail(request: HttpRequest, code: str, form: TemplateForm) -> dict[str, Any]:
    known, by, at = _known(code), request.actor, now()
    return {
        "paper": print_forms[known],
        "form": form,
        "fields": templates.template_fields(by=by, at=at, form=known),
        "templates": papers.templates_of(known),
        "prints": papers.prints_of(known),
    }


def _known(code: str) -> str:
    if code not in {one.code for one in papers.all_forms()}:
        raise Http404
    return code


@allow.signed_in()
@require_safe
def paper_sample(request: HttpRequest, code: str, format: str) -> HttpResponse:
    """A paper with invented data: PDF and Word to be saved, a picture to be shown."""
    try:
        printed = printing.preview(by=request.actor, at=now(), form=code, format=format)
    except NoSuchPaper:
        raise Http404 from None
    return paper_answer(printed, is_shown=format == "png")


@allow(MANAGE_TEMPLATES)
@require_safe
def template_default(request: HttpRequest, code: str) -> HttpResponse:
    """Our own form as a Word file with the names of its fields."""
    content = templates.default_template(by=request.actor, at=now(), form=_known(code))
    name = _("%s模板.docx") % print_forms[code].name
    word = printing.MEDIA_TYPES[printing.WORD]
    return paper_answer(printing.Printed(content, name, word, 0))


@allow(MANAGE_TEMPLATES)
@require_POST
def template_choose(request: HttpRequest, code: str) -> HttpResponse:
    """Go back to an earlier template, or to ours."""
    wanted = request.POST.get("template", "")
    return posted(
        request,
        act=lambda: templates.choose_template(
            by=request.actor,
            at=now(),
            form=_known(code),
            template=int(wanted) if wanted.isascii() and wanted.isdigit() else None,
        ),
        done=reverse(DETAIL, args=[code]),
    )


@allow(MANAGE_TEMPLATES)
@require_safe
def template_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """A template that was uploaded, as it was."""
    found = papers.templates_of(_known(code)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return file_answer(request, download_of(found.file))


@allow.signed_in()
@require_POST
def record_print(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Print a record's paper; where the font lacks characters, ask first."""
    form = CopiesForm(request.POST)
    if not form.is_valid():
        raise Http404
    record = _record_of(code, number)
    asked = form.cleaned_data
    try:
        if asked["format"] == printing.PDF and not asked["sure"]:
            gone = papers.lacking_of(by=request.actor, on=_on(asked), form=code, record=record)
            if gone:
                context = {"lacking": gone, "asked": asked, "code": code, "record": record}
                return page(request, "documents/lacking.html", context)
        printed = printing.print_paper(
            by=request.actor,
            at=now(),
            on=_on(asked),
            form=code,
            record=record,
            format=asked["format"],
        )
    except NoSuchPaper:
        raise Http404 from None
    except UnableTo as error:
        messages.error(request, str(error))
        return redirect(record_kinds[record.kind].url(record.id))
    return paper_answer(printed)


def _record_of(code: str, number: int) -> RecordRef:
    form = print_forms.get(code)
    if form is None or form.of_record is None:
        raise Http404
    return RecordRef(form.record_kind, number)


def _on(asked: dict[str, Any]) -> date:
    day: date | None = asked["on"]
    return day or today()


@allow.signed_in()
@require_safe
def batch_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the printing of many papers is."""
    found = papers.batch_of(request.actor, pk)
    if found is None:
        raise Http404
    context = {
        "batch": found,
        "job": papers.job_of(found),
        "count": len(found.items),
        "days": papers.BATCHES_FOR.days,
    }
    return page(request, "documents/batch.html", context, part="documents/_batch.html")


@allow.signed_in()
@require_safe
def batch_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The papers of a batch, to be saved by whoever asked for them."""
    found = papers.batch_of(request.actor, pk)
    if found is None or found.file is None or found.file.cleared_at is not None:
        raise Http404
    return file_answer(request, download_of(found.file))
