"""A page with one form: shown, checked, saved by one service, and left again.

What was typed is kept whatever goes wrong; a service's refusal stands at the field it names.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.kit.clock import today
from dakehu.kit.errors import UnableTo
from dakehu.kit.pages import page
from dakehu.policy.periods import parse_day

Text = str | Promise
SAVED: Final = _("已保存")
SAVE: Final = _("保存")
CHOOSE: Final = _("点这里选择文件，或把文件拖进来")
"""What the place for a file says (`data-drop`)."""


FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2199


def is_of_our_time(day: date) -> bool:
    """Whether a day is one that people mean: slips of the keyboard end in the year 9999."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


class DayField(forms.DateField):
    """A day, picked or typed as 2026-11-23."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not is_of_our_time(day):
            told = _("请填写 %(first)s 年到 %(last)s 年之间的日期。")
            raise ValidationError(told, params={"first": FIRST_YEAR, "last": LAST_YEAR})
        return day


class LastDayField(DayField):
    """The last day of a stretch; its value is the day after, with which the stretch ends."""

    def clean(self, value: Any) -> date | None:
        last = super().clean(value)
        return None if last is None else last + timedelta(days=1)

    def prepare_value(self, value: Any) -> Any:
        return value - timedelta(days=1) if isinstance(value, date) else value


def day_asked(request: HttpRequest, key: str = "on") -> date:
    """The day that an address names (`?on=2026-11-23`), the business day otherwise."""
    try:
        day = parse_day(request.GET.get(key, ""))
    except ValueError:
        return today()
    return day if is_of_our_time(day) else today()


def form_page(
    form: forms.BaseForm,
    request: HttpRequest,
    *,
    title: Text,
    save: Callable[[dict[str, Any]], Any],
    done: Callable[[Any], str | HttpResponse],
    back: str,
    said: Text = SAVED,
    verb: Text = SAVE,
    template: str = "kit/form_page.html",
    **more: Any,
) -> HttpResponse:
    """Show `form`, or save what it holds and go to where `done` says.

    `done` may also answer with a page, for what is shown once and never again.
    """
    if request.method == "POST" and form.is_valid():
        try:
            result = save(form.cleaned_data)
        except UnableTo as error:
            refuse(form, error)
        else:
            after = done(result)
            if isinstance(after, HttpResponse):
                return after
            messages.success(request, str(said))
            return redirect(after)
    context: Mapping[str, Any] = {
        "form": form,
        "title": title,
        "back": back,
        "verb": verb,
        **more,
    }
    return page(request, template, context, status=422 if form.errors else 200)


def posted(
    request: HttpRequest, *, act: Callable[[], Any], done: str, said: Text = SAVED
) -> HttpResponse:
    """Carry out what a button asks for and go back, saying that it is done or why not."""
    try:
        act()
    except UnableTo as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(said))
    return redirect(done)


def refuse(form: forms.BaseForm, error: UnableTo) -> None:
    """Put a service's refusal at the field it names, or above the form."""
    field = error.field if error.field in form.fields else None
    form.add_error(field, ValidationError(str(error), code=error.code))
