"""What comes after a month was settled: late receipts, corrections, scores as they were settled."""

from datetime import date
from decimal import Decimal

import pytest

from dakehu.policy.book import Book, Rulebook
from dakehu.policy.figures import Figure, nodes_of
from dakehu.policy.packing import pack
from dakehu.policy.periods import Month
from dakehu.rules.crediting import by_shares_of, named_now
from dakehu.rules.month_facts import Correction, Goal, Money, MonthFacts, Person, Rating, Share
from dakehu.rules.ranking import MonthScores
from dakehu.rules.settling import Settlement, Statement, earned_so_far, settle

D = Decimal
PAY = Month(2026, 11)
AUGUST, SEPTEMBER, OCTOBER = Month(2026, 8), Month(2026, 9), Month(2026, 10)
LIN = Person("1001", "林晓雯", "大客户部", "sales", D(4500), D(3000), "大客户员")


@pytest.fixture(scope="module")
def rules(book: Book) -> Rulebook:
    return book.on(date(2026, 10, 31))


def facts(**more) -> MonthFacts:
    base = {
        "people": [LIN],
        "goals": [Goal("1001", OCTOBER, D(1_000_000), actual=D(900_000))],
        "ratings": [Rating("1001", OCTOBER, {"ability": D(17), "attitude": D(18)})],
    }
    return MonthFacts(**{**base, **more})


def money(day: str, amount: str, serial: str = "S1", project: str = "二期") -> Money:
    on = date.fromisoformat(day)
    return Money(serial, on, on, "华岳重工", D(amount), project, "1001")


def lin(settled: Settlement) -> Statement:
    return next(one for one in settled.statements if one.person.id == "1001")


def labels(figure: Figure) -> set[str]:
    return {figure.label}.union(*(labels(each) for each in figure.inputs))


def test_a_late_receipt_earns_in_the_first_open_window_and_says_when_it_was_verified(
    rules: Rulebook,
) -> None:
    """A-114: what had no project earns once it has one."""
    settled = settle(rules, PAY, facts(late=[money("2026-09-20", "50000")]))

    assert lin(settled).commission.value == D("1000.00")
    told = labels(lin(settled).commission)
    assert "2026-09-20 核实回款，当期未计，补计（流水 S1，华岳重工）" in told


def test_what_was_settled_and_is_void_now_is_set_off(rules: Rulebook) -> None:
    settled = settle(
        rules,
        PAY,
        facts(
            receipts=[money("2026-10-08", "80000", "S2")],
            late=[money("2026-09-20", "-50000")],
        ),
    )

    assert lin(settled).commission.value == D("600.00")
    told = labels(lin(settled).commission)
    assert "2026-09-20 核实回款，当期未计，冲减（流水 S1，华岳重工）" in told


def test_a_late_receipt_of_a_shared_project_goes_by_its_shares(rules: Rulebook) -> None:
    other = Person("1002", "何川", "大客户部", "sales", D(0), D(0))
    shares = [Share("二期", "1001", D("0.25")), Share("二期", "1002", D("0.75"))]

    settled = settle(
        rules,
        PAY,
        facts(people=[LIN, other], shares=shares, late=[money("2026-09-20", "50000")]),
    )

    assert [one.commission.value for one in settled.statements] == [D("250.00"), D("750.00")]


def test_a_late_receipt_counts_for_nobody_s_target_of_this_month(rules: Rulebook) -> None:
    goals = [Goal("1001", OCTOBER, D(1_000_000))]

    settled = settle(rules, PAY, facts(goals=goals, late=[money("2026-09-20", "500000")]))

    scored = lin(settled).score
    assert scored is not None
    assert scored.score.value == D("35.00")


def test_a_correction_is_paid_beside_the_month_and_tells_both_figures(rules: Rulebook) -> None:
    owed = Correction("1001", SEPTEMBER, "performance_pay", D("2640.00"), D("2772.00"))

    plain, corrected = (
        lin(settle(rules, PAY, one)) for one in (facts(), facts(corrections=[owed]))
    )

    assert corrected.pay.total.value == plain.pay.total.value + D("132.00")
    (figure,) = corrected.corrections
    assert figure.label == "补发2026年9月绩效工资"
    assert figure.sentence() == "2,772.00 − 2,640.00"
    assert figure.source is not None


