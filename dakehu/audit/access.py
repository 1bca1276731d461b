"""Who may read the trail."""

from django.utils.translation import gettext_lazy as _

from dakehu.kit.permissions import Permission, Scope, permissions

SEE_TRAIL = permissions.add(
    Permission("audit.see", _("查看操作记录"), {"admin": Scope.ALL, "gm": Scope.ALL})
)
