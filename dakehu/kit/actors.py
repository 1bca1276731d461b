"""Who acts: the person behind a request or a command, with the roles of the day."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from dakehu.kit.permissions import Permission, Scope
from dakehu.kit.registry import Plug


@dataclass(frozen=True)
class Actor:
    """A person as the services see them.

    `roles` are the seats that the person's positions hold on the business day; `unit_paths` the
    units of those positions; `posts` each role with the unit in which it is held; `token_scopes`
    limits a caller with an API token (None for people); `acts_for` names whom a deputy stands in
    for.
    """

    user_id: int | None
    name: str
    staff_id: int | None = None
    roles: frozenset[str] = frozenset()
    unit_paths: tuple[str, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()
    token_scopes: frozenset[str] | None = None
    acts_for: str = ""
    is_system: bool = False

    @property
    def is_anonymous(self) -> bool:
        return self.user_id is None and not self.is_system

    def scope(self, permission: Permission) -> Scope:
        """Whose rows this person reaches with `permission`."""
        if self.is_system:
            return Scope.ALL
        if self.is_anonymous:
            return Scope.NONE
        return permission.scope_for(self.roles)

    def paths_within(self, permission: Permission) -> dict[Scope, set[str]]:
        """The units that DEPARTMENT and SUBTREE reach: each role reaches from its own unit only."""
        found: dict[Scope, set[str]] = {Scope.DEPARTMENT: set(), Scope.SUBTREE: set()}
        for role, path in self.posts:
            scope = permission.scope_for(frozenset({role}))
            if scope in found:
                found[scope].add(path)
        if permission.everyone in found:
            found[permission.everyone].update(self.unit_paths)
        return found

    def may(self, permission: Permission) -> bool:
        return self.scope(permission) > Scope.NONE

    def has_role(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


ANONYMOUS = Actor(user_id=None, name="")


def system(name: str) -> Actor:
    """The program itself at set-up work; `name` says which (`starter`, `demo`)."""
    return Actor(user_id=None, name=name, is_system=True)


actor_source: Plug[Callable[[HttpRequest], Actor]] = Plug("actor_source")
"""Finds the actor behind a signed-in request; filled by the organization."""

role_source: Plug[Callable[[int], frozenset[str]]] = Plug("role_source")
"""The roles of all positions of a user, past and future ones too; filled by the organization."""
