"""Answering: fields and explanation, the policies in force on the day, late faults."""

import dataclasses
from datetime import date
from decimal import Decimal, getcontext, localcontext

import pytest

from dakehu.policy.book import Book, NotInForce, Parameter
from dakehu.policy.decimals import amount
from dakehu.policy.figures import AMOUNT, NUMBER, Figure, Source, entered
from dakehu.policy.params import parse_parameter
from dakehu.rules.answering import Answer, Kind, Notice, answer_of
from dakehu.rules.asking import Asked, Number, Refused, one_form, optional
from dakehu.rules.kinds import KINDS

FIRST = date(2020, 1, 1)
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


# ---------------------------------------------------------------- the answer


def test_an_answer_gives_fields_day_explanation_and_notices(book):
    answer = answer_of(small_kind(sum_of), {"a": "1.005", "b": "2"}, book=book, today=TODAY)
    nodes = answer["explanation"].pop("nodes")
    assert answer == {
        "sum": "3.01",
        "left": "-1.00",
        "plain": "x",
        "on": "2026-11-23",
        "explanation": {"clauses": {}},
        "notices": [{"code": "n", "message": "提示", "data": {}, "source": None}],
    }
    assert [node["id"] for node in nodes] == ["sum", "left", "a", "b"]
    assert nodes[0]["how"] == "1.01 + 2"


def test_a_notice_tells_its_data_and_source():
    source = Source(guard="G-01", law="法")
    assert Notice("n", "m", {"k": 1}, source).to_json() == {
        "code": "n",
        "message": "m",
        "data": {"k": 1},
        "source": {"guard": "G-01", "law": "法"},
    }


def test_a_figure_that_the_explanation_leaves_out_is_still_written(book):
    lone = entered("lone", "独", Decimal("2.5"))
    kind = small_kind(lambda rules, values: Answer({"lone": lone}, entered("r", "根", Decimal(1))))
    assert answer_of(kind, {"a": "1"}, book=book, today=TODAY)["lone"] == "2.50"


@pytest.mark.parametrize("line", [None, [], "x", 1, True])
def test_only_an_object_is_a_question(book, line):
    assert refusal(KINDS["profit_rate"], line, book) == ("", "wrong_type")


def test_the_callers_decimal_context_changes_nothing(book):
    question = {"unit_cost": "33.3333333333", "quantity": "12345.678"}
    usual = answer_of(KINDS["quote"], question, book=book, today=TODAY)
    with localcontext() as context:
        context.prec = 3
        assert answer_of(KINDS["quote"], question, book=book, today=TODAY) == usual
        assert getcontext().prec == 3


# ---------------------------------------------------------------- the day


def test_the_day_is_today_where_none_is_given_and_is_repeated(book):
    question = {"estimated_sales": "1"}
    kind = KINDS["profit_rate"]
    assert answer_of(kind, question, book=book, today=FIRST)["on"] == "2020-01-01"
    named = answer_of(kind, {**question, "on": "2021-02-03"}, book=book, today=FIRST)
    assert named["on"] == "2021-02-03"


@pytest.mark.parametrize("on", ["2019-12-31", "0001-01-01"])
def test_before_the_first_policies_nothing_is_answered(ask, book, on):
    assert told(ask("profit_rate", estimated_sales="1", on=on)) == ("on", "out_of_range", None)
    question = {"estimated_sales": "1"}
    fault = refusal(KINDS["profit_rate"], question, book, date.fromisoformat(on))
    assert fault == ("on", "out_of_range")


@pytest.mark.parametrize("on", ["2020-01-01", "9999-12-31"])
def test_from_the_first_day_on_there_is_always_an_answer(ask, on):
    assert ask("profit_rate", estimated_sales="1", on=on)["rate"] == "0.2"


def with_sales_version(book, from_, **values):
    """The book with a second version of the sales policy that sets some parameters anew."""
    (sales,) = (policy for policy in book.policies if policy.code == "SA")
    parameters = dict(sales.parameters)
    for key, raw in values.items():
        key = key.replace("__", ".")
        old: Parameter = parameters[key]
        parameters[key] = dataclasses.replace(old, raw=raw, value=parse_parameter(key, raw))
    newer = dataclasses.replace(
        sales, version=from_.isoformat(), effective_from=from_, parameters=parameters
    )
    return Book((*book.policies, newer))


NEW_BANDS = [["0", "0.33"], ["200000", "0.17"], ["500000", "0.14"], ["1000000", "0.10"]]


def test_the_version_in_force_on_the_day_decides_and_is_cited(book):
    newer = with_sales_version(book, date(2026, 7, 1), profit__bands=NEW_BANDS)
    kind = KINDS["profit_rate"]
    for on, rate, version in (
        ("2026-06-30", "0.2", "2020-01-01"),
        ("2026-07-01", "0.33", "2026-07-01"),
    ):
        question = {"estimated_sales": "1", "on": on}
        answer = answer_of(kind, question, book=newer, today=FIRST)
        assert answer["rate"] == rate
        assert answer["explanation"]["nodes"][0]["source"]["version"] == version


def test_where_the_policy_concerned_is_not_in_force_the_day_is_blamed(book):
    others = Book(tuple(policy for policy in book.policies if policy.code != "SA"))
    assert refusal(KINDS["profit_rate"], {"estimated_sales": "1"}, others) == ("on", "out_of_range")
    inspected = Book(tuple(policy for policy in book.policies if policy.code != "OF"))
    question = {"points": ["2"]}
    assert refusal(KINDS["inspection_points"], question, inspected) == ("on", "out_of_range")


# ---------------------------------------------------------------- late faults


def above_ten(values, rules, faults):
    for name in ("b", "a"):
        if values[name] > 10:
            faults.add(name, "out_of_range", "不能大于 10")


def test_late_faults_stand_where_their_field_stands(book):
    kind = small_kind(sum_of, above_ten)
    assert refusal(kind, {"a": "11", "b": "11"}, book) == ("a", "out_of_range")
    assert refusal(kind, {"a": "1", "b": "11"}, book) == ("b", "out_of_range")
    question = {"a": "1", "b": "11", "params": {"tax.rate": "2"}}
    assert refusal(kind, question, book) == ("b", "out_of_range")
    assert answer_of(kind, {"a": "10", "b": "10"}, book=book, today=TODAY)["sum"] == "20.00"


def test_late_faults_are_not_looked_for_where_a_value_could_not_be_read(book):
    kind = small_kind(sum_of, above_ten)
    assert refusal(kind, {"a": "x", "b": "11"}, book) == ("a", "not_a_number")
    assert refusal(kind, {"a": "11", "on": "2019-01-01"}, book) == ("a", "out_of_range")


def test_a_late_check_that_finds_no_clause_blames_the_day(book):
    def needs_a_clause(values, rules, faults):
        raise NotInForce("S9-9")

    kind = small_kind(sum_of, needs_a_clause)
    assert refusal(kind, {"a": "1"}, book) == ("on", "out_of_range")
