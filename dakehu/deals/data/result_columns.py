"""The columns of a comparison of quotes as a workbook."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.deals.data.quote_sheet import BELOW, OK, SHORT, UNTOLD
from dakehu.kit.sheets import CellKind, SheetColumn

STATES: "Final[dict[str, str | Promise]]" = {
    BELOW: _("低于规定价"),
    SHORT: _("须特批"),
    UNTOLD: _("算不了"),
    OK: _("合规"),
}
"""The states of a quote in the order in which somebody looks at them."""

_COLUMNS: Final = (
    SheetColumn("row", _("表中的行"), CellKind.COUNT),
    SheetColumn("number", _("报价单号")),
    SheetColumn("customer", _("客户")),
    SheetColumn("product", _("产品")),
    SheetColumn("state", _("结果")),
    SheetColumn("quantity", _("数量"), CellKind.QUANTITY),
    SheetColumn("unit", _("单位")),
    SheetColumn("cost", _("成本价"), CellKind.AMOUNT),
    SheetColumn("rule", _("规定单价"), CellKind.AMOUNT),
    SheetColumn("offered", _("报价单价"), CellKind.AMOUNT),
    SheetColumn("unit_gap", _("单价比规定低"), CellKind.AMOUNT),
    SheetColumn("total_gap", _("合计比规定低"), CellKind.AMOUNT),
    SheetColumn("enough", _("最低合规单价"), CellKind.AMOUNT),
    SheetColumn("special", _("特批")),
    SheetColumn("told", _("说明")),
)


def result_columns(*, with_cost: bool) -> list[SheetColumn]:
    """The columns that the reader may see."""
    return [one for one in _COLUMNS if with_cost or one.code != "cost"]
