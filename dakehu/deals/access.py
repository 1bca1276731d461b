"""Who measures prices, whose drafts one sees, and who prints papers for customers."""

from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dakehu.deals.models import PriceDraft, QuoteComparison
from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Permission, Scope, permissions

_SELLERS = (
    *("ka_rep", "sales_supervisor", "ka_clerk", "ka_head"),
    *("market_director", "mkt_center", "project_manager"),
    *("gm", "deputy_gm_admin", "decision_level"),
)

PRINT_QUOTE = permissions.add(
    Permission("deals.print_quote", _("打印报价单"), dict.fromkeys(_SELLERS, Scope.ALL))
)

_AT_THE_DESK = (
    *("ka_rep", "sales_supervisor", "ka_head", "market_director", "mkt_center"),
    *("project_manager", "gm", "deputy_gm_admin", "decision_level"),
)

USE_DESK = permissions.add(
    Permission("deals.use_desk", _("报价测算"), dict.fromkeys(_AT_THE_DESK, Scope.OWN))
)

COMPARE_QUOTES = permissions.add(
    Permission(
        "deals.compare_quotes",
        _("对比报价表"),
        {
            **dict.fromkeys(("ka_rep", "sales_supervisor"), Scope.OWN),
            **dict.fromkeys(("ka_head", "market_director", "mkt_center", "cfo", "gm"), Scope.ALL),
        },
    )
)

EARNERS: Final = ("ka_rep", "sales_supervisor")
"""The roles whose own commission a price decides."""


def drafts_of(actor: Actor) -> QuerySet[PriceDraft]:
    """The drafts of the actor: nobody sees those of others."""
    if actor.staff_id is None or not actor.may(USE_DESK):
        return PriceDraft.objects.none()
    return PriceDraft.objects.filter(owner_id=actor.staff_id)


def quote_comparisons_visible_to(actor: Actor) -> QuerySet[QuoteComparison]:
    """Everybody's comparisons for who sees all quotes, else the actor's own."""
    rows = QuoteComparison.objects.select_related("compared_by")
    scope = actor.scope(COMPARE_QUOTES)
    if scope is Scope.ALL:
        return rows
    if scope is Scope.NONE or actor.staff_id is None:
        return rows.none()
    return rows.filter(compared_by_id=actor.staff_id)
