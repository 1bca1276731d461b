"""Forms of import and export."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from dakehu.exchange.queries.looking import Look
from dakehu.kit.form_pages import CHOOSE
from dakehu.kit.sheets import SheetShape

ACCEPTED: Final = ".xlsx,.xls,.csv,.txt,.ods,.xlsm,.et"
NOT_TAKEN: Final = _("（不导入这一列）")


class UploadForm(forms.Form):
    """The file that shall go in."""

    file = forms.FileField(
        label=_("表格文件"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "data-drop": CHOOSE}),
        help_text=_("支持 xlsx、xls 和 csv，不超过 50 MB。可以直接把文件拖到框里。"),
        error_messages={
            "required": _("请选择要导入的文件。"),
            "empty": _("文件是空的，请检查后重新选择。"),
            "missing": _("请选择要导入的文件。"),
            "invalid": _("文件没有传上来，请重新选择。"),
        },
    )


class ColumnsForm(forms.Form):
    """Which column of the sheet each column of the file is."""

    def __init__(self, data: Any, shape: SheetShape, look: Look) -> None:
        super().__init__(data)
        self.look = look
        choices = [("", NOT_TAKEN), *((one.code, _labelled(one)) for one in shape.columns)]
        for place, heading in enumerate(look.headings):
            field = forms.ChoiceField(
                label=heading or _("第 %d 列（无标题）") % (place + 1),
                required=False,
                choices=choices,
                initial=look.codes[place] or look.suggested[place],
            )
            self.fields[f"column_{place}"] = field

    @property
    def lines(self) -> list[tuple[Any, list[str], bool]]:
        """Each field with the first values of its column, and whether it is only a guess."""
        return [
            (self[f"column_{place}"], self.look.values[place], bool(self.look.suggested[place]))
            for place in range(len(self.look.headings))
        ]

    @property
    def codes(self) -> list[str]:
        """What was chosen, column by column."""
        return [self.cleaned_data[name] for name in self.fields]


def _labelled(column: Any) -> str:
    return f"{column.label} *" if column.is_required else str(column.label)


class PurposeForm(forms.Form):
    """What rows with contact data are taken out for."""

    purpose = forms.CharField(
        label=_("用途"),
        max_length=200,
        min_length=4,
        help_text=_("例如：寄送年度对账单。用途和行数记入操作记录，文件带有您的姓名和时间。"),
    )
