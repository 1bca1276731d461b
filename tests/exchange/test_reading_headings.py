"""Where the headings are, and which column is which: by label, decision, alias; never by guess."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dakehu.exchange.reading.books import UnreadableFile
from dakehu.exchange.reading.headings import Headings, Matching, column_letter, find_headings, match
from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape
from tests.exchange.files import HEAD, RECEIPTS, only_tab, text_file, workbook

ROW = ["HK-1", "某某公司", "2026-11-03", 100]


def headings(path: Path, shape: SheetShape = RECEIPTS) -> Headings:
    return find_headings(only_tab(path), shape)


def matched(path: Path, remembered: "dict[str, str] | None" = None) -> Matching:
    return match(RECEIPTS, headings(path), remembered)


def test_headings_in_the_first_row_are_found(tmp_path: Path) -> None:
    found = headings(workbook(tmp_path / "a.xlsx", [HEAD, ROW]))

    assert (found.rows, found.first_data_row, found.texts) == ((1,), 2, HEAD)


def test_headings_below_a_title_and_blank_rows_are_found(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:D1", "2026 年 11 月回款明细", None)
        sheet.write("A2", "编制部门：财务部")
        sheet.write_row("A5", HEAD)
        sheet.write_row("A6", ROW)

    found = headings(workbook(tmp_path / "a.xlsx", fill))

    assert (found.rows, found.first_data_row) == ((5,), 6)


def test_headings_that_begin_in_another_column_are_found(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["", "", *HEAD], ["", "", *ROW]])

    assert matched(path).columns["no"] == 2


def test_headings_in_two_rows_are_joined(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:A2", "回款编号", None)
        sheet.merge_range("B1:C1", "付款情况", None)
        sheet.write_row("B2", ["客户名称", "到账日期"])
        sheet.merge_range("D1:E1", "本次", None)
        sheet.write_row("D2", ["金额", "比例"])
        sheet.write_row("A3", ["HK-1", "某某公司", "2026-11-03", 100, 0.5])

    path = workbook(tmp_path / "a.xlsx", fill)
    found = headings(path)

    assert (found.rows, found.first_data_row) == ((1, 2), 3)
    assert found.texts == (
        "回款编号",
        "付款情况 客户名称",
        "付款情况 到账日期",
        "本次 金额",
        "本次 比例",
    )
    assert matched(path).is_complete


def test_two_heading_rows_of_a_text_file_are_joined_too(tmp_path: Path) -> None:
    path = text_file(
        tmp_path / "a.csv",
        "回款编号,付款情况,,金额\n,客户名称,到账日期,\nHK-1,某某公司,2026-11-03,5\n",
    )

    assert headings(path).texts == ("回款编号", "付款情况 客户名称", "付款情况 到账日期", "金额")


def test_a_first_data_row_of_words_is_not_taken_for_a_heading(tmp_path: Path) -> None:
    shape = SheetShape(
        "s", "名单", "", (SheetColumn("name", "姓名"), SheetColumn("unit", "部门")), ("name",)
    )
    path = workbook(tmp_path / "a.xlsx", [["姓名", "部门"], ["林晓雯", "大客户部"]])

    assert headings(path, shape).first_data_row == 2


def test_headings_nobody_knows_are_found_by_their_look(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [["流水"], ["交易流水", "对手方", "记账日", "发生额"], ["1", "某某", "2026-11-03", 5]],
    )
    found = matched(path)

    assert found.headings.rows == (2,)
    assert [column.code for column in found.missing] == ["no", "customer", "arrived_on", "amount"]


def test_a_table_of_numbers_without_headings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="没有找到表头"):
        headings(workbook(tmp_path / "a.xlsx", [[1, 2, 3], [4, 5, 6]]))


def test_headings_below_the_twentieth_row_are_not_looked_for(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="前 20 行"):
        headings(workbook(tmp_path / "a.xlsx", [[1]] * 20 + [list(HEAD)]))


@pytest.mark.parametrize(
    "text",
    [
        "到账日期",
        " 到 账 日 期 ",
        "到账\n日期",
        "*到账日期",
        "到账日期*",
        "到账日期：",
        "到账日期（必填）",
        "到账日期(yyyy-mm-dd)",
        "到账日期\u200b",
        "【到账日期】",
        "📌到账日期",
        "到账日期▼",
    ],
)
def test_a_heading_is_known_however_it_is_decorated(tmp_path: Path, text: str) -> None:
    head = ["回款编号", "客户名称", text, "金额"]

    assert matched(workbook(tmp_path / "a.xlsx", [head, ROW])).columns["arrived_on"] == 2


def test_an_alias_is_known_and_a_label_goes_before_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["付款方", "回款编号", "客户名称"], ["甲", "1", "乙"]])

    assert matched(path).columns["customer"] == 2


def test_full_width_and_case_make_no_difference(tmp_path: Path) -> None:
    shape = SheetShape("s", "x", "", (SheetColumn("a", "ERP号"), SheetColumn("b", "日期")), ("a",))
    path = workbook(tmp_path / "a.xlsx", [["ｅｒｐ号", "日期"], ["1", "2"]])

    assert match(shape, headings(path, shape)).columns["a"] == 0


def test_what_stands_in_brackets_may_tell_columns_apart(tmp_path: Path) -> None:
    shape = SheetShape(
        "s",
        "x",
        "",
        (SheetColumn("net", "金额（不含税）"), SheetColumn("gross", "金额（含税）")),
        ("net",),
    )
    path = workbook(tmp_path / "a.xlsx", [["金额(含税)", "金额(不含税)"], ["1", "2"]])

    assert match(shape, headings(path, shape)).columns == {"gross": 0, "net": 1}


def test_what_people_decided_goes_before_everything(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[*HEAD, "发生额"], [*ROW, 5]])
    found = matched(path, {"发 生 额": "amount", "客户名称": ""})

    assert found.columns["amount"] == 4
    assert [column.code for column in found.missing] == ["customer"]
    assert [heading.text for heading in found.unmatched] == ["金额"]


def test_decisions_about_columns_that_are_no_more_are_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEAD, ROW])

    assert matched(path, {"金额": "gone"}).columns["amount"] == 3


def test_likeness_is_offered_and_never_taken(tmp_path: Path) -> None:
    head = ["回款编号", "客户全名称", "实际到账日期", "金额"]
    found = matched(workbook(tmp_path / "a.xlsx", [head, ROW]))

    assert found.suggested == {"customer": 1, "arrived_on": 2}
    assert {column.code for column in found.missing} == {"customer", "arrived_on"}


def test_two_headings_equally_alike_are_not_offered(tmp_path: Path) -> None:
    head = ["回款编号", "甲客户名称", "乙客户名称", "金额"]

    assert "customer" not in matched(workbook(tmp_path / "a.xlsx", [head, ROW])).suggested


def test_a_heading_that_stands_twice_is_told_with_the_column_used(tmp_path: Path) -> None:
    found = matched(workbook(tmp_path / "a.xlsx", [[*HEAD, "金额"], [*ROW, 7]]))

    assert found.columns["amount"] == 3
    assert found.notices == ("“金额”出现了 2 次，用的是 D 列。",)


@pytest.mark.parametrize(
    "text, scale",
    [
        ("金额（元）", None),
        ("金额(万元)", 10_000),
        ("金额（单位：万元）", 10_000),
        ("金额（人民币万元）", 10_000),
        ("金额(千元)", 1_000),
        ("金额(亿元)", 100_000_000),
        ("金额（百万元）", 1_000_000),
        ("金额/万元", 10_000),
    ],
)
def test_the_unit_of_a_heading_scales_amounts_and_is_told(
    tmp_path: Path, text: str, scale: "int | None"
) -> None:
    found = matched(workbook(tmp_path / "a.xlsx", [[*HEAD[:3], text], ROW]))

    assert found.columns["amount"] == 3
    assert found.scales == ({"amount": Decimal(scale)} if scale else {})
    assert bool(found.notices) is bool(scale)


def test_a_unit_named_above_the_table_scales_its_amounts(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["", "", "", "单位：万元"], HEAD, ROW])
    found = matched(path)

    assert found.scales == {"amount": Decimal(10_000)}
    assert found.notices == ("“金额”按万元填写，读入时已乘以 10,000 换算成元。",)


def test_a_percent_sign_in_the_heading_makes_shares_of_percents(tmp_path: Path) -> None:
    found = matched(workbook(tmp_path / "a.xlsx", [[*HEAD, "比例（%）"], [*ROW, 50]]))

    assert (found.columns["share"], found.scales["share"]) == (4, Decimal("0.01"))


def test_a_column_declared_in_ten_thousands_is_not_scaled_again(tmp_path: Path) -> None:
    shape = SheetShape(
        "s",
        "x",
        "",
        (SheetColumn("n", "编号"), SheetColumn("a", "金额（万元）", CellKind.AMOUNT)),
        ("n",),
    )
    path = workbook(tmp_path / "a.xlsx", [["编号", "金额（万元）"], ["1", 2]])

    assert match(shape, headings(path, shape)).scales == {}


def test_the_column_of_faults_in_our_own_file_is_set_aside(tmp_path: Path) -> None:
    found = matched(workbook(tmp_path / "a.xlsx", [["问题与改法", *HEAD], ["没有填写", *ROW]]))

    assert found.unmatched == ()
    assert found.columns["no"] == 1


@pytest.mark.parametrize(
    "index, letter", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_the_letters_of_excel(index: int, letter: str) -> None:
    assert column_letter(index) == letter
