"""The forms of the set-up, and of daily work."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dakehu.kit.clock import today
from dakehu.kit.form_pages import DayField
from dakehu.kit.rendering import AmountFormField
from dakehu.organization.queries.credit_codes import credit_code_fault, plain_credit_code
from dakehu.organization.queries.invoice_details import invoice_details_in
from dakehu.policy.param_types import ParamError
from dakehu.policy.params import parse_parameter
from dakehu.policy.periods import plus_days
from dakehu.web.data.posts import POSTS
from dakehu.web.queries.rule_rows import PERIODS, Input, RuleRow
from dakehu.web.queries.setup import RuleLine

VAT_RATES: Final = ("0.13", "0.09", "0.06", "0.03", "0.01", "0")


class DailyTimeForm(forms.Form):
    """When daily work is done."""

    time_of_day = forms.TimeField(
        label=gettext_lazy("每天几点"), widget=forms.TimeInput(attrs={"type": "time"})
    )


class EntityForm(forms.Form):
    """A legal entity: its six fields, typed or split from pasted text."""

    invoice_text = forms.CharField(
        label=gettext_lazy("开票信息"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("整段粘贴到这里，按“自动拆分”填好下面六项。"),
    )
    name = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    credit_code = forms.CharField(
        label=gettext_lazy("统一社会信用代码"),
        max_length=30,
        help_text=gettext_lazy("营业执照上的 18 位代码，也是税号。"),
    )
    address = forms.CharField(label=gettext_lazy("地址"), max_length=200, required=False)
    phone = forms.CharField(label=gettext_lazy("电话"), max_length=40, required=False)
    bank = forms.CharField(label=gettext_lazy("开户行"), max_length=120, required=False)
    bank_account = forms.CharField(label=gettext_lazy("账号"), max_length=40, required=False)

    def clean_credit_code(self) -> str:
        code = plain_credit_code(self.cleaned_data["credit_code"])
        if code and (fault := credit_code_fault(code)):
            raise ValidationError(fault)
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned.pop("invoice_text", None)
        return cleaned


class CompanyForm(EntityForm):
    """The company, which is the first legal entity as well."""

    region = forms.CharField(
        label=gettext_lazy("所在地"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("例如江州市；最低工资按所在地登记。"),
    )
    minimum_wage = AmountFormField(
        label=gettext_lazy("最低工资（元/月）"),
        required=False,
        min_value=Decimal(0),
        max_digits=10,
        decimal_places=2,
        help_text=gettext_lazy("可以先空着，核算工资前补上。"),
    )
    vat_rate = forms.TypedChoiceField(
        label=gettext_lazy("增值税税率"),
        coerce=Decimal,
        choices=[(rate, f"{int(Decimal(rate) * 100)}%") for rate in VAT_RATES],
    )

    parts = (
        (gettext_lazy("粘贴开票信息"), ("invoice_text",)),
        (
            gettext_lazy("公司"),
            ("name", "credit_code", "address", "phone", "bank", "bank_account"),
        ),
        (gettext_lazy("所在地和税率"), ("region", "minimum_wage", "vat_rate")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credit_code"].required = False


def with_split_text(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, with the fields filled that the pasted text tells of."""
    typed = {key: data.get(key, "") for key in data}
    return {**typed, **invoice_details_in(str(typed.get("invoice_text", ""))).found}


