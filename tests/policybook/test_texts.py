"""The clauses read like policies: whole sentences, in order, with references that resolve."""

import re
from collections import Counter

import pytest

from dakehu.policy.book import Book, Clause, Policy
from dakehu.policy.loading.files import load_book
from tests.policybook.prose import ARTICLE, PLACEHOLDERS, foreign_words, half_width_marks, unended

FIGURES = "一二三四五六七八九十"
NUMERALS = [*FIGURES, *(f"十{figure}" for figure in FIGURES[:9]), "二十"]
CLAUSES = [(policy, clause) for policy in load_book().policies for clause in policy.clauses]
NAMES = [f"{policy.code} {clause.article}" for policy, clause in CLAUSES]
each_clause = pytest.mark.parametrize("policy, clause", CLAUSES, ids=NAMES)


def texts(clause: Clause) -> list[str]:
    """The lead, where there is one, and the items."""
    return [text for text in (clause.text, *(item.text for item in clause.items)) if text]


@each_clause
def test_a_clause_says_at_least_a_whole_sentence(policy: Policy, clause: Clause) -> None:
    least = 10 if clause.items else 40

    assert len(clause.text) >= least or (clause.items and not clause.text)
    assert all(len(item.text) >= 4 for item in clause.items)


@each_clause
def test_a_clause_has_no_placeholder_and_no_foreign_leftover(
    policy: Policy, clause: Clause
) -> None:
    for text in (clause.title, *(policy.fill(text) for text in texts(clause))):
        assert PLACEHOLDERS.findall(text) == []
        assert foreign_words(text) == []


@each_clause
def test_a_clause_is_punctuated_in_full_width_and_ends_its_sentences(
    policy: Policy, clause: Clause
) -> None:
    for text in texts(clause):
        assert half_width_marks(policy.fill(text)) == []
        assert not unended(text), text
    assert half_width_marks(clause.title) == []


@each_clause
def test_items_are_numbered_in_order_without_a_gap(policy: Policy, clause: Clause) -> None:
    assert [item.number for item in clause.items] == NUMERALS[: len(clause.items)]
    assert len(clause.items) != 1


@each_clause
def test_articles_that_a_clause_refers_to_exist(policy: Policy, clause: Clause) -> None:
    titles = {each.title: each for each, _ in CLAUSES}
    for text in texts(clause):
        for match in ARTICLE.finditer(text):
            named = re.search(r"《([^》]+)》[^《》。；]{0,12}$", text[: match.start()])
            home = titles.get(named.group(1), policy) if named else policy
            assert match.group() in home.texts, f"{match.group()} of {home.title}"


@each_clause
def test_titles_in_book_marks_do_not_stand_for_policies_that_do_not_exist(
    policy: Policy, clause: Clause
) -> None:
    titles = {each.title for each, _ in CLAUSES}
    named = {name for text in texts(clause) for name in re.findall(r"《([^》]+)》", text)}

    assert {name for name in named if name.endswith(("办法", "政策"))} <= titles


def test_each_policys_articles_are_numbered_from_one_without_a_gap(book: Book) -> None:
    for policy in book.policies:
        numbers = [int(clause.article[1:-1]) for clause in policy.clauses]

        assert sorted(numbers) == list(range(1, len(numbers) + 1)), policy.code


def test_no_two_clauses_say_the_same(book: Book) -> None:
    said = Counter(
        text
        for _, clause in CLAUSES
        for text in texts(clause)
        if len(text) >= 20 and "{" not in text
    )

    assert [text for text, times in said.items() if times > 1] == []


def test_no_two_clauses_of_a_chapter_carry_the_same_title(book: Book) -> None:
    for policy in book.policies:
        titles = Counter((clause.chapter, clause.title) for clause in policy.clauses)

        assert [title for title, times in titles.items() if times > 1] == [], policy.code


def test_chapters_are_numbered_in_order(book: Book) -> None:
    for policy in book.policies:
        chapters = list(dict.fromkeys(clause.chapter for clause in policy.clauses))

        assert [title.partition(" ")[0] for title in chapters] == [
            f"第{numeral}章" for numeral in NUMERALS[: len(chapters)]
        ], policy.code


def test_each_policy_says_what_it_is_about(book: Book) -> None:
    for policy in book.policies:
        assert policy.title.endswith(("办法", "政策"))
        assert len(policy.summary) >= 20
        assert not unended(policy.summary)
        assert half_width_marks(policy.summary) == []
        assert policy.approved_by == ("公司决策层" if policy.code == "AP" else "总经理")


def test_policies_that_touch_pay_or_discipline_say_so(book: Book) -> None:
    touching = {policy.code for policy in book.policies if policy.touches_pay}

    assert {"AP", "OF", "SA"} <= touching


def test_a_purpose_is_told_in_chinese(book: Book) -> None:
    purposes = [clause.purpose for _, clause in CLAUSES if clause.purpose]

    assert purposes
    assert all(len(purpose) >= 6 and foreign_words(purpose) == [] for purpose in purposes)
