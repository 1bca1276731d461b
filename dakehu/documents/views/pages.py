"""The panel of a record, the page of a file, and the list of all files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dakehu.documents.access import MANAGE_FILES
from dakehu.documents.forms import DeletionForm, UploadForm
from dakehu.documents.queries.attachments import FilePage, all_attachments, file_page, panel_of
from dakehu.documents.queries.files import download_of
from dakehu.documents.queries.records import record_of
from dakehu.documents.services import attachments
from dakehu.documents.services.uploads import attach_all
from dakehu.documents.tables import file_listing
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.downloads import file_answer, is_further_part
from dakehu.kit.form_pages import form_page, posted
from dakehu.kit.pages import page

LIST = "documents:attachment_list"
DETAIL = "documents:attachment_detail"


@allow(MANAGE_FILES)
@require_safe
def attachment_list(request: HttpRequest) -> HttpResponse:
    """All files with how long they are kept and which are due."""
    actor = request.actor
    listing = file_listing(actor, today()).of(request, all_attachments(actor))
    return page(
        request, "kit/listing/page.html", {"listing": listing}, part="kit/listing/rows.html"
    )


@allow.signed_in()
@require_POST
def attachment_add(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Attach files to a record: its panel anew for htmx, else back to its page."""
    record, url = record_of(request.actor, kind, number)
    form = UploadForm(request.POST, request.FILES, actor=request.actor)
    if form.is_valid():
        done = attach_all(by=request.actor, at=now(), record=record, **form.cleaned_data)
        told = done.refused
    else:
        told = tuple(form.faults)
    if request.htmx:
        shown = {"panel": panel_of(request.actor, record), "told": told}
        return page(request, "documents/_attachments.html", shown)
    for each in told:
        messages.error(request, each)
    return redirect(url)


@allow.signed_in()
@require_safe
def attachment_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself, to be saved; `?show=1` shows a picture or a PDF."""
    goes_on = is_further_part(request)
    try:
        file = attachments.open_attachment(
            by=request.actor, at=now(), attachment=pk, goes_on=goes_on
        )
        return file_answer(request, download_of(file), is_inline="show" in request.GET)
    except (ObjectDoesNotExist, FileNotFoundError):
        raise Http404 from None


@allow.signed_in()
@require_safe
def attachment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what it is, how long it is kept, who opened it."""
    found = _found(request, pk)
    return page(request, "documents/attachment.html", {"page": found})


@allow.signed_in()
@require_POST
def attachment_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Book a file: its period begins."""
    return _acted(request, pk, attachments.book_attachment, _("已归档"), on=today())


@allow.signed_in()
def attachment_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a draft, or propose to delete what is past its period."""
    found = _changeable(request, pk)
    is_booked = found.row.booked_on is not None
    return form_page(
        DeletionForm(request.POST or None),
        request,
        title=_("提请删除附件") if is_booked else _("删除附件"),
        about=found.row.title,
        save=lambda data: attachments.delete_attachment(
            by=request.actor, at=now(), attachment=pk, on=today(), **data
        ),
        done=lambda _row: reverse(DETAIL, args=[pk]) if is_booked else found.record_url,
        back=reverse(DETAIL, args=[pk]),
        said=_("已提请删除，等另一位同意") if is_booked else _("已删除"),
        verb=_("提请删除") if is_booked else _("删除"),
    )


@allow.signed_in()
@require_POST
def deletion_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person lets a file go."""
    done = _changeable(request, pk).record_url
    return _acted(request, pk, attachments.agree_to_deletion, _("已删除"), done, on=today())


@allow.signed_in()
@require_POST
def deletion_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a file that was proposed for deletion."""
    return _acted(request, pk, attachments.keep_after_all, _("已保留"))


def _acted(
    request: HttpRequest, pk: int, act: Any, said: str, done: str = "", **more: Any
) -> HttpResponse:
    _changeable(request, pk)
    return posted(
        request,
        act=lambda: act(by=request.actor, at=now(), attachment=pk, **more),
        done=done or reverse(DETAIL, args=[pk]),
        said=said,
    )


def _found(request: HttpRequest, pk: int) -> FilePage:
    found = file_page(request.actor, pk, today())
    if found is None:
        raise Http404
    return found


def _changeable(request: HttpRequest, pk: int) -> FilePage:
    found = _found(request, pk)
    if not found.can_change:
        raise Http404
    return found
