"""The sheets of a month held against each other: facts, faults with tab and row, warnings."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dakehu.kit.sheets import SheetRow
from dakehu.pay.settling.facts import Told, earns_commission, facts_of
from dakehu.policy.book import Rulebook
from dakehu.policy.loading.files import load_book
from dakehu.policy.periods import Month
from dakehu.rules.month_facts import MonthFacts
from dakehu.rules.settling import axes_of

D = Decimal
LIN = {
    "number": "1001",
    "name": "林晓雯",
    "unit": "大客户部",
    "position": "大客户员",
    "scheme": "sales",
    "basic_wage": D(4500),
    "performance_base": D(3000),
}
CHEN = {**LIN, "number": "1003", "name": "陈静", "position": "大客户内勤", "scheme": "clerk"}
GOAL = {"subject": "1001", "month": "2026-10", "base": D(1000000)}
SALES_SCORE = {"number": "1001", "month": "2026-10", "ability": D(17), "attitude": D(18)}
CLERK_SCORE = {
    **{"number": "1003", "month": "2026-10", "workload": D(18), "clerk_attitude": D(27)},
    **{"clerk_ability": D(34), "effect": D(9)},
}
MONEY = {
    "number": "S1",
    "arrived_on": date(2026, 10, 8),
    "verified_on": date(2026, 10, 9),
    "customer": "华岳重工",
    "project": "二期",
    "amount": D(100000),
    "staff": "林晓雯",
}


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return load_book().on(date(2026, 10, 31))


def read(rules: Rulebook, **more: list[dict[str, Any]]) -> tuple[MonthFacts, Told]:
    """Facts of good sheets, with some of them replaced."""
    good: dict[str, list[dict[str, Any]]] = {
        "staff": [LIN, CHEN],
        "targets": [GOAL],
        "scores": [SALES_SCORE, CLERK_SCORE],
        "receipts": [MONEY],
    }
    rows = {
        code: [SheetRow(number, values) for number, values in enumerate(given, start=2)]
        for code, given in {**good, **more}.items()
    }
    return facts_of(rules, axes_of(rules, Month(2026, 11)), rows)


def faults(told: Told) -> list[tuple[str, int, str]]:
    return [(tab, fault.row, fault.column) for tab, fault in told.faults]


def test_good_sheets_are_the_facts(rules: Rulebook) -> None:
    facts, told = read(rules)

    assert not told.faults
    assert not told.warnings
    assert [person.id for person in facts.people] == ["1001", "1003"]
    assert facts.ratings[1].items == {
        **{"workload": D(18), "attitude": D(27), "ability": D(34), "effect": D(9)}
    }
    assert facts.receipts[0].person == "1001"


@pytest.mark.parametrize(
    "sheet, rows, where",
    [
        ("staff", [{**LIN, "scheme": None}, CHEN], ("staff", 2, "scheme")),
        ("staff", [LIN, {**CHEN, "basic_wage": None}], ("staff", 3, "basic_wage")),
        ("staff", [], ("staff", 0, "")),
        ("targets", [{**GOAL, "subject": "9999"}, GOAL], ("targets", 2, "subject")),
        ("targets", [GOAL, GOAL], ("targets", 3, "subject")),
        ("targets", [{**GOAL, "challenge": D(1000000)}], ("targets", 2, "challenge")),
        ("targets", [{**GOAL, "metric": "contracts"}], ("targets", 2, "actual")),
        ("targets", [], ("staff", 2, "")),
        ("scores", [{**SALES_SCORE, "number": "1009"}, SALES_SCORE], ("scores", 2, "number")),
        ("scores", [{**SALES_SCORE, "ability": D("20.5")}], ("scores", 2, "ability")),
        ("scores", [{**SALES_SCORE, "attitude": None}], ("scores", 2, "")),
        ("scores", [{**SALES_SCORE, "name": "林小雯"}], ("scores", 2, "name")),
        ("scores", [SALES_SCORE], ("staff", 3, "")),
        (
            "points",
            [{"number": "77", "on": date(2026, 10, 9), "points": D(1), "reason": "迟到"}],
            ("points", 2, "number"),
        ),
        (
            "shares",
            [{"project": "一期", "number": "1001", "rate": D("0.6")}],
            ("shares", 2, "rate"),
        ),
        ("carries", [{"number": "1001", "amount": D(5)}], ("carries", 2, "amount")),
        ("receipts", [{**MONEY, "verified_on": date(2026, 10, 7)}], ("receipts", 2, "verified_on")),
        ("receipts", [{**MONEY, "amount": D(0)}], ("receipts", 2, "amount")),
    ],
)
def test_what_is_wrong_is_told_with_tab_and_row(
    rules: Rulebook, sheet: str, rows: list[dict[str, Any]], where: tuple[str, int, str]
) -> None:
    _facts, told = read(rules, **{sheet: rows})

    assert where in faults(told)


def test_a_name_that_two_people_bear_needs_the_number(rules: Rulebook) -> None:
    _facts, told = read(rules, staff=[LIN, {**CHEN, "name": "林晓雯"}])

    assert ("receipts", 2, "staff") in faults(told)


def test_a_seller_who_is_not_among_the_people_is_a_warning(rules: Rulebook) -> None:
    facts, told = read(rules, receipts=[{**MONEY, "staff": "某人"}])

    assert not told.faults
    assert [(tab, one.row, one.is_notice) for tab, one in told.warnings] == [("receipts", 2, True)]
    assert facts.receipts[0].person == ""


def test_whoever_sold_a_shared_project_is_no_matter(rules: Rulebook) -> None:
    facts, told = read(
        rules,
        receipts=[{**MONEY, "staff": "某人"}],
        shares=[{"project": "二期", "number": "1001", "rate": D(1)}],
    )

    assert not told.warnings
    assert facts.receipts[0].person == ""


def test_probation_without_a_score_is_a_warning_only(rules: Rulebook) -> None:
    new = {**LIN, "number": "1005", "name": "新人", "on_probation": True}
    _facts, told = read(rules, staff=[LIN, CHEN, new])

    assert not told.faults
    assert "新人没有 2026-10 的评分和目标" in told.warnings[0][1].message


def test_somebody_without_performance_pay_needs_no_score(rules: Rulebook) -> None:
    _facts, told = read(
        rules, staff=[{**LIN, "performance_base": D(0)}, CHEN], scores=[CLERK_SCORE]
    )

    assert not told.faults


def test_points_shares_and_balances_are_taken(rules: Rulebook) -> None:
    facts, told = read(
        rules,
        points=[{"number": "1001", "on": date(2026, 10, 9), "points": D(2), "reason": "迟到"}],
        shares=[
            {"project": "一期", "number": "1001", "rate": D("0.6")},
            {"project": "一期", "number": "1003", "rate": D("0.4")},
        ],
        carries=[{"number": "1001", "amount": D("-300")}],
    )

    assert not told.faults
    assert facts.penalties[0].points == 2
    assert [one.share for one in facts.shares] == [D("0.6"), D("0.4")]
    assert facts.carries == {"1001": D("-300")}


@pytest.mark.parametrize(
    "position, is_earning",
    [
        ("大客户员", True),
        ("业务主管", True),
        ("", True),
        ("大客户经理", True),
        ("大客户部经理", False),
        ("市场总监", False),
    ],
)
def test_heads_earn_by_a_share_alone(position: str, is_earning: bool) -> None:
    assert earns_commission("sales", position) is is_earning
    assert not earns_commission("clerk", position)
