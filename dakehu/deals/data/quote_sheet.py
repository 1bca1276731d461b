"""The lists of quotes that companies keep: their columns under the names that are usual."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape
from dakehu.policy.decimals import ONE

OK: Final = "ok"
BELOW: Final = "below"
SHORT: Final = "short"
UNTOLD: Final = "untold"

SAMPLE_CUSTOMERS: Final = (
    *("华岳重工（江州）有限公司", "江州第三水务有限公司", "砚山物流园管理有限公司"),
    *("江州轨道交通建设有限公司", "临江新城开发有限公司", "云栖食品（江州）有限公司"),
)
"""Invented names for a list to try with."""

IDENTITY: Final = ("number", "customer", "product")
_TYPES: Final = {
    "企业": "enterprise",
    "民营企业": "enterprise",
    "民企": "enterprise",
    "私企": "enterprise",
    "外资企业": "enterprise",
    "外企": "enterprise",
    "国有企业": "state_owned",
    "国企": "state_owned",
    "央企": "state_owned",
    "事业单位": "institution",
    "政府机关": "government",
    "政府": "government",
    "党的机关": "party",
    "人民团体": "association",
    "军队": "military",
}


QUOTE_SHEET: Final = SheetShape(
    code="quote_sheet",
    name=_("报价表"),
    about=_("现在用的报价表：一行一份报价，数量，加上单价或者合计。"),
    tab=_("报价表"),
    key=(),
    columns=(
        SheetColumn(
            "number",
            _("报价单号"),
            aliases=("报价编号", "报价号", "单号", "编号", "合同编号", "订单号", "项目编号"),
        ),
        SheetColumn(
            "customer",
            _("客户"),
            aliases=("客户名称", "客户单位", "单位名称", "甲方", "需方", "购货单位", "买方"),
        ),
        SheetColumn(
            "product",
            _("产品"),
            aliases=("产品名称", "品名", "货物名称", "物料名称", "商品名称", "名称", "货品"),
        ),
        SheetColumn("unit", _("单位"), aliases=("计量单位",)),
        SheetColumn(
            "quantity",
            _("数量"),
            CellKind.QUANTITY,
            is_required=True,
            aliases=("报价数量", "订货数量", "采购数量", "用量", "面积"),
        ),
        SheetColumn(
            "unit_cost",
            _("成本价"),
            CellKind.QUANTITY,
            aliases=("成本", "成本单价", "单位成本", "含税成本", "含税成本价", "采购价", "进价"),
        ),
        SheetColumn(
            "unit_price",
            _("单价"),
            CellKind.QUANTITY,
            aliases=(
                *("对客单价", "报价单价", "含税单价", "销售单价", "成交单价", "报价", "售价"),
                *("销售价", "合同单价", "对外单价"),
            ),
        ),
        SheetColumn(
            "total",
            _("合计"),
            CellKind.AMOUNT,
            aliases=(
                *("总价", "合计金额", "报价合计", "报价总额", "报价金额", "总金额", "金额", "总额"),
                *("含税合计", "含税总价", "合同金额", "价税合计"),
            ),
        ),
        SheetColumn(
            "estimated_sales",
            _("预估销售额"),
            CellKind.AMOUNT,
            aliases=("预计销售额", "预估金额", "预计金额", "预估合同额", "预计合同额"),
        ),
        SheetColumn(
            "rebate_rate",
            _("返点比例"),
            CellKind.RATE,
            aliases=("返点", "返点率", "返利比例", "返利", "返利点"),
            highest=ONE,
        ),
        SheetColumn(
            "other_costs",
            _("其他费用"),
            CellKind.AMOUNT,
            aliases=("其它费用", "费用", "运费", "附加费用", "安装费", "运杂费"),
        ),
        SheetColumn(
            "customer_type",
            _("客户类型"),
            CellKind.CHOICE,
            aliases=("客户性质", "单位性质", "企业性质", "客户类别"),
            choices=lambda: _TYPES,
        ),
        SheetColumn(
            "tendered",
            _("招投标"),
            CellKind.YES_NO,
            aliases=("是否招投标", "招投标项目", "是否投标", "招标"),
        ),
    ),
)
"""What is compared of a quote; the cost may be left to the catalog."""


def is_enough(codes: Iterable[str]) -> bool:
    """Whether these columns give a quantity, a price, and something to know the cost by."""
    given = set(codes)
    return (
        "quantity" in given
        and bool(given & {"unit_price", "total"})
        and bool(given & {"unit_cost", "product"})
    )
