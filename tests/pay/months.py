"""A small department's October for the tests of settlement runs, entered through the services."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from dakehu.conduct.services import record_points
from dakehu.kit.actors import system
from dakehu.kit.sheets import SheetRow
from dakehu.organization.models import Staff
from dakehu.pay.models import SettlementRun
from dakehu.pay.services.roll import enter_roll
from dakehu.pay.services.runs import compute_run, freeze_run, review_run
from dakehu.performance.services import score_people
from dakehu.receipts.services import enter_receipts
from dakehu.rewards.services.shares import enter_shares
from dakehu.rulebook.services.versions import publish_shipped
from dakehu.targets.services import set_targets
from tests.cast import AT, Cast

BY = system("tests")
D = Decimal
SEPTEMBER_END = datetime(2026, 10, 2, 1, 0, tzinfo=UTC)
OCTOBER_END = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
"""When the runs of the pay months October and November are computed."""

PAID = {
    "ka_rep": ("sales", 4500, 3000),
    "ka_rep_2": ("sales", 4200, 3000),
    "ka_clerk": ("clerk", 4000, 1000),
    "ka_head": ("sales", 8000, 0),
}


def number_of(cast: Cast, key: str) -> str:
    return Staff.objects.get(pk=cast.staff[key]).number


def rows(*given: Mapping[str, Any]) -> list[SheetRow]:
    return [SheetRow(place, dict(one)) for place, one in enumerate(given, start=2)]


def enter_department(cast: Cast) -> None:
    """Policies, pay terms of four people, shares of one project."""
    publish_shipped(by=BY, at=AT)
    enter_roll(
        by=BY,
        at=SEPTEMBER_END,
        on=date(2026, 1, 1),
        rows=rows(
            *(
                {
                    "number": number_of(cast, key),
                    "name": Staff.objects.get(pk=cast.staff[key]).name,
                    "scheme": scheme,
                    "basic_wage": D(wage),
                    "performance_base": D(base),
                    "on_probation": False,
                    "since": None,
                }
                for key, (scheme, wage, base) in PAID.items()
            )
        ),
    )
    enter_shares(
        by=BY,
        at=SEPTEMBER_END,
        on=date(2026, 9, 1),
        rows=rows(
            {"project": "样板段", "number": number_of(cast, "ka_rep"), "rate": D("0.6")},
            {"project": "样板段", "number": number_of(cast, "ka_clerk"), "rate": D("0.4")},
        ),
    )


def appraise(cast: Cast, month: str, at: datetime = OCTOBER_END) -> None:
    """Targets and scores of a month: 林晓雯 900,000 of 1,000,000, the department over."""
    rep, second, clerk = (number_of(cast, one) for one in ("ka_rep", "ka_rep_2", "ka_clerk"))
    aims = ((rep, 1_000_000, 900_000), (second, 800_000, 400_000))
    set_targets(
        by=BY,
        at=at,
        on=date.fromisoformat(f"{month}-01"),
        rows=rows(
            *(
                {
                    "subject": who,
                    "month": month,
                    "metric": "receipts",
                    "base": D(base),
                    "challenge": None,
                    "actual": D(actual),
                }
                for who, base, actual in aims
            ),
            {
                "subject": "大客户部",
                "month": month,
                "metric": "receipts",
                "base": D(1_000_000),
                "challenge": D(1_200_000),
                "actual": D(1_300_000),
            },
        ),
    )
    score_people(
        by=BY,
        at=at,
        rows=rows(
            {"number": rep, "month": month, "ability": D(17), "attitude": D(18)},
            {"number": second, "month": month, "ability": D(15), "attitude": D(16)},
            {
                "number": clerk,
                "month": month,
                "workload": D(18),
                "clerk_attitude": D(27),
                "clerk_ability": D(34),
                "effect": D(9),
            },
        ),
    )
    record_points(
        by=BY,
        at=at,
        rows=rows(
            {
                "number": rep,
                "on": date.fromisoformat(f"{month}-12"),
                "points": D(1),
                "reason": "周例会迟到",
                "evidence": "签到表",
            },
        ),
    )


def receive(
    number: str,
    day: str,
    amount: str,
    *,
    staff: str = "林晓雯",
    project: str = "二期",
    at: datetime = OCTOBER_END,
    verified: str | None = None,
) -> None:
    """One verified receipt, or what is now known of it."""
    on = date.fromisoformat(day)
    enter_receipts(
        by=BY,
        at=at,
        rows=rows(
            {
                "number": number,
                "arrived_on": on,
                "verified_on": date.fromisoformat(verified) if verified else on,
                "customer": "华岳重工",
                "project": project,
                "amount": D(amount),
                "method": "wire",
                "summary": "",
                "staff": staff,
            }
        ),
    )


def frozen(cast: Cast, pay_month: str, at: datetime) -> SettlementRun:
    """A run through all its states by two people."""
    run = compute_run(by=cast.actor("finance"), at=at, pay_month=pay_month)
    review_run(by=cast.actor("finance"), at=at, run=run.pk)
    return freeze_run(by=cast.actor("cfo"), at=at, run=run.pk)
