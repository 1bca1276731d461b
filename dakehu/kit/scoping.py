"""Which rows a person sees: one rule for lists, search, reports, export, print and API."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Permission, Scope

Row = TypeVar("Row", bound=Model)


def visible(
    queryset: "QuerySet[Row, Any]",
    actor: Actor,
    permission: Permission,
    *,
    owner: str = "owner_id",
    path: str = "department_path",
    team: "Q | None" = None,
) -> "QuerySet[Row, Any]":
    """The rows of `queryset` within the actor's scope for `permission`.

    `owner` is the column with the owner's staff id, `path` the PathField of the owner's unit,
    `team` a further way in (a subquery on a team table) for every scope from OWN on.
    """
    scope = actor.scope(permission)
    if scope is Scope.ALL:
        return queryset
    if scope is Scope.NONE:
        return queryset.none()
    reached = Q(**{owner: actor.staff_id}) if actor.staff_id is not None else Q(pk__in=[])
    if team is not None:
        reached |= team
    own = actor.paths_within(permission)
    if own[Scope.DEPARTMENT]:
        reached |= Q(**{f"{path}__in": sorted(own[Scope.DEPARTMENT])})
    for unit in sorted(own[Scope.SUBTREE]):
        reached |= Q(**{f"{path}__under": unit})
    return queryset.filter(reached)
