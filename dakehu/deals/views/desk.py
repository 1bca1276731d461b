"""The price desk: one page, its answer anew with every change, and the doors to explanations."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dakehu.catalog.queries import products_on, sees_cost
from dakehu.deals.access import USE_DESK
from dakehu.deals.data.words import USUAL_UNIT
from dakehu.deals.forms import MOST_COSTS, DeskForm, data_of
from dakehu.deals.queries import desk as queries
from dakehu.deals.queries.charts import chart_of
from dakehu.deals.queries.drafts import draft_of, last_draft
from dakehu.deals.services.drafts import UnableToSaveDraft, save_draft
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.form_pages import refuse
from dakehu.kit.pages import page
from dakehu.rulebook.queries.reading import figure_context
from dakehu.rules.asking import Refused

PAGE: Final = "deals/desk.html"
_NEVER_KEPT: Final = frozenset({"csrfmiddlewaretoken", "step", "use", "more", "as", "figure"})


@dataclass
class Asked:
    """A question as it stands on the page, and what it comes to (None while it cannot be told)."""

    form: DeskForm
    draft: Any
    inputs: Mapping[str, Any]
    cost: queries.Cost | None = None
    found: queries.Measured | None = None
    missing: tuple[str, ...] = ()


@allow(USE_DESK)
def price_desk(request: HttpRequest) -> HttpResponse:
    """The desk as it was left, or with the answer to what was changed."""
    if request.method == "POST":
        data, is_set = _acted(request)
        asked = _ask(request, data)
        context = _shown(request, asked, data, is_price_set=is_set)
        answer = page(request, PAGE, context, part="deals/_live.html")
        answer["HX-Trigger"] = "quoted"
        return answer
    data = _at_first(request)
    return page(request, PAGE, _shown(request, _ask(request, data), data))


@allow(USE_DESK)
@require_GET
def figure_explain(request: HttpRequest) -> HttpResponse:
    """How a figure of the desk came about: computed anew from the address, nothing is stored."""
    found, figure = _ask(request, request.GET).found, request.GET.get("figure", "")
    if found is None or figure not in {one["id"] for one in found.explanation["nodes"]}:
        raise Http404
    context = figure_context(found.explanation, figure)
    return page(request, "kit/explanation.html", context, part="kit/_explanation.html")


@allow(USE_DESK)
@require_POST
def cliff_show(request: HttpRequest) -> HttpResponse:
    """The chart of totals against the profit that they have to leave; for those who see cost."""
    asked = _ask(request, request.POST)
    chart = None
    if asked.found is not None and asked.cost is not None and asked.found.sees_cost:
        cliff = queries.cliff_of(asked.inputs, asked.cost.value, asked.found, today())
        chart = chart_of(cliff, asked.found)
    return page(request, "deals/_cliff.html", {"chart": chart, "is_open": True})


@allow(USE_DESK)
@require_POST
def draft_save(request: HttpRequest) -> HttpResponse:
    """Keep what stands on the page, as a new draft or as the next version of one."""
    asked = _ask(request, request.POST)
    form, is_next = asked.form, request.POST.get("as") != "new"
    if asked.cost is not None and asked.found is not None:
        try:
            draft = save_draft(
                by=request.actor,  # type: ignore[attr-defined]
                at=now(),
                on=today(),
                inputs=asked.inputs,
                cost=asked.cost.value,
                version_of=asked.draft.pk if asked.draft and is_next else None,
            )
        except UnableToSaveDraft as error:
            refuse(form, error)
        else:
            messages.success(request, _("已存草稿“%s”") % draft.name)
            return redirect(f"{reverse('deals:desk')}?draft={draft.pk}")
    return page(request, PAGE, _shown(request, asked, request.POST), status=422)


def _at_first(request: HttpRequest) -> QueryDict:
    """What the page shows when it is opened: a draft, or the habits of the last one."""
    actor = request.actor  # type: ignore[attr-defined]
    draft = draft_of(actor, request.GET.get("draft"))
    if draft is not None:
        data = data_of(draft.inputs)
        data["draft"] = str(draft.pk)
        return data
    last = last_draft(actor)
    data = QueryDict(mutable=True)
    kept = last.inputs if last else {}
    data["unit"] = kept.get("unit") or USUAL_UNIT
    data["customer_type"] = kept.get("customer_type", "enterprise")
    return data


def _acted(request: HttpRequest) -> tuple[QueryDict, bool]:
    """What was sent, with the price changed where a button asks for that."""
    data = request.POST.copy()
    step, wants_lowest = data.get("step", ""), bool(data.get("use"))
    if step not in {"+", "-"} and not wants_lowest:
        return data, False
    found = _ask(request, data).found
    if found is None:
        return data, False
    price = Decimal(found.answer["enough_unit_price"])
    if not wants_lowest:
        price = queries.stepped(found.price, step)
    data["offered_unit_price"] = f"{price:.2f}"
    return data, True


def _ask(request: HttpRequest, data: QueryDict) -> Asked:
    actor = request.actor  # type: ignore[attr-defined]
    form = DeskForm(data, sees_cost=sees_cost(actor))
    draft = draft_of(actor, data.get("draft"))
    if not form.is_valid():
        return Asked(form, draft, {})
    inputs = form.inputs
    cost = queries.cost_of(actor, inputs, draft, today())
    missing = queries.missing_inputs(inputs, cost, actor)
    if cost is None or missing:
        return Asked(form, draft, inputs, cost, missing=tuple(missing))
    inputs["unit"] = inputs["unit"] or cost.unit
    try:
        found = queries.measured(actor, inputs, cost.value, today())
    except Refused as refused:
        form.refuse(refused)
        return Asked(form, draft, inputs, cost)
    return Asked(form, draft, inputs, cost, found)


def _shown(
    request: HttpRequest, asked: Asked, data: QueryDict, *, is_price_set: bool = False
) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    is_part = bool(request.htmx)  # type: ignore[attr-defined]
    products = [] if is_part else products_on(today())
    kept = [(key, value) for key, value in data.items() if value and key not in _NEVER_KEPT]
    return {
        "form": asked.form,
        "asked": asked,
        "found": asked.found,
        "cost": asked.cost,
        "draft": asked.draft,
        "sees_cost": sees_cost(actor),
        "products": products,
        "explain": f"{reverse('deals:desk_explain')}?{urlencode(kept)}&figure=",
        "is_price_set": is_price_set,
        "wants_row": bool(data.get("more")),
        "is_unfolded": _needs_unfolding(asked) or not products,
        "can_add_row": asked.form.row_count < MOST_COSTS,
    }


def _needs_unfolding(asked: Asked) -> bool:
    """Whether something behind the fold is at fault."""
    in_sight = {"customer", "product", "quantity", "unit", "offered_unit_price"}
    return bool(asked.form.errors.keys() - in_sight)
