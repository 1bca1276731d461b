"""Who reads the policies, who examines them, and who sees the program's own names in them."""

from django.utils.translation import gettext_lazy as _

from dakehu.kit.permissions import Permission, Scope, permissions

READ = permissions.add(Permission("rulebook.read", _("查看制度"), everyone=Scope.ALL))

EXAMINE = permissions.add(
    Permission(
        "rulebook.examine",
        _("查看制度体检"),
        {
            role: Scope.ALL
            for role in (
                *("admin", "hr_admin", "gm", "decision_level", "deputy_gm_admin"),
                *("ka_head", "market_director", "mkt_center", "cfo"),
            )
        },
    )
)

PUBLISH = permissions.add(
    Permission(
        "rulebook.publish",
        _("发布制度版本"),
        {"admin": Scope.ALL, "gm": Scope.ALL, "hr_admin": Scope.ALL},
    )
)

SEE_KEYS = permissions.add(
    Permission("rulebook.see_keys", _("查看制度中的编号"), {"admin": Scope.ALL})
)
"""Rule IDs, chain codes and parameter keys: for the administrator, not for readers."""
