"""Who sees, enters and verifies money received."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Permission, Scope, permissions
from dakehu.kit.scoping import visible
from dakehu.receipts.models import Receipt

SEE_RECEIPTS = permissions.add(
    Permission(
        "receipts.see",
        _("查看回款"),
        {
            **dict.fromkeys(("ka_rep", "sales_supervisor", "project_manager"), Scope.OWN),
            "ka_clerk": Scope.DEPARTMENT,
            **dict.fromkeys(
                ("ka_head", "market_director", "mkt_center", "dept_head"), Scope.SUBTREE
            ),
            **dict.fromkeys(
                ("finance", "cfo", "hr_admin", "gm", "deputy_gm_admin", "decision_level"), Scope.ALL
            ),
        },
    )
)
ENTER_RECEIPTS = permissions.add(
    Permission(
        "receipts.enter",
        _("登记回款"),
        {"finance": Scope.ALL, "cfo": Scope.ALL, "ka_clerk": Scope.DEPARTMENT},
    )
)
VERIFY_RECEIPTS = permissions.add(
    Permission("receipts.verify", _("核实和作废回款"), {"finance": Scope.ALL, "cfo": Scope.ALL})
)


def receipts_visible_to(actor: Actor) -> QuerySet[Receipt]:
    """The receipts within the actor's scope, voided ones too."""
    rows = Receipt.objects.all()
    return visible(rows, actor, SEE_RECEIPTS, owner="staff_id", path="unit__path")
