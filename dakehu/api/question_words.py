"""What each field of a question means, by kind and dotted path."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

_CUSTOMER: Final = {
    "customer_type": _("客户类型：后五种为公共机构，不得设返点"),
    "tendered": _("是否经过招投标，经过的不得设返点"),
}
_DEDUCTIONS: Final = {
    "deductions": _("扣分"),
    "deductions.points": _("扣几分"),
    "deductions.reason": _("事由"),
}

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "profit_rate": {"estimated_sales": _("预估销售额，元")},
    "rebate_rate": {"sales": _("销售额，元")},
    "quote": {
        "unit_cost": _("单位成本，元"),
        "quantity": _("数量"),
        "estimated_sales": _("预估销售额，元；不填则由合计取档"),
        "rebate_rate": _("返点比例，如 0.08；不填则取参考比例"),
        "other_costs": _("其他费用"),
        "other_costs.kind": _("费用名称"),
        "other_costs.amount": _("金额，元"),
        "other_costs.per": _("lump 为一笔总额，unit 为每件"),
        "offered_unit_price": _("实际报出的单价，元"),
        "project_other_total": _("同一项目其他合同和未结报价的合计，元"),
        "channel": _("direct 直销，dealer 经销商主导"),
        **_CUSTOMER,
    },
    "rebate_payment": {
        "contract_amount": _("合同金额，元"),
        "rate": _("约定的返点比例；不填则取合同金额的参考比例"),
        **_CUSTOMER,
        "months": _("逐月的核实回款，月份递增"),
        "months.month": _("月份"),
        "months.receipts": _("本月核实的回款，元"),
        "months.refunds": _("本月退款，以正数填写，元"),
        "months.requested": _("申请兑付的金额，元"),
    },
    "commission": {
        "pay_month": _("发放月份"),
        "receipts": _("核实的回款"),
        "receipts.amount": _("金额，元；退款为负"),
        "receipts.verified_on": _("财务核实日期"),
        "receipts.rebate_paid": _("这笔回款已付的返点，元"),
        "shares": _("分配比例，合计须恰为 1"),
        "shares.who": _("姓名或代号"),
        "shares.share": _("份额，如 0.7"),
        "carry_in": _("上月结转，元，不大于 0"),
    },
    "score": {
        "scheme": _("考核方案：sales 销售，clerk 内勤"),
        "target": _("本月目标，元"),
        "actual": _("实际完成，元；负数按 0 计"),
        "workload": _("工作量得分"),
        "ability": _("能力得分；销售可填合计或四个分项"),
        "attitude": _("态度得分；销售可填合计或四个分项"),
        "effect": _("工作效果得分"),
        **_DEDUCTIONS,
    },
    "performance_pay": {
        "scheme": _("考核方案：sales 销售，clerk 内勤"),
        "base": _("绩效基数，元"),
        "score": _("考核得分"),
        "department": _("部门本月情况"),
        "department.target": _("部门目标，元"),
        "department.challenge": _("部门挑战目标，元，须高于目标"),
        "department.actual": _("部门实际完成，元；填了目标就须填写"),
        "department.state": _("完成情况，填了就不看上面的数字"),
    },
    "month_pay": {
        "basic_wage": _("基本工资，元"),
        "performance_pay": _("绩效工资，元"),
        "commission": _("业务提成，元"),
        "minimum_wage": _("当地最低工资，元"),
    },
    "last_place": {
        "scheme": _("考核方案：sales 销售，clerk 内勤"),
        "months": _("各月得分"),
        "months.month": _("月份"),
        "months.closed": _("是否已经结月"),
        "months.scores": _("姓名或代号 → 得分"),
        "months.probation": _("试用期人员，不参加排名"),
    },
    "meeting_points": {
        "start": _("会议开始时间"),
        "attendance": _("各人出席情况"),
        "attendance.who": _("姓名或代号"),
        "attendance.arrived_at": _("到场时间，不填为未到"),
        "attendance.left_minutes": _("无故离场的分钟数"),
        "attendance.phone": _("是否响铃或接打电话"),
        "attendance.leave": _("approved 为已准假"),
        "attendance.late_notice": _("是否事先说明会迟到"),
    },
    "inspection_points": {"points": _("每次卫生检查的扣分")},
    "resolution_points": {"points": _("每项决议未办结的扣分")},
    "fine": {
        "kind": _("smoking 吸烟，discipline 违纪"),
        "times": _("次数"),
        "amounts": _("各次金额，元"),
    },
    "dates": {
        "what": _("问哪一个日期"),
        "month": _("月份"),
        "week_of": _("所在周的任意一天"),
        "series": _("department 部门周例会，water 水处理周例会"),
        "pay_month": _("发放月份"),
    },
    "travel": {
        "items": _("费用项目"),
        "items.kind": _("费用名称"),
        "items.limit": _("每单位限额，元；包干项目必填"),
        "items.units": _("天数、人次等单位数"),
        "items.receipts": _("票据金额，元"),
        "items.fixed": _("是否包干"),
        "trip": _("出差起止"),
        "trip.from": _("出发日期"),
        "trip.to": _("返回日期"),
    },
    "entertainment": {
        "limit": _("限额，元"),
        "actual": _("实际发生，元"),
        "event_on": _("招待日期"),
        "special": _("特批"),
        "special.amount": _("特批金额，元"),
        "special.approved_on": _("特批日期"),
    },
    "wage_guard": {
        "month_wage": _("当月工资，元"),
        "loss": _("损失金额，元"),
        "minimum_wage": _("当地最低工资，元"),
    },
    "customer_grade": {
        "need": _("需求得分"),
        "value": _("价值得分"),
        "potential": _("潜力得分"),
    },
    "capitals": {"amount": _("金额，元")},
    "credit_code": {"code": _("统一社会信用代码")},
}
"""Kind → path → words."""
