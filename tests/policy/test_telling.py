"""A policy told in Chinese: places, pieces of a text, values and chains."""

from datetime import date

import pytest

from dakehu.policy.book import Book
from dakehu.policy.loading.files import load_book
from dakehu.policy.telling import (
    Piece,
    Place,
    chain_lines,
    chains_of,
    clause_at,
    parameters_of,
    pieces_of,
    place_of,
    summary_of,
    value_told,
)


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book()


@pytest.mark.parametrize(
    "written, place",
    [
        ("第4条", Place("第4条")),
        ("4", Place("第4条")),
        ("第4条(三)", Place("第4条", "三")),
        ("第 4 条（三）", Place("第4条", "三")),
        ("第4条(十二)", Place("第4条", "十二")),
    ],
)
def test_a_place_is_read_however_it_is_written(written: str, place: Place) -> None:
    assert place_of(written) == place


@pytest.mark.parametrize("written", ["", "第0条", "第四条", "第4条(3)", "4章", "第4条(三", "x4"])
def test_what_names_no_place_is_none(written: str) -> None:
    assert place_of(written) is None


def test_a_place_is_told_as_policies_cite_it() -> None:
    assert str(Place("第4条", "三")) == "第4条(三)"
    assert str(Place("第4条")) == "第4条"


def test_the_pieces_of_a_text_make_the_text_and_name_their_parameters(book: Book) -> None:
    for policy in book.policies:
        for clause in policy.clauses:
            pieces = list(pieces_of(policy, clause.whole_text))
            assert "".join(piece.text for piece in pieces) == policy.fill(clause.whole_text)
            assert {piece.key for piece in pieces if piece.key} <= set(policy.parameters)


def test_a_text_without_parameters_is_one_piece(book: Book) -> None:
    assert list(pieces_of(book.policies[0], "本办法自施行之日起生效。")) == [
        Piece("本办法自施行之日起生效。")
    ]
    assert list(pieces_of(book.policies[0], "")) == []


def test_a_text_may_begin_and_end_with_a_parameter(book: Book) -> None:
    policy = book.versions("SA")[0]
    assert list(pieces_of(policy, "{tax.rate}")) == [Piece("13%", "tax.rate")]


def test_a_clause_has_its_parameters_and_chains(book: Book) -> None:
    policy = book.in_force("SA", date(2026, 1, 1))
    assert policy is not None
    clause = clause_at(policy, "第1条")
    assert clause is not None
    assert [each.key for each in parameters_of(policy, clause)] == ["profit.bands"]
    assert value_told(policy.parameters["tax.rate"]) == "13%"
    (chain,) = chains_of(policy, clause)
    assert chain_lines(chain)[0].startswith("CH-1 特批（报价低于规定单价")
    assert clause_at(policy, "第99条") is None


def test_the_facts_of_a_variant_are_told(book: Book) -> None:
    policy = book.in_force("EX", date(2026, 1, 1))
    assert policy is not None
    assert "traveller 为 ka_head" in chain_lines(policy.chains["CH-7"])[0]


def test_the_summary_counts_clauses_and_parameters(book: Book) -> None:
    told = summary_of(book.versions("SA")[0])
    assert (told["clauses"], told["effective_from"]) == (43, "2020-01-01")
