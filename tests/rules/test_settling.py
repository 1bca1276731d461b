"""A month's settlement: the single rules put together for everybody at once."""

from datetime import date
from decimal import Decimal

import pytest

from dakehu.policy.book import Book, Rulebook
from dakehu.policy.figures import nodes_of
from dakehu.policy.periods import Month
from dakehu.rules.month_facts import (
    Goal,
    Money,
    MonthFacts,
    Penalty,
    Person,
    Rating,
    Share,
)
from dakehu.rules.settling import Settlement, Statement, axes_of, settle

D = Decimal
PAY = Month(2026, 11)
OCTOBER = Month(2026, 10)

LIN = Person("1001", "林晓雯", "大客户部", "sales", D(4500), D(3000), "大客户员")
HE = Person("1002", "何川", "大客户部", "sales", D(4500), D(3000), "大客户员")
CHEN = Person("1003", "陈静", "大客户部", "clerk", D(4000), D(1000), "内勤", earns_commission=False)


@pytest.fixture(scope="module")
def rules(book: Book) -> Rulebook:
    """The policies in force at the end of the appraisal month."""
    return book.on(date(2026, 10, 31))


def goal(subject: str, target: int, *, challenge: int | None = None, actual: int | None = None):
    return Goal(
        subject,
        OCTOBER,
        D(target),
        None if challenge is None else D(challenge),
        None if actual is None else D(actual),
    )


def sales_rating(person: str, ability: int = 17, attitude: int = 18, month: Month = OCTOBER):
    return Rating(person, month, {"ability": D(ability), "attitude": D(attitude)})


def clerk_rating(person: str):
    items = {"workload": D(18), "attitude": D(27), "ability": D(34), "effect": D(9)}
    return Rating(person, OCTOBER, items)


def money(serial: str, day: str, amount: str, person: str = "1001", project: str = "二期"):
    on = date.fromisoformat(day)
    return Money(serial, on, on, "华岳重工", D(amount), project, person, "电汇")


def facts(**more) -> MonthFacts:
    base = {
        "people": [LIN, CHEN],
        "goals": [goal("1001", 1_000_000, actual=900_000)],
        "ratings": [sales_rating("1001"), clerk_rating("1003")],
    }
    return MonthFacts(**{**base, **more})


def of(settled: Settlement, person: str) -> Statement:
    return next(one for one in settled.statements if one.person.id == person)


def codes(statement: Statement) -> set[str]:
    return {notice.code for notice in statement.notices}


def test_the_three_axes_of_a_pay_month(rules: Rulebook) -> None:
    axes = axes_of(rules, PAY)

    assert axes.appraisal_month == OCTOBER
    assert (axes.window.from_, axes.window.to) == (date(2026, 10, 1), date(2026, 10, 30))


def test_a_statement_holds_wage_performance_pay_and_commission(rules: Rulebook) -> None:
    """88 points after one deduction, challenge reached: 2,640 + 132, as in S4-6.13."""
    settled = settle(
        rules,
        PAY,
        facts(
            goals=[
                goal("1001", 1_000_000, actual=900_000),
                goal("大客户部", 8_000_000, challenge=9_600_000, actual=9_700_000),
            ],
            penalties=[Penalty("1001", date(2026, 10, 12), D(1), "周例会迟到", "签到表")],
            receipts=[money("S1", "2026-10-08", "600000"), money("S2", "2026-10-30", "300000")],
        ),
    )

    lin = of(settled, "1001")
    assert lin.score is not None
    assert lin.score.score.value == D("88.00")
    assert lin.performance is not None
    assert lin.performance.pay.value == D("2640.00")
    assert lin.performance.extra.value == D("132.00")
    assert lin.commission.value == D("18000.00")
    assert lin.pay.total.value == D("25272.00")
    chen = of(settled, "1003")
    assert chen.performance is not None
    assert chen.performance.total.value == D("924.00")
    assert settled.total == D("25272.00") + D("4924.00")


def test_every_figure_of_a_statement_has_its_own_key_and_a_way_down(rules: Rulebook) -> None:
    shares = [Share("一期", "1001", D("0.6")), Share("一期", "1003", D("0.4"))]
    settled = settle(
        rules,
        PAY,
        facts(
            shares=shares,
            receipts=[
                money("S1", "2026-10-08", "600000", project="一期"),
                money("S2", "2026-10-09", "1"),
            ],
        ),
    )

    lin = of(settled, "1001")
    nodes = nodes_of([lin.pay.total, *lin.others])
    found = {node.key: node for node in nodes}
    seen: list[str] = []

    def walk(figure) -> None:
        assert found[figure.key] == figure
        seen.append(figure.key)
        for each in figure.inputs:
            walk(each)

    walk(lin.pay.total)
    assert {"score", "factor", "performance_total", "share_1", "earned_own", "amount"} <= set(seen)
    assert any("流水 S1" in node.label for node in nodes)


