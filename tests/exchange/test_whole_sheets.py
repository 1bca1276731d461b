"""Sheets whose rows depend on one another come to their area in one piece."""

from dataclasses import replace

from dakehu.exchange.queries.checking import BATCH, batches
from dakehu.kit.sheets import SheetColumn, SheetRow, SheetShape

SHAPE = SheetShape("parts", "分", "分", (SheetColumn("name", "名称"),), ("name",))
ROWS = [SheetRow(number, {"name": str(number)}) for number in range(1, BATCH + 6)]


def test_rows_that_stand_alone_come_a_thousand_at_a_time() -> None:
    assert [len(one.rows) for one in batches(SHAPE, ROWS)] == [BATCH, 5]


def test_rows_that_are_judged_together_come_all_at_once() -> None:
    whole = replace(SHAPE, is_judged_whole=True)
    assert [len(one.rows) for one in batches(whole, ROWS)] == [BATCH + 5]
