"""Figures and their explanation: each step once, the root first, every step with its clause."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.figures import (
    AMOUNT,
    NUMBER,
    RATE,
    SCORE,
    TEXT,
    Figure,
    Source,
    entered,
    explanation,
    nodes_of,
    tree_lines,
)

CLAUSE = Source(
    policy="AP",
    version="2020-01-01",
    article="第4条(三)",
    covers=("S4-6.9",),
    title="绩效考核办法",
    text="60 分以上的，按得分的百分比计发。",
)
GUARD = Source(guard="G-01", law="《工资支付暂行规定》第十六条")
NORM = Source(norm="GB 32100-2015")

BASE = entered("base", "绩效基数", Decimal(3000))
SCORED = entered("score", "考核得分", Decimal("88"), SCORE)
FACTOR = Figure("factor", "系数", Decimal("0.88"), RATE, "{0} ÷ 100", CLAUSE, (SCORED,))
PAY = Figure("pay", "绩效工资", Decimal("2640"), AMOUNT, "{0} × {1}", CLAUSE, (BASE, FACTOR))
EXTRA = Figure("extra", "加发", Decimal("132"), AMOUNT, "{0} × 5%", None, (PAY,))
TOTAL = Figure("total", "合计", Decimal("2772"), AMOUNT, "{0} + {1}", None, (PAY, EXTRA))


def test_a_clause_is_cited_by_the_policys_title_and_the_article() -> None:
    assert CLAUSE.key == "AP 第4条(三)"
    assert CLAUSE.citation == "《绩效考核办法》第4条(三)"
    assert CLAUSE.clause == {"title": "《绩效考核办法》第4条(三)", "text": CLAUSE.text}
    assert CLAUSE.told == {
        "policy": "AP",
        "version": "2020-01-01",
        "article": "第4条(三)",
        "covers": ["S4-6.9"],
    }


def test_a_guard_is_cited_by_its_law_and_a_standard_by_its_number() -> None:
    assert (GUARD.key, GUARD.citation) == ("G-01", "《工资支付暂行规定》第十六条")
    assert GUARD.told == {"guard": "G-01", "law": "《工资支付暂行规定》第十六条"}
    assert (NORM.key, NORM.citation) == ("GB 32100-2015", "GB 32100-2015")
    assert NORM.told == {"norm": "GB 32100-2015"}


@pytest.mark.parametrize(
    "value, unit, written, read",
    [
        (Decimal("2640"), AMOUNT, "2640.00", "2,640.00"),
        (Decimal("88.5"), SCORE, "88.50", "88.50"),
        (Decimal("0.880"), RATE, "0.88", "88%"),
        (7, NUMBER, "7", "7"),
        (Decimal("1.50"), NUMBER, "1.5", "1.5"),
        (date(2026, 11, 5), TEXT, "2026-11-05", "2026-11-05"),
        ("met", TEXT, "met", "met"),
        (None, AMOUNT, "", "无"),
        ("", TEXT, "", "无"),
    ],
)
def test_a_value_is_written_for_programs_and_read_by_people(
    value: Any, unit: str, written: str, read: str
) -> None:
    figure = Figure("x", "值", value, unit)

    assert figure.written() == written
    assert figure.read() == read


def test_a_sentence_shows_the_inputs_it_was_computed_from() -> None:
    assert PAY.sentence() == "3,000.00 × 88%"
    assert BASE.sentence() == "录入"
    assert Figure("x", "值", 1, NUMBER, "取较高者", None, (BASE,)).sentence() == "取较高者"
    assert Figure("x", "值", 1, NUMBER, "{未填}").sentence() == "{未填}"


def test_an_explanation_names_each_step_once_with_the_root_first() -> None:
    told = explanation(TOTAL)

    assert [node["id"] for node in told["nodes"]] == [
        "total",
        "pay",
        "extra",
        "base",
        "factor",
        "score",
    ]
    assert told["nodes"][0] == {
        "id": "total",
        "label": "合计",
        "value": "2772.00",
        "how": "2,640.00 + 132.00",
        "source": None,
        "inputs": ["pay", "extra"],
    }
    assert told["nodes"][1]["source"] == CLAUSE.told
    assert told["clauses"] == {"AP 第4条(三)": CLAUSE.clause}


def test_results_beside_the_root_follow_it() -> None:
    missing = Figure("missing", "未录入", None, AMOUNT, "尚未录入", GUARD)
    beside = Figure("beside", "旁列", Decimal(1), NUMBER, "据{0}", NORM, (missing,))

    told = explanation(FACTOR, [beside, FACTOR])

    assert [node["id"] for node in told["nodes"]] == ["factor", "beside", "score", "missing"]
    assert told["nodes"][1]["how"] == "据无"
    assert told["nodes"][3]["value"] == ""
    assert set(told["clauses"]) == {"AP 第4条(三)", "G-01", "GB 32100-2015"}


def test_the_tree_is_indented_and_names_a_step_met_again_without_repeating_it() -> None:
    assert tree_lines(TOTAL) == [
        "合计 2,772.00 = 2,640.00 + 132.00",
        "  绩效工资 2,640.00 = 3,000.00 × 88%  《绩效考核办法》第4条(三)",
        "    绩效基数 3,000.00（录入）",
        "    系数 88% = 88.00 ÷ 100  《绩效考核办法》第4条(三)",
        "      考核得分 88.00（录入）",
        "  加发 132.00 = 2,640.00 × 5%",
        "    绩效工资 2,640.00（见上）",
    ]


def test_a_fact_met_again_is_simply_named_again() -> None:
    twice = Figure("twice", "两倍", Decimal(6000), AMOUNT, "{0} + {1}", None, (BASE, BASE))

    assert tree_lines(twice, 1) == [
        "  两倍 6,000.00 = 3,000.00 + 3,000.00",
        "    绩效基数 3,000.00（录入）",
        "    绩效基数 3,000.00（录入）",
    ]


def test_a_step_without_words_shows_its_value_alone() -> None:
    assert tree_lines(Figure("bare", "标准", Decimal(1), NUMBER, "", NORM)) == [
        "标准 1  GB 32100-2015"
    ]


@st.composite
def graphs(draw: st.DrawFn) -> Figure:
    """A figure over earlier figures, many of them shared."""
    figures = [entered("f0", "甲", Decimal(draw(st.integers(-999, 999))))]
    for index in range(1, draw(st.integers(1, 12))):
        inputs = tuple(draw(st.lists(st.sampled_from(figures), max_size=3)))
        how = " + ".join(f"{{{place}}}" for place in range(len(inputs))) or "录入"
        figures.append(Figure(f"f{index}", "乙", Decimal(index), AMOUNT, how, CLAUSE, inputs))
    return figures[-1]


@given(graphs())
def test_every_graph_is_told_with_each_step_once_and_no_step_missing(root: Figure) -> None:
    told = explanation(root)
    ids = [node["id"] for node in told["nodes"]]

    assert ids[0] == root.key
    assert len(ids) == len(set(ids))
    assert {each for node in told["nodes"] for each in node["inputs"]} <= set(ids)
    assert {node["id"]: node["how"] for node in told["nodes"]} == {
        figure.key: figure.sentence() for figure in nodes_of([root])
    }


@given(graphs())
def test_the_tree_tells_every_step_and_opens_it_once(root: Figure) -> None:
    lines = tree_lines(root)
    opened = [line for line in lines if " = " in line]
    computed = [figure for figure in nodes_of([root]) if figure.inputs]

    assert len(opened) == len(computed)
    assert lines[0].startswith(f"{root.label} {root.read()}")
