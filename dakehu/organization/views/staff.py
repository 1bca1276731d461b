"""The people: list, page, joining, changing, appointing, leaving."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dakehu.accounts.services import temporary_password
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.errors import UnableTo
from dakehu.kit.form_pages import day_asked, form_page
from dakehu.kit.pages import page
from dakehu.organization.access import MANAGE, SEE_STAFF
from dakehu.organization.forms.people import AppointForm, LastDayForm, NewStaffForm, StaffForm
from dakehu.organization.queries.people import appointment_of, staff_by_id, staff_visible_to
from dakehu.organization.queries.staff_page import staff_page
from dakehu.organization.services import appointments, staff
from dakehu.organization.tables import offered, staff_listing

LIST = "organization:staff_list"


@allow(SEE_STAFF)
def staff_list(request: HttpRequest) -> HttpResponse:
    """The people within the reader's scope."""
    on, actor = today(), request.actor  # type: ignore[attr-defined]
    rows = staff_visible_to(actor, on)
    listing = offered(
        staff_listing(actor, on).of(request, rows),
        "organization:staff_add",
        _("新建员工"),
        is_on=actor.may(MANAGE),
    )
    return page(
        request, "kit/listing/page.html", {"listing": listing}, part="kit/listing/rows.html"
    )


@allow(SEE_STAFF)
def staff_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: positions, roles, deputies, authority, account."""
    on = day_asked(request)
    found = staff_page(pk, request.actor, on, now=today())  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return page(request, "organization/staff.html", {"page": found, "on": on})


@allow(MANAGE)
@never_cache
def staff_add(request: HttpRequest) -> HttpResponse:
    """Somebody joins; the temporary password of a new account is shown once, in the answer."""
    password = temporary_password()
    return form_page(
        NewStaffForm(request.POST or None, initial={"hired_on": today()}),
        request,
        title=_("新建员工"),
        save=lambda data: staff.add_staff(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            password=password,
            **data,
        ),
        done=lambda person: _joined(request, person, password),
        back=reverse(LIST),
        said=_("已新建，请任命岗位"),
    )


@allow(MANAGE)
def staff_change(request: HttpRequest, pk: int) -> HttpResponse:
    person, here = _person(pk)
    fields = ("name", "number", "mobile", "kind", "hired_on", "probation_until")
    initial = {one: getattr(person, one) for one in fields}
    form = StaffForm(request.POST or None, initial=initial, staff=pk)
    return form_page(
        form,
        request,
        title=_("修改员工资料"),
        save=lambda data: staff.change_staff(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            staff=pk,
            **data,
        ),
        done=lambda _person: here,
        back=here,
    )


@allow(MANAGE)
def staff_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a position, from tomorrow unless another day is chosen."""
    person, here = _person(pk)
    tomorrow = today() + timedelta(days=1)
    return form_page(
        AppointForm(request.POST or None, on=today(), initial={"starts_on": tomorrow}),
        request,
        title=_("任命"),
        about=_("%s 自开始日期起拥有该岗位的角色和权限。") % person.name,
        save=lambda data: appointments.appoint(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            staff=pk,
            is_primary=False if data.pop("is_concurrent") else None,
            **data,
        ),
        done=lambda _made: here,
        back=here,
        said=_("已任命"),
        verb=_("任命"),
    )


@allow(MANAGE)
def appointment_end(request: HttpRequest, pk: int) -> HttpResponse:
    found = appointment_of(pk)
    if found is None:
        raise Http404
    here = reverse("organization:staff_detail", args=[found.staff_id])
    return form_page(
        LastDayForm(request.POST or None, initial={"ends_on": today() + timedelta(days=1)}),
        request,
        title=_("结束任职"),
        about=_("%(staff)s，%(position)s。最后一天过后，这个岗位的角色和权限随之失去。")
        % {"staff": found.staff.name, "position": found.position.title},
        save=lambda data: appointments.end_appointment(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            appointment=pk,
            **data,
        ),
        done=lambda _made: here,
        back=here,
        said=_("已登记"),
        verb=_("结束任职"),
    )


@allow(MANAGE)
def staff_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves the company."""
    person, here = _person(pk)
    return form_page(
        LastDayForm(request.POST or None, initial={"ends_on": today() + timedelta(days=1)}),
        request,
        title=_("办理离职"),
        about=_("%s 的任职、代理随最后一天结束，登录账号停用。记录全部保留。") % person.name,
        save=lambda data: staff.end_employment(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            staff=pk,
            left_on=data["ends_on"],
        ),
        done=lambda _person: here,
        back=here,
        said=_("已登记离职"),
        verb=_("办理离职"),
    )


@allow(MANAGE)
@require_POST
@never_cache
def staff_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an account for somebody who has none; its password is shown once, in the answer."""
    _found, here = _person(pk)
    password, by = temporary_password(), request.actor  # type: ignore[attr-defined]
    try:
        person = staff.open_account(by=by, at=now(), staff=pk, password=password)
    except UnableTo as error:
        messages.error(request, str(error))
        return redirect(here)
    return _password_page(request, person, password)


def _joined(request: HttpRequest, person: Any, password: str) -> str | HttpResponse:
    """Where to go from a new person: past the password if there is an account."""
    if person.user_id is None:
        return reverse("organization:staff_detail", args=[person.pk])
    return _password_page(request, person, password)


def _password_page(request: HttpRequest, person: Any, password: str) -> HttpResponse:
    """The temporary password, on no page but this."""
    shown = {
        "person": person.user,
        "password": password,
        "is_new": True,
        "onward": reverse("organization:staff_detail", args=[person.pk]),
    }
    return page(request, "accounts/user_password.html", shown)


def _person(pk: int) -> tuple[Any, str]:
    """The person and the address of their page."""
    found = staff_by_id(pk)
    if found is None:
        raise Http404
    return found, reverse("organization:staff_detail", args=[pk])
