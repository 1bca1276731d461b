"""Examples for the description of the interface: the worked cases that come with the program."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from dakehu.policy.book import Book
from dakehu.policy.loading.files import load_book
from dakehu.rules.answering import Kind, answer_of
from dakehu.rules.json_form import as_spelt, read_json

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_DAY: Final = date(2026, 11, 23)
_BORROWED: Final = {"resolution_points": "inspection_points"}
"""A kind without cases of its own → the kind whose questions fit it too."""


@cache
def _shipped_book() -> Book:
    return load_book()


def _cases_of(kind: Kind) -> Iterator[Any]:
    inside = _PACKAGE / "_shipped" / "cases"
    folder = inside if inside.is_dir() else _PACKAGE.parent / "cases"
    file = folder / f"{_BORROWED.get(kind.name, kind.name)}.jsonl"
    for line in file.read_bytes().splitlines():
        if line.strip():
            yield read_json(line)


def questions(kind: Kind) -> dict[str, Any]:
    """The first worked question that has an answer, or one for each form of the kind."""
    found: dict[str, Any] = {}
    for case in _cases_of(kind):
        if "error" not in case["expect"]:
            form = case["input"].get(kind.signature.by, kind.name)
            found.setdefault(form, case["input"])
    return found


def plain(question: Any) -> Any:
    """A question as ordinary JSON values, for a document."""
    import json

    return json.loads(as_spelt(question))


def answer_to(kind: Kind, question: Any) -> dict[str, Any]:
    """The answer by the shipped policies, its explanation cut to the main result."""
    answer = answer_of(kind, question, book=_shipped_book(), today=_DAY)
    root = {**answer["explanation"]["nodes"][0], "inputs": []}
    source = root["source"] or {}
    cited = f"{source.get('policy')} {source.get('article')}"
    clauses = answer["explanation"]["clauses"]
    kept = {key: clauses[key] for key in clauses if key in {cited, source.get("guard")}}
    answer["explanation"] = {"nodes": [root], "clauses": kept}
    return answer
