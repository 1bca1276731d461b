"""Shipped policies with a fault planted in them, and what the examination finds then."""

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

from dakehu.policy.lint.examination import examine
from dakehu.policy.lint.findings import Finding
from dakehu.policy.loading.files import read_raw

Raw = dict[str, Any]


@cache
def shipped(code: str) -> Raw:
    """A shipped policy's file."""
    found = {name.partition("/")[0]: raw for name, raw in read_raw()}[code]
    assert isinstance(found, dict)
    return found


def planted(code: str, change: Callable[[Raw], Any], **more: Any) -> list[Finding]:
    """What is found in one shipped policy after a change, without the notes."""
    raw = deepcopy(shipped(code))
    change(raw)
    return [each for each in examine([(f"{code}/x.yaml", raw)], **more) if each.level != "note"]


def parameter(raw: Raw, key: str) -> Raw:
    return next(entry for entry in raw["parameters"] if entry["key"] == key)


def setting(key: str, value: Any) -> Callable[[Raw], None]:
    def change(raw: Raw) -> None:
        parameter(raw, key)["value"] = value

    return change


def clause(raw: Raw, article: str) -> Raw:
    found = [c for chapter in raw["chapters"] for c in chapter["clauses"]]
    return next(each for each in found if each["article"] == article)


def seat(code: str, to: str) -> Callable[[Raw], None]:
    def change(raw: Raw) -> None:
        chain = next(each for each in raw["chains"] if each["code"] == code)
        chain["variants"][0]["steps"][-1]["seat"] = [to]

    return change