def test_the_31st_counts_for_the_month_s_target_and_for_the_next_window(rules: Rulebook) -> None:
    receipts = [money("S1", "2026-10-31", "500000"), money("S2", "2026-10-01", "100000")]
    settled = settle(rules, PAY, facts(goals=[goal("1001", 1_000_000)], receipts=receipts))

    lin = of(settled, "1001")
    assert lin.commission.value == D("2000.00")
    assert lin.score is not None
    assert lin.score.before.inputs[0].value == D("36.00")  # 60 × 600,000 ÷ 1,000,000


def test_a_shared_project_is_rounded_once_and_divided_to_the_fen(rules: Rulebook) -> None:
    shares = [Share("一期", one, D(s)) for one, s in (("1001", "0.3333"), ("1002", "0.6667"))]
    settled = settle(
        rules,
        PAY,
        facts(
            people=[LIN, HE],
            goals=[goal("1001", 1, actual=1), goal("1002", 1, actual=1)],
            ratings=[sales_rating("1001"), sales_rating("1002")],
            shares=shares,
            receipts=[money("S1", "2026-10-08", "100000.25", project="一期")],
        ),
    )

    parts = [one.commission.value for one in settled.statements]
    assert parts == [D("666.60"), D("1333.41")]
    assert sum(parts) == D("2000.01")


def test_own_receipts_are_summed_before_they_are_rounded(rules: Rulebook) -> None:
    """Three times 0.25 yuan: 0.75 × 2 % is 0.02, each alone would be 0.01."""
    receipts = [money(f"S{n}", "2026-10-08", "0.25", project=f"项目{n}") for n in range(3)]
    settled = settle(rules, PAY, facts(receipts=receipts))

    assert of(settled, "1001").commission.value == D("0.02")


def test_a_receipt_without_a_project_earns_nothing_until_it_has_one(rules: Rulebook) -> None:
    settled = settle(
        rules,
        PAY,
        facts(
            goals=[goal("1001", 1_000_000)],
            receipts=[money("S1", "2026-10-08", "400000", project="")],
        ),
    )

    lin = of(settled, "1001")
    assert lin.commission.value == 0
    assert [one.serial for one in settled.credited.unassigned] == ["S1"]
    assert lin.score is not None
    assert lin.score.before.inputs[0].value == D("24.00")  # the target counts all verified receipts


def test_a_clerk_earns_on_an_approved_share_alone(rules: Rulebook) -> None:
    receipts = [
        money("S1", "2026-10-08", "100000", person="1003", project="一期"),
        money("S2", "2026-10-08", "100000", person="1003", project="二期"),
    ]
    settled = settle(
        rules,
        PAY,
        facts(receipts=receipts, shares=[Share("一期", "1003", D(1))]),
    )

    assert of(settled, "1003").commission.value == D("2000.00")
    assert [one.serial for one in settled.credited.unearned] == ["S2"]


def test_refunds_are_carried_on_and_set_off_later(rules: Rulebook) -> None:
    first = settle(rules, PAY, facts(receipts=[money("S1", "2026-10-08", "-50000")]))
    lin = of(first, "1001")
    assert (lin.commission.value, lin.carry_out.value) == (D(0), D("-1000.00"))
    assert "carried_on" in codes(lin)

    later = settle(
        rules,
        PAY,
        facts(receipts=[money("S2", "2026-10-09", "80000")], carries={"1001": D("-1000")}),
    )
    assert of(later, "1001").commission.value == D("600.00")


def test_probation_is_scored_but_draws_no_performance_pay(rules: Rulebook) -> None:
    new = LIN._replace(on_probation=True)
    settled = settle(
        rules, PAY, facts(people=[new, CHEN], receipts=[money("S1", "2026-10-08", "10000")])
    )

    lin = of(settled, "1001")
    assert lin.score is not None
    assert lin.performance is None
    assert lin.pay.total.value == D("4700.00")
    assert "on_probation" in codes(lin)
    assert "score" in {node.key for node in nodes_of([lin.pay.total, *lin.others])}


def test_a_deduction_that_crosses_the_line_is_told(rules: Rulebook) -> None:
    """61.99 less 2 points: 59.99 is unqualified, and nothing is paid (A-39)."""
    settled = settle(
        rules,
        PAY,
        facts(
            goals=[goal("1001", 100, actual=45), goal("大客户部", 1, actual=1)],
            ratings=[
                Rating("1001", OCTOBER, {"ability": D("17"), "attitude": D("17.99")}),
                clerk_rating("1003"),
            ],
            penalties=[Penalty("1001", date(2026, 10, 26), D(2), "决议逾期")],
        ),
    )

    lin = of(settled, "1001")
    assert lin.score is not None
    assert lin.score.score.value == D("59.99")
    assert lin.performance is not None
    assert lin.performance.total.value == 0
    assert {"deduction_changed_band", "zero_pay_review"} <= codes(lin)


def test_points_of_another_month_do_not_count(rules: Rulebook) -> None:
    settled = settle(
        rules, PAY, facts(penalties=[Penalty("1001", date(2026, 11, 2), D(5), "迟到")])
    )

    lin = of(settled, "1001")
    assert lin.score is not None
    assert lin.score.deducted.value == 0


