"""The forms of the area: what a trial asks, and which day a page is about."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dakehu.kit.rendering import AmountFormField
from dakehu.policy.decimals import plain_text
from dakehu.rulebook.trials import Input, Trial
from dakehu.rules.asking import Refused


class TrialForm(forms.Form):
    """The questions of a trial; `given` is what the rules are asked, in the spelling they read."""

    def __init__(self, trial: Trial, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.trial = trial
        for each in trial.inputs:
            self.fields[each.key] = _field(each)

    @property
    def given(self) -> dict[str, Any]:
        """Names as in the form, values as the rules read them."""
        return {
            each.key: _spelt(self.cleaned_data.get(each.key), each) for each in self.trial.inputs
        }

    def refuse(self, refused: Refused) -> None:
        """Say at its field what the rules refuse."""
        wanted = refused.field.replace(".", "__")
        row = next((key for key in self.fields if key.replace("__0__", "__") == wanted), None)
        self.add_error(row, refused.message)


class WithdrawalForm(forms.Form):
    """Why a version is taken back."""

    reason = forms.CharField(
        label=_("撤回的理由"),
        max_length=200,
        help_text=_("理由写入操作记录，并列在历次版本之下。"),
    )


def _field(asked: Input) -> forms.Field:
    common: dict[str, Any] = {
        "label": asked.label,
        "required": asked.is_needed,
        "help_text": asked.help,
    }
    if asked.sort == "choice":
        empty = [] if asked.is_needed else [("", _("不限"))]
        return forms.ChoiceField(choices=[*empty, *asked.words.items()], **common)
    if asked.sort == "flag":
        return forms.BooleanField(**common)
    if asked.sort == "day":
        return forms.DateField(
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **common
        )
    if asked.sort == "month":
        return forms.RegexField(
            r"^[0-9]{4}-[0-9]{2}$", widget=forms.DateInput({"type": "month"}), **common
        )
    if asked.sort == "text":
        return forms.CharField(max_length=60, **common)
    if asked.sort == "amount":
        return AmountFormField(**common)
    attrs = {"inputmode": "decimal", "autocomplete": "off", "data-number": "true"}
    return forms.DecimalField(widget=forms.TextInput(attrs), **common)


def _spelt(value: Any, asked: Input) -> Any:
    if isinstance(value, Decimal):
        return plain_text(value.scaleb(-2) if asked.sort == "percent" else value)
    return value.isoformat() if isinstance(value, date) else value
