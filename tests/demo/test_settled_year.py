"""A year of settled months at the demo company."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from dakehu.calendar.queries import working_calendar
from dakehu.demo import cast, year
from dakehu.kit.actors import Actor
from dakehu.organization.queries.acting import actor_for
from dakehu.pay.access import runs_visible_to, statements_visible_to
from dakehu.pay.models import PayStatement, SettlementRun
from dakehu.pay.queries.own import income_of
from dakehu.pay.queries.runs import differing, explained, replayed
from tests.demo.conftest import user_named


def _actor(username: str) -> Actor:
    return actor_for(user_named(username).pk, cast.START)


def _runs() -> list[SettlementRun]:
    return list(runs_visible_to(_actor("wumin")).order_by("pay_month"))


def _statement(name: str, pay_month: str) -> PayStatement:
    rows = statements_visible_to(_actor("wumin"))
    return rows.get(name=name, run__pay_month=pay_month)


def _notices(statement: PayStatement) -> set[str]:
    return {one["code"] for one in statement.notices}


def test_twelve_months_are_settled_and_the_latest_waits_for_its_review(standing_demo: None) -> None:
    runs = _runs()
    assert [one.pay_month for one in runs] == list(year.MONTHS[1:])
    assert [one.state for one in runs] == ["frozen"] * 11 + ["draft"]
    assert {one.told["gaps"] == [] for one in runs} == {True}
    assert (
        11 <= min(one.people_count for one in runs) <= max(one.people_count for one in runs) <= 14
    )


def test_each_stored_run_computes_to_the_same_again(standing_demo: None) -> None:
    runs = _runs()
    assert {one.pay_month: list(differing(one, replayed(one))) for one in runs} == {
        one.pay_month: [] for one in runs
    }


def test_each_run_was_computed_reviewed_and_frozen_by_three_people_on_their_days(
    standing_demo: None,
) -> None:
    calendar = working_calendar()
    for run in _runs()[:-1]:
        computed, reviewed, frozen = (
            localdate(at) for at in (run.computed_at, run.reviewed_at, run.frozen_at) if at
        )
        assert f"{computed:%Y-%m}" == run.pay_month
        assert 2 <= computed.day < reviewed.day < frozen.day <= 12
        assert all(calendar.is_working(day) for day in (computed, reviewed, frozen))
        people = (run.computed_by, run.reviewed_by, run.frozen_by)
        assert [one.name for one in people if one] == ["何蕾", "吴敏", "郑怀远"]


def test_the_pay_of_november_is_what_the_pages_tell(standing_demo: None) -> None:
    run = _runs()[-1]
    assert (run.people_count, run.total) == (12, Decimal("186420.00"))
    assert (run.window_from, run.window_to) == (date(2026, 10, 1), date(2026, 10, 30))
    mine = _statement("林晓雯", "2026-11")
    assert (mine.score, mine.factor) == (Decimal("88.00"), Decimal("0.88"))
    assert (mine.basic_wage, mine.performance_pay, mine.extra) == (
        Decimal("4500.00"),
        Decimal("2640.00"),
        Decimal("132.00"),
    )
    assert (mine.commission, mine.total) == (Decimal("18000.00"), Decimal("25272.00"))


def test_a_department_misses_meets_and_once_passes_its_challenge(standing_demo: None) -> None:
    states = [run.told["departments"][0][4] for run in _runs()]
    assert states.count("over") == 1
    assert states[-1] == "over"
    assert states.count("missed") >= 3
    assert states.count("met") >= 3


def test_last_place_three_months_in_a_row_is_told_once(standing_demo: None) -> None:
    cases = {run.pay_month: run.told["cases"] for run in _runs() if run.told["cases"]}
    assert cases == {"2026-11": [["YL008", ["2026-08", "2026-09", "2026-10"]]]}


def test_a_project_that_came_late_earns_in_the_next_window(standing_demo: None) -> None:
    waited = [one[0] for one in _runs()[6].told["unassigned"]]
    assert waited == ["20260519000136"]
    told = str(explained(_statement("蒋海涛", "2026-07")))
    assert "20260519000136" in told
    assert "2026-05-19" in told


def test_a_receipt_that_was_known_late_is_paid_and_corrects_the_month_it_belongs_to(
    standing_demo: None,
) -> None:
    mine = _statement("宋雨桐", "2026-11")
    told = str(explained(mine))
    assert mine.correction == Decimal("142.50")
    assert "20260929000317" in told
    assert "2026-09-29" in told
    before = str(explained(_statement("宋雨桐", "2026-10")))
    assert "20260929000317" not in before


def test_what_is_out_of_the_ordinary_happens_in_the_year(standing_demo: None) -> None:
    refunded = _statement("吕思源", "2026-03")
    assert (refunded.commission, refunded.carry_out) == (Decimal(0), Decimal("-1120.00"))
    assert _statement("吕思源", "2026-04").carry_in == Decimal("-1120.00")
    assert _statement("孟凡", "2025-12").carry_in == Decimal("-350.00")
    assert _notices(_statement("孟凡", "2026-11")) >= {"deduction_changed_band", "zero_pay_review"}
    assert "part_month" in _notices(_statement("丁皓", "2026-10"))
    assert _statement("高远", "2026-05").factor is None
    assert _statement("高远", "2026-06").factor is not None
    assert _statement("田野", "2026-11").factor is None


def test_everybody_finds_a_statement_of_their_own_and_no_other(standing_demo: None) -> None:
    rep: list[dict[str, Any]] = list(statements_visible_to(_actor("linxiaowen")).values("name"))
    assert [one["name"] for one in rep] == ["林晓雯"] * 12


def test_the_running_window_tells_the_rep_what_the_home_page_shows(standing_demo: None) -> None:
    income = income_of(_actor("linxiaowen"), cast.START)
    assert income is not None
    assert (income.earned.value, income.awaited) == (Decimal("12800.00"), Decimal("4200.00"))
    assert len(income.waiting) == 2
    assert (income.target, income.reached) == (Decimal("1000000.00"), Decimal("640000.00"))
    assert income.attainment == Decimal("0.64")
