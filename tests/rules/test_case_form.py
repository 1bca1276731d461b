"""Worked cases compare numbers exactly, everything else literally, and allow further fields."""

from typing import Any

import pytest

from dakehu.rules.case_form import compare_case


@pytest.mark.parametrize(
    "expect, answer",
    [
        ({"a": "1.0"}, {"a": "1.00", "more": 1}),
        ({"a": "7"}, {"a": 7}),
        ({"a": None, "b": True}, {"a": None, "b": True}),
        ({"a": {"b": ["1", {"c": "x"}]}}, {"a": {"b": ["1.0", {"c": "x", "d": 1}]}}),
        ({"notice_codes_include": ["n"]}, {"notices": [{"code": "m"}, {"code": "n"}]}),
        ({"error": {"field": "f", "code": "c"}}, {"error": {"field": "f", "code": "c", "row": 0}}),
    ],
)
def test_an_answer_that_holds_what_is_expected_has_no_differences(
    expect: dict[str, Any], answer: dict[str, Any]
) -> None:
    assert compare_case({"expect": expect}, answer) == []


@pytest.mark.parametrize(
    "expect, answer, told",
    [
        ({"a": "1.00"}, {"a": "1.01"}, "a：应为 1.00，实为 1.01"),
        ({"a": "x"}, {"a": "y"}, "a：应为 x，实为 y"),
        ({"a": None}, {"a": "0"}, "a：应为 空，实为 0"),
        ({"a": "1"}, {"a": True}, "a：应为 1，实为 True"),
        ({"a": "1"}, {"b": "1"}, "a：应为 1，答案中没有"),
        ({"a": {"b": "1"}}, {"a": {}}, "a.b：应为 1，答案中没有"),
        ({"a": {"b": "1"}}, {"a": "1"}, "a：应为 b 1，实为 1"),
        ({"a": ["1", "2"]}, {"a": ["1"]}, "a：应有 2 项，实有 1 项"),
        ({"a": ["1", {"b": "2"}]}, {"a": ["1", {"b": "3"}]}, "a[1].b：应为 2，实为 3"),
        ({"notice_codes_include": ["n"]}, {}, "缺少提示 n"),
        (
            {"a": "1"},
            {"error": {"field": "f", "code": "c"}},
            "应当有结果，却报错：field f，code c",
        ),
        ({"error": {"code": "c"}}, {"a": "1"}, "error：应为 code c，答案中没有"),
        ({"error": {"code": "c"}}, {"error": {"code": "d"}}, "error.code：应为 c，实为 d"),
    ],
)
def test_each_difference_is_told_with_its_place(
    expect: dict[str, Any], answer: dict[str, Any], told: str
) -> None:
    assert compare_case({"expect": expect}, answer) == [told]
