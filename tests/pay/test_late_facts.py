"""What becomes known after a month was frozen reaches the next run, once."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from dakehu.pay.models import PayStatement, SettledCorrection, SettlementRun
from dakehu.pay.queries.runs import differing, kept_of, replayed
from dakehu.pay.services.runs import compute_run
from dakehu.receipts.models import Receipt
from dakehu.receipts.services import void_receipt
from dakehu.rewards.services.carries import enter_carries
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
