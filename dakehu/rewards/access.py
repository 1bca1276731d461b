"""Who sees and enters shares and opening balances."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Permission, Scope, permissions
from dakehu.kit.scoping import visible
from dakehu.rewards.models import OpeningCarry, ProjectShare

_HEADS = ("ka_head", "market_director", "mkt_center")
_WHOLE = ("finance", "cfo", "hr_admin", "gm", "deputy_gm_admin", "decision_level")

SEE_SHARES = permissions.add(
    Permission(
        "rewards.see_shares",
        _("查看提成分成"),
        {**dict.fromkeys(_HEADS, Scope.SUBTREE), **dict.fromkeys(_WHOLE, Scope.ALL)},
        everyone=Scope.OWN,
    )
)
ENTER_SHARES = permissions.add(
    Permission(
        "rewards.enter_shares",
        _("登记提成分成"),
        dict.fromkeys((*_HEADS, "finance", "cfo", "gm"), Scope.ALL),
    )
)
SEE_CARRIES = permissions.add(
    Permission(
        "rewards.see_carries",
        _("查看提成期初"),
        dict.fromkeys(("finance", "cfo", "hr_admin", "gm"), Scope.ALL),
        everyone=Scope.OWN,
    )
)
ENTER_CARRIES = permissions.add(
    Permission(
        "rewards.enter_carries",
        _("登记提成期初"),
        dict.fromkeys(("finance", "cfo"), Scope.ALL),
    )
)


def shares_visible_to(actor: Actor) -> QuerySet[ProjectShare]:
    """The shares within the actor's scope."""
    rows = ProjectShare.objects.all()
    return visible(rows, actor, SEE_SHARES, owner="staff_id", path="home__path")


def carries_visible_to(actor: Actor) -> QuerySet[OpeningCarry]:
    """The opening balances within the actor's scope."""
    rows = OpeningCarry.objects.all()
    return visible(rows, actor, SEE_CARRIES, owner="staff_id", path="home__path")
