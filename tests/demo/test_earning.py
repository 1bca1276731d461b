"""What came in and how people did at the demo company."""

from decimal import Decimal

from django.db.models import Sum

from dakehu.conduct.queries import points_of
from dakehu.demo import cast
from dakehu.kit.actors import Actor
from dakehu.organization.queries.acting import actor_for
from dakehu.pay.queries.terms import terms_of
from dakehu.performance.queries import scores_of
from dakehu.receipts.queries import in_state, receipts_of
from dakehu.rewards.queries.carries import carries_of
from dakehu.rewards.queries.shares import shares_of
from dakehu.targets.queries import targets_of
from tests.demo.conftest import user_named


def _actor(username: str) -> Actor:
    return actor_for(user_named(username).pk, cast.START)


def test_the_rep_has_what_the_home_page_shows(demo: None) -> None:
    rep = _actor("linxiaowen")
    mine = receipts_of(rep)
    verified = in_state(mine, "verified")
    october = verified.filter(verified_on__month=10).aggregate(Sum("amount"))["amount__sum"]
    november = verified.filter(verified_on__month=11).aggregate(Sum("amount"))["amount__sum"]
    waiting = in_state(mine, "open").aggregate(Sum("amount"))["amount__sum"]
    assert (october, november, waiting) == (
        Decimal("900000.00"),
        Decimal("640000.00"),
        Decimal("210000.00"),
    )
    assert terms_of(rep).get().basic_wage == Decimal("4500.00")


def test_every_sheet_of_the_settlement_has_rows_for_its_readers(demo: None) -> None:
    gm = _actor("zhaoqiming")
    counts = [
        read(gm).count()
        for read in (
            *(receipts_of, targets_of, scores_of, points_of),
            *(shares_of, carries_of, terms_of),
        )
    ]
    assert counts == [21, 12, 6, 4, 4, 2, 8]
    assert {one.state for one in points_of(gm)} == {"confirmed", "proposed"}


def test_the_results_of_october_are_not_closed_before_they_are_entered(demo: None) -> None:
    scored = {one.staff.name for one in scores_of(_actor("zhoujianguo"))}
    assert scored == {"冯磊", "林晓雯", "孟凡", "许佳", "田野", "陈静"}
