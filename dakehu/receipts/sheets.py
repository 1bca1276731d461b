"""The sheet of money received, as banks and bookkeeping programs give it out."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape
from dakehu.receipts.data.methods import methods_by_word

RECEIPTS: Final = SheetShape(
    code="receipts",
    name=_("回款"),
    about=_("到账的每一笔钱。可以直接用网银、金蝶、用友导出的明细，列名不同也能对应。"),
    tab=_("回款"),
    key=("number",),
    columns=(
        SheetColumn(
            "number",
            _("流水号"),
            CellKind.CODE,
            is_required=True,
            note=_("每笔一个，不能重复。"),
            longest=60,
            width=22,
            aliases=(
                *(_("交易流水号"), _("银行流水号"), _("回单编号"), _("回单号"), _("凭证号")),
                *(_("凭证编号"), _("单据编号"), _("单据号"), _("收款单号"), _("交易序号")),
            ),
        ),
        SheetColumn(
            "arrived_on",
            _("到账日期"),
            CellKind.DATE,
            is_required=True,
            aliases=(
                *(_("交易日期"), _("交易时间"), _("记账日期"), _("入账日期"), _("到账时间")),
                *(_("收款日期"), _("回款日期"), _("单据日期"), _("业务日期")),
            ),
        ),
        SheetColumn(
            "verified_on",
            _("核实日期"),
            CellKind.DATE,
            note=_("财务确认的日期；没有核实的留空。"),
            aliases=(_("确认日期"), _("财务核实日期"), _("审核日期"), _("核销日期")),
        ),
        SheetColumn(
            "customer",
            _("客户"),
            is_required=True,
            longest=120,
            width=28,
            aliases=(
                *(_("客户名称"), _("对方户名"), _("对方名称"), _("对方单位"), _("付款人")),
                *(_("付款单位"), _("付款人名称"), _("往来单位"), _("付款方")),
            ),
        ),
        SheetColumn(
            "project",
            _("项目"),
            longest=120,
            width=28,
            note=_("没有项目的，补上之前不计提成和返点。"),
            aliases=(_("项目名称"), _("工程名称"), _("合同名称")),
        ),
        SheetColumn(
            "amount",
            _("金额"),
            CellKind.AMOUNT,
            is_required=True,
            note=_("退款填负数。"),
            is_totalled=True,
            width=16,
            aliases=(
                *(_("到账金额"), _("回款金额"), _("收入金额"), _("贷方发生额"), _("贷方金额")),
                *(_("收款金额"), _("实收金额"), _("收入"), _("贷方"), _("入账金额")),
            ),
        ),
        SheetColumn(
            "method",
            _("方式"),
            CellKind.CHOICE,
            choices=methods_by_word,
            note=_("不填按电汇。"),
            aliases=(_("收款方式"), _("结算方式"), _("付款方式"), _("回款方式")),
        ),
        SheetColumn(
            "staff",
            _("业务员"),
            longest=60,
            note=_("工号或姓名；有同名的填工号。"),
            aliases=(_("销售员"), _("负责人"), _("业务人员"), _("销售人员"), _("大客户员")),
        ),
        SheetColumn(
            "summary",
            _("摘要"),
            longest=200,
            width=24,
            aliases=(_("附言"), _("用途"), _("备注"), _("交易摘要")),
        ),
    ),
    samples=(
        {
            "number": "20261120000186",
            "arrived_on": "2026-11-20",
            "verified_on": "2026-11-20",
            "customer": _("江州示例置业有限公司"),
            "project": _("示例项目二期防水"),
            "amount": "326000.00",
            "method": _("电汇"),
            "staff": _("林晓雯"),
            "summary": _("货款"),
        },
        {
            "number": "20261121000027",
            "arrived_on": "2026-11-21",
            "customer": _("江州示例置业有限公司"),
            "project": _("示例项目二期防水"),
            "amount": "-12000.00",
            "method": _("电汇"),
            "staff": _("林晓雯"),
            "summary": _("退货退款"),
        },
    ),
    notes=(
        _("一笔到账一行；同一个流水号只登记一次，再次导入会更新原来的那一笔。"),
        _("金额按到账的含税金额填写。"),
    ),
)
