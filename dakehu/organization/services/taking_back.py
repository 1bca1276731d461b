"""Taking back what a file brought in: somebody who is new, the end of an appointment."""

from datetime import date, datetime

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from dakehu.accounts.services import change_user, close_user
from dakehu.kit.actors import Actor, system
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.organization.access import MANAGE, require
from dakehu.organization.models import Appointment, Staff


class UnableToRemoveNewcomer(UnableTo):
    """Somebody is already referred to and stays."""


def remove_newcomer(*, by: Actor, at: datetime, staff: int) -> None:
    """Remove a person of whom nothing is recorded yet but their positions; the account closes."""
    require(by, MANAGE)
    with work(by=by, at=at) as job:
        person = Staff.objects.select_for_update(no_key=True).get(pk=staff)
        user = person.user
        Appointment.objects.filter(staff=person).delete()
        try:
            person.delete()
        except ProtectedError as error:
            told = _("%s已有其他记录，不能撤销。请在员工页面办理离职。")
            raise UnableToRemoveNewcomer(told % person.name) from error
        if user is not None:
            change_user(by=by, at=at, user_id=user.pk, mobile="")
            if user.is_active:
                close_user(by=system("employment"), at=at, user_id=user.pk)
        names = {"staff": person.name, "number": person.number}
        job.note("organization.newcomer_removed", None, **names)


def reopen_appointment(
    *, by: Actor, at: datetime, appointment: int, ends_on: date | None
) -> Appointment:
    """Let an appointment that was ended go on until `ends_on`, as before it was ended."""
    require(by, MANAGE)
    with work(by=by, at=at) as job:
        found = Appointment.objects.select_related("staff", "position").get(pk=appointment)
        found.ends_on = ends_on
        found.save(update_fields=["ends_on"])
        ref = RecordRef("staff", found.staff_id)
        names = {"staff": found.staff.name, "position": found.position.title}
        job.note("organization.appointment_reopened", ref, **names)
    return found
