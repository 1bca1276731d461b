"""What the tests of rules share: the shipped book, and a way to ask."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dakehu.policy.book import Book
from dakehu.policy.loading.files import load_book
from dakehu.rules.answering import answer_of
from dakehu.rules.asking import JsonNumber, Refused

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def book() -> Book:
    """The policies that come with the program."""
    return load_book()


def as_asked(question: dict[str, Any]) -> Any:
    """The question as it would arrive over JSON: numbers keep their spelling."""
    text = json.dumps(question, ensure_ascii=True)
    return json.loads(text, parse_int=JsonNumber, parse_float=JsonNumber)


@pytest.fixture(scope="session")
def ask(book: Book) -> Callable[..., dict[str, Any]]:
    """Ask a kind; the answer, or `{"error": …}` as the interface gives it."""
    from dakehu.rules.kinds import KINDS

    def asking(kind: str, /, **question: Any) -> dict[str, Any]:
        try:
            return answer_of(KINDS[kind], as_asked(question), book=book, today=TODAY)
        except Refused as refused:
            return {"error": refused.to_json()}

    return asking
