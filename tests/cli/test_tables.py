"""Text for the terminal keeps to its width, Chinese counted double."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.cli.tables import WIDTH, indented, laid_out, table, width_of, wrapped

TEXTS = st.text(st.sampled_from("制度第1条，。《》（）a b-c\n“”"), max_size=120)


@pytest.mark.parametrize("text, width", [("abc", 3), ("制度", 4), ("第1条", 5), ("e\u0301", 1)])
def test_chinese_counts_double_and_marks_above_letters_nothing(text: str, width: int) -> None:
    assert width_of(text) == width


def test_lines_do_not_begin_with_a_closing_mark_nor_end_with_an_opening_one() -> None:
    assert wrapped("大客户部，经理《政策》", 8) == ["大客户", "部，经理", "《政策》"]


def test_words_stay_whole_unless_longer_than_a_line() -> None:
    assert wrapped("按 profit.bands 计", 12) == ["按", "profit.bands", "计"]
    assert wrapped("abcdefgh", 3) == ["abc", "def", "gh"]


@given(TEXTS, st.integers(4, 60))
def test_wrapping_loses_nothing_but_spaces_and_keeps_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_indentation_moves_every_line() -> None:
    assert indented("甲乙丙\n丁", 2, 6) == "  甲乙\n  丙\n  丁"


def test_columns_line_up_and_numbers_are_flush_right() -> None:
    told = table(("名称", "数"), [("甲", "7"), ("abc", "12")], right=(1,))
    assert told.split("\n") == ["名称  数", "────  ──", "甲     7", "abc   12"]


def test_no_rows_are_no_text() -> None:
    assert laid_out([]) == ""


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=5))
def test_tables_keep_to_the_width(rows: list[tuple[str, str, str]]) -> None:
    assert all(width_of(line) <= WIDTH for line in table(("甲", "乙", "丙"), rows).split("\n"))


def test_one_wide_column_is_narrowed() -> None:
    assert all(width_of(line) <= 20 for line in laid_out([("长" * 40,)], width=20).split("\n"))
