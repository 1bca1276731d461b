"""Who sees, enters and prints pay."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Permission, Scope, permissions
from dakehu.kit.scoping import visible
from dakehu.pay.models import PayComparison, PayStatement, PayTerms, SettlementRun

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

_ALL = ("finance", "cfo", "hr_admin", "gm")
_HEADS = ("ka_head", "mkt_center", "market_director")

SEE_STATEMENTS = permissions.add(
    Permission(
        "pay.see_statements",
        _("查看工资单"),
        {**dict.fromkeys(_ALL, Scope.ALL), **dict.fromkeys(_HEADS, Scope.SUBTREE)},
        everyone=Scope.OWN,
    )
)
SEE_RUNS = permissions.add(
    Permission("pay.see_runs", _("查看本月核算"), dict.fromkeys((*_ALL, *_HEADS), Scope.ALL))
)
RUN_PAY = permissions.add(
    Permission(
        "pay.run", _("核算工资提成"), dict.fromkeys(("finance", "cfo", "hr_admin"), Scope.ALL)
    )
)
REVIEW_RUN = permissions.add(
    Permission("pay.review", _("复核工资提成"), dict.fromkeys(("finance", "cfo"), Scope.ALL))
)
RETURN_RUN = permissions.add(
    Permission("pay.return", _("退回工资提成"), dict.fromkeys(("finance", "cfo", "gm"), Scope.ALL))
)
FREEZE_RUN = permissions.add(
    Permission("pay.freeze", _("冻结工资提成"), dict.fromkeys(("cfo", "gm"), Scope.ALL))
)
COMPARE = permissions.add(
    Permission(
        "pay.compare",
        _("对比工资表"),
        {**dict.fromkeys(_ALL, Scope.ALL), **dict.fromkeys(_HEADS, Scope.SUBTREE)},
    )
)


def runs_visible_to(actor: Actor) -> QuerySet[SettlementRun]:
    """The settlement runs, for those who see a month as a whole; without their stored facts."""
    rows = SettlementRun.objects.defer("facts")
    return rows if actor.may(SEE_RUNS) else rows.none()


def statements_visible_to(actor: Actor) -> QuerySet[PayStatement]:
    """The statements within the actor's scope: the own ones, the department's, or everybody's."""
    rows = PayStatement.objects.all()
    return visible(rows, actor, SEE_STATEMENTS, owner="staff_id", path="home__path")


def comparisons_visible_to(actor: Actor) -> QuerySet[PayComparison]:
    """Everybody's comparisons for who sees everybody's pay, else the actor's own."""
    rows = PayComparison.objects.select_related("compared_by")
    scope = actor.scope(COMPARE)
    if scope is Scope.ALL:
        return rows
    if scope is Scope.NONE or actor.staff_id is None:
        return rows.none()
    return rows.filter(compared_by_id=actor.staff_id)


def terms_visible_to(actor: Actor) -> QuerySet[PayTerms]:
    """The pay terms that the actor may see: the own ones, or everybody's."""
    return visible(PayTerms.objects.all(), actor, SEE_TERMS, owner="staff_id")
