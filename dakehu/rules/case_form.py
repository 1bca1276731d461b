"""Worked cases: does an answer hold what a case expects of it?

A case has an `input` and an `expect`: the fields that must be equal (the answer may have more),
`notice_codes_include`, or an `error`. Numbers compare as exact decimals, however they are written.
"""

from collections.abc import Mapping
from typing import Any, Final

from dakehu.policy.decimals import parse_number

_NOTICES: Final = "notice_codes_include"


def compare_case(case: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """What differs, in Chinese; empty where the answer is as expected."""
    expected: Mapping[str, Any] = case["expect"]
    if "error" in answer and "error" not in expected:
        error = answer["error"]
        return [f"应当有结果，却报错：{_told(error)}"]
    differences: list[str] = []
    for name, wanted in expected.items():
        if name == _NOTICES:
            differences += _missing_notices(wanted, answer)
        elif name not in answer:
            differences.append(f"{name}：应为 {_told(wanted)}，答案中没有")
        else:
            differences += _differences(name, wanted, answer[name])
    return differences


def _missing_notices(wanted: list[str], answer: Mapping[str, Any]) -> list[str]:
    given = [notice["code"] for notice in answer.get("notices") or ()]
    return [f"缺少提示 {code}" for code in wanted if code not in given]


def _differences(place: str, wanted: Any, given: Any) -> list[str]:
    if isinstance(wanted, dict) and isinstance(given, dict):
        found: list[str] = []
        for name, each in wanted.items():
            if name not in given:
                found.append(f"{place}.{name}：应为 {_told(each)}，答案中没有")
            else:
                found += _differences(f"{place}.{name}", each, given[name])
        return found
    if isinstance(wanted, list) and isinstance(given, list):
        if len(wanted) != len(given):
            return [f"{place}：应有 {len(wanted)} 项，实有 {len(given)} 项"]
        return [
            difference
            for row, (each, other) in enumerate(zip(wanted, given, strict=True))
            for difference in _differences(f"{place}[{row}]", each, other)
        ]
    return [] if _equal(wanted, given) else [f"{place}：应为 {_told(wanted)}，实为 {_told(given)}"]


def _equal(wanted: Any, given: Any) -> bool:
    if isinstance(wanted, bool) or isinstance(given, bool) or wanted is None or given is None:
        return wanted is given
    number, other = parse_number(str(wanted)), parse_number(str(given))
    if number is not None and other is not None:
        return number == other
    return bool(wanted == given)


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return "，".join(f"{name} {_told(each)}" for name, each in value.items())
    return "空" if value is None else str(value)
