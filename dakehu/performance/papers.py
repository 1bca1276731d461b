"""月度考核表: scores and signatures on the first pages, the graded standards behind them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _

from dakehu.kit.errors import UnableTo
from dakehu.kit.papers import (
    Block,
    Fact,
    Facts,
    Paper,
    Signature,
    Signatures,
    Table,
    TableColumn,
    Value,
    Words,
)
from dakehu.organization.queries.company import company_name
from dakehu.performance.form_content import form_content
from dakehu.policy.decimals import ZERO
from dakehu.policy.periods import Month, NotADate


class UnableToSetAppraisal(UnableTo):
    """The figures of an appraisal form do not fit the form."""


@dataclass(frozen=True)
class Deduction:
    """Points taken off, with what for."""

    reason: str
    on: date
    clause: str
    points: Decimal
    evidence: str = ""


@dataclass(frozen=True)
class AppraisalData:
    """One person's month. `scores` are by item (`ability.knowledge`), `remarks` as well.

    What is not given is left blank, to be filled in by hand.
    """

    name: str
    unit: str
    position: str
    month: str
    superior: str = ""
    number: str = ""
    on: date | None = None
    scheme_number: str = ""
    is_on_trial: bool = False
    target: Decimal | None = None
    achieved: Decimal | None = None
    scores: dict[str, Decimal] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    deductions: tuple[Deduction, ...] = ()
    result: dict[str, str] = field(default_factory=dict)
    talk: dict[str, str] = field(default_factory=dict)
    company: str = ""


@dataclass(frozen=True)
class SalesAppraisalData(AppraisalData):
    """The form of 大客户员 and 业务主管: 60/20/20."""

    scheme: Literal["sales"] = "sales"


@dataclass(frozen=True)
class ClerkAppraisalData(AppraisalData):
    """The form of 内勤: 20/30/40/10."""

    scheme: Literal["clerk"] = "clerk"


def appraisal_paper(data: SalesAppraisalData | ClerkAppraisalData) -> Paper:
    """The form, filled as far as data is given."""
    content = form_content(data.scheme)
    _check(data, content)
    signatures = tuple(Signature(one["role"]) for one in content["signatures"])
    return Paper(
        title=content["title"],
        subtitle=_("%s考核") % _month(data.month),
        company=data.company or company_name(),
        number=data.number,
        on=data.on,
        secrecy=_("内部"),
        blocks=(
            _person(data),
            _scores(data, content),
            _deductions(data, content),
            _named(content["result"]["title"], content["result"]["fields"], data.result, "result"),
            _named(content["talk"]["title"], content["talk"]["fields"], data.talk, "talk", 1),
            _statement(content),
            Signatures(signatures),
            Words((content["deductions"]["note"], content["statement"]["note"]), key="notes"),
            *_standards(content),
        ),
    )


def _check(data: SalesAppraisalData | ClerkAppraisalData, content: Mapping[str, Any]) -> None:
    most = dict(_most(content))
    for key, score in data.scores.items():
        if key not in most:
            told = _("考核表没有“%s”这一项。")
            raise UnableToSetAppraisal(told % key, field=f"scores.{key}")
        if not ZERO <= score <= most[key]:
            told = _("“%(item)s”的得分须在 0 到 %(most)s 之间。")
            raise UnableToSetAppraisal(
                told % {"item": key, "most": most[key]}, field=f"scores.{key}"
            )


def _most(content: Mapping[str, Any]) -> Iterator[tuple[str, Decimal]]:
    """The highest score of each part without items and of each item."""
    for part in content["parts"]:
        if "items" not in part:
            yield part["key"], Decimal(part["max"])
        for item in part.get("items", ()):
            yield f"{part['key']}.{item['key']}", Decimal(item["max"])


def _month(text: str) -> str:
    try:
        month = Month.parse(text)
    except NotADate:
        told = _("考核月请写成 2026-10。")
        raise UnableToSetAppraisal(told, field="month") from None
    return _("%(year)d年%(month)d月") % {"year": month.year, "month": month.number}


def _person(data: SalesAppraisalData | ClerkAppraisalData) -> Facts:
    return Facts(
        (
            Fact(_("姓名"), data.name, "name"),
            Fact(_("部门"), data.unit, "unit"),
            Fact(_("岗位"), data.position, "position"),
            Fact(_("直接上级"), data.superior, "superior"),
            Fact(_("方案编号"), data.scheme_number, "scheme_number"),
            Fact(_("是否试用期"), _("是") if data.is_on_trial else _("否"), "is_on_trial"),
        )
    )


def _scores(data: SalesAppraisalData | ClerkAppraisalData, content: Mapping[str, Any]) -> Table:
    columns = (
        TableColumn(_("考核内容"), 20, key="part", is_joined=True),
        TableColumn(_("项目"), 18, key="item"),
        TableColumn(_("分值"), 8, "center", "most"),
        TableColumn(_("得分"), 10, "center", "score"),
        TableColumn(_("事实和评分说明"), 44, key="remark"),
    )
    rows: list[tuple[Value, ...]] = []
    for part in content["parts"]:
        name = _("%(title)s（%(most)s 分）") % {"title": part["title"], "most": part["max"]}
        if "items" not in part:
            score = _score(data, part["key"])
            rows.append((name, _("达成率"), part["max"], score, _result_told(data, part["key"])))
        for place, item in enumerate(part.get("items", ())):
            key = f"{part['key']}.{item['key']}"
            remark = data.remarks.get(key, "")
            shown = "" if place else name
            rows.append((shown, item["title"], item["max"], _score(data, key), remark))
    total = sum(data.scores.values(), ZERO)
    is_whole = len(data.scores) == len(dict(_most(content)))
    sums = (_("合计"), "", "100", f"{total:.2f}" if is_whole else "", _("扣分前"))
    return Table(columns, rows, sums, heading=_("考核评分"), key="scores")


def _score(data: AppraisalData, key: str) -> str:
    return f"{data.scores[key]:.2f}" if key in data.scores else ""


def _result_told(data: AppraisalData, key: str) -> str:
    """Target and what was reached, or places to fill in."""
    told = [data.remarks.get(key, "")]
    for word, amount in ((_("考核目标"), data.target), (_("实际完成"), data.achieved)):
        shown = _("　　　　　　") if amount is None else f"{amount:,.2f}"
        told.append(_("%(word)s %(amount)s 元") % {"word": word, "amount": shown})
    return _("，").join(filter(None, told))


def _deductions(data: AppraisalData, content: Mapping[str, Any]) -> Table:
    columns = (
        TableColumn(_("事由"), 34, key="reason"),
        TableColumn(_("日期"), 16, "center", "on"),
        TableColumn(_("所依条款"), 24, key="clause"),
        TableColumn(_("分值"), 8, "center", "points"),
        TableColumn(_("证据"), 18, key="evidence"),
    )
    rows = [
        (one.reason, one.on.isoformat(), one.clause, f"{one.points.normalize():f}", one.evidence)
        for one in data.deductions
    ]
    return Table(columns, rows, heading=content["deductions"]["title"], key="deductions")


def _named(
    title: str, names: list[str], given: Mapping[str, str], key: str, across: int = 2
) -> Facts:
    """Fields of the form by their names, with what was given for each."""
    items = tuple(
        Fact(name, given.get(name, ""), f"{key}_{number}")
        for number, name in enumerate(names, start=1)
    )
    return Facts(items, across=across, heading=title)


def _statement(content: Mapping[str, Any]) -> Facts:
    chosen = "　　".join(f"□ {one}" for one in content["statement"]["choices"])
    fields = [Fact(_("本人意见"), chosen, "statement")]
    names = content["statement"]["fields"]
    fields += [Fact(name, "", f"statement_{place}") for place, name in enumerate(names, start=1)]
    return Facts(tuple(fields), heading=content["statement"]["title"])


def _standards(content: Mapping[str, Any]) -> Iterator[Block]:
    """What each grade asks for, part by part."""
    columns = (
        TableColumn(_("项目"), 13, key="item", is_joined=True),
        TableColumn(_("等级"), 9, "center", "level"),
        TableColumn(_("得分"), 16, "center", "range"),
        TableColumn(_("表现"), 62, key="behaviour"),
    )
    for part in content["parts"]:
        title = {"title": part["title"], "article": part["article"]}
        heading = _("评分标准：%(title)s（%(article)s）") % title
        key = f"standards_{part['key']}"
        if "items" not in part:
            yield Words((part["standard"],), heading, key=key)
            continue
        rows = [row for item in part["items"] for row in _levels(item)]
        yield Table(columns, rows, heading=heading, key=key)


def _levels(item: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for place, level in enumerate(item["levels"]):
        name = "" if place else item["title"]
        yield name, level["name"], f"{level['from']}–{level['to']}", level["behaviour"]
