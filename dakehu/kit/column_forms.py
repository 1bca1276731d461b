"""A table in somebody's own layout: the file, and which of its columns is which."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.kit.form_pages import CHOOSE
from dakehu.kit.sheets import SheetColumn, SheetShape

ACCEPTED: Final = ".xlsx,.xls,.csv,.txt,.ods,.xlsm,.et"
NOT_TAKEN: Final = _("（不导入这一列）")
NOT_COMPARED: Final = _("（不对比这一列）")
UNCHANGED: Final = _("支持 xlsx、xls 和 csv，不超过 10 MB，不用改表。可以直接把文件拖到框里。")


class Columns(Protocol):
    """The columns of a file from left to right, as a first look tells them."""

    @property
    def headings(self) -> Sequence[str]: ...
    @property
    def codes(self) -> Sequence[str]: ...
    @property
    def suggested(self) -> Sequence[str]: ...
    @property
    def values(self) -> Sequence[list[str]]: ...


class TableField(forms.FileField):
    """A table that somebody brings."""

    def __init__(self, *, missing: Any, **more: Any) -> None:
        super().__init__(
            widget=forms.FileInput(attrs={"accept": ACCEPTED, "data-drop": CHOOSE}),
            error_messages={
                "required": missing,
                "empty": _("文件是空的，请检查后重新选择。"),
                "missing": missing,
                "invalid": _("文件没有传上来，请重新选择。"),
            },
            **more,
        )


class ColumnsForm(forms.Form):
    """Which column of the sheet each column of the file is; `aside` is the word for none."""

    def __init__(
        self, data: Any, shape: SheetShape, look: Columns, *, aside: str | Promise = NOT_TAKEN
    ) -> None:
        super().__init__(data)
        self.look = look
        choices = [("", aside), *((one.code, _labelled(one)) for one in shape.columns)]
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


def _labelled(column: SheetColumn) -> str:
    return f"{column.label} *" if column.is_required else str(column.label)
