"""The file of faults: the uploader's own rows, what is wrong beside them, ready to come back."""

from pathlib import Path
from typing import Any

import openpyxl

from dakehu.exchange.reading.headings import find_headings, match
from dakehu.exchange.reading.rows import read_rows
from dakehu.exchange.writing.errors import write_error_book
from dakehu.kit.sheets import Fault
from tests.exchange.files import HEAD, RECEIPTS, only_tab, read, receipts, workbook

GOOD = ("HK-1", "某某公司", "2026-11-03", 100.5)
BAD = ("HK-2", "", "11月3日", "=1+1")


def errors_of(path: Path, **options: Any) -> Path:
    tab = only_tab(path)
    matching = match(RECEIPTS, find_headings(tab, RECEIPTS))
    faults = [
        fault
        for found in read_rows(RECEIPTS, tab, matching)
        if isinstance(found, list)
        for fault in found
    ]
    target = path.with_name("问题.xlsx")
    write_error_book(tab, matching, faults, target, **options)
    return target


def first_sheet(path: Path) -> Any:
    return openpyxl.load_workbook(path).worksheets[0]


def test_each_row_says_first_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    made = first_sheet(errors_of(receipts(tmp_path / "a.xlsx", GOOD, BAD)))

    assert [cell.value for cell in made[1]] == ["问题与改法", *HEAD]
    assert made["A2"].value is None
    lines = made["A3"].value.split("\n")
    assert lines[0] == "客户名称：没有填写。这一列必须填写，请补上。"
    assert len(lines) == 3


def test_the_cells_at_fault_are_red(tmp_path: Path) -> None:
    made = first_sheet(errors_of(receipts(tmp_path / "a.xlsx", GOOD, BAD)))

    red = [cell.coordinate for row in made for cell in row if cell.fill.fgColor.rgb == "FFFFC7CE"]
    assert red == ["C3", "D3", "E3"]


def test_what_was_typed_stays_what_it_was(tmp_path: Path) -> None:
    made = first_sheet(errors_of(receipts(tmp_path / "a.xlsx", GOOD, BAD)))

    assert [cell.value for cell in made[2]][1:] == list(GOOD)
    assert (made["E3"].value, made["E3"].data_type) == ("=1+1", "s")


def test_only_the_rows_at_fault_where_the_good_ones_are_in(tmp_path: Path) -> None:
    path = receipts(tmp_path / "a.xlsx", ("回款明细",), HEAD, GOOD, BAD, head=("大客户部",))
    made = first_sheet(errors_of(path, is_faulty_only=True))

    assert [row[1].value for row in made] == ["回款编号", "HK-2"]


def test_the_file_can_be_mended_and_read_again(tmp_path: Path) -> None:
    path = errors_of(receipts(tmp_path / "a.xlsx", GOOD, BAD))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["C3"], sheet["D3"], sheet["E3"] = "某某公司", "2026-11-03", 5
    book.save(path)

    rows, faults = read(path)
    assert ([row.values["no"] for row in rows], faults) == (["HK-1", "HK-2"], [])


def test_two_heading_rows_and_a_title_are_kept(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:D1", "回款明细", None)
        sheet.merge_range("A2:A3", "回款编号", None)
        sheet.merge_range("B2:D2", "到账", None)
        sheet.write_row("B3", ["客户名称", "到账日期", "金额"])
        sheet.write_row("A4", BAD)

    path = errors_of(workbook(tmp_path / "a.xlsx", fill))
    rows, faults = read(path)

    assert [row[0].value for row in first_sheet(path)][2] == "问题与改法"
    assert (rows, len(faults)) == ([], 3)


def test_a_long_number_goes_as_text_and_an_error_says_so(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, (1.1010119900307123e17, "甲", 46349.5))
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")

    made = first_sheet(errors_of(workbook(tmp_path / "a.xlsx", fill)))

    assert (made["B2"].data_type, made["E2"].value) == ("s", "#公式没有结果#")


def test_a_fault_of_a_whole_row_colours_nothing(tmp_path: Path) -> None:
    path = receipts(tmp_path / "a.xlsx", GOOD)
    tab = only_tab(path)
    matching = match(RECEIPTS, find_headings(tab, RECEIPTS))
    target = tmp_path / "b.xlsx"

    assert write_error_book(tab, matching, [Fault(2, "", "已冲销", "请删去。")], target) == 1
    assert first_sheet(target)["A2"].value == "已冲销。请删去。"


def test_a_message_that_is_a_sentence_gets_no_second_full_stop(tmp_path: Path) -> None:
    path = receipts(tmp_path / "a.xlsx", GOOD)
    tab = only_tab(path)
    matching = match(RECEIPTS, find_headings(tab, RECEIPTS))
    target = tmp_path / "b.xlsx"

    write_error_book(tab, matching, [Fault(2, "", "已冲销。", "请删去。")], target)

    assert first_sheet(target)["A2"].value == "已冲销。请删去。"
