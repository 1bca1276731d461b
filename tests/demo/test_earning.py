"""What came in and how people did at the demo company."""

from collections import Counter
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.timezone import localdate

from dakehu.calendar.queries import working_calendar
from dakehu.conduct.queries import points_of
from dakehu.demo import cast, year
from dakehu.kit.actors import Actor
from dakehu.organization.queries.acting import actor_for
from dakehu.pay.queries.terms import terms_of
from dakehu.performance.queries import scores_of
from dakehu.policy.periods import Month
from dakehu.receipts.models import Receipt
from dakehu.receipts.queries import in_state, receipts_of
from dakehu.rewards.queries.carries import carries_of
from dakehu.rewards.queries.shares import shares_of
from dakehu.targets.queries import targets_of
from tests.demo.conftest import AT, user_named


def _actor(username: str) -> Actor:
    return actor_for(user_named(username).pk, cast.START)


def _sum(rows: QuerySet[Receipt]) -> Decimal:
    found: Decimal = rows.aggregate(Sum("amount"))["amount__sum"]
    return found


def _month(receipt: Receipt) -> str:
    return str(Month.of(receipt.verified_on or receipt.arrived_on))


def test_the_rep_has_what_the_home_page_shows(standing_demo: None) -> None:
    rep = _actor("linxiaowen")
    mine = receipts_of(rep)
    verified = in_state(mine, "verified")
    october, november = (
        _sum(verified.filter(verified_on__year=2026, verified_on__month=month))
        for month in (10, 11)
    )
    waiting = _sum(in_state(mine, "open"))
    assert (october, november, waiting) == (
        Decimal("900000.00"),
        Decimal("640000.00"),
        Decimal("210000.00"),
    )
    assert terms_of(rep).get().basic_wage == Decimal("4500.00")


def test_the_department_has_the_year_that_its_tables_tell(standing_demo: None) -> None:
    gm = _actor("zhaoqiming")
    rows = in_state(receipts_of(gm), "verified")
    for place, month in enumerate(year.MONTHS):
        told = sum((year.yuan(row[place] or "0") for row in year.RECEIVED.values()), Decimal(0))
        asked = Month.parse(month)
        found = rows.filter(verified_on__range=(asked.first_day, asked.last_day))
        assert _sum(found) == told, month
    since_january = rows.filter(verified_on__gte=date(2026, 1, 1))
    assert _sum(since_january) == Decimal("72148000.00")


def test_each_month_has_what_makes_a_settlement_interesting(standing_demo: None) -> None:
    gm = _actor("zhaoqiming")
    rows = list(receipts_of(gm))
    by_month = Counter(str(Month.of(one.arrived_on)) for one in rows)
    assert set(by_month) == set(year.MONTHS)
    assert 25 <= min(by_month.values()) <= max(by_month.values()) <= 45
    assert sum(one.amount < 0 for one in rows) >= 5
    assert {one.method for one in rows} == {"wire", "bank_bill"}
    assert {one.project_name == "" for one in rows} == {True, False}
    assert {one.verified_on.day for one in rows if one.verified_on} >= {30, 31}
    waiting = [one.amount for one in rows if one.verified_on is None]
    assert (len(waiting), sum(waiting)) == (12, Decimal("1864000.00"))


def test_money_comes_in_on_working_days_alone(standing_demo: None) -> None:
    calendar = working_calendar()
    rows = receipts_of(_actor("zhaoqiming"))
    days = {day for one in rows for day in (one.arrived_on, one.verified_on) if day}
    assert [day for day in sorted(days) if not calendar.is_working(day)] == []


def test_what_was_entered_was_entered_in_its_own_month(standing_demo: None) -> None:
    rows = receipts_of(_actor("zhaoqiming")).filter(verified_on__lt=date(2026, 11, 1))
    assert {one.entered_at > AT for one in rows} == {False}
    late = {one.number for one in rows if str(Month.of(localdate(one.entered_at))) != _month(one)}
    assert late == {"20260929000317"}


def test_every_sheet_of_the_settlement_has_rows_for_its_readers(standing_demo: None) -> None:
    gm = _actor("zhaoqiming")
    counts = [
        read(gm).count()
        for read in (
            *(receipts_of, targets_of, scores_of, points_of),
            *(shares_of, carries_of, terms_of),
        )
    ]
    assert all(counts)
    assert counts[4:6] == [4, 2]
    assert {one.state for one in points_of(gm)} == {"confirmed", "proposed"}


def test_pay_basics_tell_a_raise_a_confirmation_and_who_is_on_probation(
    standing_demo: None,
) -> None:
    rows = terms_of(_actor("zhaoqiming")).order_by("valid_from")
    by_name: dict[str, list[bool]] = {}
    for one in rows:
        by_name.setdefault(one.staff.name, []).append(one.is_on_probation)
    assert by_name["许佳"] == [False, False]
    assert by_name["高远"] == [True, False]
    assert by_name["田野"] == [True]
    assert len(by_name) == 13


def test_the_head_is_scored_from_above_and_everybody_else_by_the_head(standing_demo: None) -> None:
    rows = scores_of(_actor("zhaoqiming")).filter(month="2026-10").select_related("scored_by")
    by = {one.staff.name: one.scored_by.name for one in rows if one.scored_by}
    assert by.pop("周建国") == "孙立"
    assert set(by.values()) == {"周建国"}
    assert len(by) == 11


def test_nothing_is_scored_of_the_month_that_is_running(standing_demo: None) -> None:
    months = set(scores_of(_actor("zhaoqiming")).values_list("month", flat=True))
    assert months == set(year.MONTHS) - {year.RUNNING}
