"""Who keeps cost prices, who sees their list, and which roles see cost inside a quote's sheet.

The list is for product management, the finance director and the general manager. Inside a sheet one
switch per role decides (成本可见); where it is off, cost, profit and margin are nowhere.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import EVERY_ROLE, Permission, Scope, permissions
from dakehu.kit.settings_store import read

SEE_COSTS = permissions.add(
    Permission(
        "catalog.see_costs",
        _("查看产品成本价"),
        dict.fromkeys(("product_mgmt", "cfo", "gm"), Scope.ALL),
    )
)
ENTER_COSTS = permissions.add(
    Permission("catalog.enter_costs", _("录入产品成本价"), {"product_mgmt": Scope.ALL})
)
SET_VISIBILITY = permissions.add(
    Permission(
        "catalog.set_visibility", _("设置成本可见"), dict.fromkeys(("gm", "admin"), Scope.ALL)
    )
)

KEY: Final = "catalog.cost_visible"
"""The setting: the roles that see cost."""

SWITCHED: Final = tuple(role for role in EVERY_ROLE if role != "admin")
"""The roles that have a switch; administrators see no figures of deals at all."""

USUAL: Final = (
    *("ka_rep", "sales_supervisor", "ka_head", "market_director", "mkt_center"),
    *("cfo", "product_mgmt", "gm"),
)
"""The roles that see cost until the company decides otherwise."""


def roles_seeing_cost() -> frozenset[str]:
    """The roles whose switch is on."""
    return frozenset(read(KEY, USUAL)) & frozenset(SWITCHED)


def sees_cost(actor: Actor) -> bool:
    """Whether cost, profit and margin are shown to the actor; one role that is on will do."""
    return actor.is_system or actor.has_role(*roles_seeing_cost())
