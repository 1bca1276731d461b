"""A small month for the tests of `dakehu settle`."""

from collections.abc import Sequence
from pathlib import Path

from examples import month
from examples.make import Tabs, write_book

WORDS = (
    *("settle", "2026-11", "--staff", "staff.xlsx", "--receipts", "receipts.xlsx"),
    *("--out", "out"),
)
LIN = ("A1", "林 雯", "大客户部", "大客户员", "销售", 4500, 0, "否", "")
ONE: Tabs = {"人员": (month.STAFF_HEAD, [LIN])}
"""One person without performance pay: nothing else is needed."""
RECEIPT = ("S1", "2026-10-08", "2026-10-09", "华岳重工", "二期", 900000, "电汇", "A1")


def small(folder: Path, tabs: Tabs, receipts: Sequence[month.Row]) -> None:
    """Write the two files of a month."""
    write_book(folder / "staff.xlsx", tabs)
    write_book(folder / "receipts.xlsx", {"回款": (month.RECEIPTS_HEAD, receipts)})
