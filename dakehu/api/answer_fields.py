"""What each kind answers: field → (form, what it means). Forms: `answer_forms`."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_noop as _

_WHO: Final = ("text", _("姓名或代号"))
_QUOTE: Final[Mapping[str, Any]] = {
    "mode": ("declared|auto", _("算法：declared 按申报的预估销售额取档，auto 由合计取档")),
    "band_from": ("amount", _("所用利润档的下限")),
    "band_to": ("amount?", _("所用利润档的上限，末档为 null")),
    "profit_rate": ("rate", _("基本利润率")),
    "rebate_rate": ("rate", _("返点比例")),
    "unit_profit": ("amount", _("单件利润")),
    "unit_rebate": ("amount", _("单件返点")),
    "unit_other": ("amount", _("单件其他费用")),
    "unit_price": ("amount", _("按公式算得的单价")),
    "total": ("amount", _("合计：单价 × 数量")),
    "required_profit_rate": ("rate", _("合计实际所在一档要求的利润率")),
    "actual_profit": ("amount", _("实际利润")),
    "actual_profit_rate": ("rate", _("实际利润率")),
    "missing_profit": ("amount", _("利润缺口")),
    "special_approval": ("flag", _("是否需要特批")),
    "lowest_compliant_total": ("amount", _("最低合规总价")),
    "rebate_payable": ("amount", _("应付返点")),
    "rebate_shortfall": ("amount", _("应付返点与计入价格的返点之差，可以为负")),
    "profit_after_rebate": ("amount", _("兑付返点后的利润")),
    "price_with_tax_split": (
        {"net": ("amount", _("不含税金额")), "vat": ("amount", _("税额"))},
        _("合计的价税分离"),
    ),
}
_RANKS: Final[Mapping[str, Any]] = {
    "cases": (
        [{"who": _WHO, "months": (["month"], _("连续末位的月份"))}],
        _("连续末位的情形"),
    ),
    "rankings": (
        [{"month": ("month", _("月份")), "order": (["text"], _("名次，从高到低"))}],
        _("各月的名次"),
    ),
}
_MEETING: Final[Mapping[str, Any]] = {
    "points": (
        [
            {
                "who": _WHO,
                "points": ("points", _("扣分合计")),
                "items": (
                    [
                        {
                            "what": ("late|absent|left|phone", _("扣分事由")),
                            "points": ("points", _("扣分")),
                        }
                    ],
                    _("扣分明细"),
                ),
            }
        ],
        _("各人扣分"),
    )
}
_REBATES: Final[Mapping[str, Any]] = {
    "rate": ("rate", _("返点比例")),
    "months": (
        [
            {
                "month": ("month", _("月份")),
                "base_to_date": ("amount", _("累计回款净额")),
                "entitled_to_date": ("amount", _("累计应付返点")),
                "payable": ("amount", _("本月可付")),
                "balance": ("amount", _("多付待扣，不大于 0")),
                "refused": ("no_receipts|advance?", _("拒付原因，没有则为 null")),
            }
        ],
        _("逐月兑付"),
    ),
    "over_reference_part": ("amount", _("超出参考比例的部分")),
}
_PARTS: Final = {
    "performance~": ("score", _("业绩考评")),
    "workload~": ("score", _("工作量")),
    "ability": ("score", _("能力")),
    "attitude": ("score", _("态度")),
    "effect~": ("score", _("工作效果")),
}
_POINTS: Final = {"total": ("points", _("扣分合计"))}
_RATE: Final = {"rate": ("rate", _("比例"))}

ANSWERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "profit_rate": _RATE,
    "rebate_rate": _RATE,
    "quote": _QUOTE,
    "rebate_payment": _REBATES,
    "commission": {
        "window": (
            {"from": ("date", _("起始日")), "to": ("date", _("截止日"))},
            _("回款窗口，首尾两日都算在内"),
        ),
        "base": ("amount", _("提成基数")),
        "amount": ("amount", _("应发提成")),
        "carry_out": ("amount", _("结转下月，不大于 0")),
        "shares": ([{"who": _WHO, "amount": ("amount", _("分得金额"))}], _("各人提成")),
    },
    "score": {
        "parts": (_PARTS, _("各部分得分")),
        "before_deductions": ("score", _("扣分前得分")),
        "deducted": ("score", _("扣分合计")),
        "score": ("score", _("考核得分")),
    },
    "performance_pay": {
        "factor": ("rate", _("绩效系数")),
        "pay": ("amount", _("绩效工资")),
        "department_state": ("missed|met|over|none", _("部门完成情况")),
        "extra": ("amount", _("加发或扣减")),
        "total": ("amount", _("合计")),
    },
    "month_pay": {
        "total": ("amount", _("应发工资")),
        "below_minimum": ("amount", _("低于最低工资的差额")),
    },
    "last_place": _RANKS,
    "meeting_points": _MEETING,
    "inspection_points": _POINTS,
    "resolution_points": _POINTS,
    "fine": {
        "recorded": ("amount", _("记录金额")),
        "payroll_effect": ("amount", _("对工资的影响，恒为 0.00")),
    },
    "dates": {
        "at~": ("time?", _("会议时间，取消则为 null")),
        "due_on~": ("date", _("报销截止日")),
        "from~": ("date", _("起始日")),
        "to~": ("date", _("截止日")),
    },
    "travel": {
        "reimbursed": ("amount", _("报销合计")),
        "own_part": ("amount", _("自付合计")),
        "claim_month~": ("month", _("报销所属月份")),
        "due_on~": ("date", _("报销截止日")),
        "items": (
            [
                {
                    "kind": ("text", _("费用名称")),
                    "reimbursed": ("amount", _("报销")),
                    "own_part": ("amount", _("自付")),
                }
            ],
            _("逐项结果"),
        ),
    },
    "entertainment": {
        "company": ("amount", _("公司承担")),
        "own": ("amount", _("个人承担")),
    },
    "wage_guard": {
        "deduct": ("amount", _("本月可扣")),
        "carried": ("amount", _("转下月")),
    },
    "customer_grade": {"score": ("score", _("综合得分")), "grade": ("text", _("等级"))},
    "capitals": {"text": ("text", _("人民币大写"))},
    "credit_code": {
        "valid": ("flag", _("是否有效")),
        "reason~": ("length|alphabet|check_character", _("无效的原因")),
    },
}
"""Kind → its answer's fields besides `on`, `explanation` and `notices`."""
