"""Permissions and roles as a table for a reader."""

from dataclasses import dataclass

from dakehu.kit.permissions import EVERY_ROLE, Permission, Scope, permissions
from dakehu.organization.queries.labels import role_label


@dataclass(frozen=True)
class PermissionRow:
    """A permission and the scope of each role, in the order of the heading."""

    name: str
    code: str
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class PermissionTable:
    """The heading's role names and the rows."""

    roles: tuple[str, ...]
    rows: tuple[PermissionRow, ...]


def permission_table() -> PermissionTable:
    """All permissions, by area."""
    ordered = sorted(permissions, key=lambda one: one.code)
    return PermissionTable(
        roles=tuple(role_label(role) for role in EVERY_ROLE),
        rows=tuple(_row(one) for one in ordered),
    )


def _row(permission: Permission) -> PermissionRow:
    scopes = (permission.scope_for(frozenset({role})) for role in EVERY_ROLE)
    words = tuple("" if scope is Scope.NONE else str(scope.label) for scope in scopes)
    return PermissionRow(str(permission.name), permission.code, words)
