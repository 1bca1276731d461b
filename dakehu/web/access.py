"""Who may do what with the installation itself."""

from django.utils.translation import gettext_lazy as _

from dakehu.kit.permissions import Permission, Scope, permissions

SET_UP = permissions.add(Permission("web.set_up", _("启用与功能开关"), {"admin": Scope.ALL}))
FIRST_STEPS = permissions.add(
    Permission("web.first_steps", _("启用向导"), {"admin": Scope.ALL, "hr_admin": Scope.ALL})
)
SEE_MATRIX = permissions.add(
    Permission(
        "web.see_matrix",
        _("查看权限对照表"),
        {"admin": Scope.ALL, "gm": Scope.ALL, "hr_admin": Scope.ALL, "deputy_gm_admin": Scope.ALL},
    )
)
