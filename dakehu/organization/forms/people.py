"""Forms about people: their data, their positions, who stands in for them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dakehu.kit.form_pages import DayField, LastDayField
from dakehu.kit.rendering import AmountFormField
from dakehu.organization.queries.choices import (
    APPOINTMENT_KINDS,
    DELEGATION_SUBJECTS,
    STAFF_KINDS,
    people_choices,
)
from dakehu.organization.queries.faults import faults_in, login_faults_of
from dakehu.organization.queries.structure import position_choices


class StaffForm(forms.Form):
    """A person's own data."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    number = forms.CharField(label=_("工号"), max_length=20)
    mobile = forms.CharField(label=_("手机号"), max_length=20, required=False)
    kind = forms.ChoiceField(label=_("用工形式"), choices=STAFF_KINDS)
    hired_on = DayField(label=_("入职日期"), required=False)
    probation_until = DayField(label=_("试用期截止"), required=False)

    def __init__(self, *args: Any, staff: int | None = None, **kwargs: Any) -> None:
        """`staff` is whose data it is, None for somebody new."""
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean(self) -> dict[str, Any]:
        """Tell every fault at once; the service would stop at its first."""
        given: dict[str, Any] = self.cleaned_data
        own = ("number", "mobile", "hired_on", "probation_until")
        faults = faults_in(**_given(given, own), staff=self.staff)
        faults += login_faults_of(self.staff, **_given(given, ("username", "mobile")))
        for fault in faults:
            self.add_error(fault.field, str(fault.told))
        return given


def _given(values: dict[str, Any], wanted: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in wanted if values.get(name)}


class NewStaffForm(StaffForm):
    """The same for somebody new, with an account."""

    number = forms.CharField(
        label=_("工号"), max_length=20, required=False, help_text=_("不填则自动编号。")
    )
    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        required=False,
        help_text=_("填了手机号或用户名就开通账号；不填用户名则按姓名拼音生成。"),
    )


class AppointForm(forms.Form):
    """Which position somebody takes from when on."""

    position = forms.TypedChoiceField(label=_("岗位"), coerce=int)
    starts_on = DayField(label=_("开始日期"))
    ends_on = LastDayField(label=_("最后一天"), required=False, help_text=_("不填表示长期担任。"))
    kind = forms.ChoiceField(label=_("任职方式"), choices=APPOINTMENT_KINDS)
    is_concurrent = forms.BooleanField(label=_("兼岗（主岗另有所任）"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].choices = [("", _("请选择")), *position_choices(on)]  # type: ignore[attr-defined]


class LastDayForm(forms.Form):
    """When an appointment, or an employment, ends."""

    ends_on = LastDayField(label=_("最后一天"))


class _BetweenPeople(forms.Form):
    """A form from one person to another; `giver` and `taker` name their fields."""

    giver = ""
    taker = ""

    def __init__(self, *args: Any, on: date, owner: int | None, **kwargs: Any) -> None:
        """`owner` is the only one who may give; None lets choose."""
        super().__init__(*args, **kwargs)
        people = people_choices(on)
        giver: Any = self.fields[self.giver]
        taker: Any = self.fields[self.taker]
        taker.choices = [("", _("请选择")), *people]
        giver.choices = [("", _("请选择")), *people]
        if owner is not None:
            giver.choices = [one for one in people if one[0] == owner]
            giver.widget = forms.HiddenInput()
            giver.initial = owner


class DeputyForm(_BetweenPeople):
    """Who stands in for whom, and when."""

    giver, taker = "staff", "deputy"

    staff = forms.TypedChoiceField(label=_("被代理人"), coerce=int)
    deputy = forms.TypedChoiceField(label=_("代理人"), coerce=int)
    starts_on = DayField(label=_("开始日期"))
    ends_on = LastDayField(label=_("最后一天"))
    reason = forms.CharField(label=_("原因"), max_length=200, required=False)


class DelegationForm(_BetweenPeople):
    """Which authority is given to whom, up to which limit."""

    giver, taker = "grantor", "grantee"

    grantor = forms.TypedChoiceField(label=_("授权人"), coerce=int)
    grantee = forms.TypedChoiceField(label=_("被授权人"), coerce=int)
    subject = forms.ChoiceField(label=_("授权事项"), choices=DELEGATION_SUBJECTS)
    limit_amount = AmountFormField(
        label=_("单笔限额（元）"),
        required=False,
        max_digits=16,
        decimal_places=2,
        help_text=_("不填表示不限额。"),
    )
    limit_percent = forms.DecimalField(
        label=_("让步幅度上限（%）"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text=_("只用于价格让步；不填表示不限幅度。"),
    )
    starts_on = DayField(label=_("开始日期"))
    ends_on = LastDayField(label=_("最后一天"))
    note = forms.CharField(
        label=_("文书说明"),
        max_length=200,
        required=False,
        help_text=_("书面授权的文号或存放处。"),
    )
