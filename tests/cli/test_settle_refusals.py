"""`dakehu settle`: what is wrong is told with its place, and nothing is written."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from examples import month
from examples.make import write_book
from tests.cli.months import LIN, RECEIPT, small
from tests.cli.running import Run


def test_every_fault_is_told_with_its_place_and_nothing_is_written(
    folder: Path, settle: Run
) -> None:
    bad = {
        "人员": (month.STAFF_HEAD, [("A1", "林雯", "", "", "提成", "四千", 0, "也许", "昨天")]),
        "目标": (month.GOALS_HEAD, [("A1", "十月份", "回款", -1, None, None)]),
    }
    small(folder, bad, [("S1", "2026-10-08", "x", "华岳重工", "二期", "十万", "电汇", "A1")])
    ran = settle()

    assert ran.status == 2
    assert not (folder / "out").exists()
    for where in (
        *("人员     2  E 方案", "人员     2  F 基本工资", "人员     2  H 试用"),
        *("目标     2  B 月份", "目标     2  D 目标", "回款     2  C 核实日期"),
        *("回款     2  F 金额", "没有核算，也没有写出任何文件"),
    ):
        assert where in ran.err


@pytest.mark.parametrize(
    "heads, told",
    [
        (("工号", "姓名", "方案", "绩效基数"), "没有“基本工资”这一列"),
        (("工号", "姓名", "方案", "基本工钱", "绩效基数"), "D 列“基本工钱”像是这一列"),
        (("甲", "乙"), "没有找到“人员”工作表"),
    ],
)
def test_a_missing_column_is_told_once(
    folder: Path, settle: Run, heads: tuple[str, ...], told: str
) -> None:
    rows: list[month.Row] = [("A1", "林雯", "销售", 4500, 0)[: len(heads)]] * 3
    write_book(folder / "staff.xlsx", {"Sheet1": (heads, rows)})
    ran = settle()

    assert ran.status == 2
    assert ran.err.count(told) == 1
    assert "共 1 处有误" in ran.err


def test_receipts_without_the_columns_that_decide_are_refused(folder: Path, settle: Run) -> None:
    heads = ("流水号", "到账日期", "客户", "金额")
    write_book(folder / "receipts.xlsx", {"回款": (heads, [("S1", "2026-10-08", "华岳", 5)])})
    ran = settle()

    assert ran.status == 2
    assert "没有“核实日期”这一列" in ran.err
    assert "没有“项目”这一列" in ran.err


def test_what_is_no_table_is_refused(folder: Path, settle: Run) -> None:
    (folder / "staff.xlsx").write_bytes(b"%PDF-1.7 something else")
    ran = settle()

    assert ran.status == 2
    assert "staff.xlsx" in ran.err
    assert not (folder / "out").exists()


FILES = ("--staff", "staff.xlsx", "--receipts", "receipts.xlsx")


@pytest.mark.parametrize(
    "words, told",
    [
        (("2026-13",), "月份应写成 2026-11，写的是 2026-13"),
        (("2026-11",), "请用 --staff 写明人员文件"),
        (("2026-11", "--staff", "nobody.xlsx"), "没有文件 nobody.xlsx"),
        (("1990-01", *FILES, "--out", "o"), "核算 1990-01 所需的制度没有施行"),
        (("2026-11", *FILES, "--out", "o", "--minimum-wage", "x"), "应为不小于 0 的金额"),
        (("2026-11", *FILES, "--out", "staff.xlsx"), "staff.xlsx 不是文件夹"),
        (("2026-11", *FILES, "--out", "staff.xlsx/o"), "staff.xlsx"),
        (("2026-11", *FILES, "--out", "o", "--book", "none"), "没有文件夹 none"),
    ],
)
def test_what_was_written_wrongly_is_said(
    dakehu: Run, folder: Path, words: tuple[str, ...], told: str
) -> None:
    ran = dakehu("settle", *words)

    assert ran.status == 2
    assert told in ran.err
    assert sorted(one.name for one in folder.iterdir()) == ["receipts.xlsx", "staff.xlsx"]


def test_a_failure_while_writing_leaves_nothing(
    folder: Path, settle: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: Any) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dakehu.pay.settling.results.set_pdf", full)
    ran = settle()

    assert ran.status == 2
    assert "No space left on device" in ran.err
    assert sorted(one.name for one in folder.iterdir()) == ["receipts.xlsx", "staff.xlsx"]


@pytest.mark.parametrize(
    "wage, told",
    [
        (999_999_999_999_999, "算出的金额超过 15 位"),
        (2_000_000_000_000, "达到一万亿元，不能写成大写"),
    ],
)
def test_amounts_beyond_all_measure_are_refused(
    folder: Path, settle: Run, wage: int, told: str
) -> None:
    person = (*LIN[:5], wage, *LIN[6:])
    small(folder, {"人员": (month.STAFF_HEAD, [person, ("A2", "何川", *person[2:])])}, [RECEIPT])
    ran = settle()

    assert ran.status == 2
    assert told in ran.err
    assert not (folder / "out").exists()


def test_a_book_without_the_appraisal_policy_is_refused(
    folder: Path, settle: Run, changed_book: Callable[..., Path]
) -> None:
    book = changed_book(old="大客户销售政策", new="大客户销售政策")
    shutil.rmtree(book / "AP")
    ran = settle("--book", str(book))

    assert ran.status == 2
    assert "核算 2026-11 所需的制度没有施行，或者不全" in ran.err
    assert not (folder / "out").exists()