def test_two_corrections_of_one_person_have_keys_of_their_own(rules: Rulebook) -> None:
    owed = [
        Correction("1001", month, part, D(100), D(150))
        for month in (AUGUST, SEPTEMBER)
        for part in ("basic_wage", "performance_pay")
    ]

    found = lin(settle(rules, PAY, facts(corrections=owed))).corrections

    assert len({figure.key for figure in found}) == 4
    assert sum(figure.value for figure in found) == D(200)


def test_months_that_were_settled_are_ranked_by_their_settled_scores(rules: Rulebook) -> None:
    people = [LIN, *(Person(f"100{n}", f"人{n}", "大客户部", "sales", D(0), D(0)) for n in (2, 3))]
    scores = {"1001": D(60), "1002": D(70), "1003": D(80)}
    ranked = [MonthScores(month, True, scores, []) for month in (AUGUST, SEPTEMBER)]
    goals = [Goal(one.id, OCTOBER, D(100), actual=D(50)) for one in people]
    ratings = [
        Rating(one.id, OCTOBER, {"ability": D(10 + place), "attitude": D(10)})
        for place, one in enumerate(people)
    ]

    given = facts(people=people, goals=goals, ratings=ratings)

    with_past = settle(rules, PAY, given, ranked=ranked)
    alone = settle(rules, PAY, given)

    assert [case.who for case in with_past.ranking.cases] == ["1001"]
    assert alone.ranking.cases == ()


def test_what_is_earned_so_far_is_what_the_settlement_will_give(rules: Rulebook) -> None:
    given = facts(receipts=[money("2026-10-08", "80000", "S2")], carries={"1001": D("-100")})

    payable, kept = earned_so_far(rules, PAY, given)

    settled = lin(settle(rules, PAY, given))
    assert (payable, kept) == (settled.commission, settled.carry_out)
    assert payable.value == D("1500.00")


def nodes(figure: Figure) -> int:
    return len(nodes_of([figure]))


def test_an_explanation_tells_so_many_receipts_that_it_stays_small(rules: Rulebook) -> None:
    """3 KB a statement: thirty receipts are told each, ten of a shared project."""
    own = [money(f"2026-10-{n % 28 + 1:02}", f"{n}123.45", f"S{n:08}") for n in range(1, 32)]
    shares = [Share("一期", "1001", D("0.5")), Share("一期", "1002", D("0.5"))]
    shared = [money("2026-10-08", f"{n}00.07", f"T{n:08}", project="一期") for n in range(1, 12)]

    def told(own_count: int, shared_count: int) -> Figure:
        other = Person("1002", "何川", "大客户部", "sales", D(0), D(0))
        receipts = [*own[:own_count], *shared[:shared_count]]
        given = facts(people=[LIN, other], shares=shares, receipts=receipts)
        return lin(settle(rules, PAY, given)).commission

    assert nodes(told(30, 0)) > nodes(told(31, 0))
    assert nodes(told(0, 10)) > nodes(told(0, 11))
    assert nodes(told(20, 10)) > nodes(told(21, 10))
    assert nodes(told(30, 11)) > nodes(told(31, 11))
    most = lin(settle(rules, PAY, facts(receipts=own[:30])))
    assert len(pack(most.pay.total, most.others, rules="1")) <= 3000


def test_what_counts_against_a_target_says_where_it_comes_from(rules: Rulebook) -> None:
    goals = [Goal("1001", OCTOBER, D(1_000_000))]
    counted = settle(rules, PAY, facts(goals=goals, receipts=[money("2026-10-31", "900000")]))
    given = settle(rules, PAY, facts())

    def how(settled: Settlement) -> str:
        found = nodes_of([lin(settled).pay.total])
        return next(node.how for node in found if node.key == "actual")

    assert how(counted) == "10月核实的回款合计，退款为负"
    assert how(given) == "录入"


def test_money_by_earlier_shares_is_told_apart_and_found_again() -> None:
    told = by_shares_of("样板段（一期）", "2026-10")

    assert told == "样板段（一期）（按 2026-10 发放时的份额）"
    assert named_now(told) == named_now("样板段（一期）") == "样板段（一期）"
