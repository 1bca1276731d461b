"""The sheet of cost prices."""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape

COSTS: Final = SheetShape(
    code="cost_prices",
    name=_("产品成本价"),
    about=_("每个产品一个计量单位的含税成本，从哪天起用。报价测算按当天有效的成本价计算。"),
    tab=_("成本价"),
    key=("product", "valid_from"),
    columns=(
        SheetColumn(
            "product",
            _("产品"),
            is_required=True,
            longest=120,
            width=30,
            note=_("写全规格，例如 TPO防水卷材1.5mm。"),
            aliases=(_("产品名称"), _("品名"), _("产品及规格"), _("物料名称")),
        ),
        SheetColumn(
            "unit",
            _("单位"),
            is_required=True,
            longest=20,
            width=8,
            aliases=(_("计量单位"), _("计价单位")),
        ),
        SheetColumn(
            "cost",
            _("成本价"),
            CellKind.AMOUNT,
            is_required=True,
            lowest=Decimal("0.01"),
            note=_("一个计量单位的含税成本，元。"),
            aliases=(_("单位成本"), _("成本"), _("成本单价"), _("含税成本价")),
        ),
        SheetColumn(
            "valid_from",
            _("生效日期"),
            CellKind.DATE,
            is_required=True,
            aliases=(_("起用日期"), _("执行日期"), _("生效日")),
        ),
        SheetColumn("note", _("备注"), longest=200, width=30),
    ),
    samples=(
        {
            "product": _("TPO防水卷材1.5mm"),
            "unit": "㎡",
            "cost": "70.00",
            "valid_from": "2026-10-01",
            "note": "",
        },
        {
            "product": _("水性聚氨酯防水涂料"),
            "unit": _("桶"),
            "cost": "268.50",
            "valid_from": "2026-11-01",
            "note": _("20kg/桶"),
        },
    ),
    notes=(_("同一产品同一天只有一个成本价；改价时写新的生效日期，原来的保留。"),),
)
