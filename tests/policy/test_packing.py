"""Stored explanations come back as they were, small, and are never taken for something else."""

import zlib
from datetime import date
from decimal import Decimal

import orjson
import pytest

from dakehu.policy.book import Book
from dakehu.policy.figures import AMOUNT, TEXT, Figure, Source, entered, nodes_of, tree_lines
from dakehu.policy.loading.files import load_book
from dakehu.policy.packing import NotAnExplanation, pack, unpack

CLAUSE = Source("AP", "2020-01-01", "第4条(三)", ("S4-6.9",), title="绩效考核办法", text="……")
LAW = Source(guard="G-01", law="《工资支付暂行规定》第十六条")


def known(policy: str, version: str, article: str) -> Source | None:
    wanted = (CLAUSE.policy, CLAUSE.version, CLAUSE.article)
    return CLAUSE if (policy, version, article) == wanted else None


def two_results() -> tuple[Figure, Figure]:
    """A total and a rest that both stand on one base."""
    base = entered("base", "绩效基数", Decimal("3000.00"))
    day = entered("day", "核实日期", date(2026, 10, 8), TEXT)
    none = Figure("lowest", "最低得分", None, "number", "没有", None)
    total = Figure("total", "合计", Decimal("2640.00"), AMOUNT, "{0} × 88%", CLAUSE, (base, day))
    rest = Figure("rest", "余额", Decimal("-0.50"), AMOUNT, "{0} − {1}", LAW, (base, none))
    return total, rest


def test_an_explanation_comes_back_as_it_was() -> None:
    total, rest = two_results()

    back = unpack(pack(total, [rest], rules="1.2.3"), known)

    assert tree_lines(back.root) == tree_lines(total)
    assert [tree_lines(one) for one in back.others] == [tree_lines(rest)]
    assert back.rules == "1.2.3"
    assert back.root.source is CLAUSE
    assert back.others[0].source == LAW
    assert back.root.value == Decimal("2640.00")


def test_a_shared_figure_is_one_figure_again() -> None:
    total, rest = two_results()

    back = unpack(pack(total, [rest], rules="1"), known)

    assert back.root.inputs[0] is back.others[0].inputs[0]
    assert len(nodes_of([back.root, *back.others])) == 5


def test_a_clause_that_is_not_known_keeps_its_name() -> None:
    total, _rest = two_results()

    back = unpack(pack(total, rules="1"), lambda *_wanted: None)

    assert back.root.source is not None
    assert back.root.source.told["article"] == "第4条(三)"
    assert back.root.source.covers == ("S4-6.9",)


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"not compressed",
        zlib.compress(b"{"),
        zlib.compress(orjson.dumps([1])),
        zlib.compress(orjson.dumps([2, "1", [], []])),
    ],
)
def test_something_else_is_refused(stored: bytes) -> None:
    with pytest.raises(NotAnExplanation):
        unpack(stored, known)


def test_the_shipped_policies_know_their_clauses() -> None:
    book: Book = load_book()
    rules = book.on(date(2026, 10, 31))
    figure = rules.setting("extra.rate", "rate")

    def find(policy: str, version: str, article: str) -> Source | None:
        found = next(one for one in book.versions(policy) if one.version == version)
        return found.source(article)

    back = unpack(pack(figure, rules="1"), find)

    assert back.root.source == figure.source
    assert back.root.source is not None
    assert back.root.source.text