class PostsForm(forms.Form):
    """A row for each post: who holds it, or which other post takes it over."""

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for post in POSTS:
            self.fields[f"{post.code}_names"] = forms.CharField(
                label=post.title,
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
            )
            others = [(one.code, one.title) for one in POSTS if one is not post]
            self.fields[post.code] = forms.ChoiceField(
                label=_("没有%s，由谁一并负责") % post.title,
                required=False,
                choices=[("", "—"), *others],
            )
        self.fields["since"] = DayField(
            label=_("任职起始日"),
            initial=since,
            help_text=_("新写进来的人从这一天起任职；要试算上个月，请填更早的日期。"),
        )

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The post, the field of names and the field of who takes it over."""
        return [(post, self[f"{post.code}_names"], self[post.code]) for post in POSTS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for post in POSTS:
            names = names_in(cleaned.get(f"{post.code}_names", ""))
            if any(len(name) > 60 for name in names):
                self.add_error(f"{post.code}_names", _("姓名太长，请用顿号隔开各人。"))
            cleaned[f"{post.code}_names"] = names
        return cleaned


def names_in(text: str) -> tuple[str, ...]:
    """Several names in one field, each once."""
    parts = (part.strip() for part in re.split(r"[、，,；;/\n]+", text))
    return tuple(dict.fromkeys(part for part in parts if part))


KEEP: Final = "keep"
CHANGE: Final = "change"
OFF: Final = "off"


LONGEST_NOTICE: Final = 731
"""Days between saving and coming into force."""


class RulesForm(forms.Form):
    """The eight rules: as they are, with other numbers, or not yet."""

    effective_from = DayField(
        label=gettext_lazy("改动的施行日期"),
        help_text=gettext_lazy("这一天以前仍按原来的数算。照此施行的不受影响。"),
    )
    adopted_on = DayField(
        label=gettext_lazy("改动的通过日期"),
        help_text=gettext_lazy("公司通过这些改动的日期，写进制度的抬头，不能晚于施行日期。"),
    )

    def __init__(self, *args: Any, lines: Sequence[RuleLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        choices = [(KEEP, _("照此施行")), (CHANGE, _("改数")), (OFF, _("先不启用这一项"))]
        for line in lines:
            self.fields[line.row.code] = forms.ChoiceField(
                label=str(line.row.title),
                choices=choices,
                initial=OFF if line.is_off else KEEP,
                widget=forms.RadioSelect,
            )
            for one in line.row.inputs:
                field = _input_field(one)
                field.initial = line.values.get(one.name, "")
                self.fields[f"{line.row.code}-{one.name}"] = field

    def clean_effective_from(self) -> date:
        """Numbers change from today on, never for days gone by, and not in some far year."""
        day: date = self.cleaned_data["effective_from"]
        first = today()
        if day < first:
            raise ValidationError(_("改动不能溯及既往，施行日期不能早于今天。"))
        if day > plus_days(first, LONGEST_NOTICE):
            raise ValidationError(_("施行日期不能晚于两年以后，请检查年份。"))
        return day

    def rows(self) -> list[tuple[RuleLine, Any, list[Any]]]:
        """The rule, the choice and its numbers."""
        return [
            (
                line,
                self[line.row.code],
                [self[f"{line.row.code}-{one.name}"] for one in line.row.inputs],
            )
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        adopted_on, effective_from = cleaned.get("adopted_on"), cleaned.get("effective_from")
        if adopted_on and effective_from and adopted_on > effective_from:
            self.add_error("adopted_on", _("通过日期不能晚于施行日期。"))
        cleaned["changes"] = {
            line.row.code: values
            for line in self.lines
            if cleaned.get(line.row.code) == CHANGE and (values := self._changed(line.row))
        }
        cleaned["off"] = [line.row.code for line in self.lines if cleaned.get(line.row.code) == OFF]
        return cleaned

    def _changed(self, row: RuleRow) -> dict[str, Any]:
        """The new values of a row's parameters; empty with an error where they cannot be."""
        typed = {one.name: self.cleaned_data.get(f"{row.code}-{one.name}") for one in row.inputs}
        missing = [one for one in row.inputs if typed[one.name] in (None, "")]
        for one in missing:
            name = f"{row.code}-{one.name}"
            if name not in self.errors:
                self.add_error(name, _("请填写数字。"))
        if missing:
            return {}
        values = row.write(typed)
        for key, value in values.items():
            try:
                parse_parameter(key, value)
            except (ParamError, ValueError) as error:
                self.add_error(row.code, _("这组数用不了：%s。") % error)
                return {}
        return values


def _input_field(one: Input) -> forms.Field:
    """A number as its kind wants it; all optional, because only changed rows are read."""
    if one.kind == "period":
        return forms.ChoiceField(label=str(one.label), required=False, choices=PERIODS)
    if one.kind == "amount":
        return AmountFormField(label=str(one.label), required=False, min_value=Decimal(0))
    most = {"percent": Decimal(100), "whole": Decimal(1000), "plain": Decimal(10)}[one.kind]
    places = {"percent": 4, "whole": 0, "plain": 4}[one.kind]
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    label = f"{one.label}（%）" if one.kind == "percent" else str(one.label)
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal(0),
        max_value=most,
        max_digits=10,
        decimal_places=places,
        widget=widget,
    )
