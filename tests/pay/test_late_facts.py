"""What becomes known after a month was frozen reaches the next run, once."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from dakehu.pay.models import PayStatement, PayTerms, SettledCorrection, SettlementRun
from dakehu.pay.queries.runs import differing, kept_of, replayed
from dakehu.pay.services.runs import compute_run
from dakehu.receipts.models import Receipt
from dakehu.receipts.services import void_receipt
from dakehu.rewards.services.carries import enter_carries
from dakehu.rewards.services.shares import enter_shares
from dakehu.targets.services import set_targets
from tests.cast import Cast
from tests.pay.months import (
    BY,
    OCTOBER_END,
    SEPTEMBER_END,
    appraise,
    enter_department,
    frozen,
    number_of,
    receive,
    rows,
)

D = Decimal
NOVEMBER_END = datetime(2026, 12, 2, 1, 0, tzinfo=UTC)
AFTER = OCTOBER_END - timedelta(days=5)
"""A moment between the two runs."""


@pytest.fixture
def september(cast: Cast) -> Cast:
    """The pay month October is frozen: 林晓雯 had 100,000.00 and an unassigned 40,000.00."""
    enter_department(cast)
    appraise(cast, "2026-09", at=SEPTEMBER_END)
    receive("S1", "2026-09-08", "100000", at=SEPTEMBER_END)
    receive("S2", "2026-09-09", "40000", project="", at=SEPTEMBER_END)
    frozen(cast, "2026-10", SEPTEMBER_END)
    appraise(cast, "2026-10")
    return cast


def october(cast: Cast) -> SettlementRun:
    return compute_run(by=cast.actor("finance"), at=OCTOBER_END, pay_month="2026-11")


def lin(run: SettlementRun) -> PayStatement:
    return PayStatement.objects.get(run=run, name="林晓雯")


def test_nothing_late_takes_nothing_in(september: Cast) -> None:
    receive("S3", "2026-10-08", "50000")

    run = october(september)

    assert (lin(run).commission, lin(run).correction) == (D("1000.00"), D("0"))
    assert kept_of(run).facts.late == ()


def test_a_receipt_that_gets_its_project_late_earns_in_the_next_run(september: Cast) -> None:
    """A-114."""
    receive("S2", "2026-09-09", "40000", project="二期", at=AFTER)

    run = october(september)

    assert lin(run).commission == D("800.00")
    assert differing(run, replayed(run)) == []


def test_a_receipt_entered_late_for_a_settled_window_earns_in_the_next_run(
    september: Cast,
) -> None:
    receive("S4", "2026-09-20", "70000", at=AFTER)

    assert lin(october(september)).commission == D("1400.00")


def test_what_was_settled_and_is_void_is_set_off_and_the_rest_carried_on(september: Cast) -> None:
    pk = Receipt.objects.get(number="S1").pk
    void_receipt(by=BY, at=AFTER, receipt=pk, reason="登记错误")
    receive("S3", "2026-10-08", "50000")

    run = october(september)

    assert (lin(run).commission, lin(run).carry_out) == (D("0.00"), D("-1000.00"))


def test_a_receipt_that_moved_into_the_open_window_counts_once(september: Cast) -> None:
    """It was settled, so it is set off, and it earns where it belongs now: together nothing."""
    receive("S1", "2026-09-08", "100000", verified="2026-10-08", at=AFTER)

    assert lin(october(september)).commission == D("0.00")


def test_a_corrected_amount_brings_the_difference_alone(september: Cast) -> None:
    receive("S1", "2026-09-08", "130000", at=AFTER)

    assert lin(october(september)).commission == D("600.00")


def test_what_came_late_is_not_taken_in_twice(september: Cast) -> None:
    receive("S2", "2026-09-09", "40000", project="二期", at=AFTER)
    frozen(september, "2026-11", OCTOBER_END)
    appraise(september, "2026-11", at=NOVEMBER_END)

    run = compute_run(by=september.actor("finance"), at=NOVEMBER_END, pay_month="2026-12")

    assert lin(run).commission == D("0.00")
    assert kept_of(run).facts.late == ()


def test_the_carry_over_comes_from_the_last_run_and_not_from_the_opening(september: Cast) -> None:
    enter_carries(
        by=BY,
        at=AFTER,
        on=date(2026, 10, 1),
        rows=rows({"number": number_of(september, "ka_rep"), "amount": D("-500")}),
    )
    receive("S3", "2026-10-08", "50000")

    assert lin(october(september)).commission == D("1000.00")


def test_the_opening_balance_counts_in_the_first_run(cast: Cast) -> None:
    enter_department(cast)
    appraise(cast, "2026-10")
    enter_carries(
        by=BY,
        at=AFTER,
        on=date(2026, 10, 1),
        rows=rows({"number": number_of(cast, "ka_rep"), "amount": D("-500")}),
    )
    receive("S3", "2026-10-08", "50000")

    run = october(cast)

    assert (lin(run).carry_in, lin(run).commission) == (D("-500.00"), D("500.00"))


def raise_actual(cast: Cast, actual: int) -> None:
    """What 林晓雯 reached in September turns out to be another amount."""
    set_targets(
        by=BY,
        at=AFTER,
        on=date(2026, 9, 1),
        rows=rows(
            {
                "subject": number_of(cast, "ka_rep"),
                "month": "2026-09",
                "metric": "receipts",
                "base": D(1_000_000),
                "challenge": None,
                "actual": D(actual),
            }
        ),
    )


def test_a_corrected_appraisal_is_paid_afterwards_and_names_its_month(september: Cast) -> None:
    """60 points instead of 54: 94 points, factor 1, 3,000 + 150 instead of 2,640 + 132."""
    raise_actual(september, 1_000_000)

    run = october(september)

    assert lin(run).correction == D("378.00")
    (owed,) = kept_of(run).facts.corrections
    assert (str(owed.month), owed.part, owed.paid, owed.due) == (
        *("2026-09", "performance_pay"),
        *(D("2772.00"), D("3150.00")),
    )
    assert differing(run, replayed(run)) == []


def test_a_correction_is_paid_once(september: Cast) -> None:
    raise_actual(september, 1_000_000)
    frozen(september, "2026-11", OCTOBER_END)
    assert SettledCorrection.objects.count() == 1
    appraise(september, "2026-11", at=NOVEMBER_END)

    run = compute_run(by=september.actor("finance"), at=NOVEMBER_END, pay_month="2026-12")

    assert lin(run).correction == D("0.00")


def test_what_was_paid_too_much_is_told_and_never_taken_back(september: Cast) -> None:
    """G-01: no deduction from wage or performance pay by the program itself."""
    raise_actual(september, 500_000)

    run = october(september)

    assert lin(run).correction == D("0.00")
    assert [one[0] for one in run.told["warnings"]] == ["林晓雯"]
    assert "已核算的不自动扣回" in run.told["warnings"][0][2]


def shared_out(cast: Cast, project: str, **parts: str) -> None:
    enter_shares(
        by=BY,
        at=AFTER,
        on=date(2026, 10, 1),
        rows=rows(
            *(
                {"project": project, "number": number_of(cast, who), "rate": D(part)}
                for who, part in parts.items()
            )
        ),
    )


def of(run: SettlementRun, name: str) -> PayStatement:
    return PayStatement.objects.get(run=run, name=name)


@pytest.fixture
def shared(cast: Cast) -> Cast:
    """The pay month October is frozen: 样板段 paid 1,200.00 to 林晓雯 and 800.00 to 陈静."""
    enter_department(cast)
    appraise(cast, "2026-09", at=SEPTEMBER_END)
    receive("S1", "2026-09-08", "100000", project="样板段", at=SEPTEMBER_END)
    receive("S2", "2026-09-09", "50000", at=SEPTEMBER_END)
    frozen(cast, "2026-10", SEPTEMBER_END)
    appraise(cast, "2026-10")
    return cast


def test_what_was_paid_is_set_off_by_the_shares_of_then(shared: Cast) -> None:
    """A-33: a share that changes later moves no old money."""
    shared_out(shared, "样板段", ka_rep="0.1", ka_clerk="0.9")
    void_receipt(by=BY, at=AFTER, receipt=Receipt.objects.get(number="S1").pk, reason="登记错误")

    run = october(shared)

    assert of(run, "林晓雯").carry_out == D("-1200.00")
    assert of(run, "陈静").carry_out == D("-800.00")
    assert differing(run, replayed(run)) == []


def test_money_that_was_paid_to_the_seller_is_set_off_there(shared: Cast) -> None:
    shared_out(shared, "二期", ka_clerk="1")
    void_receipt(by=BY, at=AFTER, receipt=Receipt.objects.get(number="S2").pk, reason="登记错误")

    run = october(shared)

    assert of(run, "林晓雯").carry_out == D("-1000.00")
    assert of(run, "陈静").carry_out == D("0.00")


def test_new_shares_move_no_money_that_stands(shared: Cast) -> None:
    shared_out(shared, "样板段", ka_rep="0.1", ka_clerk="0.9")
    receive("S1", "2026-09-08", "120000", project="样板段", at=AFTER)

    run = october(shared)

    assert (of(run, "林晓雯").commission, of(run, "陈静").commission) == (D("240.00"), D("160.00"))


def test_a_receipt_that_earned_for_nobody_earns_once_its_shares_are_entered(cast: Cast) -> None:
    enter_department(cast)
    appraise(cast, "2026-09", at=SEPTEMBER_END)
    receive("S1", "2026-09-08", "100000", staff="周建国", project="三期", at=SEPTEMBER_END)
    frozen(cast, "2026-10", SEPTEMBER_END)
    appraise(cast, "2026-10")
    assert kept_of(october(cast)).facts.late == ()

    shared_out(cast, "三期", ka_head="0.25", ka_rep="0.75")
    frozen(cast, "2026-11", OCTOBER_END)
    run = SettlementRun.objects.get(pay_month="2026-11")

    assert (of(run, "周建国").commission, of(run, "林晓雯").commission) == (D("500"), D("1500"))
    appraise(cast, "2026-11", at=NOVEMBER_END)
    later = compute_run(by=cast.actor("finance"), at=NOVEMBER_END, pay_month="2026-12")
    assert kept_of(later).facts.late == ()


def test_a_receipt_of_somebody_without_pay_terms_earns_once_they_are_entered(cast: Cast) -> None:
    enter_department(cast)
    number = number_of(cast, "ka_rep_2")
    terms = PayTerms.objects.get(staff__number=number)
    PayTerms.objects.filter(pk=terms.pk).delete()
    appraise(cast, "2026-09", at=SEPTEMBER_END)
    receive("S1", "2026-09-08", "100000", staff="孟凡", at=SEPTEMBER_END)
    frozen(cast, "2026-10", SEPTEMBER_END)
    appraise(cast, "2026-10")
    terms.pk, terms.entered_at = None, AFTER
    terms.save(force_insert=True)

    run = october(cast)

    assert of(run, "孟凡").commission == D("2000.00")
