"""Routes of the calendar."""

from datetime import date

from django.urls import path, register_converter

from dakehu.calendar import views

app_name = "calendar"


class DayConverter:
    """A day in an address: 2026-11-23."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")

urlpatterns = [
    path("", views.year, name="year"),
    path("day/", views.day_set, name="day_set"),
    path("day/<day:day>/clear/", views.day_clear, name="day_clear"),
    path("notice/", views.notice_add, name="notice_add"),
    path("hours/", views.hours_change, name="hours_change"),
]
