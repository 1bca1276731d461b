"""The year of working days, and setting days and hours."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dakehu.calendar import services
from dakehu.calendar.access import MANAGE_CALENDAR, SEE_CALENDAR
from dakehu.calendar.forms import DayForm, NoticeForm, OfficeHoursForm
from dakehu.calendar.queries import (
    hours_set,
    next_year_is_missing,
    office_hours,
    own_days,
    year_asked,
    year_is_official,
    year_view,
)
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.form_pages import day_asked, form_page, posted
from dakehu.kit.pages import page

YEAR = "calendar:year"


@allow(SEE_CALENDAR)
def year(request: HttpRequest) -> HttpResponse:
    """A year by month, with the days that differ from the week marked."""
    on = today()
    shown = year_asked(request.GET.get("year", ""), on)
    context = {
        "year": shown,
        "months": year_view(shown),
        "is_official": year_is_official(shown),
        "own": own_days(shown),
        "hours": office_hours(on),
        "hours_later": hours_set().filter(starts_on__gt=on),
        "next_is_missing": next_year_is_missing(on),
        "on": on,
        "can_manage": request.actor.may(MANAGE_CALENDAR),  # type: ignore[attr-defined]
    }
    return page(request, "calendar/year.html", context)


@allow(MANAGE_CALENDAR)
def day_set(request: HttpRequest) -> HttpResponse:
    """Say of one day whether it is worked."""
    start = {"day": day_asked(request, "day"), "kind": "off"}
    return form_page(
        DayForm(request.POST or None, initial=start),
        request,
        title=_("设置一天"),
        about=_("只用于与国家安排不同的日子，例如公司加放的假。"),
        save=lambda data: services.set_day(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            **data,
        ),
        done=lambda made: f"{reverse(YEAR)}?year={made.day.year}",
        back=reverse(YEAR),
    )


@allow(MANAGE_CALENDAR)
@require_POST
def day_clear(request: HttpRequest, day: date) -> HttpResponse:
    """Forget what the company said of a day."""
    return posted(
        request,
        act=lambda: services.clear_day(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            day=day,
        ),
        done=f"{reverse(YEAR)}?year={day.year}",
        said=_("已恢复"),
    )


@allow(MANAGE_CALENDAR)
def notice_add(request: HttpRequest) -> HttpResponse:
    """Enter the official arrangement of a year."""
    return form_page(
        NoticeForm(request.POST or None, initial={"year": today().year + 1}),
        request,
        title=_("录入全年放假安排"),
        about=_("按国务院办公厅公布的通知录入。没有录入的年份按周末和法定节假日估算。"),
        save=lambda data: services.set_year(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            **data,
        ),
        done=lambda days: f"{reverse(YEAR)}?year={days[0].day.year}",
        back=reverse(YEAR),
    )


@allow(MANAGE_CALENDAR)
def hours_change(request: HttpRequest) -> HttpResponse:
    """The hours of a working day from a day on."""
    now_hours = office_hours(today())
    start = {
        "starts_on": today(),
        "morning_from": now_hours.morning_from,
        "morning_until": now_hours.morning_until,
        "afternoon_from": now_hours.afternoon_from,
        "afternoon_until": now_hours.afternoon_until,
    }
    return form_page(
        OfficeHoursForm(request.POST or None, initial=start),
        request,
        title=_("上班时间"),
        save=lambda data: services.set_office_hours(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            **data,
        ),
        done=lambda _made: reverse(YEAR),
        back=reverse(YEAR),
    )
