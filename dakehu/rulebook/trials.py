"""Trying a rule out (试一试): the questions a page asks for a kind, and the answer as lines.

Nothing is stored: the answer to a question is computed anew whenever it is shown or explained.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.policy.book import Book
from dakehu.policy.workdays import OFFICIAL, WorkingCalendar
from dakehu.rulebook.explaining import value_read
from dakehu.rules.answering import answer_of
from dakehu.rules.kinds import KINDS
from dakehu.rules.performance import STATES

_TWO_PLACES: Final = re.compile(r"-?[0-9,]+\.[0-9]{2}")

Word = str | Promise
Sort = Literal["amount", "number", "percent", "text", "choice", "month", "day", "flag"]


@dataclass(frozen=True)
class Input:
    """One thing to fill in; `name` is its place in the question (`department.state`)."""

    name: str
    label: Word
    sort: Sort = "amount"
    example: str = ""
    words: Mapping[str, Word] = field(default_factory=dict)
    help: Word = ""
    is_needed: bool = False

    @property
    def key(self) -> str:
        """Its name in a form."""
        return self.name.replace(".", "__")


@dataclass(frozen=True)
class Trial:
    """A kind that can be tried: what it tells and asks, and which figures it shows by their ids."""

    kind: str
    title: Word
    about: Word
    inputs: tuple[Input, ...]
    figures: tuple[str, ...]
    unit: Word = ""

    @property
    def examples(self) -> dict[str, str]:
        """What to fill in to see an answer; where a choice is due, the first one."""
        firsts = {each.key: next(iter(each.words), "") for each in self.inputs if each.is_needed}
        given = {each.key: each.example or firsts.get(each.key, "") for each in self.inputs}
        return {key: value for key, value in given.items() if value}


@dataclass(frozen=True)
class FigureLine:
    """A figure of the answer: its id in the explanation, its name, value and formula."""

    id: str
    label: str
    value: str
    how: str
    unit: str
    is_main: bool


@dataclass(frozen=True)
class Outcome:
    """The answer to a question: figures, notices, and the explanation of all of them."""

    figures: tuple[FigureLine, ...]
    notices: tuple[str, ...]
    explanation: Mapping[str, Any]
    verdict: str = ""
    needs_approval: bool = False


_CUSTOMERS: Final = {
    "enterprise": _("企业"),
    "state_owned": _("国有企业"),
    "institution": _("事业单位"),
    "government": _("政府机关"),
    "party": _("党的机关"),
    "association": _("人民团体"),
    "military": _("军队"),
}
_SCHEMES: Final = {"sales": _("销售人员"), "clerk": _("内勤")}
_EVENTS: Final = {
    "monthly_meeting": _("事业部月度例会"),
    "weekly_meeting": _("每周例会"),
    "claim_due": _("差旅费核销截止日"),
    "commission_window": _("提成回款窗口"),
}
_SERIES: Final = {"department": _("部门周例会"), "water": _("水处理周例会")}

_TRIALS: Final = (
    Trial(
        "quote",
        _("报价测算"),
        _("按成本、数量和预估销售额算出规定单价，看对客单价是否需要特批。"),
        (
            Input("unit_cost", _("单位成本（元）"), example="70", is_needed=True),
            Input("quantity", _("数量"), "number", example="10000", is_needed=True),
            Input("estimated_sales", _("预估销售额（元）"), example="854000"),
            Input("rebate_rate", _("返点比例（%）"), "percent", example="8"),
            Input("offered_unit_price", _("对客单价（元）"), help=_("空着时按规定单价测算")),
            Input("customer_type", _("客户类型"), "choice", words=_CUSTOMERS),
            Input("tendered", _("招投标项目"), "flag"),
        ),
        (
            *("unit_price", "offered_unit_price", "total", "profit_rate"),
            *("required_profit_rate", "actual_profit"),
            *("actual_profit_rate", "missing_profit", "lowest_compliant_total", "rebate_payable"),
            *("rebate_shortfall", "profit_after_rebate"),
        ),
    ),
    Trial(
        "profit_rate",
        _("基本利润率"),
        _("一笔预估销售额属于哪一档，应有多少利润率。"),
        (Input("estimated_sales", _("预估销售额（元）"), example="854000", is_needed=True),),
        ("profit_rate",),
    ),
    Trial(
        "rebate_rate",
        _("参考返点比例"),
        _("一笔销售额属于返点表的哪一档。"),
        (Input("sales", _("销售额（元）"), example="200000", is_needed=True),),
        ("rebate_rate",),
    ),
    Trial(
        "commission",
        _("业务提成"),
        _("一笔已核实的回款在某个月发放多少提成，落在哪个回款窗口。"),
        (
            Input("pay_month", _("发放月份"), "month", example="2026-11", is_needed=True),
            Input("receipts.0.amount", _("回款金额（元）"), example="300000", is_needed=True),
            Input(
                "receipts.0.verified_on", _("核实日期"), "day", example="2026-10-12", is_needed=True
            ),
        ),
        ("amount", "base", "commission.rate", "window", "carry_out"),
    ),
    Trial(
        "score",
        _("月度考核得分"),
        _("销售人员一个月的业绩、能力、态度合成多少分。"),
        (
            Input("target", _("本月目标（元）"), example="1000000", is_needed=True),
            Input("actual", _("实际完成（元）"), example="900000", is_needed=True),
            Input("ability", _("能力评分"), "number", example="17", is_needed=True),
            Input("attitude", _("态度评分"), "number", example="18", is_needed=True),
        ),
        ("score", "performance", "ability", "attitude"),
        _("分"),
    ),
    Trial(
        "performance_pay",
        _("绩效工资"),
        _("得分和部门目标完成情况对应多少绩效工资。"),
        (
            Input("scheme", _("人员"), "choice", words=_SCHEMES, is_needed=True),
            Input("base", _("绩效基数（元）"), example="3000", is_needed=True),
            Input("score", _("考核得分"), "number", example="88", is_needed=True),
            Input("department.state", _("部门目标"), "choice", words=STATES, is_needed=True),
        ),
        ("total", "pay", "factor", "extra"),
    ),
    Trial(
        "month_pay",
        _("应发工资"),
        _("基本工资、绩效工资、业务提成合计，并与最低工资比较。"),
        (
            Input("basic_wage", _("基本工资（元）"), example="4500", is_needed=True),
            Input("performance_pay", _("绩效工资（元）"), example="2772"),
            Input("commission", _("业务提成（元）"), example="6000"),
            Input("minimum_wage", _("当地最低工资（元）")),
        ),
        ("total", "below_minimum"),
    ),
    Trial(
        "dates",
        _("日期推算"),
        _("例会在哪一天，差旅费何时截止，某月提成算哪几天的回款。"),
        (
            Input("what", _("推算什么"), "choice", words=_EVENTS, is_needed=True),
            Input("month", _("月份"), "month", "2026-11", help=_("月度例会和核销截止日须填")),
            Input("week_of", _("所在周的任一天"), "day", help=_("每周例会须填")),
            Input("series", _("哪一种例会"), "choice", words=_SERIES, help=_("每周例会须选")),
            Input("pay_month", _("发放月份"), "month", help=_("提成回款窗口须填")),
        ),
        ("at", "due_on", "from", "to"),
    ),
    Trial(
        "capitals",
        _("人民币大写"),
        _("票据和合同上的大写金额。"),
        (Input("amount", _("金额（元）"), example="854000", is_needed=True),),
        ("text",),
    ),
    Trial(
        "credit_code",
        _("统一社会信用代码校验"),
        _("核对一个代码的长度、用字和校验码。"),
        (Input("code", _("统一社会信用代码"), "text", "91350100M000100Y43", is_needed=True),),
        ("valid",),
    ),
)

TRIALS: Final[Mapping[str, Trial]] = {trial.kind: trial for trial in _TRIALS}
"""Kind → its trial, in the order of the page."""

_FIXED: Final[Mapping[str, Mapping[str, str]]] = {"score": {"scheme": "sales"}}


def question_of(trial: Trial, given: Mapping[str, Any]) -> dict[str, Any]:
    """The question for the rules from what was filled in; only the fields of its form."""
    question: dict[str, Any] = dict(_FIXED.get(trial.kind, {}))
    for each in trial.inputs:
        value = given.get(each.key)
        if value not in (None, "", False):
            _put(question, each.name.split("."), value)
    wanted = KINDS[trial.kind].signature.of(question)
    return {name: value for name, value in question.items() if name in wanted}


def _put(into: dict[str, Any], path: list[str], value: Any) -> None:
    """Set a value at its place; a number in the path opens a list of one row."""
    name, *rest = path
    if not rest:
        into[name] = value
    elif rest[0].isdigit():
        rows = into.setdefault(name, [{}])
        _put(rows[0], rest[1:], value)
    else:
        _put(into.setdefault(name, {}), rest, value)


def outcome_of(
    trial: Trial,
    question: Mapping[str, Any],
    *,
    book: Book,
    on: date,
    calendar: WorkingCalendar = OFFICIAL,
) -> Outcome:
    """The answer on a day; Refused with the one fault that is told."""
    kind = KINDS[trial.kind]
    answer = answer_of(kind, dict(question), book=book, today=on, calendar=calendar)
    by_id = {node["id"]: node for node in answer["explanation"]["nodes"]}
    shown = [by_id[each] for each in trial.figures if each in by_id]
    return Outcome(
        tuple(_line(node, trial, place == 0) for place, node in enumerate(shown)),
        tuple(notice["message"] for notice in answer["notices"]),
        answer["explanation"],
        verdict=_verdict(answer),
        needs_approval=bool(answer.get("special_approval")),
    )


def _verdict(answer: Mapping[str, Any]) -> str:
    """What a quote's figures come to; empty for other kinds."""
    if "special_approval" not in answer:
        return ""
    if answer["special_approval"]:
        return str(_("达不到应有利润，特批通过后才能报给客户。"))
    return str(_("达到应有利润，不需要特批。"))


def _line(node: Mapping[str, Any], trial: Trial, is_main: bool) -> FigureLine:
    value = value_read(node["label"], node["value"])
    unit = str(trial.unit or _("元")) if _TWO_PLACES.fullmatch(value) else ""
    return FigureLine(node["id"], node["label"], value or str(_("无")), node["how"], unit, is_main)
