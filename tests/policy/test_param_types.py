"""Parameter types of one part: what they accept, and how clauses tell them."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.decision_tables import decide
from dakehu.policy.param_types import (
    DayTime,
    Flag,
    OneOf,
    ParamError,
    ParamType,
    Rate,
    RateOr,
    RateOrTable,
    Table,
    WeekTime,
    Whole,
    Yuan,
    number_of,
    rows_of,
)
from dakehu.policy.params import TYPES, parse_parameter

RANGE = RateOr({"to_floor": "至规定单价为止"})
CAP = RateOr({}, nullable=True)
COLOUR = OneOf({"red": "红", "blue": "蓝"})
NOT_NUMBERS = [None, 1, 0.5, True, "", " 1", "1,000", "NaN", ["1"], {"a": "1"}, "一"]


@pytest.mark.parametrize("raw", NOT_NUMBERS)
def test_only_a_text_of_the_agreed_form_is_a_number(raw: Any) -> None:
    with pytest.raises(ParamError, match="须为数字"):
        number_of(raw)


def test_a_list_must_have_the_length_that_is_due() -> None:
    assert rows_of([1, 2]) == [1, 2]
    assert rows_of([1, 2], 2) == [1, 2]
    with pytest.raises(ParamError, match="须为列表"):
        rows_of((1, 2))
    with pytest.raises(ParamError, match="须为 3 项的列表"):
        rows_of([1, 2], 3)
    with pytest.raises(ParamError, match="须为 3 项的列表"):
        rows_of("abc", 3)


@pytest.mark.parametrize(
    "kind, raw, value, shown",
    [
        (Rate(), "0.020", Decimal("0.02"), "2%"),
        (Rate(), "0", Decimal(0), "0%"),
        (Rate(), "1", Decimal(1), "100%"),
        (RANGE, "to_floor", "to_floor", "至规定单价为止"),
        (RANGE, "0.05", Decimal("0.05"), "5%"),
        (CAP, None, None, "不设"),
        (CAP, "0.1", Decimal("0.1"), "10%"),
        (Yuan(), "1000000", Decimal(1000000), "1,000,000"),
        (Yuan(), "0.5", Decimal("0.5"), "0.50"),
        (Whole(1, 31), "31.0", 31, "31"),
        (Whole(1, 31), "1", 1, "1"),
        (Flag("可以结转", "不予结转"), True, True, "可以结转"),
        (Flag("可以结转", "不予结转"), False, False, "不予结转"),
        (COLOUR, "blue", "blue", "蓝"),
        (DayTime(), "14:00", "14:00", "14:00"),
        (DayTime(), "23:59", "23:59", "23:59"),
        (WeekTime(), "Mon 08:30", (0, "08:30"), "周一 08:30"),
        (WeekTime(), "Sun 00:00", (6, "00:00"), "周日 00:00"),
        (Table("未设限额"), {}, {}, "未设限额"),
        (
            Table(),
            {"一线城市": "500", 2: "300.5"},
            {"一线城市": Decimal(500), "2": Decimal("300.5")},
            "一线城市 500 元、2 300.50 元",
        ),
    ],
)
def test_an_allowed_value_is_read_and_told_in_chinese(
    kind: ParamType, raw: Any, value: Any, shown: str
) -> None:
    parsed = kind.parse(raw)

    assert parsed == value
    assert type(parsed) is type(value)
    assert kind.show(parsed) == shown
    assert kind.parts(parsed) == ()


@pytest.mark.parametrize(
    "kind, raw, said",
    [
        (Rate(), "1.01", "在 0 与 1 之间"),
        (Rate(), "-0.01", "在 0 与 1 之间"),
        (RANGE, "anything", "须为数字"),
        (RANGE, None, "须为数字"),
        (CAP, "2", "在 0 与 1 之间"),
        (Yuan(), "-0.01", "不能小于 0"),
        (Whole(1, 31), "32", "1 至 31 的整数"),
        (Whole(1, 31), "0", "1 至 31 的整数"),
        (Whole(1, 31), "1.5", "1 至 31 的整数"),
        (Flag("是", "否"), "true", "true 或 false"),
        (Flag("是", "否"), 1, "true 或 false"),
        (COLOUR, "green", "red、blue 之一"),
        (COLOUR, ["red"], "red、blue 之一"),
        (DayTime(), "24:00", "HH:MM"),
        (DayTime(), "8:30", "HH:MM"),
        (DayTime(), 830, "HH:MM"),
        (WeekTime(), "08:30", "星期与时刻"),
        (WeekTime(), 830, "星期与时刻"),
        (WeekTime(), "Mon 8:30", "HH:MM"),
        (WeekTime(), "Mon", "HH:MM"),
        (Table(), [], "对照表"),
        (Table(), {"住宿": "-1"}, "不能小于 0"),
        (RateOrTable(), {"facts": [], "rows": []}, "至少要有一行"),
        (RateOrTable(), "1.5", "在 0 与 1 之间"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_with_what_is(
    kind: ParamType, raw: Any, said: str
) -> None:
    with pytest.raises(ParamError, match=said):
        kind.parse(raw)


def test_a_plain_commission_rate_is_a_table_of_one_row() -> None:
    table = RateOrTable().parse("0.02")

    assert decide(table, {}) == (0, Decimal("0.02"))
    assert RateOrTable().show(table) == "2%"


def test_a_commission_table_looks_at_facts_and_holds_rates_only() -> None:
    rows = [
        {"when": {"customer_age": "new"}, "value": "0.03"},
        {"when": {}, "value": "0.02"},
    ]
    table = RateOrTable().parse({"facts": ["customer_age"], "rows": rows})

    assert decide(table, {"customer_age": "new"}) == (0, Decimal("0.03"))
    assert RateOrTable().show(table) == "按附表（2 行）逐行对照确定的比例"
    with pytest.raises(ParamError, match="在 0 与 1 之间"):
        RateOrTable().parse({"facts": [], "rows": [{"when": {}, "value": "1.5"}]})


def test_a_table_of_one_conditional_row_is_told_as_a_table() -> None:
    raw = {
        "facts": ["customer_age"],
        "rows": [{"when": {"customer_age": "old"}, "value": "0.02"}],
    }

    assert RateOrTable().show(RateOrTable().parse(raw)) == "按附表（1 行）逐行对照确定的比例"


@given(st.integers(0, 10**6))
def test_every_rate_in_whole_millionths_is_read_back_from_its_percentage(ppm: int) -> None:
    rate = Rate().parse(str(Decimal(ppm).scaleb(-6)))

    assert Decimal(Rate().show(rate).removesuffix("%")) / 100 == rate


@given(
    st.sampled_from(sorted(TYPES)),
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=8) | st.integers() | st.just("-1"),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
        ),
        max_leaves=8,
    ),
)
def test_any_raw_value_is_either_told_in_chinese_or_refused_with_a_reason(
    key: str, raw: Any
) -> None:
    try:
        value = parse_parameter(key, raw)
    except ParamError as refusal:
        told = [str(refusal)]
    else:
        told = [TYPES[key].show(value), *(part[""] for part in TYPES[key].parts(value))]

    assert all(isinstance(text, str) for text in told)
    assert told[0] or raw in ({}, [])
