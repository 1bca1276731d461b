"""Who acts: the roles and units of a user, by the appointments of the day."""

from datetime import date

from django.db.models import FilteredRelation, Q
from django.http import HttpRequest

from dakehu.accounts.models import User
from dakehu.kit.actors import Actor
from dakehu.kit.clock import today
from dakehu.kit.keeping import kept as kept_as
from dakehu.organization.models import PositionSeat, Staff


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a signed-in request; found once per request."""
    kept: Actor | None = getattr(request, "_found_actor", None)
    if kept is None:
        user = request.user
        kept = _kept_actor(int(user.pk or 0), str(user), today())
        request._found_actor = kept  # type: ignore[attr-defined]
    return kept


def actor_for(user_id: int, on: date) -> Actor:
    """The same for a command, a job or a token."""
    return _actor(user_id, str(User.objects.get(pk=user_id)), on)


def _kept_actor(user_id: int, name: str, on: date) -> Actor:
    return kept_as("organization", ("actor", user_id, name, on), lambda: _actor(user_id, name, on))


def roles_of_user(user_id: int) -> frozenset[str]:
    """The roles of every position that a user ever held, holds or will hold."""
    seats = PositionSeat.objects.filter(position__appointments__staff__user_id=user_id)
    return frozenset(seats.values_list("seat", flat=True))


def _actor(user_id: int, name: str, on: date) -> Actor:
    """One query: the person with each seat and unit that they hold on the day."""
    in_force = Q(appointments__starts_on__lte=on) & (
        Q(appointments__ends_on__isnull=True) | Q(appointments__ends_on__gt=on)
    )
    rows = list(
        Staff.objects.filter(user_id=user_id)
        .annotate(held=FilteredRelation("appointments", condition=in_force))
        .order_by("-held__is_primary", "held__pk")
        .values_list(
            "pk", "name", "left_on", "held__position__unit__path", "held__position__seats__seat"
        )
    )
    if not rows:
        return Actor(user_id=user_id, name=name)
    staff_id, called, left_on = rows[0][:3]
    if left_on is not None and left_on <= on:
        return Actor(user_id=user_id, name=called, staff_id=staff_id)
    return Actor(
        user_id=user_id,
        name=called,
        staff_id=staff_id,
        roles=frozenset(seat for *_, seat in rows if seat),
        unit_paths=tuple(dict.fromkeys(path for *_, path, _seat in rows if path)),
        posts=tuple(dict.fromkeys((seat, path) for *_, path, seat in rows if seat and path)),
    )
