"""Rows of a file: good ones with their values, others with row, column, fault and remedy."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape
from tests.exchange.files import HEAD, RECEIPTS, read, receipts, sheet_xml, text_file, workbook

ROW = ("HK-1", "某某公司", "2026-11-03", 100)


def test_a_row_has_its_number_and_its_values_by_column(tmp_path: Path) -> None:
    rows, faults = read(receipts(tmp_path / "a.xlsx", ROW))

    assert faults == []
    assert rows[0].number == 2
    assert rows[0].values == {
        "no": "HK-1",
        "customer": "某某公司",
        "arrived_on": date(2026, 11, 3),
        "amount": Decimal("100.00"),
    }


def test_blank_rows_are_passed_over_and_numbers_stay(tmp_path: Path) -> None:
    rows, faults = read(
        receipts(tmp_path / "a.xlsx", ROW, (), ("", "\u3000", " ", ""), ("HK-2", *ROW[1:]))
    )

    assert ([row.number for row in rows], faults) == ([2, 5], [])


def test_hidden_rows_are_read(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ROW)
        sheet.set_row(1, None, None, {"hidden": True})

    assert len(read(workbook(tmp_path / "a.xlsx", fill))[0]) == 1


def test_each_fault_has_row_column_and_remedy(tmp_path: Path) -> None:
    rows, faults = read(receipts(tmp_path / "a.xlsx", ("HK-1", "", "11月3日", "很多")))

    assert rows == []
    assert [(fault.row, fault.column) for fault in faults] == [
        (2, "customer"),
        (2, "arrived_on"),
        (2, "amount"),
    ]
    assert all(fault.remedy for fault in faults)


@pytest.mark.parametrize(
    "word", ["合计", "合 计", "总计：", "小计", "本页合计", "Total", "合计（元）"]
)
def test_a_total_row_is_passed_over_with_a_notice(tmp_path: Path, word: str) -> None:
    rows, faults = read(receipts(tmp_path / "a.xlsx", ROW, (word, "", "", 100)))

    assert [row.number for row in rows] == [2]
    assert [(fault.row, fault.is_notice) for fault in faults] == [(3, True)]


def test_headings_repeated_on_each_page_are_passed_over(tmp_path: Path) -> None:
    rows, faults = read(receipts(tmp_path / "a.xlsx", ROW, HEAD, ("HK-2", *ROW[1:])))

    assert [row.number for row in rows] == [2, 4]
    assert [(fault.row, fault.is_notice) for fault in faults] == [(3, True)]


def test_a_customer_whose_name_begins_like_a_total_is_read(tmp_path: Path) -> None:
    path = receipts(
        tmp_path / "a.xlsx",
        ("合计科技有限公司", "HK-1", "2026-11-03", 1),
        head=("客户名称", "回款编号", "到账日期", "金额"),
    )

    assert len(read(path)[0]) == 1


def test_lines_below_the_table_are_passed_over(tmp_path: Path) -> None:
    rows, faults = read(
        receipts(tmp_path / "a.xlsx", ROW, ("制表人：林晓雯", "", "审核：何蕾"), ("注：含税",))
    )

    assert len(rows) == 1
    assert [fault.is_notice for fault in faults] == [True, True]
    assert faults[0].message == "“制表人：林晓雯”是表外的文字，已跳过"


def test_a_key_that_stands_twice_is_told_with_both_rows(tmp_path: Path) -> None:
    rows, faults = read(receipts(tmp_path / "a.xlsx", ROW, ("HK-2", *ROW[1:]), ROW))

    assert [row.number for row in rows] == [2, 3]
    assert faults[0].message == "第 4 行与第 2 行重复（回款编号相同）"


def test_a_key_is_the_same_whether_typed_or_stored_as_a_number(tmp_path: Path) -> None:
    _rows, faults = read(receipts(tmp_path / "a.xlsx", (12, *ROW[1:]), ("12", *ROW[1:])))

    assert "重复" in faults[0].message


def test_a_merged_word_holds_for_every_row_it_covers(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ROW)
        sheet.write_row(2, 0, ("HK-2", "", "2026-11-04", 5))
        sheet.merge_range("B2:B3", "某某公司", None)

    rows, faults = read(workbook(tmp_path / "a.xlsx", fill))

    assert ([row.values["customer"] for row in rows], faults) == (["某某公司"] * 2, [])


def test_a_merged_amount_is_refused_since_nobody_knows_the_parts(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ROW)
        sheet.write_row(2, 0, ("HK-2", "某某公司", "2026-11-04"))
        sheet.merge_range("D2:D3", 300, None)

    _rows, faults = read(workbook(tmp_path / "a.xlsx", fill))

    assert [(fault.row, fault.column) for fault in faults] == [(2, "amount"), (3, "amount")]
    assert "合并" in faults[0].message


def test_a_value_merged_across_stays_in_its_first_column(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, [*HEAD, "对方账号"])
        sheet.write_row(1, 0, ROW)
        sheet.merge_range("D2:E2", 100, None)

    rows, _faults = read(workbook(tmp_path / "a.xlsx", fill))

    assert (rows[0].values["amount"], rows[0].values["account"]) == (Decimal("100.00"), None)


def test_amounts_in_ten_thousands_are_multiplied(tmp_path: Path) -> None:
    path = receipts(
        tmp_path / "a.xlsx",
        ("HK-1", "甲", "2026-11-03", 85.4),
        ("HK-2", "甲", "2026-11-03", 0.00005),
        head=(*HEAD[:3], "金额（万元）"),
    )
    rows, faults = read(path)

    assert (rows[0].values["amount"], faults) == (Decimal("854000.00"), [])
    assert rows[1].values["amount"] == Decimal("0.50")


def test_percents_under_a_percent_heading(tmp_path: Path) -> None:
    rows, faults = read(
        receipts(
            tmp_path / "a.xlsx",
            (*ROW, 50),
            ("HK-2", *ROW[1:], "12.5%"),
            ("HK-3", *ROW[1:], 0.5),
            head=(*HEAD, "比例（%）"),
        )
    )

    assert [row.values["share"] for row in rows] == [Decimal("0.50"), Decimal("0.125")]
    assert "分不清" in faults[0].message


def test_a_formula_without_a_result_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    cells = "".join(
        f'<c r="{place}1" t="inlineStr"><is><t>{word}</t></is></c>'
        for place, word in zip("ABCD", HEAD, strict=True)
    )
    path = sheet_xml(
        tmp_path / "a.xlsx",
        f'<row r="1">{cells}</row><row r="2"><c r="A2" t="str"><v>HK-1</v></c>'
        '<c r="B2" t="str"><v>甲</v></c><c r="C2"><v>46329</v></c><c r="D2"><f>1+1</f></c></row>',
    )
    _rows, faults = read(path)

    assert [(fault.column, fault.message) for fault in faults] == [("amount", "公式没有算出结果")]


def test_bare_day_numbers_of_an_old_mac_are_counted_from_1904(tmp_path: Path) -> None:
    serial = (date(2026, 11, 3) - date(1904, 1, 1)).days
    path = workbook(tmp_path / "a.xlsx", [HEAD, ("HK-1", "甲", serial, 1)], date_1904=True)

    assert read(path)[0][0].values["arrived_on"] == date(2026, 11, 3)


def test_a_sheet_with_only_headings_gives_nothing(tmp_path: Path) -> None:
    assert read(receipts(tmp_path / "a.xlsx")) == ([], [])


def test_rows_shorter_than_the_heading_are_filled_up(tmp_path: Path) -> None:
    path = text_file(
        tmp_path / "a.csv", "回款编号,客户名称,到账日期,金额,方式\nHK-1,甲,20261103,5\n"
    )

    assert read(path)[0][0].values["kind"] is None


def test_a_row_with_nothing_in_our_columns_is_passed_over(tmp_path: Path) -> None:
    rows, faults = read(
        receipts(tmp_path / "a.xlsx", ROW, ("", "", "", "", "旁注"), head=(*HEAD, "说明"))
    )

    assert (len(rows), faults) == (1, [])


def test_a_sheet_without_its_key_column_still_gives_rows(tmp_path: Path) -> None:
    shape = SheetShape(
        "s", "x", "", (SheetColumn("n", "编号", CellKind.CODE), SheetColumn("t", "名称")), ("n",)
    )
    path = workbook(tmp_path / "a.xlsx", [["名称", "其他"], ["甲", 1], ["甲", 2]])

    assert len(read(path, shape)[0]) == 2


def test_remembered_layouts_read_a_bank_file(tmp_path: Path) -> None:
    path = text_file(
        tmp_path / "a.csv",
        "交易流水号\t对方户名\t记账时间\t贷方发生额\n"
        "20261103000000001\t某某公司\t2026-11-03 14:05:33\t1,000.00\n",
        "gb18030",
    )
    layout = {"交易流水号": "no", "记账时间": "arrived_on", "贷方发生额": "amount"}
    rows, faults = read(path, RECEIPTS, layout)

    assert faults == []
    assert rows[0].values["no"] == "20261103000000001"
    assert rows[0].values["amount"] == Decimal("1000.00")
