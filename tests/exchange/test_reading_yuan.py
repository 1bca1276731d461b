"""Amounts are yuan: other money, and numbers that nobody writes, are refused."""

import pytest

from dakehu.exchange.reading.cells import CellFault, read_cell
from dakehu.kit.sheets import CellKind, SheetColumn


@pytest.mark.parametrize("typed", ["$100", "US$100", "0" * 60 + "12"])
def test_what_is_no_yuan_or_no_sensible_number_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(CellFault, match=r"不是数字|数字过大"):
        read_cell(SheetColumn("amount", "金额", CellKind.AMOUNT), typed)
