"""Pay sheets as companies keep them, read as lines to compare."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dakehu.exchange.reading.books import UnreadableFile, open_book
from dakehu.pay.comparing.choosing import best_of
from dakehu.pay.comparing.compare import SAME
from dakehu.pay.comparing.lines import our_lines
from dakehu.pay.comparing.reading import read_pay_sheets
from dakehu.pay.data.pay_sheet import PAY_SHEET, STEPS
from examples.make import FOLDER, RESULT, write_book
from tests.pay.comparing import D, example, held, read


def sheets_of(path: Path) -> Any:
    return read_pay_sheets(open_book(path, path.name))


def test_the_columns_of_a_pay_sheet_are_known_by_their_usual_names(tmp_path: Path) -> None:
    heads = ("序号", "职工姓名", "考核得分", "系数", "绩效", "团队奖", "提成", "底薪", "应发工资")
    sheet = read(tmp_path, heads, (1, "林晓雯", 88, "88%", 2640, 132, 15480.01, 4500, 22752.01))
    [line] = sheet.lines

    assert (line.row, line.number, line.name) == (2, "", "林晓雯")
    assert line.values == {
        **{"score": D(88), "factor": D("0.88"), "performance_pay": D(2640), "extra": D(132)},
        **{"commission": D("15480.01"), "basic_wage": D(4500), "total": D("22752.01")},
    }
    assert sheet.notices == ()


def test_what_is_left_after_deductions_is_never_what_is_due(tmp_path: Path) -> None:
    heads = ("工号", "姓名", "应发合计", "社保", "个税", "实发合计")
    sheet = read(tmp_path, heads, ("1002", "林晓雯", 22752.01, 410.5, 20, 22321.51))

    assert sheet.lines[0].values == {"total": D("22752.01")}
    assert sheet.notices == ("“社保”“个税”“实发合计”是应发之后的扣款和实发，不参加对比。",)


def test_a_sheet_of_what_is_left_alone_has_no_sum_to_compare(tmp_path: Path) -> None:
    sheet = read(tmp_path, ("姓名", "底薪", "实发工资"), ("林晓雯", 4500, 22321.51))

    assert "total" not in sheet.lines[0].values
    assert "表里没有应发合计这一列，只对比各项。" in sheet.notices


def test_amounts_that_we_do_not_compute_are_told_and_kept(tmp_path: Path) -> None:
    heads = ("姓名", "基本工资", "餐补", "出勤天数", "备注", "应发合计")
    sheet = read(tmp_path, heads, ("林晓雯", 4500, 300, 22, "好", 4800))

    assert sheet.notices == ("“餐补”没有可对比的项，不参加对比。",)
    assert sheet.lines[0].others == {"餐补": D(300), "出勤天数": D(22)}


def test_decimals_beyond_the_fen_are_kept(tmp_path: Path) -> None:
    sheet = read(tmp_path, ("姓名", "加发", "应发"), ("白露", D("121.845"), D("17462.745")))

    assert sheet.lines[0].values["extra"] == D("121.845")


@pytest.mark.parametrize(
    "cell,factor", [("88%", "0.88"), (0.88, "0.88"), (88, "0.88"), (1.05, "1.05"), ("105%", "1.05")]
)
def test_a_factor_may_be_written_in_percent(tmp_path: Path, cell: Any, factor: str) -> None:
    given = D(str(cell)) if isinstance(cell, float) else cell
    sheet = read(tmp_path, ("姓名", "绩效系数", "应发"), ("林晓雯", given, 1))

    assert sheet.lines[0].values["factor"] == D(factor)


def test_amounts_in_ten_thousands_are_multiplied_and_told(tmp_path: Path) -> None:
    sheet = read(tmp_path, ("姓名", "提成（万元）", "应发"), ("林晓雯", D("1.548001"), 1))

    assert sheet.lines[0].values["commission"] == D("15480.01")
    assert sheet.notices[0].startswith("“提成（万元）”按万元填写")


def test_sums_and_repeated_headings_are_nobody(tmp_path: Path) -> None:
    rows: Sequence[Sequence[Any]] = (
        ("林晓雯", 4500),
        ("大客户部小计", 4500),
        ("姓名", "应发合计"),
        ("何川", 4600),
        ("合计", 9100),
    )
    sheet = read(tmp_path, ("姓名", "应发合计"), *rows)

    assert [one.name for one in sheet.lines] == ["林晓雯", "何川"]


def test_a_cell_without_a_number_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    sheet = read(tmp_path, ("姓名", "提成", "应发"), ("林晓雯", "见附件", 4500))
    [line] = sheet.lines

    assert line.values == {"total": D(4500)}
    assert line.unread == {"commission": "“见附件”不是数字"}


def test_a_person_in_two_rows_is_not_compared(tmp_path: Path) -> None:
    sheet = read(tmp_path, ("姓名", "应发"), ("林晓雯", 1), ("何川", 2), ("林晓雯", 3))

    assert [(one.name, one.fault) for one in sheet.lines] == [
        ("林晓雯", "第 2、4 行是同一个人，请合并成一行。"),
        ("何川", ""),
    ]


def test_a_dash_is_nothing(tmp_path: Path) -> None:
    sheet = read(tmp_path, ("姓名", "提成", "应发"), ("林晓雯", "–", 4500))

    assert sheet.lines[0].values["commission"] is None


@pytest.mark.parametrize(
    "heads,told",
    [
        (("部门", "应发合计", "底薪"), "没有找到“工号”或“姓名”列"),
        (("工号", "姓名", "生日"), "没有找到可以对比的列"),
    ],
)
def test_a_file_without_what_is_needed_is_refused(
    tmp_path: Path, heads: Sequence[Any], told: str
) -> None:
    path = tmp_path / "a.xlsx"
    write_book(path, {"一": (heads, [("1", "2", "3")])})

    with pytest.raises(UnreadableFile, match=told):
        sheets_of(path)


def test_what_was_decided_about_columns_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_book(path, {"一": (("姓名", "甲", "应发"), [("林晓雯", 12, 13)])})
    [sheet] = read_pay_sheets(open_book(path, path.name), lambda _heads: {"甲": "commission"})

    assert sheet.lines[0].values["commission"] == D(12)


def test_the_month_is_found_among_the_worksheets_of_a_year(tmp_path: Path) -> None:
    path = tmp_path / "全年.xlsx"
    heads = ("工号", "姓名", "应发合计")
    ours = our_lines(example().settled)
    right = [(one.number, one.name, one.values["total"]) for one in ours]
    other = [(one.number, one.name, D(5000)) for one in ours]
    write_book(path, {"9月": (heads, other), "10月": (heads, right), "11月": (heads, other)})
    sheet, found = best_of(ours, sheets_of(path))

    assert sheet.tab == "10月"
    assert found.count(SAME) == 12


def test_our_own_sheet_for_filing_agrees_with_itself() -> None:
    [sheet] = sheets_of(FOLDER / RESULT / "部门核算表.xlsx")

    assert held(sheet.lines).count(SAME) == 12
    assert len(sheet.lines[0].values) == len(STEPS) - 2  # no sum of performance pay, no correction


def test_the_example_has_its_five_mistakes() -> None:
    [sheet] = sheets_of(FOLDER / "工资表-对比用.xlsx")
    found = held(sheet.lines)

    assert [one.name for one in found.differing] == ["林晓雯", "孟凡", "欧阳嘉懿", "高远", "苏婉"]
    assert all(one.causes.keys() == set(one.partings) for one in found.differing)


def test_no_heading_means_two_things() -> None:
    words: dict[str, str] = {}
    for column in PAY_SHEET.columns:
        for word in (str(column.label), *map(str, column.aliases)):
            assert words.setdefault(word, column.code) == column.code, word
