"""The sheet of targets."""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape
from dakehu.organization.sheets import NAME
from dakehu.targets.data.metrics import USUAL, metrics_by_word

TARGETS: Final = SheetShape(
    code="targets",
    name=_("目标"),
    about=_("每个人、每个部门一个月要完成多少。实际不填的，按当月核实的回款计算。"),
    tab=_("目标"),
    key=("subject", "month", "metric"),
    columns=(
        SheetColumn(
            "subject",
            _("对象"),
            is_required=True,
            longest=60,
            note=_("个人填工号，部门填部门名称。"),
            aliases=(_("工号"), _("部门"), _("考核对象"), _("员工编号")),
        ),
        NAME,
        SheetColumn(
            "month",
            _("月份"),
            CellKind.MONTH,
            is_required=True,
            aliases=(_("年月"), _("考核月份"), _("期间")),
        ),
        SheetColumn(
            "metric",
            _("指标"),
            CellKind.CHOICE,
            choices=metrics_by_word,
            usual=USUAL,
            note=_("不填按回款。"),
            aliases=(_("目标类型"), _("考核指标")),
        ),
        SheetColumn(
            "base",
            _("目标"),
            CellKind.AMOUNT,
            is_required=True,
            lowest=Decimal("0.01"),
            width=16,
            aliases=(_("目标金额"), _("月目标"), _("基本目标"), _("任务"), _("计划")),
        ),
        SheetColumn(
            "challenge",
            _("挑战目标"),
            CellKind.AMOUNT,
            width=16,
            note=_("没有的留空。"),
            aliases=(_("冲刺目标"), _("挑战值")),
        ),
        SheetColumn(
            "actual",
            _("实际"),
            CellKind.AMOUNT,
            width=16,
            note=_("不填的按当月核实的回款计算。"),
            aliases=(_("实际完成"), _("完成"), _("实际金额"), _("完成金额")),
        ),
    ),
    samples=(
        {
            "subject": "YL007",
            "name": _("林晓雯"),
            "month": "2026-12",
            "metric": _("回款"),
            "base": "1000000.00",
            "challenge": "1200000.00",
        },
        {
            "subject": _("大客户部"),
            "month": "2026-12",
            "metric": _("回款"),
            "base": "5000000.00",
            "challenge": "6000000.00",
        },
    ),
    notes=(_("同一个对象、月份和指标一行；再次导入会更新原来的那一行。"),),
)
