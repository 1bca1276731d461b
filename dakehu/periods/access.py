"""Who may close and reopen months."""

from django.utils.translation import gettext_lazy as _

from dakehu.kit.permissions import Permission, Scope, permissions

CLOSE_MONTH = permissions.add(
    Permission("periods.close_month", _("月结"), {"finance": Scope.ALL, "cfo": Scope.ALL})
)
REOPEN_MONTH = permissions.add(
    Permission("periods.reopen_month", _("反月结"), {"cfo": Scope.ALL, "gm": Scope.ALL})
)
