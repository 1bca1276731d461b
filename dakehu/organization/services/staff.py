"""People join, change and leave."""

from datetime import date, datetime

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from dakehu.accounts.queries import user as user_of
from dakehu.accounts.services import add_user, change_user, close_user
from dakehu.kit.actors import Actor, system
from dakehu.kit.errors import UnableTo
from dakehu.kit.pinyin import pinyin_of_person
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.organization.access import MANAGE, require, why_not_appoint
from dakehu.organization.models import Appointment, Deputy, PositionSeat, Staff
from dakehu.organization.queries.faults import faults_in, plain_mobile
from dakehu.organization.services.numbers import save_numbered


class UnableToAddStaff(UnableTo):
    """Somebody cannot be added."""


class UnableToChangeStaff(UnableTo):
    """Somebody's data cannot be changed."""


class UnableToEndEmployment(UnableTo):
    """Somebody cannot leave that day."""


def add_staff(
    *,
    by: Actor,
    at: datetime,
    name: str,
    number: str = "",
    mobile: str = "",
    kind: str = Staff.Kind.EMPLOYEE,
    hired_on: date | None = None,
    probation_until: date | None = None,
    username: str = "",
    password: str | None = None,
    password_hash: str | None = None,
    must_change: bool = True,
) -> Staff:
    """Add a person; a user name or a mobile number also gives them an account.

    Without `number` they get the one that follows the latest.
    """
    require(by, MANAGE)
    person = Staff(name=name.strip(), number=number.strip(), kind=kind, hired_on=hired_on)
    person.mobile, person.probation_until = plain_mobile(mobile), probation_until
    _check(person, UnableToAddStaff)
    with work(by=by, at=at) as job:
        if person.number:
            person.save()
        else:
            save_numbered(person)
        if username or person.mobile:
            _open_account(by, at, person, username, password, password_hash, must_change)
        ref = RecordRef("staff", person.pk)
        job.note("organization.staff_added", ref, staff=person.name, number=person.number)
    return person


def change_staff(
    *,
    by: Actor,
    at: datetime,
    staff: int,
    name: str,
    number: str,
    mobile: str = "",
    kind: str = Staff.Kind.EMPLOYEE,
    hired_on: date | None = None,
    probation_until: date | None = None,
) -> Staff:
    """Change a person's own data; positions change by appointments."""
    require(by, MANAGE)
    with work(by=by, at=at) as job:
        person = Staff.objects.select_for_update(no_key=True).get(pk=staff)
        before = person.name
        person.name, person.number, person.kind = name.strip(), number.strip(), kind
        person.mobile = plain_mobile(mobile)
        person.hired_on, person.probation_until = hired_on, probation_until
        if not person.number:
            raise UnableToChangeStaff(_("请填写工号。"), field="number")
        _check(person, UnableToChangeStaff)
        person.save()
        if person.user_id is not None:
            change_user(
                by=by, at=at, user_id=person.user_id, name=person.name, mobile=person.mobile
            )
        ref = RecordRef("staff", person.pk)
        job.note("organization.staff_changed", ref, staff=person.name, before=before)
    return person


def end_employment(*, by: Actor, at: datetime, staff: int, left_on: date) -> Staff:
    """The person is gone from `left_on` on: positions and deputies end, the account closes."""
    require(by, MANAGE)
    with work(by=by, at=at) as job:
        person = Staff.objects.select_for_update(no_key=True).get(pk=staff)
        if person.left_on is not None:
            raise UnableToEndEmployment(_("%s已经办理离职。") % person.name)
        if person.hired_on and left_on < person.hired_on:
            raise UnableToEndEmployment(_("离职日期不能早于入职日期。"), field="left_on")
        held = Appointment.objects.filter(staff=person)
        if held.filter(starts_on__gte=left_on).exists():
            told = _("离职日期之后还有任职，请先取消该任职。")
            raise UnableToEndEmployment(told, field="left_on")
        held.touching(left_on, None).update(ends_on=left_on)
        _end_deputies(person, left_on)
        person.left_on = left_on
        roles = PositionSeat.objects.filter(position__appointments__staff=person, seat="admin")
        if roles.exists() and (why_not := why_not_appoint(by, 0, ["admin"])):
            raise UnableToEndEmployment(str(why_not))
        person.save(update_fields=["left_on"])
        if left_on <= timezone.localdate(at):
            _close_account(by, at, person)
        ref = RecordRef("staff", person.pk)
        job.note("organization.staff_left", ref, staff=person.name, left_on=left_on.isoformat())
    return person


def close_accounts_of_leavers(*, by: Actor, at: datetime, on: date) -> int:
    """Close the accounts of those whose last day has passed; how many there were."""
    require(by, MANAGE)
    with work(by=by, at=at):
        gone = Staff.objects.filter(left_on__lte=on, user__is_active=True).order_by("pk")
        people = list(gone.select_for_update(of=("self",), no_key=True))
        for person in people:
            _close_account(by, at, person)
    return len(people)


def open_account(
    *, by: Actor, at: datetime, staff: int, username: str = "", password: str | None = None
) -> Staff:
    """Give an account to somebody who has none yet; a password is theirs to change at once."""
    require(by, MANAGE)
    with work(by=by, at=at):
        person = Staff.objects.select_for_update(no_key=True).get(pk=staff)
        if person.user_id is not None:
            raise UnableToChangeStaff(_("%s已有登录账号。") % person.name)
        if person.left_on is not None:
            raise UnableToChangeStaff(_("%s已经离职。") % person.name)
        _open_account(by, at, person, username, password)
    return person


def _open_account(
    by: Actor,
    at: datetime,
    person: Staff,
    username: str,
    password: str | None = None,
    password_hash: str | None = None,
    must_change: bool = True,
) -> None:
    user = add_user(
        by=by,
        at=at,
        username=username or f"{person.pinyin}{person.pk}",
        name=person.name,
        mobile=person.mobile or None,
        password=password,
        password_hash=password_hash,
        must_change=must_change,
    )
    person.user_id = user.pk
    person.save(update_fields=["user"])


def _close_account(by: Actor, at: datetime, person: Staff) -> None:
    user = None if person.user_id is None else user_of(person.user_id)
    if user is not None and user.is_active:
        # The employment ended, which the trail tells; that the account closes is its consequence.
        close_user(by=system("employment"), at=at, user_id=user.pk)


def _end_deputies(person: Staff, on: date) -> None:
    """Nobody stands in for, or is stood in for by, somebody who is gone."""
    for side in ({"staff": person}, {"deputy": person}):
        Deputy.objects.filter(**side, starts_on__gte=on).update(ends_on=F("starts_on"))
        Deputy.objects.filter(**side, starts_on__lt=on, ends_on__gt=on).update(ends_on=on)


def _check(person: Staff, error: type[UnableTo]) -> None:
    """Put the name's pinyin in place and refuse what cannot be stored."""
    if not person.name:
        raise error(_("请填写姓名。"), field="name")
    faults = faults_in(
        number=person.number,
        mobile=person.mobile,
        hired_on=person.hired_on,
        probation_until=person.probation_until,
        left_on=person.left_on,
        staff=person.pk,
    )
    if faults:
        raise error(str(faults[0].told), field=faults[0].field)
    person.pinyin, initials = pinyin_of_person(person.name)
    person.initials = initials[:60]