def test_somebody_gone_before_the_month_keeps_the_commission_alone(rules: Rulebook) -> None:
    gone = LIN._replace(left_on=date(2026, 9, 15))
    settled = settle(
        rules, PAY, facts(people=[gone, CHEN], receipts=[money("S1", "2026-10-08", "100000")])
    )

    lin = of(settled, "1001")
    assert (lin.basic_wage.value, lin.performance) == (D(0), None)
    assert lin.pay.total.value == D("2000.00")
    assert "leaver_commission" in codes(lin)


def test_pay_below_the_minimum_wage_is_told(rules: Rulebook) -> None:
    poor = LIN._replace(basic_wage=D(1500), performance_base=D(0))
    settled = settle(rules, PAY, facts(people=[poor, CHEN]), minimum_wage=D(2000))

    lin = of(settled, "1001")
    assert lin.pay.below_minimum.value == D("500.00")
    assert "below_minimum_wage" in codes(lin)


def test_the_gap_to_the_minimum_wage_stands_on_the_total_itself(rules: Rulebook) -> None:
    lin = of(settle(rules, PAY, facts(), minimum_wage=D(2000)), "1001")

    assert lin.pay.below_minimum.inputs[1] == lin.pay.total
    assert "total" not in {node.key for node in nodes_of([lin.pay.total, *lin.others])}


@pytest.mark.parametrize(
    "earlier, is_told",
    [((4000, 4000, 4000), True), ((3700, 3700, 3700), False), ((9000, 9000), False)],
)
def test_a_large_drop_asks_for_a_second_look(
    rules: Rulebook, earlier: tuple[int, ...], is_told: bool
) -> None:
    """88.x points pay about 2,670; 30 % below 4,000 is 2,800, below 3,700 it is 2,590."""
    settled = settle(rules, PAY, facts(), earlier={"1001": [D(one) for one in earlier]})

    assert ("large_drop" in codes(of(settled, "1001"))) is is_told


def test_a_department_is_judged_by_its_people_s_receipts(rules: Rulebook) -> None:
    settled = settle(
        rules,
        PAY,
        facts(
            goals=[
                goal("1001", 1_000_000, actual=900_000),
                goal("大客户部", 500_000, challenge=600_000),
            ],
            receipts=[
                money("S1", "2026-10-08", "300000"),
                money("S2", "2026-10-09", "200000", person="1003"),
            ],
        ),
    )

    department = settled.departments[0]
    assert (department.actual, department.state) == (D(500_000), "met")


def test_three_months_last_open_a_case_for_review(rules: Rulebook) -> None:
    people = [LIN, HE, Person("1004", "郑远", "大客户部", "sales", D(1), D(1))]
    months = [Month(2026, 8), Month(2026, 9), OCTOBER]
    rows = [("1001", 90), ("1002", 80), ("1004", 10)]
    settled = settle(
        rules,
        PAY,
        MonthFacts(
            people,
            goals=[Goal(who, m, D(100), None, D(n)) for who, n in rows for m in months],
            ratings=[sales_rating(who, month=m) for who, _n in rows for m in months],
        ),
    )

    assert [case.who for case in settled.ranking.cases] == ["1004"]
    assert settled.ranking.rankings[-1].order == ("1001", "1002", "1004")


def test_what_finance_has_not_verified_is_waiting(rules: Rulebook) -> None:
    waiting = money("S1", "2026-10-08", "100000")._replace(verified_on=None)
    settled = settle(rules, PAY, facts(receipts=[waiting]))

    assert of(settled, "1001").commission.value == 0
    assert settled.waiting == (waiting,)


def test_money_of_nobody_known_counts_for_no_department(rules: Rulebook) -> None:
    receipts = [
        money("S1", "2026-10-08", "100", person=""),
        money("S2", "2026-10-08", "200", person="9999"),
    ]
    settled = settle(
        rules, PAY, facts(goals=[goal("大客户部", 1000), goal("1001", 1)], receipts=receipts)
    )

    assert settled.departments[0].actual == 0
    assert [one.serial for one in settled.credited.unearned] == ["S1", "S2"]


def test_targets_of_the_department_that_are_missing_are_told(rules: Rulebook) -> None:
    none = settle(rules, PAY, facts())
    assert "target_missing" in codes(of(none, "1001"))

    goals = [goal("1001", 1_000_000), goal("大客户部", 100, actual=100)]
    without_challenge = settle(rules, PAY, facts(goals=goals))
    assert "challenge_missing" in codes(of(without_challenge, "1001"))

    both = [goal("1001", 1_000_000), goal("大客户部", 100, challenge=200, actual=100)]
    assert not codes(of(settle(rules, PAY, facts(goals=both)), "1003"))


def test_somebody_who_leaves_in_the_month_is_paid_as_entered(rules: Rulebook) -> None:
    leaving = LIN._replace(left_on=date(2026, 10, 20))
    lin = of(settle(rules, PAY, facts(people=[leaving, CHEN])), "1001")

    assert lin.basic_wage.value == D(4500)
    assert codes(lin) == {"part_month", "target_missing"}
