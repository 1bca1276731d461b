"""Parameter types of several rows: what they accept, and how clauses tell each row."""

import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.param_rows import (
    AmountRange,
    BandsType,
    Coefficients,
    Grades,
    Listed,
    Mapped,
    PointsRange,
    Rhythms,
    Weights,
    WholeTriple,
)
from dakehu.policy.param_types import ParamError, ParamType

BANDS = [["0", "0.20"], ["200000", "0.17"], ["1000000", "0.10"]]
COEFFICIENTS = [["95", "1.05"], ["90", "1"], ["60", "score"], ["0", "0"]]
GRADES = [["A", "80"], ["B", "60"], ["C", "0"]]
PAY = Listed({"basic": "基本工资", "commission": "业务提成"})
WORK = Weights(("业绩", "能力", "态度"))
DAYS = WholeTriple(("转办", "答复", "办结"), "个工作日")
PERIODS = {"quarter": "每季度", "year": "每年"}


@pytest.mark.parametrize(
    "kind, raw, shown",
    [
        (PAY, ["basic", "commission"], "基本工资、业务提成"),
        (PAY, [], "无"),
        (Listed(None), ["广东", "海南"], "广东、海南"),
        (
            BandsType(),
            BANDS,
            "不满 200,000 元的为 20%；200,000 元以上不满 1,000,000 元的为 17%；"
            "1,000,000 元以上的为 10%",
        ),
        (
            Coefficients(),
            COEFFICIENTS,
            "95 分以上为 105%；90 分以上为 100%；60 分以上为得分的百分比；0 分以上为 0%",
        ),
        (WORK, ["60", "20", "20"], "业绩 60 分、能力 20 分、态度 20 分"),
        (Grades(), GRADES, "80 分以上为 A 类、60 分以上为 B 类、0 分以上为 C 类"),
        (PointsRange(), ["2", "5", "2"], "2 至 5 分"),
        (AmountRange(), ["100", "1500.50"], "100 至 1,500.50 元"),
        (DAYS, ["1", "3", "10"], "转办 1 个工作日、答复 3 个工作日、办结 10 个工作日"),
        (Rhythms(), {"A": "2/month", "C": "1/quarter"}, "A 类客户每月 2 次、C 类客户每季度 1 次"),
        (Mapped(PERIODS, "{name}类客户{value}"), {"A": "quarter"}, "A类客户每季度"),
        (Mapped(None, "{name}:{value}"), {"OF": "CH-10", "AP": "CH-17"}, "OF:CH-10、AP:CH-17"),
    ],
)
def test_an_allowed_value_is_told_as_one_sentence(kind: ParamType, raw: Any, shown: str) -> None:
    assert kind.show(kind.parse(raw)) == shown


@pytest.mark.parametrize(
    "kind, raw, parts",
    [
        (PAY, ["commission"], [{"": "业务提成"}]),
        (Listed(None), ["广东"], [{"": "广东"}]),
        (
            BandsType(),
            BANDS[:2],
            [
                {"": "20%", "from": "0", "rate": "20%"},
                {"": "17%", "from": "200,000", "rate": "17%"},
            ],
        ),
        (
            Coefficients(),
            COEFFICIENTS[2:],
            [
                {"": "得分的百分比", "from": "60", "rate": "得分的百分比"},
                {"": "0%", "from": "0", "rate": "0%"},
            ],
        ),
        (WORK, ["60", "20", "20"], [{"": "60"}, {"": "20"}, {"": "20"}]),
        (Grades(), GRADES[1:], [{"": "B", "from": "60"}, {"": "C", "from": "0"}]),
        (PointsRange(), ["2", "5", "3"], [{"": "2"}, {"": "5"}, {"": "3"}]),
        (AmountRange(), ["100", "500"], [{"": "100"}, {"": "500"}]),
        (DAYS, ["1", "3", "10"], [{"": "1"}, {"": "3"}, {"": "10"}]),
        (Rhythms(), {"A": "2/month"}, []),
        (Mapped(None, "{name}"), {"OF": "CH-10"}, []),
    ],
)
def test_each_row_can_be_told_alone(kind: ParamType, raw: Any, parts: list[dict[str, str]]) -> None:
    assert list(kind.parts(kind.parse(raw))) == parts


