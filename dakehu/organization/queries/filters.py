"""The rows of the lists, and how their filters narrow them."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Scope
from dakehu.organization.access import NAME_DEPUTY, SEE_PERSONAL
from dakehu.organization.models import Appointment, Delegation, Deputy, Position, Unit
from dakehu.organization.queries.structure import unit_choices

DELEGATION_SUBJECTS = Delegation.Subject.choices

SERVING, GONE, ON_PROBATION = "serving", "gone", "probation"
STATES = ((SERVING, _("在职")), (ON_PROBATION, _("试用期内")), (GONE, _("离职")))

Rows = QuerySet[Any]


def by_name(rows: Rows, text: str, prefix: str = "") -> Rows:
    """By a part of the name, the beginning of its pinyin or initials, or the number."""
    typed = text.strip()
    letters = typed.lower().replace(" ", "")
    return rows.filter(
        Q(**{f"{prefix}name__contains": typed})
        | Q(**{f"{prefix}pinyin__startswith": letters})
        | Q(**{f"{prefix}initials__startswith": letters})
        | Q(**{f"{prefix}number__iexact": typed})
    )


def unit_options(on: date) -> list[tuple[str, str]]:
    """The open units as a filter's choices."""
    return [(str(number), name) for number, name in unit_choices(on)]


def in_unit(rows: Rows, unit: int, on: date) -> Rows:
    """Those who hold a position in a unit, or below it, on a day."""
    held = Appointment.objects.on(on).filter(position__unit__path__under=_path(unit))
    return rows.filter(pk__in=held.values("staff_id"))


def states_for(actor: Actor) -> list[tuple[str, Any]]:
    """The states to choose from: who is on probation is for those who may see it of all."""
    sees_all = actor.scope(SEE_PERSONAL) is Scope.ALL
    return [(code, name) for code, name in STATES if sees_all or code != ON_PROBATION]


def in_state(rows: Rows, state: str, on: date) -> Rows:
    serving = Q(left_on__isnull=True) | Q(left_on__gt=on)
    if state == ON_PROBATION:
        return rows.filter(serving, probation_until__gte=on)
    return rows.filter(serving if state == SERVING else ~serving)


def position_rows(on: date) -> Rows:
    """The positions with their seats, and who holds them on a day."""
    held = Appointment.objects.on(on).select_related("staff").order_by("starts_on", "pk")
    return (
        Position.objects.select_related("unit", "superior")
        .prefetch_related("seats", Prefetch("appointments", held, to_attr="held"))
        .filter(Q(is_active=True) | Q(pk__in=Appointment.objects.on(on).values("position_id")))
    )


def people_of(position: Any) -> str:
    """The names of those who hold a position of `position_rows`."""
    return "、".join(one.staff.name for one in position.held)


def by_title(rows: Rows, text: str) -> Rows:
    return rows.filter(title__contains=text.strip())


def positions_in_unit(rows: Rows, unit: int) -> Rows:
    return rows.filter(unit__path__under=_path(unit))


def deputies_visible_to(actor: Actor) -> Rows:
    """All deputies for those who keep the register, else one's own on either side."""
    rows = Deputy.objects.select_related("staff", "deputy")
    if actor.scope(NAME_DEPUTY) is Scope.ALL:
        return rows
    own = actor.staff_id or 0
    return rows.filter(Q(staff=own) | Q(deputy=own))


def deputies_by_name(rows: Rows, text: str) -> Rows:
    return by_name(rows, text, "staff__") | by_name(rows, text, "deputy__")


def delegations_by_name(rows: Rows, text: str) -> Rows:
    return by_name(rows, text, "grantor__") | by_name(rows, text, "grantee__")


def delegations_on(rows: Rows, subject: str) -> Rows:
    return rows.filter(subject=subject)


def _path(unit: int) -> str:
    """The path of a unit; one that holds nobody if there is no such unit."""
    return Unit.objects.filter(pk=unit).values_list("path", flat=True).first() or "/0/"
