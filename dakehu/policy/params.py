"""Parameters: the typed values that policies set, by the keys of the rule register.

Each key has one type. A type reads a raw value (texts, lists, mappings as they come from YAML or
JSON), refuses what lies outside its allowed values, and tells the value in Chinese, so that a
clause's text and the program's behaviour are the same thing.
"""

from collections.abc import Mapping
from typing import Any, Final

from dakehu.policy.param_rows import (
    AmountRange,
    BandsType,
    Coefficients,
    Grades,
    Listed,
    Mapped,
    PointsRange,
    Rhythms,
    Weights,
    WholeTriple,
)
from dakehu.policy.param_types import (
    DayTime,
    Flag,
    OneOf,
    ParamType,
    Rate,
    RateOr,
    RateOrTable,
    Table,
    WeekTime,
    Whole,
    Yuan,
)

PERIODS: Final = {"month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年"}

TYPES: Final[Mapping[str, ParamType]] = {
    "profit.bands": BandsType(),
    "profit.basis": OneOf({"cost": "成本"}),
    "rebate.bands": BandsType(),
    "rebate.edge_200k": OneOf({"upper": "较高一档", "lower": "较低一档"}),
    "quote.rebate_basis": OneOf({"cost": "成本", "receipts": "收款"}),
    "band.scope": OneOf({"project": "项目", "quote": "单张报价单"}),
    "band.by": OneOf({"declared": "申报的预估销售额", "auto": "测算所得的合计"}),
    "quote.valid_days": Whole(1, 3650),
    "quote.list_markup": Rate(),
    "ka_head.discount_range": RateOr({"to_floor": "至规定单价为止"}),
    "ka_head.discount_below_floor": Rate(),
    "rebate.month": OneOf({"calendar": "自然月", "window": "回款窗口"}),
    "rebate.date": OneOf({"verified": "核实日期", "received": "到账日期"}),
    "rebate.carry": Flag("可以结转", "不予结转"),
    "rebate.hard_cap": RateOr({}, nullable=True),
    "tax.mode": OneOf({"inclusive": "含税"}),
    "tax.rate": Rate(),
    "commission.rate": RateOrTable(),
    "commission.window_end": Whole(1, 31),
    "commission.lag": Whole(0, 3),
    "commission.base": OneOf(
        {
            "gross": "已核实的回款全额",
            "net_of_rebate": "已核实的回款扣除已付返点",
            "net_of_vat": "已核实的回款扣除增值税",
        }
    ),
    "pay.components": Listed(
        {"basic": "基本工资", "performance": "绩效工资", "commission": "业务提成"}
    ),
    "pay.appraisal_lag": Whole(0, 3),
    "performance.base_source": OneOf({"own": "本人绩效基数", "commission": "当月业务提成"}),
    "score.weights.sales": Weights(("业绩", "能力", "态度")),
    "score.weights.clerk": Weights(("工作量", "工作态度", "工作能力", "工作效果")),
    "score.banding": OneOf(
        {"lower_bound": "按未取整的得分对照下限", "round_half_up_first": "先四舍五入取整再对照"}
    ),
    "score.cap": Whole(1, 1000),
    "pay.coefficients": Coefficients(),
    "extra.rate": Rate(),
    "extra.base": OneOf({"computed": "算得的绩效工资", "base_pay": "绩效基数"}),
    "deduction.target": OneOf({"total": "考核总分", "attitude": "态度考核分"}),
    "last_place.mode": OneOf({"in_a_row": "连续", "quarter_total": "季度累计"}),
    "last_place.months": Whole(1, 36),
    "last_place.min_group": Whole(1, 1000),
    "deduction.late": Whole(0, 100),
    "deduction.absent": Whole(0, 100),
    "deduction.left": Whole(0, 100),
    "deduction.phone": Whole(0, 100),
    "deduction.cleaning": PointsRange(),
    "deduction.resolution": PointsRange(),
    "fine.smoking": Yuan(),
    "fine.discipline": AmountRange(),
    "fine.mode": OneOf(
        {"record_only": "只作记录，不计入工资", "points": "折为扣分", "cash": "从工资中扣款"}
    ),
    "fine.blocked_regions": Listed(None),
    "meeting.weekly": WeekTime(),
    "meeting.water": WeekTime(),
    "meeting.monthly": DayTime(),
    "meeting.holiday_rule": OneOf(
        {
            "shift_in_week": "顺延至当周第一个工作日",
            "skip": "取消当周例会",
            "previous": "提前至前一个工作日",
        }
    ),
    "meeting.grace_min": Whole(0, 1440),
    "meeting.long_leave_min": Whole(1, 1440),
    "claim.due_day": Whole(1, 31),
    "claim.roll": OneOf({"next_working_day": "顺延至下一个工作日", "none": "不顺延"}),
    "travel.mode": OneOf({"min_of_both": "票据金额与限额两者取低"}),
    "travel.limits": Table("未设限额"),
    "entertainment.limits": Table("未设限额"),
    "communication.limits": Table("未设限额"),
    "class.weights": Weights(("需求", "价值", "潜力")),
    "class.grades": Grades(),
    "key_account.receipts_12m": Yuan(),
    "key_account.potential": Yuan(),
    "visit.rhythm": Rhythms(),
    "customer.protection_days": Whole(0, 3650),
    "feedback.days": WholeTriple(("转办", "答复", "办结"), "个工作日"),
    "survey.rhythm": Mapped(PERIODS, "{name} 类客户{value}"),
    "review.rhythm": OneOf(PERIODS),
    "self_check.rhythm": OneOf(PERIODS),
    "late_event.days": Whole(0, 3650),
    "policy.authority": Mapped(None, "{name} 按 {value}"),
    "wage.minimum": Table("未登记，由人事行政部按工作地登记"),
    "guard.intermediary_rate": Rate(),
    "guard.voucher_days": Whole(1, 365),
    "guard.performance_drop": Rate(),
    "guard.objection_days": Whole(1, 365),
    "guard.contact_basis_days": Whole(1, 365),
    "guard.full_views_per_day": Whole(1, 100000),
    "guard.rights_request_days": Whole(1, 365),
    "guard.location_days": Whole(1, 3650),
    "guard.export_rows": Whole(1, 10_000_000),
    "guard.export_link_hours": Whole(1, 8760),
    "guard.gift_per_head": Yuan(),
    "guard.meal_per_head": Yuan(),
    "guard.hospitality_per_year": Yuan(),
}
"""Every key a policy may set, with its type. A key that is not here does not exist."""


def parse_parameter(key: str, raw: Any) -> Any:
    """The typed value of `key`; ParamError where `raw` is not among its allowed values."""
    return TYPES[key].parse(raw)
