"""职务说明书: a post's duties and rights, to be signed by whoever takes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.papers import (
    Block,
    Fact,
    Facts,
    Paper,
    Signature,
    Signatures,
    Table,
    TableColumn,
    Words,
)
from dakehu.organization.queries.company import company_name
from dakehu.organization.queries.position_page import position_page
from dakehu.policy.loading.files import shipped_book


@dataclass(frozen=True)
class DutyLine:
    """A numbered duty or right."""

    item: str
    text: str
    title: str = ""
    result: str = ""


@dataclass(frozen=True)
class JobDescriptionData:
    """A job description as it is printed."""

    title: str
    position: str
    unit: str
    core_task: str
    duties: tuple[DutyLine, ...]
    rights: tuple[DutyLine, ...] = ()
    rights_note: str = ""
    superior: str = ""
    subordinates: str = ""
    reports_also_to: str = ""
    works_with: str = ""
    requirements: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    adopted_on: date | None = None
    effective_from: date | None = None
    number: str = ""
    company: str = ""


def job_description_paper(data: JobDescriptionData) -> Paper:
    """The job description on paper."""
    blocks: list[Block] = [
        _facts(data),
        _duties(data.duties),
        *_rights(data),
        *_points(_("任职条件"), data.requirements, "requirements"),
        *_points(_("考核参考"), data.indicators, "indicators"),
        Words(
            (
                _(
                    "本人已阅读并了解本说明书的内容。涉及劳动合同约定的岗位、报酬或者工作地点的变更，"
                    "另行协商并书面约定。"
                ),
            ),
            key="statement",
        ),
        Signatures(
            tuple(map(Signature, (_("编制人"), _("审核人"), _("批准人"), _("本人签收")))),
        ),
    ]
    return Paper(
        title=data.title,
        company=data.company or company_name(),
        blocks=tuple(blocks),
        number=data.number,
        on=data.effective_from,
    )


def _facts(data: JobDescriptionData) -> Facts:
    return Facts(
        (
            Fact(_("岗位名称"), data.position, "position"),
            Fact(_("所属部门"), data.unit, "unit"),
            Fact(_("直接上级"), data.superior or "–", "superior"),
            Fact(_("直接下级"), data.subordinates or "–", "subordinates"),
            Fact(_("同时报告"), data.reports_also_to or "–", "reports_also_to"),
            Fact(_("协作对象"), data.works_with or "–", "works_with"),
            Fact(_("通过日期"), data.adopted_on, "adopted_on"),
            Fact(_("施行日期"), data.effective_from, "effective_from"),
            Fact(_("核心任务"), data.core_task, "core_task"),
        )
    )


def _duties(duties: Iterable[DutyLine]) -> Table:
    columns = (
        TableColumn(_("序号"), 8, "center", "item"),
        TableColumn(_("职责内容"), 62, key="text"),
        TableColumn(_("成果"), 30, key="result"),
    )
    rows = [(one.item, _told(one), one.result) for one in duties]
    return Table(columns, rows, heading=_("职责"), key="duties")


def _rights(data: JobDescriptionData) -> list[Block]:
    if not data.rights:
        told = data.rights_note or _("没有单列的权限。")
        return [Facts((Fact(_("权限"), told, "rights_note"),), across=1)]
    columns = (
        TableColumn(_("序号"), 8, "center", "item"),
        TableColumn(_("权限内容"), 92, key="text"),
    )
    rows = [(one.item, _told(one)) for one in data.rights]
    return [Table(columns, rows, heading=_("权限"), key="rights")]


def _told(line: DutyLine) -> str:
    if not line.title:
        return line.text
    return _("%(title)s：%(text)s") % {"title": line.title, "text": line.text}


def _points(heading: str, points: tuple[str, ...], key: str) -> list[Block]:
    return [Words(points, heading, is_list=True, key=key)] if points else []


def job_description_of(position: int, _by: Actor, on: date) -> JobDescriptionData | None:
    """The job description of a post in force on a day; everybody may read those."""
    page = position_page(position, on)
    if page is None or page.paper is None:
        return None
    paper = page.paper
    return JobDescriptionData(
        title=paper.title,
        position=page.position.title,
        unit=page.position.unit.name,
        core_task=paper.core_task,
        duties=_lines(paper.duties),
        rights=_lines(paper.rights),
        rights_note=paper.rights_note,
        superior=paper.superior,
        subordinates=paper.subordinates,
        reports_also_to=paper.reports_also_to,
        works_with=paper.works_with,
        requirements=paper.requirements,
        indicators=paper.indicators,
        adopted_on=paper.adopted_on,
        effective_from=paper.effective_from,
    )


def _lines(duties: Iterable[Any]) -> tuple[DutyLine, ...]:
    return tuple(DutyLine(one.item, one.text, one.title, one.result) for one in duties)


def sample_job_description(code: str = "ka_rep") -> JobDescriptionData:
    """One of the job descriptions that come with the policies."""
    file = shipped_book() / "DE" / "starter" / "job_descriptions.yaml"
    found = next(
        one for one in yaml.safe_load(file.read_text("utf-8"))["papers"] if one["code"] == code
    )
    return JobDescriptionData(
        title=found["title"],
        position=found["post"],
        unit=found["department"],
        core_task=found["core_task"],
        duties=_shipped(found["duties"]),
        rights=_shipped(found.get("rights", ())),
        rights_note=found.get("rights_note", ""),
        superior=found["superior"],
        subordinates="、".join(found["subordinates"]) or found["subordinates_note"],
        reports_also_to=found.get("reports_also_to", ""),
        works_with="、".join(found["works_with"]),
        requirements=tuple(found["requirements"]["items"]),
        indicators=tuple(found["indicators"]["items"]),
        adopted_on=date(2025, 12, 19),
        effective_from=date(2026, 1, 1),
    )


def _shipped(rows: Iterable[Any]) -> tuple[DutyLine, ...]:
    return tuple(
        DutyLine(one["item"], one["text"], one.get("title", ""), one.get("result", ""))
        for one in rows
    )
