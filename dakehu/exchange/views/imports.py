"""An import from the upload to its end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dakehu.documents.queries.files import path_of
from dakehu.exchange.access import OVERVIEW, USE, imports_visible_to, may_import, sheet_for
from dakehu.exchange.forms import ColumnsForm, UploadForm
from dakehu.exchange.queries.imports import ImportPage, import_seen, page_of
from dakehu.exchange.queries.looking import look_again
from dakehu.exchange.services import running, undoing, uploading
from dakehu.exchange.services.checking import check_soon
from dakehu.exchange.services.templates import sample_of
from dakehu.exchange.services.uploading import UnableToImport
from dakehu.exchange.tables import import_listing
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.errors import UnableTo
from dakehu.kit.exporting import Taken
from dakehu.kit.form_pages import posted, refuse
from dakehu.kit.pages import page
from dakehu.kit.settings_store import is_demo
from dakehu.kit.sheets import SheetKind


@allow(OVERVIEW)
def import_list(request: HttpRequest) -> HttpResponse:
    """What went in, or was to."""
    listing = import_listing(request.actor).of(request, imports_visible_to(request.actor))
    return page(
        request, "kit/listing/page.html", {"listing": listing}, part="kit/listing/rows.html"
    )


@allow(USE)
def upload(request: HttpRequest, sheet: str) -> HttpResponse:
    """Bring a file for a sheet."""
    kind = _importable(request, sheet)
    form = UploadForm(request.POST or None, request.FILES or None)
    refused: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return _received(request, kind, file.name, file)
        except UnableToImport as refusal:
            refused = {"before": refusal.number, "refusal": refusal}
            if refusal.number is None:
                refuse(form, refusal)
        except UnableTo as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "kind": kind, "is_demo": is_demo(), **refused}
    status = 422 if form.errors or refused else 200
    return page(request, "exchange/upload.html", context, status=status)


@allow(USE)
@require_POST
def sample(request: HttpRequest, sheet: str) -> HttpResponse:
    """Try the import with the example rows, in the demo."""
    kind = _importable(request, sheet)
    if not is_demo() or not kind.shape.samples:
        raise Http404
    name, content = sample_of(kind, on=today())
    try:
        return _received(request, kind, name, content)
    except UnableToImport as refusal:
        messages.error(request, str(refusal))
        if refusal.number is None:
            return redirect("exchange:upload", kind.code)
        return redirect("exchange:import_detail", refusal.number)


@allow(USE)
@never_cache
def import_detail(request: HttpRequest, number: int) -> HttpResponse:
    """Where an import stands: to be matched, being checked, to be run, running, over."""
    told = _seen(request, number)
    if told.is_unmatched:
        return redirect("exchange:columns", number)
    context = {
        "told": told,
        "can_undo": undoing.can_be_undone(told.found, now()),
        "is_shown_in_list": request.actor.may(OVERVIEW),
    }
    if told.is_waiting:
        return page(request, "exchange/progress.html", context, part="exchange/_progress.html")
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return page(request, f"exchange/{told.template}.html", context)


@allow(USE)
def columns(request: HttpRequest, number: int) -> HttpResponse:
    """Say which column is which."""
    told = _seen(request, number)
    here = redirect("exchange:import_detail", number)
    if not told.is_open:
        return here
    look = look_again(told.found)
    form = ColumnsForm(request.POST or None, told.kind.shape, look)
    if request.method == "POST" and form.is_valid():
        by, at = request.actor, now()
        try:
            uploading.match_columns(by=by, at=at, number=number, codes=form.codes)
            check_soon(by=by, at=at, on=today(), number=number)
        except UnableTo as refusal:
            refuse(form, refusal)
        else:
            return here
    context = {"form": form, "told": told, "look": look}
    return page(request, "exchange/columns.html", context, status=422 if form.errors else 200)


@allow(USE)
@require_POST
def tab(request: HttpRequest, number: int) -> HttpResponse:
    """Take another worksheet of the file."""
    return _acted(
        request,
        number,
        lambda: uploading.choose_tab(
            by=request.actor, at=now(), number=number, tab=request.POST.get("tab", "")
        ),
        _("已换到这张工作表"),
    )


@allow(USE)
@require_POST
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Check the file once more."""

    def again() -> None:
        by, at = request.actor, now()
        uploading.ask_again(by=by, at=at, number=number)
        check_soon(by=by, at=at, on=today(), number=number)

    return _acted(request, number, again, _("已重新检查"))


@allow(USE)
@require_POST
def run(request: HttpRequest, number: int) -> HttpResponse:
    """Store what was checked."""
    return _acted(
        request,
        number,
        lambda: running.run_import(
            by=request.actor,
            at=now(),
            on=today(),
            number=number,
            mode=request.POST.get("mode", "all"),
        ),
        "",
    )


@allow(USE)
@require_POST
def resume(request: HttpRequest, number: int) -> HttpResponse:
    """Go on with an import that stopped half-way."""
    return _acted(
        request,
        number,
        lambda: running.resume(by=request.actor, at=now(), number=number),
        _("已继续导入"),
    )


@allow(USE)
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Drop an import before anything was stored."""
    return _acted(
        request,
        number,
        lambda: uploading.cancel(by=request.actor, at=now(), number=number),
        _("已取消"),
    )


@allow(USE)
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what was stored."""
    return _acted(
        request,
        number,
        lambda: undoing.undo_soon(by=request.actor, at=now(), number=number),
        "",
    )


@allow(USE)
@require_safe
def faults(request: HttpRequest, number: int) -> HttpResponse:
    """The rows at fault as a workbook, with what is wrong and what to do."""
    file = _seen(request, number).found.error_file
    if file is None:
        raise Http404
    return Taken(file.name, path_of(file).open("rb")).answer()


def _importable(request: HttpRequest, sheet: str) -> SheetKind:
    kind = sheet_for(request.actor, sheet)
    if kind is None or not may_import(request.actor, kind):
        raise Http404
    return kind


def _seen(request: HttpRequest, number: int) -> ImportPage:
    found = import_seen(request.actor, number)
    if found is None:
        raise Http404
    return page_of(found)


def _received(request: HttpRequest, kind: SheetKind, name: str, content: Any) -> HttpResponse:
    """Keep the file, check it where its columns are certain, and go to where it stands."""
    by, at = request.actor, now()
    found = uploading.upload(by=by, at=at, sheet=kind.code, name=name, content=content)
    check_soon(by=by, at=at, on=today(), number=found.pk)
    return redirect("exchange:import_detail", found.pk)


def _acted(request: HttpRequest, number: int, act: Callable[[], Any], said: str) -> HttpResponse:
    """Carry out what a button asks for, for those who see the import."""
    _seen(request, number)
    here = reverse("exchange:import_detail", args=[number])
    if said:
        return posted(request, act=act, done=here, said=said)
    try:
        act()
    except UnableTo as refusal:
        messages.error(request, str(refusal))
    return redirect(here)
