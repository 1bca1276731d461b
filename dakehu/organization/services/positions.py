"""Positions with their seats, and the dated papers that describe them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.permissions import EVERY_ROLE
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.organization.access import MANAGE, may_hand_out, require
from dakehu.organization.models import Appointment, JobDescription, Position, PositionSeat, Unit
from dakehu.organization.services.past import keep_past, standing_of


class UnableToChangePosition(UnableTo):
    """A position cannot be added or changed that way."""


class UnableToAddJobDescription(UnableTo):
    """A job description cannot be stored."""


def add_position(
    *,
    by: Actor,
    at: datetime,
    title: str,
    unit: int,
    seats: Iterable[str] = (),
    superior: int | None = None,
    job_description: str = "",
    headcount: int = 1,
) -> Position:
    """Add a post to a unit; whoever holds it holds its `seats`."""
    require(by, MANAGE)
    with work(by=by, at=at) as job:
        home = _home(unit)
        _check_title(title, unit=unit)
        made = Position.objects.create(
            title=title.strip(),
            unit=home,
            superior_id=superior,
            job_description=job_description,
            headcount=headcount,
            place=home.positions.count(),
        )
        held = _seat(by, made, seats)
        ref = RecordRef("position", made.pk)
        job.note(
            "organization.position_added", ref, position=made.title, unit=home.name, seats=held
        )
    return made


def change_position(
    *,
    by: Actor,
    at: datetime,
    position: int,
    on: date,
    title: str,
    unit: int,
    seats: Iterable[str] = (),
    superior: int | None = None,
    job_description: str = "",
    headcount: int = 1,
    is_active: bool = True,
) -> Position:
    """Change a post from a day on; it is given up only when nobody holds it then or later."""
    require(by, MANAGE)
    with work(by=by, at=at) as job:
        home = _home(unit)
        # Superiors are changed one at a time, so that two changes cannot close a circle.
        locked = Position.objects.select_for_update(no_key=True).order_by("pk")
        everything = {one.pk: one for one in locked}
        found = everything[position]
        _check_title(title, unit=unit, but=position)
        _check_superior(position, superior, everything)
        if not is_active and Appointment.objects.touching(on, None).filter(position=found).exists():
            told = _("还有人担任这个岗位，请先结束任职。")
            raise UnableToChangePosition(told, field="is_active")
        stood = standing_of(found)
        found.title, found.unit, found.superior_id = title.strip(), home, superior
        found.job_description, found.headcount = job_description, headcount
        found.is_active = is_active
        found.save()
        held = _seat(by, found, seats)
        if standing_of(found) != stood:
            keep_past(found.past, on, **stood)
        ref = RecordRef("position", found.pk)
        job.note(
            "organization.position_changed", ref, position=found.title, unit=home.name, seats=held
        )
    return found


def add_job_description(
    *,
    by: Actor,
    at: datetime,
    code: str,
    title: str,
    content: Mapping[str, Any],
    effective_from: date,
    adopted_on: date | None = None,
) -> JobDescription:
    """Add a version of a job description; an earlier day's version stays as it was."""
    require(by, MANAGE)
    if not content.get("core_task"):
        raise UnableToAddJobDescription(_("请填写核心工作任务。"), field="core_task")
    with work(by=by, at=at) as job:
        if JobDescription.objects.filter(code=code, effective_from=effective_from).exists():
            told = _("这一天已有一版职务说明书，请换一个施行日期。")
            raise UnableToAddJobDescription(told, field="effective_from")
        made = JobDescription.objects.create(
            code=code,
            title=title,
            content=dict(content),
            effective_from=effective_from,
            adopted_on=adopted_on,
        )
        job.note(
            "organization.job_description_added",
            None,
            title=title,
            effective_from=effective_from.isoformat(),
        )
    return made


def describe_position(
    *,
    by: Actor,
    at: datetime,
    position: int,
    title: str,
    content: Mapping[str, Any],
    effective_from: date,
    adopted_on: date | None = None,
) -> JobDescription:
    """Add a version of the job description of a post; its first one gives it a code."""
    require(by, MANAGE)
    with work(by=by, at=at):
        found = Position.objects.select_for_update(of=("self",), no_key=True).get(pk=position)
        if not found.job_description:
            found.job_description = f"position-{found.pk}"
            found.save(update_fields=["job_description"])
        return add_job_description(
            by=by,
            at=at,
            code=found.job_description,
            title=title,
            content=content,
            effective_from=effective_from,
            adopted_on=adopted_on,
        )


def _home(unit: int) -> Unit:
    home = Unit.objects.select_for_update(no_key=True).get(pk=unit)
    if home.closed_on is not None:
        raise UnableToChangePosition(_("%s已经撤销。") % home.name, field="unit")
    return home


def _check_title(title: str, *, unit: int, but: int = 0) -> None:
    if not title.strip():
        raise UnableToChangePosition(_("请填写岗位名称。"), field="title")
    same = Position.objects.filter(unit=unit, title=title.strip(), is_active=True)
    if same.exclude(pk=but).exists():
        raise UnableToChangePosition(_("这个部门已有同名岗位。"), field="title")


def _check_superior(position: int, superior: int | None, known: Mapping[int, Position]) -> None:
    above = superior
    while above is not None:
        if above == position:
            told = _("直接上级不能是本岗位或它的下级。")
            raise UnableToChangePosition(told, field="superior")
        above = known[above].superior_id


def _seat(by: Actor, position: Position, seats: Iterable[str]) -> list[str]:
    """Make the position hold exactly these seats."""
    wanted = list(dict.fromkeys(seats))
    unknown = [seat for seat in wanted if seat not in EVERY_ROLE]
    if unknown:
        raise UnableToChangePosition(_("没有这个角色：%s。") % "、".join(unknown), field="seats")
    present = set(position.seats.values_list("seat", flat=True))
    if not may_hand_out(by, present ^ set(wanted)):
        told = _("能决定款项或管理系统的角色，只能由系统管理员加上或去掉。")
        raise UnableToChangePosition(told, field="seats")
    position.seats.exclude(seat__in=wanted).delete()
    PositionSeat.objects.bulk_create(
        PositionSeat(position=position, seat=seat) for seat in wanted if seat not in present
    )
    return wanted