@pytest.mark.parametrize(
    "kind, raw, said",
    [
        (PAY, "basic", "须为列表"),
        (PAY, ["bonus"], "不允许的项"),
        (Listed(None), [1], "不允许的项"),
        (Listed(None), ["广东", "广东"], "重复的项"),
        (BandsType(), [["0"]], "2 项的列表"),
        (BandsType(), [], "第 1 档"),
        (BandsType(), [["0", "0.1"], ["0", "0.2"]], "第 2 档：各档下限须逐档增大"),
        (BandsType(), [["0", "1.2"]], "在 0 与 1 之间"),
        (Coefficients(), [], "最后一档从 0 起"),
        (Coefficients(), COEFFICIENTS[:3], "最后一档从 0 起"),
        (Coefficients(), [["90", "1"], ["95", "1.05"], ["0", "0"]], "由高到低"),
        (Coefficients(), [["0", "1"], ["0", "0"]], "由高到低"),
        (Coefficients(), [["90", "-1"], ["0", "0"]], "系数不能小于 0"),
        (Coefficients(), [["90", "scores"], ["0", "0"]], "须为数字"),
        (WORK, ["60", "20", "19.99"], "合计须为 100"),
        (WORK, ["120", "-10", "-10"], "不能为负"),
        (WORK, ["60", "40"], "3 项的列表"),
        (Grades(), [], "最后一级从 0 起"),
        (Grades(), GRADES[:2], "最后一级从 0 起"),
        (Grades(), [["A", "60"], ["B", "60"], ["C", "0"]], "由高到低"),
        (Grades(), [["A", "60"], ["B", "80"], ["C", "0"]], "由高到低"),
        (Grades(), [["", "0"]], "等级名称"),
        (Grades(), [[1, "0"]], "等级名称"),
        (PointsRange(), ["5", "2", "3"], "建议值在两者之间"),
        (PointsRange(), ["2", "5", "6"], "建议值在两者之间"),
        (PointsRange(), ["2", "5"], "3 项的列表"),
        (PointsRange(), ["2", "5.5", "2"], "整数"),
        (AmountRange(), ["500", "100"], "下限不能高于上限"),
        (DAYS, ["1", "10", "3"], "依次不减"),
        (DAYS, ["1", "3", "3651"], "整数"),
        (Rhythms(), {}, "频次表"),
        (Rhythms(), ["2/month"], "频次表"),
        (Rhythms(), {"A": "0/month"}, "A 的频次"),
        (Rhythms(), {"A": "2/day"}, "A 的频次"),
        (Rhythms(), {"A": 2}, "A 的频次"),
        (Mapped(PERIODS, "{name}"), ["A"], "对照表"),
        (Mapped(PERIODS, "{name}"), {"A": "month"}, "不允许的项"),
        (Mapped(None, "{name}"), {"A": 1}, "不允许的项"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_with_what_is_wrong(
    kind: ParamType, raw: Any, said: str
) -> None:
    with pytest.raises(ParamError, match=said):
        kind.parse(raw)


def test_a_coefficient_row_either_has_a_factor_or_takes_the_score() -> None:
    rows = Coefficients().parse(COEFFICIENTS)

    assert [(row.index, row.from_, row.factor) for row in rows] == [
        (0, Decimal(95), Decimal("1.05")),
        (1, Decimal(90), Decimal(1)),
        (2, Decimal(60), None),
        (3, Decimal(0), Decimal(0)),
    ]


@given(st.integers(0, 100), st.integers(0, 100))
def test_weights_are_accepted_exactly_when_they_sum_to_a_hundred(one: int, two: int) -> None:
    raw = [str(one), str(two), str(100 - one - two)]

    if one + two <= 100:
        assert sum(WORK.parse(raw)) == 100
    else:
        with pytest.raises(ParamError):
            WORK.parse(raw)


@given(st.lists(st.integers(0, 10), max_size=4), st.booleans())
def test_grades_are_accepted_exactly_when_they_fall_to_zero(edges: list[int], end: bool) -> None:
    edges = [*edges, 0] if end else edges
    falls = bool(edges) and edges[-1] == 0
    falls = falls and all(high > low for high, low in itertools.pairwise(edges))
    raw = [[f"等级{index}", str(edge)] for index, edge in enumerate(edges)]

    if falls:
        assert [edge for _, edge in Grades().parse(raw)] == edges
    else:
        with pytest.raises(ParamError):
            Grades().parse(raw)
