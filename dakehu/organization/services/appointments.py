"""Who holds which position from when on."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.organization.access import MANAGE, require, why_not_appoint
from dakehu.organization.models import Appointment, Position, Staff, Unit


class UnableToAppoint(UnableTo):
    """Somebody cannot hold that position in that stretch."""


class UnableToEndAppointment(UnableTo):
    """An appointment cannot end that day."""


def appoint(
    *,
    by: Actor,
    at: datetime,
    staff: int,
    position: int,
    starts_on: date,
    ends_on: date | None = None,
    is_primary: bool | None = None,
    kind: str = Appointment.Kind.REGULAR,
) -> Appointment:
    """Let somebody hold a position from `starts_on` up to, not including, `ends_on`.

    The first position of a stretch is the primary one, further ones are concurrent (兼岗), unless
    `is_primary` says otherwise.
    """
    require(by, MANAGE)
    if ends_on is not None and ends_on <= starts_on:
        raise UnableToAppoint(_("结束日期应当晚于开始日期。"), field="ends_on")
    with work(by=by, at=at) as job:
        # The rows of the person and the unit are the locks: checks below hold until the end.
        person = Staff.objects.select_for_update(no_key=True).get(pk=staff)
        home = Position.objects.values_list("unit_id", flat=True).get(pk=position)
        Unit.objects.select_for_update(no_key=True).get(pk=home)
        # Read after the locks: position and unit may have been closed while we waited.
        Position.objects.select_for_update(no_key=True).get(pk=position)
        post = Position.objects.select_related("unit").get(pk=position)
        roles = post.seats.values_list("seat", flat=True)
        if why_not := why_not_appoint(by, staff, roles):
            raise UnableToAppoint(str(why_not), field="position")
        _check(person, post, starts_on, ends_on)
        made = Appointment(
            staff=person, position=post, starts_on=starts_on, ends_on=ends_on, kind=kind
        )
        made.is_primary = _primary(made, is_primary)
        _insert(made)
        ref = RecordRef("staff", person.pk)
        job.note(
            "organization.staff_appointed",
            ref,
            staff=person.name,
            position=post.title,
            unit=post.unit.name,
            starts_on=starts_on.isoformat(),
            ends_on=None if ends_on is None else ends_on.isoformat(),
        )
    return made


def end_appointment(*, by: Actor, at: datetime, appointment: int, ends_on: date) -> Appointment:
    """The position is held up to, not including, `ends_on`; that may still lie ahead."""
    require(by, MANAGE)
    with work(by=by, at=at) as job:
        # The person first, as everywhere: whoever leaves at the same moment waits or is waited for.
        whose = Appointment.objects.values_list("staff_id", flat=True).get(pk=appointment)
        person = Staff.objects.select_for_update(no_key=True).get(pk=whose)
        found = Appointment.objects.select_for_update(no_key=True).get(pk=appointment)
        post = Position.objects.get(pk=found.position_id)
        roles = set(post.seats.values_list("seat", flat=True))
        if "admin" in roles and (why_not := why_not_appoint(by, 0, roles)):
            raise UnableToEndAppointment(str(why_not))
        if ends_on <= found.starts_on:
            raise UnableToEndAppointment(_("结束日期应当晚于开始日期。"), field="ends_on")
        if found.ends_on is not None and ends_on > found.ends_on:
            told = _("任职已定于更早的日期结束；要延长，请另登记一次任职。")
            raise UnableToEndAppointment(told, field="ends_on")
        found.ends_on = ends_on
        found.save(update_fields=["ends_on"])
        job.note(
            "organization.appointment_ended",
            RecordRef("staff", person.pk),
            staff=person.name,
            position=post.title,
            last_on=(ends_on - timedelta(days=1)).isoformat(),
        )
    return found


def take_back_appointment(*, by: Actor, at: datetime, appointment: int, on: date) -> None:
    """Remove an appointment that has not begun before `on`: entered by mistake, it never was."""
    require(by, MANAGE)
    with work(by=by, at=at) as job:
        whose = Appointment.objects.values_list("staff_id", flat=True).get(pk=appointment)
        person = Staff.objects.select_for_update(no_key=True).get(pk=whose)
        found = Appointment.objects.select_for_update(no_key=True).get(pk=appointment)
        post = Position.objects.get(pk=found.position_id)
        roles = set(post.seats.values_list("seat", flat=True))
        if "admin" in roles and (why_not := why_not_appoint(by, 0, roles)):
            raise UnableToEndAppointment(str(why_not))
        if found.starts_on < on:
            raise UnableToEndAppointment(_("任职已经开始，请登记结束日期。"), field="ends_on")
        found.delete()
        job.note(
            "organization.appointment_taken_back",
            RecordRef("staff", person.pk),
            staff=person.name,
            position=post.title,
            starts_on=found.starts_on.isoformat(),
        )


def _check(person: Staff, post: Position, starts_on: date, ends_on: date | None) -> None:
    if not post.is_active or post.unit.closed_on is not None:
        raise UnableToAppoint(_("这个岗位已经停用。"), field="position")
    if person.left_on is not None and (ends_on is None or ends_on > person.left_on):
        raise UnableToAppoint(_("%s已经离职。") % person.name, field="staff")
    if person.hired_on is not None and starts_on < person.hired_on:
        raise UnableToAppoint(_("任职不能早于入职日期。"), field="starts_on")
    held = Appointment.objects.touching(starts_on, ends_on)
    if held.filter(staff=person, position=post).exists():
        raise UnableToAppoint(_overlap(person, post), field="starts_on")


def _primary(wanted: Appointment, asked: bool | None) -> bool:
    """Whether the position is the primary one; two at once are refused."""
    if asked is False:
        return False
    others = Appointment.objects.touching(wanted.starts_on, wanted.ends_on)
    other = others.filter(staff=wanted.staff, is_primary=True).select_related("position").first()
    if other is None:
        return True
    if asked:
        told = _("这段时间的主岗是%s；请登记为兼岗，或先结束原任职。")
        raise UnableToAppoint(told % other.position.title, field="is_primary")
    return False


def _insert(made: Appointment) -> None:
    """Store the row; PostgreSQL has the last word on overlaps."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if "do_not_overlap" not in str(error):
            raise
        raise UnableToAppoint(_overlap(made.staff, made.position), field="starts_on") from error


def _overlap(person: Staff, post: Position) -> str:
    names = {"staff": person.name, "position": post.title}
    return _("%(staff)s在这段时间已经担任%(position)s。请改日期，或先结束原任职。") % names
