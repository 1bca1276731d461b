"""The files of a month: which worksheet holds what, and what is told about them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from dakehu.pay.settling.gathering import Gathered, gathered
from dakehu.pay.settling.reading import MonthFiles, read_receipts, read_staff
from dakehu.policy.loading.files import load_book
from dakehu.policy.periods import Month
from dakehu.rules.settling import axes_of

Grid = Sequence[Sequence[Any]]
PEOPLE: Grid = (
    ("工号", "姓名", "部门", "方案", "基本工资", "绩效基数"),
    ("A1", "林雯", "大客户部", "销售", 4500, 3000),
)
GOALS: Grid = (("对象", "月份", "目标"), ("A1", "2026-10", 1000000))
SCORES: Grid = (("工号", "姓名", "月份", "能力", "态度"), ("A1", "林雯", "2026-10", 17, 18))
MONEY: Grid = (
    ("流水号", "到账日期", "核实日期", "客户", "项目", "金额", "业务员"),
    ("S1", "2026-10-08", "2026-10-09", "华岳", "二期", 100, "A1"),
)
WHOLE = {"人员": PEOPLE, "目标": GOALS, "评分": SCORES}


def written(path: Path, tabs: Mapping[str, Grid], *, hidden: str = "") -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in tabs.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
        if name == hidden:
            sheet.hide()
    book.close()
    return path


def staff(tmp_path: Path, tabs: Mapping[str, Grid], **more: Any) -> MonthFiles:
    files = MonthFiles()
    read_staff(files, written(tmp_path / "staff.xlsx", tabs, **more))
    return files


def month_of(files: MonthFiles) -> Gathered:
    rules = load_book().on(date(2026, 10, 31))
    return gathered(rules, axes_of(rules, Month(2026, 11)), files)


def told(files: MonthFiles) -> list[tuple[str, int, str, str]]:
    return [(one.place.tab, one.place.row, one.place.column, one.message) for one in files.faults]


def test_worksheets_are_found_by_their_names(tmp_path: Path) -> None:
    files = staff(tmp_path, WHOLE)

    assert not files.faults
    assert {code: len(rows) for code, rows in files.rows.items()} == {
        **{"staff": 1, "targets": 1, "scores": 1},
    }


def test_a_worksheet_of_another_name_goes_where_most_of_its_columns_fit(tmp_path: Path) -> None:
    """A score has number and name like a person; its other columns decide."""
    files = staff(
        tmp_path, {"十月分数": SCORES, "花名册": PEOPLE, "任务": GOALS, "备忘": (("x",),)}
    )

    assert {code: one.tab for code, one in files.sources.items()} == {
        **{"staff": "花名册", "targets": "任务", "scores": "十月分数"},
    }
    assert [one.place.tab for one in files.notices] == ["备忘"]


def test_a_hidden_worksheet_is_not_read(tmp_path: Path) -> None:
    files = staff(tmp_path, {**WHOLE, "扣分": (("工号", "日期"),)}, hidden="扣分")

    assert "points" not in files.sources
    assert not files.faults


def test_titles_totals_and_thousands_are_understood(tmp_path: Path) -> None:
    rows = [
        ("某某公司人员工资表",),
        ("员工编号", "员工姓名", "所属部门", "考核方案", "底薪（元）", "绩效基数（万元）"),
        ("A1", "林雯", "大客户部", "销售", "4,500.00", 0.3),
        ("合计", "", "", "", 4500, 0.3),
    ]
    files = staff(tmp_path, {"人员": rows})

    person = files.rows["staff"][0].values
    assert (person["basic_wage"], person["performance_base"]) == (Decimal(4500), Decimal(3000))
    assert [one.message for one in files.notices] == [
        "“绩效基数（万元）”按万元填写，读入时已乘以 10,000 换算成元。",
        "“合计”是合计行，已跳过",
    ]


def test_an_old_workbook_is_read_too(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("人员")
    for place, row in enumerate(PEOPLE):
        for index, value in enumerate(row):
            sheet.write(place, index, value)
    book.save(str(tmp_path / "staff.xls"))
    files = MonthFiles()
    read_staff(files, tmp_path / "staff.xls")

    assert [row.values["name"] for row in files.rows["staff"]] == ["林雯"]


def test_a_column_that_money_hangs_on_may_be_blank_but_not_missing(tmp_path: Path) -> None:
    files = MonthFiles()
    blank = ("S1", "2026-10-08", None, "华岳", None, 100, None)
    read_receipts(files, written(tmp_path / "a.xlsx", {"回款": (MONEY[0], blank)}))
    assert not files.faults

    files = MonthFiles()
    lacking = [row[:2] + row[3:] for row in MONEY]
    read_receipts(files, written(tmp_path / "b.xlsx", {"回款": lacking}))
    assert told(files) == [("回款", 1, "核实日期", "没有“核实日期”这一列")]


def test_a_fault_names_the_letter_of_its_column(tmp_path: Path) -> None:
    files = staff(tmp_path, {"人员": (PEOPLE[0], ("A1", "林雯", "", "销售", "四千", 0))})

    assert told(files) == [("人员", 2, "E 基本工资", "“四千”不是数字")]


@pytest.mark.parametrize(
    "tab, row, count",
    [
        ("评分", ("A1", "林雯", "十月", 17, 18), 1),
        ("人员", ("A1", "林雯", "大客户部", "销售", "四千", 3000), 1),
        ("目标", ("A1", "十月", 5), 1),
    ],
)
def test_a_faulty_row_makes_no_faults_elsewhere(
    tmp_path: Path, tab: str, row: tuple[Any, ...], count: int
) -> None:
    """The person whose score could not be read is not told to have none."""
    files = staff(tmp_path, {**WHOLE, tab: (WHOLE[tab][0], row)})

    assert len(month_of(files).faults) == count


def test_faults_come_in_the_order_of_the_sheets_and_rows(tmp_path: Path) -> None:
    scores = (SCORES[0], ("A9", "", "2026-10", 1, 1), ("A1", "", "2026-10", 21, 18))
    goals = (GOALS[0], ("A1", "2026-10", 10), ("某部", "2026-10", 10))
    files = staff(tmp_path, {**WHOLE, "评分": scores, "目标": goals})

    found = [(one.place.tab, one.place.row) for one in month_of(files).faults]
    assert found == [("目标", 3), ("评分", 2), ("评分", 3)]


def test_a_file_that_is_no_table_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "staff.xlsx").write_bytes(b"PK\x03\x04 cut off")
    files = MonthFiles()
    read_staff(files, tmp_path / "staff.xlsx")

    [found] = files.faults
    assert found.message == "文件已损坏或没有传完整"
    assert found.remedy.startswith("请用 Excel 或 WPS 打开原文件")
