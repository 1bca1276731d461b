"""Who prints papers for customers."""

from django.utils.translation import gettext_lazy as _

from dakehu.kit.permissions import Permission, Scope, permissions

_SELLERS = (
    *("ka_rep", "sales_supervisor", "ka_clerk", "ka_head"),
    *("market_director", "mkt_center", "project_manager"),
    *("gm", "deputy_gm_admin", "decision_level"),
)

PRINT_QUOTE = permissions.add(
    Permission("deals.print_quote", _("打印报价单"), dict.fromkeys(_SELLERS, Scope.ALL))
)
