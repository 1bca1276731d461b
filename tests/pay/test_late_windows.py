"""Each receipt counts once whatever becomes of windows, days and months that are settled."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from dakehu.pay.models import PayStatement, PayTerms, SettlementRun
from dakehu.pay.queries.runs import differing, replayed
from dakehu.pay.services.roll import enter_roll, undo_roll
from dakehu.pay.services.runs import compute_run
from dakehu.rulebook.services.versions import publish_version
from dakehu.targets.models import Target
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
from tests.rulebook.conftest import next_version, parameter

D = Decimal
NOVEMBER_END = datetime(2026, 12, 2, 1, 0, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
HOURS = timedelta(hours=5)
ENDS = {"2026-09": SEPTEMBER_END, "2026-10": OCTOBER_END, "2026-11": NOVEMBER_END}


@pytest.fixture
def department(cast: Cast) -> Cast:
    """Pay terms that were entered long before any run."""
    enter_department(cast)
    PayTerms.objects.update(entered_at=LONG_AGO)
    return cast


def lin(run: SettlementRun) -> PayStatement:
    return PayStatement.objects.get(run=run, name="林晓雯")


def settled(cast: Cast, month: str, *days: int) -> SettlementRun:
    """A month with 100,000.00 on each of some days, known hours before, through all its states."""
    appraise(cast, month, at=ENDS[month])
    for day in days:
        receive(f"{month}-{day}", f"{month}-{day:02d}", "100000", at=ENDS[month] - HOURS)
    following = f"2026-{int(month[5:]) + 1:02d}"
    return frozen(cast, following, ENDS[month])


def window_ends_on(day: int, since: str) -> None:
    """A new version of the sales policy with another end of the window."""
    content = next_version("SA", since)
    parameter(content, "commission.window_end")["value"] = str(day)
    publish_version(by=BY, at=SEPTEMBER_END, content=content)


@pytest.mark.parametrize(
    "before, after", [(30, 25), (25, 31), (30, 31), (31, 1)], ids=lambda day: f"day {day}"
)
def test_a_moved_end_of_the_window_counts_each_receipt_once(
    department: Cast, before: int, after: int
) -> None:
    """A-31: ten receipts of 100,000.00 are worth 20,000.00, wherever the window begins."""
    if before != 30:
        window_ends_on(before, "2026-08-01")
    runs = [settled(department, "2026-09", 1, 5, 25, 26, 30)]
    window_ends_on(after, "2026-10-01")
    runs.append(settled(department, "2026-10", 1, 25, 28, 31))
    runs.append(settled(department, "2026-11", 1))

    last = runs[-1].window_to
    assert last.month == 11
    assert sum(lin(run).commission for run in runs) + lin(runs[-1]).carry_out == D("20000.00")
    assert all(differing(run, replayed(run)) == [] for run in runs)


def counted_from_receipts(cast: Cast, *months: str) -> None:
    """林晓雯 reaches what was received in these months, of a target of 1,000,000.00."""
    Target.objects.filter(month__in=months, staff=cast.staff["ka_rep"]).update(actual=None)


@pytest.fixture
def october(department: Cast) -> Cast:
    """October is frozen with 900,000.00 received: 54 points for results, 88 in all."""
    appraise(department, "2026-10")
    counted_from_receipts(department, "2026-10")
    receive("S1", "2026-10-08", "900000", at=OCTOBER_END - HOURS)
    frozen(department, "2026-11", OCTOBER_END)
    appraise(department, "2026-11", at=NOVEMBER_END)
    return department


def november(cast: Cast) -> SettlementRun:
    return compute_run(by=cast.actor("finance"), at=NOVEMBER_END, pay_month="2026-12")


def test_a_receipt_of_the_31st_that_comes_late_corrects_the_month_of_its_attainment(
    october: Cast,
) -> None:
    """A-30: it earns in the window that is open, and counts for October: 60 points, not 54."""
    receive("S31", "2026-10-31", "100000", at=OCTOBER_END + HOURS)

    run = november(october)

    assert (lin(run).correction, lin(run).commission) == (D("378.00"), D("2000.00"))


def test_a_late_receipt_without_a_project_corrects_the_month_of_its_attainment(
    october: Cast,
) -> None:
    """It earns nothing yet (A-114) and yet was received."""
    receive("S2", "2026-10-20", "100000", project="", at=OCTOBER_END + HOURS)

    run = november(october)

    assert (lin(run).correction, lin(run).commission) == (D("378.00"), D("0.00"))


def test_a_receipt_that_moves_between_settled_months_corrects_both(department: Cast) -> None:
    """October gains 100,000.00 and is paid, September loses as much and is told (G-01)."""
    appraise(department, "2026-09", at=SEPTEMBER_END)
    counted_from_receipts(department, "2026-09")
    receive("S1", "2026-09-08", "900000", at=SEPTEMBER_END - HOURS)
    receive("S2", "2026-09-09", "100000", at=SEPTEMBER_END - HOURS)
    frozen(department, "2026-10", SEPTEMBER_END)
    appraise(department, "2026-10")
    counted_from_receipts(department, "2026-10")
    receive("S3", "2026-10-08", "900000", at=OCTOBER_END - HOURS)
    frozen(department, "2026-11", OCTOBER_END)
    appraise(department, "2026-11", at=NOVEMBER_END)
    receive("S2", "2026-09-09", "100000", verified="2026-10-09", at=OCTOBER_END + HOURS)

    run = november(department)

    assert (lin(run).correction, lin(run).commission) == (D("378.00"), D("0.00"))
    assert ["2026年9月的绩效工资" in one[1] for one in run.told["warnings"]] == [True]


def test_terms_that_an_undone_import_gives_back_are_paid_afterwards(department: Cast) -> None:
    number = number_of(department, "ka_rep")
    given = {
        **{"number": number, "name": "林晓雯", "scheme": "sales", "on_probation": False},
        **{"basic_wage": D(4000), "performance_base": D(3000), "since": "2026-10"},
    }
    written = enter_roll(by=BY, at=OCTOBER_END - HOURS, on=date(2026, 11, 1), rows=rows(given))
    settled(department, "2026-10")
    undo_roll(by=BY, at=OCTOBER_END + HOURS, written=written)
    appraise(department, "2026-11", at=NOVEMBER_END)

    assert lin(november(department)).correction == D("500.00")
