"""Forms about days and hours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dakehu.kit.form_pages import DayField

_CHOICES = (("off", _("休息")), ("working", _("上班")))


class DayForm(forms.Form):
    """One day as the company has it."""

    day = DayField(label=_("日期"))
    kind = forms.ChoiceField(label=_("定为"), choices=_CHOICES, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("说明"), max_length=40, required=False, help_text=_("例如：春节、厂庆、调休上班。")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["is_working"] = data.pop("kind", "") == "working"
        return data


class NoticeForm(forms.Form):
    """A year's official arrangement, pasted or typed: one stretch a line."""

    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2099)
    off = forms.CharField(
        label=_("放假"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("一行一段，例如：2027-02-05 至 2027-02-11 春节。"),
    )
    working = forms.CharField(
        label=_("调休上班"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("一行一天，例如：2027-02-14。"),
    )


class OfficeHoursForm(forms.Form):
    """The hours of a working day from a day on."""

    starts_on = DayField(label=_("开始日期"))
    morning_from = forms.TimeField(label=_("上午上班"))
    morning_until = forms.TimeField(label=_("上午下班"))
    afternoon_from = forms.TimeField(label=_("下午上班"))
    afternoon_until = forms.TimeField(label=_("下午下班"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name != "starts_on":
                field.widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
