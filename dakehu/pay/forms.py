"""What is typed in about a run, and the pay sheet that it is compared with."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from dakehu.exchange.queries.looking import Look
from dakehu.kit.form_pages import CHOOSE
from dakehu.pay.data.pay_sheet import PAY_SHEET


class ReasonForm(forms.Form):
    """Why a run is given back."""

    reason = forms.CharField(
        label=_("原因"), max_length=200, error_messages={"required": _("请写明原因。")}
    )


_TABLES: Final = ".xlsx,.xls,.csv,.txt,.ods,.xlsm,.et"


class PaySheetForm(forms.Form):
    """The pay sheet in use."""

    file = forms.FileField(
        label=_("现在用的工资表"),
        widget=forms.FileInput(attrs={"accept": _TABLES, "data-drop": CHOOSE}),
        help_text=_("支持 xlsx、xls 和 csv，不超过 10 MB，不用改表。可以直接把文件拖到框里。"),
        error_messages={
            "required": _("请选择工资表。"),
            "empty": _("文件是空的，请检查后重新选择。"),
            "missing": _("请选择工资表。"),
            "invalid": _("文件没有传上来，请重新选择。"),
        },
    )


class PayColumnsForm(forms.Form):
    """What each column of a pay sheet is."""

    def __init__(self, data: Any, look: Look) -> None:
        super().__init__(data)
        self.look = look
        choices = [
            ("", _("（不对比这一列）")),
            *((one.code, one.label) for one in PAY_SHEET.columns),
        ]
        for place, heading in enumerate(look.headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading or _("第 %d 列（无标题）") % (place + 1),
                required=False,
                choices=choices,
                initial=look.codes[place] or look.suggested[place],
            )

    @property
    def lines(self) -> list[tuple[Any, list[str], bool]]:
        """Each field with the first values of its column, and whether it is only a guess."""
        return [
            (
                self[f"column_{place}"],
                self.look.values[place],
                bool(self.look.suggested[place] and not self.look.codes[place]),
            )
            for place in range(len(self.look.headings))
        ]

    @property
    def codes(self) -> list[str]:
        """What was chosen, column by column."""
        return [self.cleaned_data[name] for name in self.fields]
