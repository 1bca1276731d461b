"""Drafts of prices: the list, one with its versions, several side by side."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dakehu.deals.access import COMPARE_QUOTES, USE_DESK
from dakehu.deals.queries import drafts as queries
from dakehu.deals.queries.desk import verdict_told
from dakehu.deals.services import drafts as services
from dakehu.deals.tables import draft_listing
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now
from dakehu.kit.form_pages import posted
from dakehu.kit.pages import page
from dakehu.rulebook.queries.reading import figure_context

LIST = "deals:drafts"


def _own(request: HttpRequest, pk: int) -> Any:
    draft = queries.draft_of(request.actor, pk)  # type: ignore[attr-defined]
    if draft is None:
        raise Http404
    return draft


@allow(USE_DESK)
def draft_list(request: HttpRequest) -> HttpResponse:
    """The reader's own drafts."""
    rows = queries.latest_drafts(request.actor)  # type: ignore[attr-defined]
    bulk = [{"url": reverse("deals:compare"), "label": _("并排对比（2 至 4 份）")}]
    actions = [{"url": reverse("deals:desk"), "label": _("去测算"), "icon": "calculator"}]
    if request.actor.may(COMPARE_QUOTES):  # type: ignore[attr-defined]
        url = reverse("deals:compare_quotes")
        actions.append({"url": url, "label": _("对比我们的报价表"), "icon": "scale"})
    shown = draft_listing().of(request, rows, bulk=bulk, actions=actions)
    return page(request, "kit/listing/page.html", {"listing": shown}, part="kit/listing/rows.html")


@allow(USE_DESK)
@require_GET
def draft_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of a draft with everything it says, and its other versions."""
    draft = _own(request, pk)
    found = queries.remeasured(request.actor, draft)  # type: ignore[attr-defined]
    versions = queries.versions_of(draft)
    before = next((one for one in versions if one.version == draft.version - 1), None)
    context = {
        "draft": draft,
        "found": found,
        "lines": queries.sheet_lines(found, draft.inputs),
        "verdict": verdict_told(found),
        "versions": versions,
        "explain": reverse("deals:draft", args=[pk]) + "explain/",
        "others": queries.others_to_compare(request.actor, draft),  # type: ignore[attr-defined]
        "compare_url": _compare_url([before.pk, draft.pk]) if before else "",
    }
    return page(request, "deals/draft.html", context)


@allow(USE_DESK)
@require_GET
def draft_explain(request: HttpRequest, pk: int, figure: str) -> HttpResponse:
    """How a figure of a draft came about, by the policies of its day."""
    draft = _own(request, pk)
    told: Any = queries.remeasured(request.actor, draft).explanation  # type: ignore[attr-defined]
    if figure not in {one["id"] for one in told["nodes"]}:
        raise Http404
    context = figure_context(told, figure)
    return page(request, "kit/explanation.html", context, part="kit/_explanation.html")


@allow(USE_DESK)
def draft_compare(request: HttpRequest) -> HttpResponse:
    """Two to four drafts side by side; the ticks of the list come as a POST."""
    if request.method == "POST":
        return redirect(_compare_url(request.POST.getlist("ids")))
    actor = request.actor  # type: ignore[attr-defined]
    chosen = queries.to_compare(actor, request.GET.getlist("draft"))
    if len(chosen) < 2:
        messages.error(request, _("请选 2 至 4 份草稿再对比。"))
        return redirect(LIST)
    context = {"comparison": queries.compared(actor, chosen)}
    return page(request, "deals/compare.html", context)


@allow(USE_DESK)
@require_POST
def draft_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of its own with the same content."""
    draft = _own(request, pk)
    copy = services.copy_draft(by=request.actor, at=now(), draft=draft.pk)  # type: ignore[attr-defined]
    messages.success(request, _("已复制为“%s”") % copy.name)
    return redirect(f"{reverse('deals:desk')}?draft={copy.pk}")


@allow(USE_DESK)
@require_POST
def draft_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a draft with all its versions."""
    draft = _own(request, pk)
    return posted(
        request,
        act=lambda: services.delete_draft(by=request.actor, at=now(), draft=draft.pk),  # type: ignore[attr-defined]
        done=reverse(LIST),
        said=_("已删除草稿“%s”") % draft.name,
    )


def _compare_url(ids: Any) -> str:
    return f"{reverse('deals:compare')}?{urlencode([('draft', one) for one in ids])}"
