"""The sheet of deductions."""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape
from dakehu.organization.sheets import NAME, NUMBER

POINTS: Final = SheetShape(
    code="points",
    name=_("扣分"),
    about=_("会议迟到、决议逾期、卫生检查等扣的考核分，一件事一行。罚款不在这里登记。"),
    tab=_("扣分"),
    key=("number", "on", "reason"),
    columns=(
        NUMBER,
        NAME,
        SheetColumn(
            "on",
            _("日期"),
            CellKind.DATE,
            is_required=True,
            note=_("事情发生的日期。"),
            aliases=(_("扣分日期"), _("发生日期"), _("违纪日期")),
        ),
        SheetColumn(
            "points",
            _("分值"),
            CellKind.SCORE,
            is_required=True,
            lowest=Decimal("0.01"),
            highest=Decimal(100),
            note=_("填正数。"),
            is_totalled=True,
            aliases=(_("扣分"), _("扣分值"), _("扣减分数"), _("分数")),
        ),
        SheetColumn(
            "reason",
            _("事由"),
            is_required=True,
            longest=200,
            width=30,
            aliases=(_("扣分事由"), _("原因"), _("扣分原因"), _("违纪事项")),
        ),
        SheetColumn(
            "evidence",
            _("证据"),
            longest=200,
            width=30,
            note=_("例如会议纪要编号、签到表、照片。没有证据的先记为待确认。"),
            aliases=(_("依据"), _("凭据"), _("证明材料")),
        ),
    ),
    samples=(
        {
            "number": "YL007",
            "name": _("林晓雯"),
            "on": "2026-11-16",
            "points": "1",
            "reason": _("周例会迟到 6 分钟"),
            "evidence": _("签到表 2026-11-16"),
        },
    ),
    notes=(_("同一个人同一天的同一件事只登记一次；本人可以提出异议。"),),
)
