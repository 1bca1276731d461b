"""The people of the company as others may see them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.kit import masking
from dakehu.kit.actors import Actor
from dakehu.kit.clock import today
from dakehu.kit.keeping import kept
from dakehu.kit.permissions import Scope
from dakehu.organization.access import SEE_PERSONAL, SEE_STAFF, reaches, staff_reached
from dakehu.organization.models import Appointment, Staff
from dakehu.organization.queries.seats import StaffLine

_KINDS: Final = dict(Staff.Kind.choices)


@dataclass(frozen=True)
class StaffRow:
    """A person in a list: what the reader may not see is masked already."""

    id: int
    number: str
    name: str
    kind: "str | Promise"
    positions: tuple[str, ...]
    units: tuple[str, ...]
    mobile: str
    hired_on: date | None
    probation_until: date | None
    left_on: date | None
    is_serving: bool
    has_account: bool
    is_open: bool

    @property
    def state(self) -> "str | Promise":
        return state_word(self.is_serving)


def state_word(is_serving: bool) -> "str | Promise":
    return _("在职") if is_serving else _("离职")


def staff_visible_to(actor: Actor, on: date) -> QuerySet[Staff]:
    """The people within the actor's scope, by pinyin."""
    return staff_reached(actor, SEE_STAFF, lambda: Appointment.objects.on(on)).order_by(
        "pinyin", "pk"
    )


def with_positions(people: QuerySet[Staff], on: date) -> QuerySet[Staff]:
    """The same people with the positions of the day at hand, in one query more."""
    held = Appointment.objects.on(on).select_related("position__unit")
    found = Prefetch("appointments", held.order_by("-is_primary", "pk"), to_attr="held")
    return people.prefetch_related(found)


@dataclass(frozen=True)
class Held:
    """A position that somebody holds, as a list tells it."""

    title: str
    unit: str
    path: str


Holdings = Mapping[int, tuple[Held, ...]]


def held_on(on: date) -> Holdings:
    """By staff id, the positions held on a day, the primary one first; one query, then kept."""
    return kept("organization", ("held", on), lambda: _held_on(on))


def _held_on(on: date) -> Holdings:
    found: dict[int, list[Held]] = defaultdict(list)
    held = Appointment.objects.on(on).order_by("-is_primary", "pk")
    columns = ("staff_id", "position__title", "position__unit__name", "position__unit__path")
    for staff_id, *told in held.values_list(*columns):
        found[staff_id].append(Held(*told))
    return {staff_id: tuple(each) for staff_id, each in found.items()}


def staff_row(person: Staff, actor: Actor, on: date, holdings: Holdings) -> StaffRow:
    """A person as the actor may see them, with what is held on that day: the place that masks."""
    held = holdings.get(person.pk, ())
    paths = [one.path for one in held]
    is_open = reaches(actor, SEE_PERSONAL, owner=person.pk, paths=paths)
    return StaffRow(
        id=person.pk,
        number=person.number,
        name=person.name,
        kind=_KINDS.get(person.kind, person.kind),
        positions=tuple(one.title for one in held),
        units=tuple(dict.fromkeys(one.unit for one in held)),
        mobile=masking.shown(masking.mobile_told(person.mobile), masking.mobile, is_open),
        hired_on=person.hired_on if is_open else None,
        probation_until=person.probation_until if is_open else None,
        left_on=person.left_on,
        is_serving=person.serves_on(on),
        has_account=person.user_id is not None,
        is_open=is_open,
    )


def staff_rows(actor: Actor, on: date) -> list[StaffRow]:
    """Everybody in the actor's scope, masked for them."""
    holdings = held_on(on)
    return [staff_row(one, actor, on, holdings) for one in staff_visible_to(actor, on)]


def staff_of_user(user_id: int) -> Staff | None:
    """The person behind an account; accounts of the program itself have none."""
    return Staff.objects.filter(user_id=user_id).first()


def names_of_staff(ids: Iterable[int]) -> dict[int, str]:
    """Names by staff id."""
    return dict(Staff.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def last_days(ids: Iterable[int]) -> dict[int, date]:
    """The day from which they are gone, of those that left or will."""
    rows = Staff.objects.filter(pk__in=list(ids), left_on__isnull=False)
    return {pk: day for pk, day in rows.values_list("pk", "left_on") if day is not None}


def files_are_seen_by(actor: Actor, staff_id: int) -> bool:
    """Whether the actor may read a person's files: those who may see what is personal of them."""
    scope = actor.scope(SEE_PERSONAL)
    if scope is Scope.ALL or staff_id == actor.staff_id:
        return scope > Scope.NONE
    if scope <= Scope.OWN:
        return False
    near = staff_reached(actor, SEE_PERSONAL, lambda: Appointment.objects.on(today()))
    return near.filter(pk=staff_id).exists()


def serving_on(on: date) -> list[StaffLine]:
    """Everybody of the company on a day with their positions, by pinyin: the choices of forms."""
    titles: dict[int, list[str]] = defaultdict(list)
    units: dict[int, str] = {}
    held = Appointment.objects.on(on).order_by("-is_primary", "pk")
    for row in held.values_list("staff_id", "position__title", "position__unit__name"):
        titles[row[0]].append(row[1])
        units.setdefault(row[0], row[2])
    return [
        StaffLine(one.pk, one.name, "、".join(titles[one.pk]), units.get(one.pk, ""), one.user_id)
        for one in Staff.objects.order_by("pinyin", "pk")
        if one.serves_on(on)
    ]


def serving_count(on: date) -> int:
    """How many people the company has on a day."""
    serving = Staff.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on))
    return kept("organization", ("serving_count", on), serving.count)


def staff_by_id(pk: int) -> Staff | None:
    return Staff.objects.filter(pk=pk).first()


def appointment_of(pk: int) -> Appointment | None:
    """An appointment with its person and position."""
    return Appointment.objects.select_related("staff", "position").filter(pk=pk).first()
