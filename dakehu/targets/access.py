"""Who sees and sets targets."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Permission, Scope, permissions
from dakehu.kit.scoping import visible
from dakehu.targets.models import Target

_HEADS = dict.fromkeys(("ka_head", "market_director", "mkt_center", "dept_head"), Scope.SUBTREE)

SEE_TARGETS = permissions.add(
    Permission(
        "targets.see",
        _("查看目标"),
        {
            **_HEADS,
            "ka_clerk": Scope.DEPARTMENT,
            **dict.fromkeys(
                ("finance", "cfo", "hr_admin", "gm", "deputy_gm_admin", "decision_level"), Scope.ALL
            ),
        },
        everyone=Scope.OWN,
    )
)
SET_TARGETS = permissions.add(
    Permission(
        "targets.set",
        _("下达目标"),
        {**_HEADS, "gm": Scope.ALL, "hr_admin": Scope.ALL},
    )
)


def targets_visible_to(actor: Actor) -> QuerySet[Target]:
    """The targets within the actor's scope, and those of the actor's own units."""
    own_units = Q(unit__path__in=sorted(actor.unit_paths))
    rows = Target.objects.all()
    return visible(rows, actor, SEE_TARGETS, owner="staff_id", path="home__path", team=own_units)
