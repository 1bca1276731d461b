"""The question bank: each answer is what the rules compute from the shipped policies."""

import json
import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
import yaml

from dakehu.policy.book import Book
from dakehu.policy.loading.files import shipped_book
from dakehu.rules.answering import answer_of
from dakehu.rules.asking import JsonNumber
from dakehu.rules.kinds import KINDS
from tests.policybook.prose import PLACEHOLDERS, half_width_marks, strings_of, unended

TODAY = date(2026, 11, 23)
BANK = yaml.safe_load((shipped_book() / "SA/starter/questions.yaml").read_text(encoding="utf-8"))
QUESTIONS: list[dict[str, Any]] = BANK["questions"]
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each["id"])


def answered(question: dict[str, Any], book: Book) -> Any:
    """What `calc` gives at the question's answer field."""
    asked = json.loads(json.dumps(question["input"]), parse_int=JsonNumber, parse_float=JsonNumber)
    found: Any = answer_of(KINDS[question["kind"]], asked, book=book, today=TODAY)
    for step in question["answer_field"].split("."):
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found


@each_question
def test_the_answer_is_what_the_rules_compute(question: dict[str, Any], book: Book) -> None:
    assert answered(question, book) == question["answer"]


@each_question
def test_a_question_is_asked_and_explained_in_whole_sentences(question: dict[str, Any]) -> None:
    assert question["question"].endswith("？")
    assert len(question["explain"]) >= 12
    assert not unended(question["explain"])
    for text in strings_of(question, frozenset({"input", "kind", "answer_field", "answer", "id"})):
        assert PLACEHOLDERS.findall(text) == []
        assert half_width_marks(re.sub(r"[0-9A-Za-z.,:%-]+", "", text)) == []


@each_question
def test_choices_hold_the_answer_once_and_no_choice_twice(question: dict[str, Any]) -> None:
    choices = [choice["value"] for choice in question.get("options", ())]

    assert not choices or choices.count(question["answer"]) == 1
    assert not choices or len(set(choices)) == len(choices) >= 2


def test_the_bank_has_sixty_different_questions_or_more() -> None:
    assert len(QUESTIONS) >= 60
    assert max(Counter(each["id"] for each in QUESTIONS).values()) == 1
    assert max(Counter(each["question"] for each in QUESTIONS).values()) == 1
    assert BANK["editable"] is True


def test_the_bank_asks_about_every_policy_and_every_kind_of_figure() -> None:
    assert {each["id"].partition("-")[0] for each in QUESTIONS} == {
        "SA",
        "AP",
        "EX",
        "OF",
        "KA",
        "DE",
    }
    assert {each["kind"] for each in QUESTIONS} == set(KINDS)
