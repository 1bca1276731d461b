"""What is typed in about a run, and the pay sheet that it is compared with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dakehu.kit.column_forms import UNCHANGED, TableField


class ReasonForm(forms.Form):
    """Why a run is given back."""

    reason = forms.CharField(
        label=_("原因"), max_length=200, error_messages={"required": _("请写明原因。")}
    )


class PaySheetForm(forms.Form):
    """The pay sheet in use."""

    file = TableField(label=_("现在用的工资表"), help_text=UNCHANGED, missing=_("请选择工资表。"))
