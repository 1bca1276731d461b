"""The sheets of shares and of opening balances."""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from dakehu.kit.masking import FieldClass
from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape
from dakehu.organization.sheets import NAME, NUMBER

SHARES: Final = SheetShape(
    code="shares",
    name=_("分成"),
    about=_("一个项目的提成由谁分、各分多少。一个项目的比例合计必须是 100%。"),
    tab=_("分成"),
    key=("project", "number"),
    is_judged_whole=True,
    columns=(
        SheetColumn(
            "project",
            _("项目"),
            is_required=True,
            longest=120,
            width=28,
            aliases=(_("项目名称"), _("工程名称")),
        ),
        NUMBER,
        NAME,
        SheetColumn(
            "rate",
            _("比例"),
            CellKind.RATE,
            is_required=True,
            lowest=Decimal(0),
            highest=Decimal(1),
            note=_("写成 60% 或 0.6。不再分的人填 0%。"),
            aliases=(_("分成比例"), _("提成比例"), _("占比"), _("分配比例")),
        ),
    ),
    samples=(
        {"project": _("示例项目二期防水"), "number": "YL007", "name": _("林晓雯"), "rate": "60%"},
        {"project": _("示例项目二期防水"), "number": "YL008", "name": _("孟凡"), "rate": "40%"},
    ),
    notes=(_("项目名称要和回款表中的一致。只有一个人的项目可以不填，按回款的业务员计算。"),),
)

CARRIES: Final = SheetShape(
    code="carries",
    name=_("期初"),
    about=_("开始使用之前多发、要从以后提成中抵减的数，每人一行。"),
    tab=_("期初"),
    key=("number",),
    columns=(
        NUMBER,
        NAME,
        SheetColumn(
            "amount",
            _("结转"),
            CellKind.AMOUNT,
            is_required=True,
            note=_("要从以后的提成中抵减的，填负数。"),
            highest=Decimal(0),
            field_class=FieldClass.PAY,
            is_totalled=True,
            width=16,
            aliases=(_("结转金额"), _("期初金额"), _("期初结转"), _("上期结转")),
        ),
    ),
    samples=({"number": "YL007", "name": _("林晓雯"), "amount": "-350.00"},),
    notes=(_("没有结转的人不用填。"),),
)
