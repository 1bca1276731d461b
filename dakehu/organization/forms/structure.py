"""Forms about the company, its units, positions and words."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dakehu.kit.form_pages import DayField
from dakehu.kit.rendering import AmountFormField
from dakehu.organization.queries.choices import UNIT_KINDS, role_choices
from dakehu.organization.queries.credit_codes import plain_credit_code
from dakehu.organization.queries.labels import LONGEST
from dakehu.organization.queries.position_page import description_choices
from dakehu.organization.queries.structure import position_choices, unit_choices


class CreditCodeField(forms.CharField):
    """A unified social credit code, typed with or without spaces."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("统一社会信用代码"), max_length=30, **options)

    def to_python(self, value: Any) -> str:
        return plain_credit_code(super().to_python(value) or "")


class CompanyForm(forms.Form):
    """What the company is called and where it is."""

    name = forms.CharField(label=_("公司名称"), max_length=120)
    credit_code = CreditCodeField(required=False)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    region = forms.CharField(label=_("所在地"), max_length=60, required=False)
    minimum_wage = AmountFormField(
        label=_("当地最低工资（元/月）"),
        required=False,
        min_value=Decimal(0),
        max_digits=12,
        decimal_places=2,
        help_text=_("可以先空着；填了才能核对工资是否低于标准。"),
    )
    vat_percent = forms.DecimalField(
        label=_("增值税税率（%）"), min_value=0, max_value=99, decimal_places=2
    )


class LegalEntityForm(forms.Form):
    """A legal person that signs contracts."""

    name = forms.CharField(label=_("主体名称"), max_length=120)
    credit_code = CreditCodeField()
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    bank = forms.CharField(label=_("开户行"), max_length=120, required=False)
    bank_account = forms.CharField(label=_("账号"), max_length=40, required=False)
    is_default = forms.BooleanField(label=_("默认签约主体"), required=False)
    is_active = forms.BooleanField(label=_("启用"), required=False, initial=True)


class UnitForm(forms.Form):
    """A unit: its name, kind and place."""

    name = forms.CharField(label=_("部门名称"), max_length=60)
    kind = forms.ChoiceField(label=_("类别"), choices=UNIT_KINDS)


class NewUnitForm(UnitForm):
    """The same with the unit above."""

    parent = forms.TypedChoiceField(
        label=_("上级部门"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parent"]
        field.choices = [("", _("（最上级）")), *unit_choices(on)]


class MoveUnitForm(forms.Form):
    """Under which unit another one hangs."""

    parent = forms.TypedChoiceField(
        label=_("移到哪个部门之下"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parent"]
        field.choices = [("", _("（最上级）")), *unit_choices(on)]


class CloseUnitForm(forms.Form):
    """From which day on a unit no longer exists."""

    on = DayField(label=_("撤销日期"), help_text=_("自这一天起不再使用。"))


class PositionForm(forms.Form):
    """A post with its seats."""

    title = forms.CharField(label=_("岗位名称"), max_length=60)
    unit = forms.TypedChoiceField(label=_("所属部门"), coerce=int)
    superior = forms.TypedChoiceField(
        label=_("直接上级"), coerce=int, required=False, empty_value=None
    )
    seats = forms.MultipleChoiceField(
        label=_("承担的角色"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("角色决定权限，也决定审批流程走到谁那里。一个岗位可以承担几个角色。"),
    )
    headcount = forms.IntegerField(label=_("编制人数"), min_value=1, max_value=999, initial=1)
    job_description = forms.ChoiceField(label=_("职务说明书"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].choices = [("", _("请选择")), *unit_choices(on)]
        fields["superior"].choices = [("", _("没有")), *position_choices(on)]
        fields["seats"].choices = role_choices()
        fields["job_description"].choices = [("", _("没有")), *description_choices()]


class ChangePositionForm(PositionForm):
    """The same for one that exists, which may be given up."""

    is_active = forms.BooleanField(label=_("使用中"), required=False)


class LabelForm(forms.Form):
    """Another word for a noun."""

    code = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("本公司的叫法"), max_length=LONGEST, required=False)
