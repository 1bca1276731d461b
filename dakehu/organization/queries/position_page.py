"""Everything on the page of one position, and the paper that describes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dakehu.organization.models import Appointment, JobDescription, Position
from dakehu.organization.queries.labels import role_label
from dakehu.organization.queries.past import past_positions
from dakehu.organization.queries.stages import AHEAD, OVER, RUNNING, Stage, day_before, stage_of

POLICY: Final = "DE"
"""The policy whose articles the starter papers follow: 大客户部管理办法."""


@dataclass(frozen=True)
class Duty:
    """A numbered duty or right; `rule` and `clause` (第20条(一)) say what it comes from."""

    item: str
    title: str
    text: str
    result: str
    rule: str
    clause: str


@dataclass(frozen=True)
class Paper:
    """A job description in the shape in which it is shown and printed."""

    code: str
    title: str
    policy: str
    effective_from: date
    adopted_on: date | None
    superior: str
    subordinates: str
    reports_also_to: str
    core_task: str
    works_with: str
    duties: tuple[Duty, ...]
    rights: tuple[Duty, ...]
    rights_note: str
    requirements: tuple[str, ...]
    indicators: tuple[str, ...]
    is_suggestion: bool
    stage: Stage


@dataclass(frozen=True)
class HolderLine:
    """Somebody who holds, held or will hold the position."""

    staff_id: int
    name: str
    starts_on: date
    last_on: date | None
    stage: Stage


@dataclass(frozen=True)
class PositionPage:
    """A position on a day."""

    position: Position
    roles: tuple[str, ...]
    superior: Position | None
    subordinates: tuple[Position, ...]
    holders: tuple[HolderLine, ...]
    paper: Paper | None
    versions: tuple[Paper, ...]

    @property
    def held_now(self) -> int:
        return sum(one.stage.is_running for one in self.holders)


def position_page(position_id: int, on: date) -> PositionPage | None:
    """The page of a position on a day, or None if there is none."""
    found = Position.objects.select_related("unit", "superior").prefetch_related("seats")
    position = found.filter(pk=position_id).first()
    if position is None:
        return None
    versions = papers(position.job_description, on)
    then = past_positions(on, position=position).get(position.pk)
    seats = then.seats if then else [one.seat for one in position.seats.all()]
    return PositionPage(
        position=position,
        roles=tuple(role_label(seat) for seat in seats),
        superior=then.superior if then else position.superior,
        subordinates=tuple(position.subordinates.filter(is_active=True)),
        holders=_holders(position, on),
        paper=next((one for one in versions if one.stage.is_running), None),
        versions=versions,
    )


def papers(code: str, on: date) -> tuple[Paper, ...]:
    """Every version of a job description, the latest first; one of them is in force."""
    rows = (
        list(JobDescription.objects.filter(code=code).order_by("-effective_from")) if code else []
    )
    current = next((row for row in rows if row.effective_from <= on), None)
    return tuple(_paper(row, current) for row in rows)


def paper_in_force(code: str, on: date) -> Paper | None:
    """The version of a job description in force on a day."""
    return next((one for one in papers(code, on) if one.stage.is_running), None)


def description_choices() -> list[tuple[str, str]]:
    """The job descriptions there are, by their latest title."""
    rows = JobDescription.objects.order_by("code", "effective_from")
    return list(dict(rows.values_list("code", "title")).items())


def _holders(position: Position, on: date) -> tuple[HolderLine, ...]:
    rows = Appointment.objects.filter(position=position).select_related("staff")
    return tuple(
        HolderLine(
            staff_id=row.staff_id,
            name=row.staff.name,
            starts_on=row.starts_on,
            last_on=day_before(row.ends_on),
            stage=stage_of(row.starts_on, row.ends_on, on),
        )
        for row in rows.order_by("-starts_on", "-pk")
    )


def _paper(row: JobDescription, current: JobDescription | None) -> Paper:
    content: Mapping[str, Any] = row.content
    needs, signs = content.get("requirements"), content.get("indicators")
    articles = [*content.get("articles", ()), "", "", ""]
    return Paper(
        code=row.code,
        title=row.title,
        policy=str(content.get("policy", POLICY)),
        effective_from=row.effective_from,
        adopted_on=row.adopted_on,
        superior=str(content.get("superior", "")),
        subordinates=_listed(content.get("subordinates"))
        or str(content.get("subordinates_note", "")),
        reports_also_to=str(content.get("reports_also_to", "")),
        core_task=str(content.get("core_task", "")),
        works_with=_listed(content.get("works_with")),
        duties=_duties(content.get("duties") or (), articles[1]),
        rights=_duties(content.get("rights") or (), articles[2]),
        rights_note=str(content.get("rights_note", "")),
        requirements=_points(needs),
        indicators=_points(signs),
        is_suggestion=isinstance(needs, Mapping) and bool(needs.get("proposal")),
        stage=_version_stage(row, current),
    )


def _version_stage(row: JobDescription, current: JobDescription | None) -> Stage:
    if row == current:
        return Stage(RUNNING, _("现行"), "green")
    if current is None or row.effective_from > current.effective_from:
        return Stage(AHEAD, _("待施行"), "orange")
    return Stage(OVER, _("已废止"), "grey")


def _listed(value: Any) -> str:
    """Several names as one text."""
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def _points(value: Any) -> tuple[str, ...]:
    """The lines of a part that is a list, or a list with a remark."""
    found = value.get("items") if isinstance(value, Mapping) else value
    return tuple(map(str, found or ()))


def _duties(rows: Iterable[Any], article: str) -> tuple[Duty, ...]:
    """The entries; those that follow a rule are items of `article` unless they name a clause."""
    return tuple(
        Duty(
            item=str(row.get("item") or number),
            title=str(row.get("title", "")),
            text=str(row.get("text", "")),
            result=str(row.get("result", "")),
            rule=str(row.get("rule", "")),
            clause=str(row.get("clause", "")) or _clause(row, article),
        )
        for number, row in enumerate(rows, start=1)
    )


def _clause(row: Mapping[str, Any], article: str) -> str:
    return f"{article}({row['item']})" if article and row.get("rule") and row.get("item") else ""


def typed(paper: Paper | None, position: Position) -> dict[str, Any]:
    """A job description as it is typed: lists as lines."""
    if paper is None:
        superior = position.superior.title if position.superior else ""
        title = gettext("%s职务说明书") % position.title
        return {"title": title, "superior": superior}
    return {
        "title": paper.title,
        "superior": paper.superior,
        "subordinates": paper.subordinates,
        "reports_also_to": paper.reports_also_to,
        "works_with": paper.works_with,
        "core_task": paper.core_task,
        "duties": "\n".join(
            f"{one.title}：{one.text}" if one.title else one.text for one in paper.duties
        ),
        "rights": "\n".join(one.text for one in paper.rights),
        "requirements": "\n".join(paper.requirements),
        "indicators": "\n".join(paper.indicators),
    }


def kept_of(paper: Paper | None) -> dict[str, dict[str, str]]:
    """What is not typed of each entry, by its text: rule, clause, result."""
    entries = (*paper.duties, *paper.rights) if paper else ()
    return {
        one.text: {"rule": one.rule, "clause": one.clause, "result": one.result} for one in entries
    }
