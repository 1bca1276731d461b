"""The pay sheets that companies make by hand: their columns under the names that are usual."""

import re
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.kit.masking import FieldClass
from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape

PERFORMANCE: Final = "performance"
COMMISSION: Final = "commission"
WAGE: Final = "wage"
SUM: Final = "sum"


class Step(NamedTuple):
    """A step of the month's pay: its code, its name, what it belongs to, and what its cells hold.

    `is_paid`: it is a part of the sum of what is due.
    """

    code: str
    label: "str | Promise"
    branch: str
    kind: CellKind = CellKind.AMOUNT
    is_paid: bool = False


STEPS: Final[tuple[Step, ...]] = (
    Step("score", _("得分"), PERFORMANCE, CellKind.SCORE),
    Step("factor", _("绩效系数"), PERFORMANCE, CellKind.RATE),
    Step("base", _("绩效基数"), PERFORMANCE),
    Step("performance_pay", _("绩效工资"), PERFORMANCE, is_paid=True),
    Step("extra", _("部门加发"), PERFORMANCE, is_paid=True),
    Step("performance_total", _("绩效合计"), PERFORMANCE),
    Step("earned", _("本期回款提成"), COMMISSION),
    Step("carry_in", _("上期结转"), COMMISSION),
    Step("commission", _("业务提成"), COMMISSION, is_paid=True),
    Step("carry_out", _("结转下期"), COMMISSION),
    Step("basic_wage", _("基本工资"), WAGE, is_paid=True),
    Step("correction", _("补发"), WAGE, is_paid=True),
    Step("total", _("应发合计"), SUM),
)
"""The steps in the order in which pay is computed."""

STEP: Final = {one.code: one for one in STEPS}

_ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "score": (
        *("考核得分", "绩效得分", "考核分数", "绩效分数", "绩效考核得分", "月度考核得分"),
        *("考核分", "绩效分", "分数", "总分", "最终得分", "综合得分", "考核成绩", "月度得分"),
    ),
    "factor": (
        *("系数", "考核系数", "绩效工资系数", "发放系数", "绩效比例", "绩效发放比例"),
        *("得分系数", "考核比例"),
    ),
    "base": ("绩效工资基数", "绩效标准", "绩效工资标准", "标准绩效", "月绩效基数", "考核基数"),
    "performance_pay": (
        *("绩效", "绩效奖金", "考核工资", "应发绩效", "实得绩效", "绩效工资额", "月绩效"),
        *("绩效工资(不含加发)", "绩效薪资", "岗位绩效", "个人绩效", "绩效应发"),
    ),
    "extra": (
        *("部门加减", "加发", "部门加发或扣减", "部门奖励", "部门奖罚", "团队奖", "团队奖励"),
        *("部门绩效", "部门绩效加减", "目标加发", "加发5%", "部门加减5%", "达标奖", "部门达标奖"),
    ),
    "performance_total": ("绩效工资合计", "绩效小计", "绩效工资小计", "绩效总额"),
    "earned": (
        *("本期提成", "本月提成", "当月提成", "当期提成", "本月回款提成", "当月回款提成"),
        *("回款提成合计", "提成小计"),
    ),
    "carry_in": ("结转", "上期余额", "上月结转", "期初结转", "上期欠提成", "结转抵减", "抵减上期"),
    "commission": (
        *("提成", "应发提成", "销售提成", "回款提成", "提成工资", "业绩提成", "业务员提成"),
        *("提成金额", "实发提成", "提成合计", "佣金", "提成奖金"),
    ),
    "carry_out": ("结转下月", "转下期", "下期结转", "期末结转"),
    "basic_wage": (
        *("底薪", "基本薪资", "月基本工资", "基薪", "固定工资", "基础工资", "标准工资"),
        *("岗位工资", "基本", "月薪"),
    ),
    "correction": ("补发工资", "补发金额", "补差", "上月补发", "补发上月", "以前月份补发"),
    "total": (
        *("应发(税前)", "应发工资", "应发", "应发金额", "应发总额", "应付工资", "应付合计"),
        *("税前工资", "税前合计", "应发工资合计", "工资合计", "应领工资", "应发数", "合计应发"),
        *("应发工资(税前)", "应发小计", "本月应发", "税前应发", "合计", "总计", "工资总额"),
    ),
}

_ASIDE: Final[dict[str, tuple[str, ...]]] = {
    "net": (
        *("实发合计", "实发", "实发工资", "实发金额", "实发数", "实领工资", "到手工资", "税后工资"),
        *("本月实发", "实付工资", "实发总额", "税后合计", "银行代发", "转账金额", "打卡金额"),
    ),
    "deducted": ("扣款合计", "扣款", "应扣合计", "代扣合计", "扣除合计", "扣减合计", "应扣小计"),
    "social": (
        *("社保", "社保个人", "个人社保", "代扣社保", "社会保险", "扣社保", "社保扣款"),
        *("社保(个人)", "五险", "三险", "养老保险", "社保个人部分"),
    ),
    "fund": ("公积金", "住房公积金", "代扣公积金", "公积金个人", "公积金(个人)", "扣公积金"),
    "tax": ("个税", "个人所得税", "代扣个税", "所得税", "扣个税", "代扣个人所得税", "税额"),
    "absence": ("缺勤扣款", "考勤扣款", "请假扣款", "事假扣款", "病假扣款", "迟到扣款", "扣考勤"),
    "other_off": ("其他扣款", "其它扣款", "借款", "扣借款", "罚款", "水电费", "代扣其他"),
}

NOT_COMPARED: Final = frozenset(_ASIDE)
"""What is taken off after the sum of what is due, and what is left then."""

IDENTITY: Final = ("number", "name")

NO_MONEY: Final = re.compile(
    r"序|号|天数|次数|工龄|年龄|电话|手机|账|卡|日期|月份|年份|比例|%|率|人数|工时|小时"
)
"""In the heading of a column whose numbers are no amounts."""


def _step_column(step: Step) -> SheetColumn:
    return SheetColumn(
        step.code,
        step.label,
        step.kind,
        aliases=_ALIASES[step.code],
        field_class=FieldClass.PAY,
    )


PAY_SHEET: Final = SheetShape(
    code="pay_sheet",
    name=_("工资表"),
    about=_("现在用的工资表：每人一行，工号或姓名，加上要对比的各项。"),
    tab=_("工资表"),
    key=(),
    columns=(
        SheetColumn(
            "number",
            _("工号"),
            CellKind.CODE,
            aliases=("员工编号", "员工号", "人员编号", "职工编号", "职工号", "编号", "员工工号"),
        ),
        SheetColumn(
            "name",
            _("姓名"),
            aliases=("员工姓名", "人员姓名", "职工姓名", "名字", "员工", "人员", "业务员"),
        ),
        *map(_step_column, STEPS),
        SheetColumn("net", _("实发合计"), CellKind.AMOUNT, aliases=_ASIDE["net"]),
        SheetColumn("deducted", _("扣款合计"), CellKind.AMOUNT, aliases=_ASIDE["deducted"]),
        SheetColumn("social", _("社保"), CellKind.AMOUNT, aliases=_ASIDE["social"]),
        SheetColumn("fund", _("公积金"), CellKind.AMOUNT, aliases=_ASIDE["fund"]),
        SheetColumn("tax", _("个税"), CellKind.AMOUNT, aliases=_ASIDE["tax"]),
        SheetColumn("absence", _("缺勤扣款"), CellKind.AMOUNT, aliases=_ASIDE["absence"]),
        SheetColumn("other_off", _("其他扣款"), CellKind.AMOUNT, aliases=_ASIDE["other_off"]),
    ),
)
