"""Everything on the page of one person."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dakehu.accounts.models import User
from dakehu.audit.queries import Line, trail_of
from dakehu.kit.actors import Actor
from dakehu.kit.keeping import kept
from dakehu.kit.refs import RecordRef
from dakehu.organization.access import MANAGE, NAME_DEPUTY, SEE_DELEGATIONS, reaches
from dakehu.organization.models import Appointment, Delegation, Deputy
from dakehu.organization.queries.delegations import good_until, last_day, limit_text, papers_of
from dakehu.organization.queries.labels import role_label
from dakehu.organization.queries.people import StaffRow, held_on, staff_row, staff_visible_to
from dakehu.organization.queries.stages import OVER, Stage, day_before, stage_of

MOST_ENTRIES: Final = 20


@dataclass(frozen=True)
class AppointmentLine:
    """A position that is, was or will be held."""

    id: int
    position_id: int
    title: str
    unit: str
    starts_on: date
    last_on: date | None
    is_primary: bool
    is_acting: bool
    stage: Stage
    roles: tuple[str, ...]


@dataclass(frozen=True)
class DeputyLine:
    """A person who stands in for another."""

    id: int
    staff_id: int
    staff: str
    deputy_id: int
    deputy: str
    starts_on: date
    last_on: date
    chains: tuple[str, ...]
    reason: str
    stage: Stage


@dataclass(frozen=True)
class DelegationLine:
    """A paper that gives authority."""

    id: int
    grantor: str
    grantee: str
    subject: str
    limit: str
    starts_on: date
    last_on: date
    stage: Stage


@dataclass(frozen=True)
class StaffPage:
    """The person, masked for the reader, and what hangs on them."""

    row: StaffRow
    appointments: tuple[AppointmentLine, ...]
    roles: tuple[str, ...]
    deputies: tuple[DeputyLine, ...]
    stands_in_for: tuple[DeputyLine, ...]
    delegations: tuple[DelegationLine, ...]
    account: User | None
    trail: tuple[Line, ...]
    can_manage: bool
    can_name_deputy: bool

    @property
    def is_appointed(self) -> bool:
        """Whether the person holds a position on the day, with roles or without."""
        return any(line.stage.is_running for line in self.appointments)


def staff_page(staff_id: int, actor: Actor, on: date, *, now: date) -> StaffPage | None:
    """The page of a person, or None for somebody outside the reader's scope.

    Who may see whom is a matter of today (`now`); `on` only says which positions are shown.
    """
    found = staff_visible_to(actor, now).select_related("user").filter(pk=staff_id)
    person = next(iter(found.order_by()), None)
    if person is None:
        return None
    holdings = held_on(now)
    paths = [one.path for one in holdings.get(person.pk, ())]
    lines = kept("organization", ("appointments", staff_id, on), lambda: _lines(staff_id, on))
    held_then = [role for line in lines if line.stage.is_running for role in line.roles]
    may_manage = actor.may(MANAGE)
    sees_papers = reaches(actor, SEE_DELEGATIONS, owner=person.pk, paths=paths)
    standing = kept("organization", ("deputies", staff_id, on), lambda: _deputies(staff_id, on))
    return StaffPage(
        row=staff_row(person, actor, now, holdings),
        appointments=lines,
        roles=tuple(dict.fromkeys(held_then)),
        deputies=tuple(one for one in standing if one.staff_id == person.pk),
        stands_in_for=tuple(one for one in standing if one.deputy_id == person.pk),
        delegations=_kept_papers(staff_id, on) if sees_papers else (),
        account=person.user if may_manage or person.pk == actor.staff_id else None,
        trail=tuple(trail_of(RecordRef("staff", person.pk), MOST_ENTRIES)) if may_manage else (),
        can_manage=may_manage,
        can_name_deputy=reaches(actor, NAME_DEPUTY, owner=person.pk, paths=paths),
    )


def _lines(staff_id: int, on: date) -> tuple[AppointmentLine, ...]:
    """What a person ever held, holds and will hold, the latest first."""
    rows = Appointment.objects.filter(staff=staff_id).select_related("position__unit")
    rows = rows.prefetch_related("position__seats").order_by("-starts_on", "-pk")
    return tuple(_line(one, on) for one in rows)


def _line(row: Appointment, on: date) -> AppointmentLine:
    return AppointmentLine(
        id=row.pk,
        position_id=row.position_id,
        title=row.position.title,
        unit=row.position.unit.name,
        starts_on=row.starts_on,
        last_on=day_before(row.ends_on),
        is_primary=row.is_primary,
        is_acting=row.kind == Appointment.Kind.ACTING,
        stage=stage_of(row.starts_on, row.ends_on, on),
        roles=tuple(role_label(one.seat) for one in row.position.seats.all()),
    )


def deputy_line(row: Deputy, on: date) -> DeputyLine:
    return DeputyLine(
        id=row.pk,
        staff_id=row.staff_id,
        staff=row.staff.name,
        deputy_id=row.deputy_id,
        deputy=row.deputy.name,
        starts_on=row.starts_on,
        last_on=row.ends_on - timedelta(days=1),
        chains=tuple(row.chains),
        reason=row.reason,
        stage=stage_of(row.starts_on, row.ends_on, on, _("代理中")),
    )


def delegation_line(row: Delegation, on: date) -> DelegationLine:
    return DelegationLine(
        id=row.pk,
        grantor=row.grantor.name,
        grantee=row.grantee.name,
        subject=str(row.get_subject_display()),
        limit=limit_text(row),
        starts_on=row.starts_on,
        last_on=last_day(row),
        stage=delegation_stage(row, on),
    )


def delegation_stage(row: Delegation, on: date) -> Stage:
    """A paper that was taken back is over, and says so; likewise one whose source is."""
    if row.revoked_on is not None and row.revoked_on <= on:
        return Stage(OVER, _("已撤销"), "grey")
    if row.source is not None and good_until(row.source) <= on < row.ends_on:
        return Stage(OVER, _("随来源授权失效"), "grey")
    if good_until(row) <= on < row.ends_on:
        return Stage(OVER, _("已失效"), "grey")
    return stage_of(row.starts_on, row.ends_on, on, _("有效"))


def _deputies(staff_id: int, on: date) -> tuple[DeputyLine, ...]:
    rows = Deputy.objects.select_related("staff", "deputy").filter(
        Q(staff=staff_id) | Q(deputy=staff_id), ends_on__gt=on
    )
    return tuple(deputy_line(row, on) for row in rows.order_by("starts_on", "pk"))


def _kept_papers(staff_id: int, on: date) -> tuple[DelegationLine, ...]:
    return kept("organization", ("delegations", staff_id, on), lambda: _papers(staff_id, on))


def _papers(staff_id: int, on: date) -> tuple[DelegationLine, ...]:
    return tuple(delegation_line(row, on) for row in papers_of(staff_id))
