"""Amounts and numbers past all bounds: an answer or a refusal, never a crash."""

import json
from datetime import date
from decimal import Decimal, DivisionByZero

import orjson
import pytest

from dakehu.policy.book import NotInForce
from dakehu.policy.decimals import AmountTooLarge, amount
from dakehu.policy.figures import AMOUNT, NUMBER, Figure, entered
from dakehu.policy.periods import OutOfCalendar
from dakehu.rules.answering import Answer, Kind, Notice, answer_of
from dakehu.rules.asking import Asked, Number, Refused, one_form, optional

TODAY = date(2026, 11, 23)


def told(answer):
    return answer["error"]["field"], answer["error"]["code"], answer["error"].get("row")


def refusal(kind, question, book, today=TODAY):
    with pytest.raises(Refused) as caught:
        answer_of(kind, question, book=book, today=today)
    return caught.value.field, caught.value.code


def small_kind(rule, late=None, **more):
    """A kind of two numbers, answered by `rule`."""
    signature = one_form(a=Asked(Number()), b=optional(Number(), Decimal(1)))
    return Kind("small", "小", signature, rule, "a", late, **more)


def sum_of(book, values):
    a, b = entered("a", "甲", values["a"]), entered("b", "乙", values["b"], NUMBER)
    total = Figure("sum", "和", amount(a.value + b.value), AMOUNT, "{0} + {1}", None, (a, b))
    left = Figure("left", "差", values["a"] - values["b"], AMOUNT, "{0} − {1}", None, (a, b))
    return Answer({"sum": total, "left": left, "plain": "x"}, total, (left,), [Notice("n", "提示")])


@pytest.mark.parametrize(
    "error, field",
    [
        (AmountTooLarge(), "a"),
        (DivisionByZero(), "a"),
        (OutOfCalendar(), "b"),
        (NotInForce("x"), "on"),
    ],
)
def test_what_cannot_be_computed_is_out_of_range(book, error, field):
    def failing(rules, values):
        raise error

    kind = small_kind(failing, time_field="b")
    assert refusal(kind, {"a": "1"}, book) == (field, "out_of_range")


@pytest.mark.parametrize(
    "a, code",
    [
        ("999999999999997.99", None),
        ("999999999999998.994", None),
        ("999999999999998.995", "out_of_range"),
        ("999999999999999", "out_of_range"),
        ("1e15", "out_of_range"),
        ("1e99", "out_of_range"),
        ("-999999999999999.9999999999e99", "out_of_range"),
        ("1e-99", None),
    ],
)
def test_a_computed_amount_has_15_digits_at_most(book, a, code):
    kind = small_kind(sum_of)
    if code:
        assert refusal(kind, {"a": a}, book) == ("a", code)
    else:
        answer_of(kind, {"a": a}, book=book, today=TODAY)


@pytest.mark.parametrize(
    "kind, question, field",
    [
        ("quote", {"unit_cost": "1e15", "quantity": "1"}, "unit_cost"),
        (
            "rebate_payment",
            {"contract_amount": "1", "months": [{"month": "2026-01", "receipts": ["1e15"]}]},
            "contract_amount",
        ),
        (
            "commission",
            {"pay_month": "2026-05", "receipts": [{"amount": "1e15", "verified_on": "2026-04-10"}]},
            "receipts.amount",
        ),
        (
            "performance_pay",
            {"scheme": "sales", "base": "1e15", "score": "95", "department": {"state": "met"}},
            "base",
        ),
        ("month_pay", {"basic_wage": "1e15"}, "basic_wage"),
        ("travel", {"items": [{"kind": "x", "units": "1", "receipts": "1e15"}]}, "items.limit"),
        ("entertainment", {"limit": "1e15", "actual": "1e15"}, "limit"),
        ("wage_guard", {"month_wage": "1e16", "loss": "1e16", "minimum_wage": "0"}, "month_wage"),
    ],
)
def test_amounts_past_15_digits_blame_the_first_amount_field(ask, kind, question, field):
    assert told(ask(kind, **question))[:2] == (field, "out_of_range")


HUGE = ("1e99", "999999999999999.9999999999e99", "-1e99", "1e-99", "-1e-99", "0e99", "1e15", "-0")


def places(value, path=()):
    """Every place of a question where a number stands."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from places(each, (*path, name))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from places(each, (*path, index))
    elif not isinstance(value, bool) and str(value).replace(".", "").lstrip("-").isdigit():
        yield path


def put(value, path, new):
    copy = json.loads(json.dumps(value))
    inner = copy
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = new
    return copy


QUESTIONS = {
    "profit_rate": {"estimated_sales": "1"},
    "rebate_rate": {"sales": "1"},
    "quote": {
        "unit_cost": "70",
        "quantity": "10",
        "estimated_sales": "800",
        "rebate_rate": "0.05",
        "other_costs": [{"kind": "a", "amount": "1"}, {"kind": "b", "amount": "1", "per": "unit"}],
        "offered_unit_price": "80",
        "project_other_total": "5",
    },
    "rebate_payment": {
        "contract_amount": "1000",
        "rate": "0.05",
        "months": [{"month": "2026-01", "receipts": ["5"], "refunds": ["1"], "requested": "0"}],
    },
    "commission": {
        "pay_month": "2026-05",
        "receipts": [{"amount": "100", "verified_on": "2026-04-10", "rebate_paid": "1"}],
        "shares": [{"who": "a", "share": "1"}],
        "carry_in": "-1",
    },
    "score": {
        "scheme": "sales",
        "target": "100",
        "actual": "50",
        "ability": ["1", "2", "3", "4"],
        "attitude": "10",
        "deductions": [{"points": "1", "reason": "x"}],
    },
    "performance_pay": {
        "scheme": "sales",
        "base": "3000",
        "score": "88",
        "department": {"target": "1", "challenge": "2", "actual": "3"},
    },
    "month_pay": {
        "basic_wage": "1",
        "performance_pay": "1",
        "commission": "1",
        "minimum_wage": "1",
    },
    "last_place": {
        "scheme": "sales",
        "months": [{"month": "2026-01", "closed": True, "scores": {"a": "1", "b": "2", "c": "3"}}],
    },
    "meeting_points": {
        "start": "2026-06-01T08:30:00",
        "attendance": [{"who": "a", "arrived_at": "2026-06-01T08:30:00", "left_minutes": "20"}],
    },
    "inspection_points": {"points": ["2"]},
    "resolution_points": {"points": ["2"]},
    "fine": {"kind": "smoking", "times": "2"},
    "travel": {
        "items": [
            {"kind": "a", "limit": "1", "units": "1", "receipts": "1"},
            {"kind": "b", "limit": "1", "units": "1", "fixed": True},
            {"kind": "c", "units": "1", "receipts": "2"},
        ]
    },
    "entertainment": {
        "limit": "1",
        "actual": "2",
        "special": [{"amount": "1", "approved_on": "2026-01-01"}],
    },
    "wage_guard": {"month_wage": "5000", "loss": "100", "minimum_wage": "2000"},
    "customer_grade": {"need": "1", "value": "2", "potential": "3"},
    "capitals": {"amount": "1"},
}


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize("kind", QUESTIONS)
def test_numbers_at_the_ends_of_the_form_are_answered_or_refused(ask, kind, number):
    question = QUESTIONS[kind]
    assert "error" not in ask(kind, **question)
    for path in places(question):
        answer = ask(kind, **put(question, path, number))
        assert orjson.dumps(answer)
        assert answer.get("error", {}).get("code", "out_of_range") in (
            "out_of_range",
            "inconsistent",
        )
