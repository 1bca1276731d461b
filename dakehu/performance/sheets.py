"""The sheet of scores: a row for each person and month."""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape
from dakehu.organization.sheets import NAME, NUMBER
from dakehu.performance.data.items import ITEMS

_ALSO: Final = {
    "ability": (_("能力考核"), _("能力得分"), _("能力分")),
    "attitude": (_("态度考核"), _("态度得分"), _("态度分")),
    "workload": (_("工作量得分"),),
    "clerk_attitude": (_("工作态度得分"),),
    "clerk_ability": (_("工作能力得分"),),
    "effect": (_("工作效果得分"),),
}

SCORES: Final = SheetShape(
    code="scores",
    name=_("评分"),
    about=_("上级每月给每个人评的分。业绩分由目标和回款算出，不在这里填。"),
    tab=_("评分"),
    key=("number", "month"),
    columns=(
        NUMBER,
        NAME,
        SheetColumn(
            "month",
            _("月份"),
            CellKind.MONTH,
            is_required=True,
            note=_("被考核的月份。"),
            aliases=(_("考核月份"), _("年月")),
        ),
        *(
            SheetColumn(
                code,
                word,
                CellKind.SCORE,
                lowest=Decimal(0),
                highest=Decimal(100),
                aliases=_ALSO[code],
            )
            for code, word in ITEMS
        ),
    ),
    samples=(
        {
            "number": "YL007",
            "name": _("林晓雯"),
            "month": "2026-11",
            "ability": "17",
            "attitude": "18",
        },
        {
            "number": "YL012",
            "name": _("陈静"),
            "month": "2026-11",
            "workload": "18",
            "clerk_attitude": "27",
            "clerk_ability": "35",
            "effect": "9",
        },
    ),
    notes=(
        _("销售填能力、态度；内勤填工作量、工作态度、工作能力、工作效果。满分以当月制度为准。"),
        _("空着表示还没有评，不会改动已经登记的分。"),
    ),
)
