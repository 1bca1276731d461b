"""Who sees, enters and prints pay."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Permission, Scope, permissions
from dakehu.kit.scoping import visible
from dakehu.pay.models import PayTerms

_CHAIN = ("ka_head", "mkt_center", "market_director", "cfo", "gm", "finance", "hr_admin")

PRINT_PAY = permissions.add(
    Permission("pay.print_pay", _("打印工资单和审批表"), dict.fromkeys(_CHAIN, Scope.ALL))
)
SEE_TERMS = permissions.add(
    Permission(
        "pay.see_terms",
        _("查看工资基础"),
        dict.fromkeys(("hr_admin", "cfo", "gm"), Scope.ALL),
        everyone=Scope.OWN,
    )
)
ENTER_TERMS = permissions.add(
    Permission("pay.enter_terms", _("登记工资基础"), {"hr_admin": Scope.ALL})
)


def terms_visible_to(actor: Actor) -> QuerySet[PayTerms]:
    """The pay terms that the actor may see: the own ones, or everybody's."""
    return visible(PayTerms.objects.all(), actor, SEE_TERMS, owner="staff_id")
