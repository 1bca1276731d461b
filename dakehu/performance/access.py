"""Who scores, and who sees scores."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Permission, Scope, permissions
from dakehu.kit.scoping import visible
from dakehu.performance.models import SubScores

_HEADS = dict.fromkeys(("ka_head", "market_director", "mkt_center", "dept_head"), Scope.SUBTREE)

SEE_SCORES = permissions.add(
    Permission(
        "performance.see_scores",
        _("查看考核评分"),
        {
            **_HEADS,
            **dict.fromkeys(
                ("finance", "cfo", "hr_admin", "gm", "deputy_gm_admin", "decision_level"), Scope.ALL
            ),
        },
        everyone=Scope.OWN,
    )
)
SCORE = permissions.add(
    Permission(
        "performance.score",
        _("登记考核评分"),
        {**_HEADS, "hr_admin": Scope.ALL, "gm": Scope.ALL},
    )
)


def scores_visible_to(actor: Actor) -> QuerySet[SubScores]:
    """The scores within the actor's scope."""
    rows = SubScores.objects.all()
    return visible(rows, actor, SEE_SCORES, owner="staff_id", path="home__path")
