"""`dakehu settle --compare`: the pay sheet in use held against the month."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from examples.make import FOLDER, PAY_SHEET, RESULT, write_book
from tests.cli.running import Ran, Run

HEADS = ("工号", "姓名", "业务提成", "基本工资", "应发合计", "实发合计")
RIGHT = ("A1", "林 雯", 18000, 4500, 22500, 20000)


def compared(folder: Path, settle: Run, *rows: Sequence[Any], heads: Any = HEADS) -> Ran:
    write_book(folder / "工资.xlsx", {"十月": (heads, rows)})
    return settle("--compare", "工资.xlsx")


def test_a_sheet_that_agrees_leaves_nothing_to_do(folder: Path, settle: Run) -> None:
    ran = compared(folder, settle, RIGHT)

    assert ran.status == 0
    assert "1人一致 · 0人不同" in ran.out
    assert "“实发合计”是应发之后的扣款和实发，不参加对比。" in ran.out
    assert (folder / "out" / "对比.xlsx").is_file()


def test_a_difference_is_told_with_the_step_and_a_likely_cause(folder: Path, settle: Run) -> None:
    ran = compared(folder, settle, ("A1", "林 雯", 0, 22500, 22500, 20000))

    assert ran.status == 3
    assert "0人一致 · 1人不同" in ran.out
    assert "业务提成" in ran.out
    assert "18,000.00" in ran.out


@pytest.mark.parametrize(
    "heads, told",
    [
        (("部门", "业务提成", "应发合计"), "没有找到“工号”或“姓名”列"),
        (("姓名", "生日", "性别"), "没有找到可以对比的列"),
    ],
)
def test_a_file_that_is_no_pay_sheet_is_refused_and_nothing_is_written(
    folder: Path, settle: Run, heads: tuple[str, ...], told: str
) -> None:
    ran = compared(folder, settle, ("a", "b", "c"), heads=heads)

    assert ran.status == 2
    assert told in ran.err
    assert "工资.xlsx" in ran.err
    assert not (folder / "out").exists()


def test_a_missing_file_is_told(folder: Path, settle: Run) -> None:
    ran = settle("--compare", "none.xlsx")

    assert ran.status == 2
    assert "没有文件 none.xlsx" in ran.err


def test_a_result_without_a_comparison_takes_the_old_one_away(folder: Path, settle: Run) -> None:
    compared(folder, settle, RIGHT)
    settle()

    assert not (folder / "out" / "对比.xlsx").exists()
    assert (folder / "out" / "说明.json").is_file()


def test_the_result_stays_plain_json(folder: Path, settle: Run) -> None:
    write_book(folder / "工资.xlsx", {"十月": (HEADS, [RIGHT])})
    ran = settle("--compare", "工资.xlsx", "--json")

    assert ran.json["pay_month"] == "2026-11"
    assert "与工资表对比：1人一致 · 0人不同" in ran.err


# ---------------------------------------------------------------- the workbook of the example


def test_the_example_tells_each_of_the_five_mistakes() -> None:
    log = (FOLDER / "对比.log").read_text(encoding="utf-8")

    assert PAY_SHEET in log
    assert "7人一致 · 5人不同" in log
    for told in (
        "多算了 10-31 核实（10-30 到账）的回款 126,000.00 元 × 2%",
        "得分先取整再分档（59.99 取整为 60）",
        "得分先取整再分档（89.50 取整为 90）",
        "退款多于回款的 2,840.50 元从基本工资里扣了",
        "试用期发了绩效工资",
    ):
        assert told in log


def test_the_workbook_has_everybody_with_both_sums_and_the_step() -> None:
    book = openpyxl.load_workbook(FOLDER / RESULT / "对比.xlsx", data_only=True)
    rows = {row[1]: row for row in book["对比"].iter_rows(min_row=2, values_only=True)}
    steps = [row for row in book["逐项"].iter_rows(values_only=True) if row[1] == "林晓雯"]
    about = [row[0] for row in book["说明"].iter_rows(values_only=True)]

    assert book.sheetnames == ["对比", "逐项", "说明"]
    assert len(rows) == 12
    assert rows["林晓雯"][2:9] == (
        *("不同", 22752.01, 25272.01, 2520, "业务提成", 15480.01, 18000.01),
    )
    assert rows["林晓雯"][10:12] == ("8,712.00 + 6,768.01", "《大客户销售政策》第37条")
    assert rows["周建国"][2:6] == ("一致", 16332.5, 16332.5, 0)
    assert [row[6] for row in steps][-4:] == [
        *("一致", "从这一步起不同", "一致", "随前面的不同而不同"),
    ]
    assert about[0] == "2026年11月发放（10月考核 · 10-01 至 10-30 回款）"
    assert about[2] == "7人一致 · 5人不同"
