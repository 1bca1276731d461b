"""Permissions: what may be done, by which role, over whose rows.

A role is a bundle of permissions with the same code as the seat. Each area declares its permissions
in `access.py`; the matrix of roles and routes is printed from them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.kit.registry import Registry

EVERY_ROLE: tuple[str, ...] = (
    *("ka_rep", "sales_supervisor", "ka_clerk", "ka_head"),
    *("market_director", "mkt_center", "project_manager"),
    *("finance", "cfo", "product_mgmt", "product_rnd"),
    *("hr_admin", "dept_head", "gm_assistant"),
    *("gm", "deputy_gm_admin", "decision_level", "admin"),
)
"""The roles in the order in which pages and the matrix list them (rules.md §1)."""


WEIGHTY_ROLES = frozenset({"admin", "gm", "deputy_gm_admin", "decision_level", "cfo", "finance"})
"""Roles that decide on money or set the system up: only an administrator hands them out."""


class Scope(IntEnum):
    """Whose rows a permission reaches; a wider scope has the greater number."""

    NONE = 0
    OWN = 1
    DEPARTMENT = 2
    SUBTREE = 3
    ALL = 4

    @property
    def label(self) -> "str | Promise":
        return _LABELS[self]


_LABELS = {
    Scope.NONE: _("无"),
    Scope.OWN: _("本人"),
    Scope.DEPARTMENT: _("本部门"),
    Scope.SUBTREE: _("本部门及下级"),
    Scope.ALL: _("全部"),
}


@dataclass(frozen=True, eq=False)
class Permission:
    """Something one may do; `grants` gives each role its scope, `everyone` the scope of the rest.

    `everyone` reaches whoever is signed in, also without any position.
    """

    code: str
    name: "str | Promise"
    grants: Mapping[str, Scope] = field(default_factory=dict)
    everyone: Scope = Scope.NONE

    def scope_for(self, roles: frozenset[str]) -> Scope:
        """The widest scope that any of the roles has."""
        return max((self.grants.get(role, self.everyone) for role in roles), default=self.everyone)


permissions: Registry[Permission] = Registry("permissions")
