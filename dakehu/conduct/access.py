"""Who proposes, confirms and sees deductions."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dakehu.conduct.models import ConductPoint
from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Permission, Scope, permissions
from dakehu.kit.scoping import visible

_HEADS = dict.fromkeys(("ka_head", "market_director", "mkt_center", "dept_head"), Scope.SUBTREE)

SEE_POINTS = permissions.add(
    Permission(
        "conduct.see_points",
        _("查看扣分"),
        {
            **_HEADS,
            **dict.fromkeys(
                ("finance", "cfo", "hr_admin", "gm", "deputy_gm_admin", "decision_level"), Scope.ALL
            ),
        },
        everyone=Scope.OWN,
    )
)
PROPOSE_POINTS = permissions.add(
    Permission(
        "conduct.propose_points",
        _("提出扣分"),
        {
            **_HEADS,
            **dict.fromkeys(("gm_assistant", "hr_admin", "gm", "deputy_gm_admin"), Scope.ALL),
        },
    )
)
CONFIRM_POINTS = permissions.add(
    Permission("conduct.confirm_points", _("确认扣分"), {"hr_admin": Scope.ALL})
)


def points_visible_to(actor: Actor) -> QuerySet[ConductPoint]:
    """The deductions within the actor's scope."""
    rows = ConductPoint.objects.all()
    return visible(rows, actor, SEE_POINTS, owner="staff_id", path="home__path")
