"""Amounts are yuan: other money, and numbers that nobody writes, are refused."""

from decimal import Decimal
from pathlib import Path

import pytest

from dakehu.exchange.reading.books import open_book
from dakehu.exchange.reading.cells import CellFault, read_cell
from dakehu.exchange.reading.headings import find_headings, match
from dakehu.exchange.reading.rows import read_rows
from dakehu.kit.sheets import CellKind, SheetColumn
from dakehu.receipts.sheets import RECEIPTS


@pytest.mark.parametrize("typed", ["$100", "US$100", "0" * 60 + "12"])
def test_what_is_no_yuan_or_no_sensible_number_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(CellFault, match=r"不是数字|数字过大"):
        read_cell(SheetColumn("amount", "金额", CellKind.AMOUNT), typed)


def _amounts(path: Path) -> list[object]:
    """What the rows of a text file hold as 金额, or the faults of a row."""
    tab = open_book(path, path.name).tabs[0]
    found = match(RECEIPTS, find_headings(tab, RECEIPTS))
    told: list[object] = []
    for row in read_rows(RECEIPTS, tab, found):
        told.append([one.message for one in row] if isinstance(row, list) else row.values["amount"])
    return told


def _file(folder: Path, *lines: str) -> Path:
    path = folder / "回款.csv"
    path.write_bytes("\n".join(lines).encode("gb18030"))
    return path


def test_a_unit_in_the_upper_of_two_rows_of_headings_counts(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "单据,,对方,本期（万元）",
        "流水号,到账日期,客户,金额",
        "S1,2026-11-03,华岳重工,32.6",
    )

    assert _amounts(path) == [Decimal("326000.00")]


def test_a_unit_in_the_title_counts(tmp_path: Path) -> None:
    lines = ("回款明细（万元）", "流水号,到账日期,客户,金额", "S1,2026-11-03,华岳重工,32.6")

    assert _amounts(_file(tmp_path, *lines)) == [Decimal("326000.00")]


def test_a_number_with_a_unit_of_its_own_under_another_is_asked_about(tmp_path: Path) -> None:
    lines = ("单位：万元", "流水号,到账日期,客户,金额", "S1,2026-11-03,华岳重工,1万")

    (told,) = _amounts(_file(tmp_path, *lines))

    assert told == ["“1万”自己带有单位，表头又写明了单位，分不清是多少"]
