"""What is typed in about a deduction."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DropForm(forms.Form):
    """Why a deduction does not count."""

    reason = forms.CharField(
        label=_("不扣的原因"),
        max_length=200,
        error_messages={"required": _("请写明不扣的原因。")},
    )
