"""Days that differ from the week, as a table."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape

WORKING: str = "working"
OFF: str = "off"


def _kinds() -> Mapping[str, str]:
    return {_("上班"): WORKING, _("休息"): OFF}


WORKING_DAYS = SheetShape(
    code="working_days",
    name=gettext_lazy("放假与调休"),
    about=gettext_lazy("与周末不同的日子：放假的工作日、上班的周末，一天一行。"),
    tab=gettext_lazy("放假与调休"),
    columns=(
        SheetColumn(
            "day",
            gettext_lazy("日期"),
            CellKind.DATE,
            is_required=True,
            aliases=(gettext_lazy("日子"), gettext_lazy("放假日期")),
        ),
        SheetColumn(
            "kind",
            gettext_lazy("上班或休息"),
            CellKind.CHOICE,
            is_required=True,
            choices=_kinds,
            aliases=(
                gettext_lazy("上班/休息"),
                gettext_lazy("班休"),
                gettext_lazy("类型"),
            ),
        ),
        SheetColumn(
            "name",
            gettext_lazy("说明"),
            longest=40,
            note=gettext_lazy("例如：春节、厂庆、调休上班。"),
            aliases=(gettext_lazy("备注"), gettext_lazy("节日")),
            width=24,
        ),
    ),
    key=("day",),
    samples=(
        {"day": "2027-02-08", "kind": gettext_lazy("休息"), "name": gettext_lazy("春节")},
        {"day": "2027-02-20", "kind": gettext_lazy("上班"), "name": gettext_lazy("春节调休")},
    ),
    notes=(gettext_lazy("与周末相同的日子不用填。同一天已登记过的，按表里的内容更新。"),),
)
