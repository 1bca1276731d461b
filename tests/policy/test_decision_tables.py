"""Decision tables over whitelisted facts: first match wins (adoption.md §2.6)."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.decision_tables import (
    FACT_NAMES,
    FACTS,
    Among,
    Between,
    DecisionTable,
    NoRow,
    Row,
    TableError,
    decide,
    one_row,
    parse_table,
)

COMMISSION = {
    "facts": ["product_class", "receipt_age_days"],
    "rows": [
        {
            "when": {"product_class": ["A", "B"], "receipt_age_days": {"from": "0", "until": "90"}},
            "value": "0.03",
        },
        {"when": {"product_class": "C"}, "value": "0.01"},
        {"when": {"receipt_age_days": {"from": "365"}}, "value": "0"},
        {"value": "0.02"},
    ],
}


def test_a_table_reads_into_rows_of_conditions() -> None:
    table = parse_table(COMMISSION)

    assert table.facts == ("product_class", "receipt_age_days")
    assert table.rows[0].when == {
        "product_class": Among(("A", "B")),
        "receipt_age_days": Between(Decimal(0), Decimal(90)),
    }
    assert table.rows[2].when == {"receipt_age_days": Between(Decimal(365), None)}
    assert table.rows[3] == Row({}, Decimal("0.02"))


@pytest.mark.parametrize(
    "facts, row, value",
    [
        ({"product_class": "A", "receipt_age_days": Decimal(0)}, 0, "0.03"),
        ({"product_class": "B", "receipt_age_days": 89}, 0, "0.03"),
        ({"product_class": "A", "receipt_age_days": 90}, 3, "0.02"),
        ({"product_class": "C", "receipt_age_days": 400}, 1, "0.01"),
        ({"product_class": "D", "receipt_age_days": 365}, 2, "0"),
        ({"product_class": "A"}, 3, "0.02"),
        ({"product_class": None, "receipt_age_days": None}, 3, "0.02"),
        ({"receipt_age_days": "400"}, 3, "0.02"),
        ({"product_class": 1}, 3, "0.02"),
        ({}, 3, "0.02"),
    ],
)
def test_the_first_row_whose_conditions_are_all_met_wins(
    facts: dict[str, Any], row: int, value: str
) -> None:
    assert decide(parse_table(COMMISSION), facts) == (row, Decimal(value))


def test_facts_that_no_row_fits_have_no_value() -> None:
    table = DecisionTable(("product_class",), (Row({"product_class": Among(("A",))}, Decimal(1)),))

    with pytest.raises(NoRow):
        decide(table, {"product_class": "B"})


def test_a_plain_rate_is_a_table_of_one_row() -> None:
    table = one_row(Decimal("0.02"))

    assert len(table.rows) == 1
    assert decide(table, {}) == (0, Decimal("0.02"))
    assert decide(table, {"product_class": "A"}) == (0, Decimal("0.02"))


def test_an_interval_holds_its_start_and_not_its_end() -> None:
    assert Between(Decimal(30), Decimal(90)).met_by(30)
    assert not Between(Decimal(30), Decimal(90)).met_by(90)
    assert not Between(Decimal(30), Decimal(90)).met_by(Decimal("29.99"))
    assert Between(None, Decimal(90)).met_by(-1)


def test_a_row_tells_its_conditions_in_chinese() -> None:
    rows = parse_table(COMMISSION).rows

    assert rows[0].told() == "产品类别为A或B，回款账龄（天）自 0 起、不满 90"
    assert rows[2].told() == "回款账龄（天）自 365 起"
    assert rows[3].told() == "其余情形"


def test_every_fact_has_a_chinese_name() -> None:
    assert FACTS.keys() == FACT_NAMES.keys()


def test_numbers_may_come_as_texts_whole_numbers_or_decimals() -> None:
    rows = [{"value": "0.02"}, {"value": 0}, {"value": Decimal("0.02")}]

    table = parse_table({"facts": [], "rows": rows})

    assert [row.value for row in table.rows] == [Decimal("0.02"), Decimal(0), Decimal("0.02")]


def test_an_absent_condition_and_a_word_named_twice_are_read_plainly() -> None:
    rows = [
        {"when": None, "value": "1"},
        {"when": {"product_class": ["A", "A"]}, "value": "1"},
        {"when": {"receipt_age_days": {"from": None, "until": "30"}}, "value": "1"},
    ]

    table = parse_table({"facts": ["product_class", "receipt_age_days"], "rows": rows})

    assert table.rows[0].when == {}
    assert table.rows[1].when == {"product_class": Among(("A",))}
    assert table.rows[2].when == {"receipt_age_days": Between(None, Decimal(30))}


@pytest.mark.parametrize(
    "raw, message",
    [
        ([], "须为对照形式"),
        ({"facts": [], "rows": [{"value": "1"}], "formula": "x"}, "不认识 formula"),
        ({"rows": [{"value": "1"}]}, "须列出本表依据的事实"),
        ({"facts": ["salary"], "rows": [{"value": "1"}]}, "不能以 salary 为依据"),
        ({"facts": [["product_class"]], "rows": [{"value": "1"}]}, "为依据"),
        ({"facts": ["product_class", "product_class"], "rows": [{"value": "1"}]}, "列了两次"),
        ({"facts": []}, "至少要有一行"),
        ({"facts": [], "rows": []}, "至少要有一行"),
        ({"facts": [], "rows": "1"}, "至少要有一行"),
    ],
)
def test_a_table_of_another_form_is_refused_as_a_whole(raw: Any, message: str) -> None:
    with pytest.raises(TableError, match=message) as caught:
        parse_table(raw)

    assert caught.value.row is None


@pytest.mark.parametrize(
    "row, message",
    [
        ("0.02", "须为对照形式"),
        ({"value": "1", "if": {}}, "不认识 if"),
        ({"when": {}}, "缺少结果"),
        ({"value": None}, "须为数字"),
        ({"value": True}, "须为数字"),
        ({"value": "１"}, "须为数字"),
        ({"value": Decimal("NaN")}, "须为数字"),
        ({"value": ["1"]}, "须为数字"),
        ({"value": "1", "when": ["product_class"]}, "须为对照形式"),
        ({"value": "1", "when": {"receipt_kind": "cash"}}, "不认识 receipt_kind"),
        ({"value": "1", "when": {"product_class": []}}, "产品类别须为一个词或一组词"),
        ({"value": "1", "when": {"product_class": {"from": "1"}}}, "产品类别须为一个词或一组词"),
        ({"value": "1", "when": {"product_class": [" "]}}, "产品类别须为一个词或一组词"),
        ({"value": "1", "when": {"product_class": [1]}}, "产品类别须为一个词或一组词"),
        ({"value": "1", "when": {"customer_type": "goverment"}}, "客户类型没有 goverment"),
        ({"value": "1", "when": {"receipt_age_days": "90"}}, "须为对照形式"),
        ({"value": "1", "when": {"receipt_age_days": {}}}, "起点"),
        ({"value": "1", "when": {"receipt_age_days": {"to": "90"}}}, "不认识 to"),
        ({"value": "1", "when": {"receipt_age_days": {"from": "x"}}}, "须为数字"),
        ({"value": "1", "when": {"receipt_age_days": {"from": "9", "until": "9"}}}, "小于终点"),
    ],
)
def test_a_row_of_another_form_is_named_in_the_message(row: Any, message: str) -> None:
    facts = ["product_class", "customer_type", "receipt_age_days"]

    with pytest.raises(TableError, match=f"^第 2 行：.*{message}") as caught:
        parse_table({"facts": facts, "rows": [{"value": "1"}, row]})

    assert caught.value.row == 1


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "product_class": st.sampled_from("ABCD"),
            "receipt_age_days": st.integers(0, 500),
        },
    )
)
def test_no_earlier_row_fits_than_the_one_decided_on(facts: dict[str, Any]) -> None:
    table = parse_table(COMMISSION)

    index, value = decide(table, facts)

    assert table.rows[index].fits(facts)
    assert table.rows[index].value == value
    assert not any(row.fits(facts) for row in table.rows[:index])
