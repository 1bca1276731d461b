"""`dakehu pay verify`: every stored settlement computed again."""

from decimal import Decimal

import pytest

from dakehu.pay.models import PayStatement, SettlementRun
from dakehu.pay.services.runs import compute_run
from tests.cast import Cast
from tests.cli.running import Run
from tests.organization.conftest import cast
from tests.pay.months import OCTOBER_END, appraise, enter_department, receive

__all__ = ["cast"]


@pytest.fixture
def settled(cast: Cast) -> SettlementRun:
    enter_department(cast)
    appraise(cast, "2026-10")
    receive("S1", "2026-10-08", "600000")
    return compute_run(by=cast.actor("finance"), at=OCTOBER_END, pay_month="2026-11")


def test_a_run_that_is_as_it_was_computed_is_whole(settled: SettlementRun, dakehu: Run) -> None:
    done = dakehu("pay", "verify")

    assert done.status == 0
    assert "2026-11 发放：4 人，与重算一致" in done.out
    assert "每一个数和每一步依据都一致" in done.out


def test_a_changed_statement_is_found_and_named(settled: SettlementRun, dakehu: Run) -> None:
    lin = PayStatement.objects.get(run=settled, name="林晓雯")
    PayStatement.objects.filter(pk=lin.pk).update(
        total=lin.total + Decimal(1), basic_wage=lin.basic_wage + Decimal(1)
    )

    done = dakehu("pay", "verify")
    told = dakehu("pay", "verify", "--json")

    assert done.status == told.status == 1
    assert f"1 人与重算不同，工号 {lin.number}" in done.err
    assert told.json == {
        "is_whole": False,
        "runs": [{"pay_month": "2026-11", "people": 4, "differing": [lin.number], "problem": ""}],
    }


def test_facts_that_cannot_be_read_are_told(settled: SettlementRun, dakehu: Run) -> None:
    SettlementRun.objects.filter(pk=settled.pk).update(facts=b"nothing")

    done = dakehu("pay", "verify")

    assert done.status == 1
    assert "2026-11 发放：无法重算" in done.err


def test_without_any_run_nothing_is_wrong(db: None, dakehu: Run) -> None:
    assert dakehu("pay", "verify").status == 0
