"""Rows on their way out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dakehu.exchange.access import OVERVIEW, USE, exports_visible_to, may_export, sheet_for
from dakehu.exchange.forms import PurposeForm
from dakehu.exchange.queries.exports import kept_file
from dakehu.exchange.services.exporting import export_sheet
from dakehu.exchange.tables import EXPORTS
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.exporting import Taken
from dakehu.kit.form_pages import form_page
from dakehu.kit.pages import page
from dakehu.kit.sheets import SheetKind


@allow(OVERVIEW)
def export_list(request: HttpRequest) -> HttpResponse:
    """What one took out oneself."""
    listing = EXPORTS.of(request, exports_visible_to(request.actor))
    return page(
        request, "kit/listing/page.html", {"listing": listing}, part="kit/listing/rows.html"
    )


@allow(USE)
def export(request: HttpRequest, sheet: str) -> HttpResponse:
    """All rows of a sheet that the person sees; with contact data it asks what for."""
    kind = sheet_for(request.actor, sheet)
    if kind is None or not may_export(request.actor, kind):
        raise Http404
    if not kind.has_contacts:
        return _taken(request, kind, "").answer()
    form = PurposeForm(request.POST or None)
    return form_page(
        form,
        request,
        title=_("导出%s") % kind.name,
        about=_("内含联系方式。写明用途后生成文件，下载链接 24 小时后失效。"),
        save=lambda data: _taken(request, kind, data["purpose"]).content.close(),
        done=lambda _taken: reverse("exchange:export_list"),
        back=reverse("exchange:home"),
        said=_("文件已生成，请下载"),
        verb=_("生成文件"),
    )


@allow(USE)
@require_safe
def export_download(request: HttpRequest, number: int) -> HttpResponse:
    """The file of an export that was kept, for its owner, while the link lives."""
    found = kept_file(request.actor, number, now())
    if found is None:
        raise Http404(_("链接已失效，请重新导出。"))
    return found.answer()


def _taken(request: HttpRequest, kind: SheetKind, purpose: str) -> Taken:
    asked = {key: value for key, value in request.GET.items() if isinstance(value, str)}
    return export_sheet(
        by=request.actor, at=now(), on=today(), sheet=kind.code, asked=asked, purpose=purpose
    )
