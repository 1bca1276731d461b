"""Clauses: each step of a price or rebate names the clause that decides it, each rule once."""

from datetime import date
from decimal import Decimal, localcontext

import pytest

from dakehu.policy.figures import RATE, entered
from dakehu.policy.periods import Month
from dakehu.rules.quote_terms import Asked
from dakehu.rules.quoting import quote
from dakehu.rules.rebate import RebateMonth, monthly_rebates

QUOTE = {"unit_cost": "70", "quantity": "10000"}


def node(answer, key):
    return next(each for each in answer["explanation"]["nodes"] if each["id"] == key)


def article(answer, key):
    return node(answer, key)["source"]["article"]


@pytest.mark.parametrize(
    "kind, question, key",
    [
        ("rebate_rate", {"sales": "200000"}, "rebate_rate"),
        ("quote", {**QUOTE, "estimated_sales": "200000"}, "rebate_rate"),
        ("rebate_payment", {"contract_amount": "200000", "months": []}, "rebate_rate"),
    ],
)
def test_at_200_000_the_clause_of_the_edge_decides_the_reference(ask, kind, question, key):
    answer = ask(kind, **question)
    assert article(answer, key) == "第12条(四)"
    assert "恰为 200,000.00 元" in node(answer, key)["how"]
    told = {each["code"]: each["source"]["article"] for each in answer["notices"]}
    assert told["boundary_clash"] == "第12条(四)"


@pytest.mark.parametrize(
    "kind, question",
    [
        ("quote", {**QUOTE, "rebate_rate": "0.2"}),
        ("rebate_payment", {"contract_amount": "1000", "rate": "0.2", "months": []}),
    ],
)
def test_a_rate_above_the_reference_cites_the_clause_that_asks_for_a_reason(ask, kind, question):
    told = {each["code"]: each["source"] for each in ask(kind, **question)["notices"]}
    assert told["over_reference_rebate"]["article"] == "第13条"


def test_a_price_on_receipts_cites_the_clause_of_that_basis(ask):
    receipts = {"quote.rebate_basis": "receipts"}
    assert article(ask("quote", **QUOTE), "unit_price") == "第29条"
    assert article(ask("quote", **QUOTE, params=receipts), "unit_price") == "第30条"


def test_a_clause_names_each_rule_it_covers_once(book):
    for policy in book.policies:
        for clause in policy.clauses:
            covers = policy.source(clause.article).covers
            assert len(set(covers)) == len(covers), clause.article


@pytest.mark.parametrize("requested, told", [("5", "其余以后可以再申请"), ("8", "全额支付")])
def test_only_a_partial_application_leaves_a_rest(ask, requested, told):
    month = {"month": "2026-01", "receipts": ["100"], "requested": requested}
    answer = ask("rebate_payment", contract_amount="500000", months=[month])
    assert node(answer, "payable_2026-01")["how"].endswith(told)


def test_price_and_rebate_are_exact_in_any_context_of_the_caller(book):
    rules = book.on(date(2026, 1, 1))
    asked = Asked(Decimal("123456.789"), Decimal("98765.4321"), Decimal(1000000))
    month = RebateMonth(Month(2026, 1), [Decimal("1234567.89")])
    rate = entered("rate", "返点比例", Decimal("0.08"), RATE)
    with localcontext() as context:
        context.prec = 5
        assert quote(rules, asked).total.value == Decimal("14631916049.57")
        assert monthly_rebates(rules, rate, [month])[0].payable.value == Decimal("98765.43")


def test_a_clerk_is_shown_the_clause_for_clerks(ask) -> None:
    answer = ask(
        "performance_pay", scheme="clerk", base="1000", score="88", department={"state": "over"}
    )
    sources = {node["id"]: node["source"] for node in answer["explanation"]["nodes"]}
    assert sources["factor"]["covers"] == ["S4-6.24"]
    assert sources["extra"]["covers"] == ["S4-6.26"]
    assert sources["total"]["article"] == sources["extra"]["article"]


def test_a_clerk_under_another_table_is_shown_the_tables_own_clause(ask) -> None:
    answer = ask(
        "performance_pay",
        scheme="clerk",
        base="1000",
        score="88",
        department={"state": "met"},
        params={"pay.coefficients": [["80", "1"], ["0", "0"]]},
    )
    sources = {node["id"]: node["source"] for node in answer["explanation"]["nodes"]}
    assert sources["factor"]["article"] == "第4条"


def test_limits_are_told_before_a_day_without_policies(ask) -> None:
    answer = ask(
        "score", scheme="sales", target="1", actual="1", ability="30", attitude="1", on="2019-01-01"
    )
    assert answer["error"]["field"] == "ability"
