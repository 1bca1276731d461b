"""The organisation chart and the units behind it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.form_pages import day_asked, form_page
from dakehu.kit.pages import page
from dakehu.organization.access import MANAGE, SEE_CHART
from dakehu.organization.forms.structure import CloseUnitForm, MoveUnitForm, NewUnitForm, UnitForm
from dakehu.organization.queries.chart import chart
from dakehu.organization.queries.company import company_name
from dakehu.organization.queries.structure import flat, unit_of, units_tree
from dakehu.organization.services import units

UNITS = "organization:unit_list"


@allow(SEE_CHART)
def chart_view(request: HttpRequest) -> HttpResponse:
    """Who holds what, and who reports to whom, on any day."""
    on = day_asked(request)
    context = {
        "chart": chart(on),
        "on": on,
        "is_today": on == today(),
        "can_manage": request.actor.may(MANAGE),  # type: ignore[attr-defined]
    }
    return page(request, "organization/chart.html", context)


@allow(SEE_CHART)
def chart_print(request: HttpRequest) -> HttpResponse:
    """The chart on paper."""
    on = day_asked(request)
    context = {"chart": chart(on), "day": on, "title": _("组织架构图"), "company": company_name()}
    return page(request, "organization/chart_print.html", context)


@allow(SEE_CHART)
def unit_list(request: HttpRequest) -> HttpResponse:
    """The units as an indented list with their positions and people."""
    on = day_asked(request)
    context = {
        "rows": flat(units_tree(on)),
        "on": on,
        "can_manage": request.actor.may(MANAGE),  # type: ignore[attr-defined]
    }
    return page(request, "organization/units.html", context)


@allow(SEE_CHART)
def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its positions, its people, the units below."""
    on = day_asked(request)
    found = next((unit for _depth, unit in flat(units_tree(on)) if unit.id == pk), None)
    if found is None:
        raise Http404
    context = {
        "unit": found,
        "on": on,
        "can_manage": request.actor.may(MANAGE),  # type: ignore[attr-defined]
    }
    return page(request, "organization/unit.html", context)


@allow(MANAGE)
def unit_add(request: HttpRequest) -> HttpResponse:
    parent = request.GET.get("parent", "")
    form = NewUnitForm(request.POST or None, on=today(), initial={"parent": parent})
    return form_page(
        form,
        request,
        title=_("新建部门"),
        save=lambda data: units.add_unit(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            **data,
        ),
        done=lambda unit: reverse("organization:unit_detail", args=[unit.pk]),
        back=reverse(UNITS),
    )


@allow(MANAGE)
def unit_change(request: HttpRequest, pk: int) -> HttpResponse:
    found = unit_of(pk)
    if found is None:
        raise Http404
    form = UnitForm(request.POST or None, initial={"name": found.name, "kind": found.kind})
    here = reverse("organization:unit_detail", args=[pk])
    return form_page(
        form,
        request,
        title=_("修改部门"),
        save=lambda data: units.rename_unit(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            unit=pk,
            **data,
        ),
        done=lambda _unit: here,
        back=here,
    )


@allow(MANAGE)
def unit_move(request: HttpRequest, pk: int) -> HttpResponse:
    found = unit_of(pk)
    if found is None:
        raise Http404
    form = MoveUnitForm(request.POST or None, on=today(), initial={"parent": found.parent_id})
    here = reverse("organization:unit_detail", args=[pk])
    return form_page(
        form,
        request,
        title=_("移动部门"),
        about=_("%s，连同它的下级部门一起移动。") % found.name,
        save=lambda data: units.move_unit(
            on=today(),
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            unit=pk,
            **data,
        ),
        done=lambda _unit: here,
        back=here,
        said=_("已移动"),
    )


@allow(MANAGE)
def unit_close(request: HttpRequest, pk: int) -> HttpResponse:
    found = unit_of(pk)
    if found is None:
        raise Http404
    return form_page(
        CloseUnitForm(request.POST or None, initial={"on": today()}),
        request,
        title=_("撤销部门"),
        about=_("%s。还有人任职或还有下级部门时不能撤销。") % found.name,
        save=lambda data: units.close_unit(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            unit=pk,
            **data,
        ),
        done=lambda _unit: reverse(UNITS),
        back=reverse("organization:unit_detail", args=[pk]),
        said=_("已撤销"),
        verb=_("撤销"),
    )
