"""Reading questions: forms of numbers and dates, types, and what `null` means."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dakehu.rules.answering import answer_of
from dakehu.rules.asking import (
    DAY,
    MOMENT,
    Asked,
    Choice,
    Faults,
    Flag,
    JsonNumber,
    Named,
    Number,
    Record,
    Refused,
    Rows,
    Text,
    optional,
)
from dakehu.rules.json_form import read_json
from dakehu.rules.kinds import KINDS

CASES = Path(__file__).parents[2] / "cases"


def told(answer):
    return answer["error"]["field"], answer["error"]["code"], answer["error"].get("row")


@pytest.fixture
def ask_line(book):
    """Ask with a line of JSON as it is written."""

    def asking(kind, line):
        try:
            return answer_of(
                KINDS[kind], read_json(line.encode()), book=book, today=date(2026, 11, 23)
            )
        except Refused as refused:
            return {"error": refused.to_json()}

    return asking


def worked_questions():
    for path in sorted(CASES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            if "error" not in case["expect"]:
                yield pytest.param(path.stem, case["input"], id=case["id"])


# ---------------------------------------------------------------- numbers

GOOD_NUMBERS = [
    ("1", "1"),
    ("-1", "-1"),
    ("007", "7"),
    ("0.10", "0.1"),
    ("1.0000000000", "1"),
    ("999999999999999", "999999999999999"),
    ("999999999999999.9999999999", "999999999999999.9999999999"),
    ("1e5", "100000"),
    ("1E+05", "100000"),
    ("1e-2", "0.01"),
    ("1.5e99", "15e98"),
    ("-0", "0"),
    ("-0.00e-99", "0"),
]
BAD_NUMBERS = [
    "",
    " 1",
    "1 ",
    "1\n",
    "+1",
    ".5",
    "1.",
    "-",
    "--1",
    "1,000",
    "1_000",
    "１２",
    "1.５",
    "٣",
    "1000000000000000",
    "1.00000000001",
    "1e",
    "1e100",
    "1e+",
    "1e1.5",
    "0x10",
    "1/2",
    "50%",
    "NaN",
    "nan",
    "Infinity",
    "-Infinity",
    "一百",
    "1\u00a0000",
    "1\x00",
]


@pytest.mark.parametrize("text, value", GOOD_NUMBERS)
def test_a_number_is_read_exactly(text, value):
    faults = Faults()
    assert Number().read(text, "n", None, faults) == Decimal(value)
    assert faults.found == []


@pytest.mark.parametrize("text", BAD_NUMBERS)
def test_any_other_form_is_no_number(ask, text):
    assert told(ask("profit_rate", estimated_sales=text)) == (
        "estimated_sales",
        "not_a_number",
        None,
    )


@pytest.mark.parametrize("value", [True, False, [], ["1"], {}, {"n": "1"}])
def test_lists_objects_and_booleans_are_no_numbers(ask, value):
    assert told(ask("profit_rate", estimated_sales=value))[1] == "not_a_number"
    assert told(ask("capitals", amount=value))[1] == "not_a_number"


@pytest.mark.parametrize(
    "spelt, code",
    [
        ("200000", None),
        ("200000.0", None),
        ("2e5", None),
        ("2E+05", None),
        ("0.1", None),
        ("-1", "out_of_range"),
        ("1e400", "not_a_number"),
        ("1e-400", "not_a_number"),
        ("1234567890123456", "not_a_number"),
        ("1.00000000001", "not_a_number"),
    ],
)
def test_a_json_number_has_the_same_form_as_a_text(ask_line, spelt, code):
    plain = ask_line("profit_rate", f'{{"estimated_sales": {spelt}}}')
    quoted = ask_line("profit_rate", f'{{"estimated_sales": "{spelt}"}}')
    assert plain == quoted
    assert plain.get("error", {}).get("code") == code


@pytest.mark.parametrize("line", ["NaN", '{"estimated_sales": NaN}', "{", "", "{'a': 1}", "{} x"])
def test_a_line_that_is_no_json_is_told_without_a_field(ask_line, line):
    assert told(ask_line("profit_rate", line)) == ("", "not_json", None)


@pytest.mark.parametrize("line", ["1", "[]", '"x"', "null", "true", '[{"estimated_sales": "1"}]'])
def test_a_line_that_is_no_object_has_the_wrong_type(ask_line, line):
    assert told(ask_line("profit_rate", line)) == ("", "wrong_type", None)


@pytest.mark.parametrize(
    "reader, good, bad, said",
    [
        (Number(above=Decimal(2)), "2.01", "2", "须大于 2"),
        (Number(least=Decimal(2)), "2", "1.99", "须不小于 2"),
        (Number(below=Decimal(2)), "1.99", "2", "须小于 2"),
        (Number(most=Decimal(2)), "2", "2.01", "须不大于 2"),
        (Number(whole=True), "2.0", "2.5", "须为整数"),
        (Number(whole=True), "20e-1", "1e-99", "须为整数"),
        (Number(least=Decimal(0), most=Decimal(5)), "5", "-1", "须不小于 0 且不大于 5"),
    ],
)
def test_limits_are_told_where_a_number_lies_outside(reader, good, bad, said):
    faults = Faults()
    assert reader.read(good, "n", None, faults) is not None
    assert faults.found == []
    reader.read(bad, "n", 3, faults)
    with pytest.raises(Refused) as caught:
        faults.raise_first()
    assert caught.value.to_json() == {
        "field": "n",
        "code": "out_of_range",
        "message": said,
        "row": 3,
    }


# ---------------------------------------------------------------- dates, words, flags


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-29",
        "2026-2-1",
        "2026-02",
        "2026/02/01",
        "20260201",
        " 2026-02-01",
        "2026-02-01\n",
        "２０２６-02-01",
        "0000-01-01",
        "2026-02-01T00:00:00",
        "",
        20260201,
        True,
        [],
        {},
    ],
)
def test_only_a_real_day_of_the_one_form_is_a_date(ask, value):
    assert told(ask("profit_rate", estimated_sales="1", on=value)) == ("on", "not_a_date", None)


def test_days_and_moments_are_read_to_their_values():
    faults = Faults()
    assert DAY.read("2024-02-29", "d", None, faults) == date(2024, 2, 29)
    assert MOMENT.read("2024-02-29T23:59:59", "m", None, faults).hour == 23
    assert faults.found == []
    assert MOMENT.read("2024-02-29T24:00:00", "m", None, faults) is None
    assert MOMENT.read(JsonNumber("2024"), "m", None, faults) is None
    assert [fault.code for _, _, fault in faults.found] == ["not_a_date"] * 2


@pytest.mark.parametrize(
    "reader, value, code",
    [
        (Text(), "文字", None),
        (Text(), "", None),
        (Text(), JsonNumber("1"), "wrong_type"),
        (Text(), True, "wrong_type"),
        (Text(), ["x"], "wrong_type"),
        (Choice(("a", "b")), "a", None),
        (Choice(("a", "b")), "c", "unknown_value"),
        (Choice(("a", "b")), "A", "unknown_value"),
        (Choice(("1",)), JsonNumber("1"), "wrong_type"),
        (Choice(("a",)), {}, "wrong_type"),
        (Flag(), True, None),
        (Flag(), False, None),
        (Flag(), "true", "wrong_type"),
        (Flag(), JsonNumber("1"), "wrong_type"),
        (Rows(Text()), ["a"], None),
        (Rows(Text()), "a", "wrong_type"),
        (Rows(Text()), {}, "wrong_type"),
        (Rows(Text()), [None], "required"),
        (Named(Number()), {"a": "1", "b": None}, None),
        (Named(Number()), {"a": "x"}, "not_a_number"),
        (Named(Number()), ["1"], "wrong_type"),
        (Record({"a": Asked(Text())}), {"a": "x", "b": None}, None),
        (Record({"a": Asked(Text())}), {"a": "x", "b": "y"}, "unknown_field"),
        (Record({"a": Asked(Text())}), {"a": None}, "required"),
        (Record({"a": Asked(Text())}), "a", "wrong_type"),
    ],
)
def test_each_reader_takes_its_own_type_and_no_other(reader, value, code):
    faults = Faults()
    reader.read(value, "f", None, faults)
    assert [fault.code for _, _, fault in faults.found] == ([] if code is None else [code])


def test_missing_fields_of_a_record_take_their_defaults():
    reader = Record({"a": optional(Number(), Decimal(7)), "b": optional(Text())})
    assert reader.read({"a": None}, "f", None, Faults()) == {"a": Decimal(7), "b": None}


def test_rows_are_counted_by_the_outermost_list():
    faults = Faults()
    reader = Rows(Record({"inner": Asked(Rows(Number()))}))
    reader.read([{"inner": []}, {"inner": ["1", "2", "x"]}, {"inner": [None]}], "f", None, faults)
    found = [(fault.field, fault.code, fault.row) for _, _, fault in faults.found]
    assert found == [("f.inner", "not_a_number", 1), ("f.inner", "required", 2)]


# ---------------------------------------------------------------- null


def with_nulls(value):
    """The same question with a null in every object, and nothing else changed."""
    if isinstance(value, dict):
        return {"no_such_field": None, **{name: with_nulls(each) for name, each in value.items()}}
    if isinstance(value, list):
        return [with_nulls(each) for each in value]
    return value


@pytest.mark.parametrize("kind, question", list(worked_questions()))
def test_null_is_as_not_given_in_every_object(ask, kind, question):
    assert ask(kind, **with_nulls(question)) == ask(kind, **question)


@pytest.mark.parametrize("kind", list(KINDS))
def test_null_in_every_field_is_as_an_empty_question(ask, kind):
    signature = KINDS[kind].signature
    everything = {name: None for name in (*signature.every, "on", "params")}
    empty = ask(kind)
    assert ask(kind, **everything) == empty
    assert empty["error"]["code"] == "required"
    assert empty["error"]["field"] == next(iter(signature.every))


@pytest.mark.parametrize("kind, question", list(worked_questions()))
def test_null_for_an_optional_field_changes_nothing(ask, kind, question):
    fields = KINDS[kind].signature.of(question)
    nulls = {name: None for name in (*fields, "on", "params") if name not in question}
    assert ask(kind, **question, **nulls) == ask(kind, **question)
