"""Stored settlement runs: what they hold, their states, and that they can be computed again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dakehu.audit.models import Entry
from dakehu.kit.errors import UnableTo
from dakehu.pay.access import runs_visible_to, statements_visible_to
from dakehu.pay.models import PayStatement, SettlementRun
from dakehu.pay.queries.runs import differing, explained, replayed
from dakehu.pay.services.runs import compute_run, freeze_run, return_run, review_run
from dakehu.rewards.models import ProjectShare
from dakehu.rulebook.services.versions import publish_shipped
from tests.cast import AT, Cast
from tests.pay.months import BY, OCTOBER_END, appraise, enter_department, frozen, receive

D = Decimal
PAY = "2026-11"


@pytest.fixture
def october(cast: Cast) -> Cast:
    enter_department(cast)
    appraise(cast, "2026-10")
    receive("S1", "2026-10-08", "600000")
    receive("S2", "2026-10-30", "300000")
    receive("S3", "2026-10-31", "999999.99")
    receive("S4", "2026-10-15", "100000", staff="孟凡", project="样板段")
    receive("S5", "2026-10-16", "5000", project="")
    return cast


def compute(cast: Cast) -> SettlementRun:
    return compute_run(by=cast.actor("finance"), at=OCTOBER_END, pay_month=PAY)


def of(run: SettlementRun, name: str) -> PayStatement:
    return PayStatement.objects.get(run=run, name=name)


def test_a_run_stores_everybody_s_month_with_what_it_was_computed_from(october: Cast) -> None:
    run = compute(october)

    assert (run.state, run.revision, run.people_count) == ("draft", 1, 4)
    assert (str(run.window_from), str(run.window_to)) == ("2026-10-01", "2026-10-30")
    assert run.versions["SA"]
    lin = of(run, "林晓雯")
    assert (lin.score, lin.factor) == (D("88.00"), D("0.88"))
    assert (lin.performance_pay, lin.extra) == (D("2640.00"), D("132.00"))
    assert lin.commission == D("18000.00") + D("1200.00")
    assert lin.total == D("4500") + D("2772") + D("19200")
    assert of(run, "陈静").commission == D("800.00")
    assert of(run, "周建国").score is None
    assert run.total == sum(PayStatement.objects.values_list("total", flat=True))


def test_the_explanation_of_a_statement_is_stored_small_and_leads_down(october: Cast) -> None:
    lin = of(compute(october), "林晓雯")

    assert len(bytes(lin.explanation)) <= 3000
    told = explained(lin)
    assert told["nodes"][0]["value"] == "26472.00"
    assert {"performance_total", "amount", "basic_wage", "score"} <= {
        node["id"] for node in told["nodes"]
    }
    assert any("《" in clause["title"] for clause in told["clauses"].values())


def test_computing_again_with_the_same_facts_changes_nothing(october: Cast) -> None:
    first = compute(october)
    count = Entry.objects.filter(action="pay.run_computed").count()

    again = compute_run(
        by=october.actor("hr_admin"), at=OCTOBER_END + timedelta(hours=3), pay_month=PAY
    )

    assert (again.pk, again.revision, again.computed_at) == (first.pk, 1, first.computed_at)
    assert Entry.objects.filter(action="pay.run_computed").count() == count


def test_a_new_fact_makes_a_new_revision_in_place(october: Cast) -> None:
    first = compute(october)
    receive("S6", "2026-10-20", "50000")

    again = compute(october)

    assert (again.pk, again.revision) == (first.pk, 2)
    assert of(again, "林晓雯").commission == D("20200.00")
    assert PayStatement.objects.count() == 4


def test_every_stored_run_computed_again_gives_the_same_bytes(october: Cast) -> None:
    run = compute(october)
    publish_shipped(by=BY, at=AT)

    assert differing(run, replayed(run)) == []


def test_a_changed_statement_is_found_by_the_replay(october: Cast) -> None:
    run = compute(october)
    lin = of(run, "林晓雯")
    PayStatement.objects.filter(pk=lin.pk).update(
        total=lin.total + D(1), basic_wage=lin.basic_wage + D(1)
    )

    assert differing(run, replayed(run)) == [lin.number]


def test_the_database_refuses_a_statement_that_does_not_add_up(october: Cast) -> None:
    lin = of(compute(october), "林晓雯")

    with pytest.raises(IntegrityError), transaction.atomic():
        PayStatement.objects.filter(pk=lin.pk).update(total=lin.total + D(1))


def test_from_trial_to_frozen_by_two_people(october: Cast) -> None:
    run = compute(october)
    review_run(by=october.actor("finance"), at=AT, run=run.pk)
    ended = freeze_run(by=october.actor("cfo"), at=AT, run=run.pk)

    assert (ended.state, ended.frozen_by_id) == ("frozen", october.staff["cfo"])


def test_whoever_reviewed_does_not_freeze(october: Cast) -> None:
    run = compute(october)
    review_run(by=october.actor("cfo"), at=AT, run=run.pk)

    with pytest.raises(UnableTo, match="复核人不能自己冻结"):
        freeze_run(by=october.actor("cfo"), at=AT, run=run.pk)


def test_a_frozen_run_never_changes(october: Cast) -> None:
    run = frozen(october, PAY, OCTOBER_END)
    receive("S9", "2026-10-20", "50000")

    with pytest.raises(UnableTo, match="已冻结，不能重新核算"):
        compute(october)
    with pytest.raises(UnableTo, match="没有复核"):
        return_run(by=october.actor("cfo"), at=AT, run=run.pk, reason="试试")
    with pytest.raises(UnableTo, match="已不是试算状态"):
        review_run(by=october.actor("finance"), at=AT, run=run.pk)


def test_a_returned_run_is_computed_again(october: Cast) -> None:
    run = compute(october)
    review_run(by=october.actor("finance"), at=AT, run=run.pk)
    with pytest.raises(UnableTo, match="已复核，不能重新核算"):
        compute(october)

    return_run(by=october.actor("cfo"), at=AT, run=run.pk, reason="少了一笔回款")
    receive("S6", "2026-10-20", "50000")

    assert compute(october).revision == 2


def test_a_review_needs_whole_facts_and_says_what_is_missing(cast: Cast) -> None:
    enter_department(cast)
    run = compute(cast)

    with pytest.raises(UnableTo, match="林晓雯、孟凡、陈静缺少数据"):
        review_run(by=cast.actor("finance"), at=AT, run=run.pk)
    assert of(run, "林晓雯").total == D("4500.00")


def test_a_window_that_is_still_open_is_not_settled(october: Cast) -> None:
    with pytest.raises(UnableTo, match="2026-10-30 才结束"):
        compute_run(by=october.actor("finance"), at=OCTOBER_END - timedelta(days=3), pay_month=PAY)


def test_the_business_day_decides_whether_a_window_is_over(october: Cast) -> None:
    with pytest.raises(UnableTo, match="2026-10-30 才结束"):
        compute_run(
            by=october.actor("finance"), at=OCTOBER_END, on=date(2026, 10, 30), pay_month=PAY
        )


def test_months_are_settled_one_after_the_other(october: Cast) -> None:
    compute(october)
    later = OCTOBER_END + timedelta(days=60)

    with pytest.raises(UnableTo, match="2026年11月发放还没有冻结"):
        compute_run(by=october.actor("finance"), at=later, pay_month="2026-12")
    review_run(by=october.actor("finance"), at=AT, run=SettlementRun.objects.get().pk)
    freeze_run(by=october.actor("gm"), at=AT, run=SettlementRun.objects.get().pk)
    with pytest.raises(UnableTo, match="下一个是2026年12月发放"):
        compute_run(by=october.actor("finance"), at=later + timedelta(days=30), pay_month="2027-01")


@pytest.mark.parametrize("key", ["ka_rep", "ka_head", "gm_assistant", "admin"])
def test_others_neither_compute_nor_review_nor_freeze(october: Cast, key: str) -> None:
    run = compute(october)
    by = october.actor(key)

    with pytest.raises(PermissionDenied):
        compute_run(by=by, at=AT, pay_month=PAY)
    with pytest.raises(PermissionDenied):
        review_run(by=by, at=AT, run=run.pk)
    with pytest.raises(PermissionDenied):
        freeze_run(by=by, at=AT, run=run.pk)


def test_who_sees_which_statements(october: Cast) -> None:
    compute(october)

    def seen(key: str) -> set[str]:
        rows = statements_visible_to(october.actor(key))
        return set(rows.values_list("name", flat=True))

    everybody = {"林晓雯", "孟凡", "陈静", "周建国"}
    assert seen("finance") == seen("gm") == seen("hr_admin") == seen("ka_head") == everybody
    assert seen("ka_rep") == {"林晓雯"}
    assert seen("product_rnd") == seen("admin") == set()
    assert not runs_visible_to(october.actor("ka_rep")).exists()


def test_an_open_objection_is_left_out_until_it_is_decided(october: Cast) -> None:
    from dakehu.conduct.models import ConductPoint

    ConductPoint.objects.update(state="objected")

    assert of(compute(october), "林晓雯").score == D("89.00")


def test_what_a_run_lacks_is_told_anew_though_its_figures_stay(october: Cast) -> None:
    """Shares that do not add up are left out, so that the facts are the same: no review yet."""
    first = compute(october)
    half = ProjectShare.objects.create(
        project_name="二期",
        staff_id=october.staff["ka_clerk"],
        rate=D("0.5"),
        entered_at=OCTOBER_END,
    )

    second = compute(october)
    with pytest.raises(UnableTo, match="提成分成"):
        review_run(by=october.actor("finance"), at=OCTOBER_END, run=second.pk)
    half.delete()
    third = compute(october)

    assert [len(one.told["gaps"]) for one in (first, second, third)] == [0, 1, 0]
    assert third.total == first.total
