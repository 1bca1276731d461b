"""What is typed in about a deduction."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EvidenceForm(forms.Form):
    """What a deduction rests on."""

    evidence = forms.CharField(
        label=_("证据"),
        max_length=200,
        help_text=_("例如 签到表 2026-11-16、会议纪要 HY-2026-0031。"),
        error_messages={"required": _("请写明证据。")},
    )


class DropForm(forms.Form):
    """Why a deduction does not count."""

    reason = forms.CharField(
        label=_("不扣的原因"),
        max_length=200,
        error_messages={"required": _("请写明不扣的原因。")},
    )
