"""Files as offices have them: each opened, read cell by cell, or refused with what to do."""

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlwt

from dakehu.exchange.reading.lines import Broken
from tests.exchange.files import (
    compound,
    grid,
    old_workbook,
    only_tab,
    open_document,
    opened,
    refusal,
    rewritten,
    sheet_xml,
    text_file,
    workbook,
)

DAY = dt.date(2026, 11, 23)


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    "number_format",
    [
        "yyyy-mm-dd",
        "yyyy/m/d;@",
        'yyyy"年"m"月"d"日"',
        "[$-804]yyyy\\年m\\月d\\日;@",
        "[DBNum1][$-804]yyyy年m月d日;@",
        "m/d/yy",
        "mmm-yy",
    ],
)
@pytest.mark.parametrize("is_1904", [False, True])
def test_a_day_kept_as_a_number_is_a_day(tmp_path: Path, number_format: str, is_1904: bool) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_datetime(0, 0, DAY, book.add_format({"num_format": number_format}))

    path = workbook(tmp_path / "a.xlsx", fill, date_1904=is_1904)

    assert grid(path) == [[DAY]]
    assert only_tab(path).is_1904 is is_1904


@pytest.mark.parametrize(
    "number_format", ["0.00", "[Red]0.00", '0.00"元"', "#,##0.00;[Red]-#,##0.00"]
)
def test_an_amount_in_any_format_stays_a_number(tmp_path: Path, number_format: str) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, 46349.5, book.add_format({"num_format": number_format}))

    assert grid(workbook(tmp_path / "a.xlsx", fill)) == [[46349.5]]


def test_merged_cells_say_where_their_value_stands(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:B1", "合", None)
        sheet.merge_range("A2:A3", "下", None)
        sheet.write_row("B2", ["甲"])
        sheet.write_row("B3", ["乙"])

    first, second, third = only_tab(workbook(tmp_path / "a.xlsx", fill)).cells()

    assert (first.cells, first.filled) == (["合", "合"], {1: (1, 0)})
    assert (second.cells, second.filled) == (["下", "甲"], {0: (2, 0)})
    assert (third.cells, third.filled) == (["下", "乙"], {0: (2, 0)})


def test_formulas_give_their_stored_values_and_say_where_there_are_none(tmp_path: Path) -> None:
    path = sheet_xml(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1</f><v>2x</v></c>'
        '<c r="C1"><f>1+1</f></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="E1" t="e"><v>#N/A</v></c></row><row r="2"><c r="A2"><f>A1</f></c></row>',
    )

    assert grid(path) == [
        [2.0, "2x", Broken.NOT_CALCULATED, Broken.ERROR, Broken.ERROR],
        [Broken.NOT_CALCULATED, "", "", "", ""],
    ]


def test_numbers_of_rows_and_columns_are_those_of_the_file(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("C4", "甲")
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.write("C5", "乙")

    lines = list(only_tab(workbook(tmp_path / "a.xlsx", fill)).cells())

    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert [line.is_blank() for line in lines] == [True, True, True, False, False]
    assert list(lines[4].cells) == ["", "", "乙"]


def test_hidden_tabs_come_last_and_empty_ones_not_at_all(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "隐")
        second = book.add_worksheet("空")
        third = book.add_worksheet("可见")
        third.write(0, 0, "甲")
        third.activate()
        third.set_first_sheet()
        sheet.hide()
        assert second.name == "空"

    book = opened(workbook(tmp_path / "a.xlsx", fill))

    assert [(tab.name, tab.is_hidden) for tab in book.offered()] == [
        ("可见", False),
        ("回款", True),
    ]


def test_a_workbook_with_macros_gives_its_values(tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        plain, macro = b"sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
        return content.replace(plain, macro) if name == "[Content_Types].xml" else content

    path = rewritten(workbook(tmp_path / "a.xlsm", [["甲"]]), change)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", compound({"VBA": b"x"}))

    assert grid(path) == [["甲"]]
    assert opened(path).notices == ()


def test_a_claimed_million_columns_is_not_believed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["甲", "乙"]])
    rewritten(path, lambda name, held: held.replace(b'ref="A1:B1"', b'ref="A1:XFD1048576"'))

    assert grid(path) == [["甲", "乙"]]


def test_blank_formatted_cells_far_away_do_no_harm(tmp_path: Path) -> None:
    path = sheet_xml(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>'
        '<row r="1048576"><c r="A1048576" s="0"/></row>',
    )

    assert [list(line.cells) for line in only_tab(path).cells()][:1] == [[1.0]]


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "回款编号")
        sheet.write(1, 0, "0012")
        sheet.write(1, 1, DAY, xlwt.easyxf(num_format_str="YYYY-MM-DD"))
        sheet.write(1, 2, 85.4)
        sheet.write_merge(2, 3, 0, 0, "合")
        sheet.row(2).set_cell_error(1, "#DIV/0!")
        sheet.write(3, 1, True)
        hidden = book.add_sheet("隐")
        hidden.write(0, 0, 1)
        hidden.visibility = 1

    book = opened(old_workbook(tmp_path / "a.xls", fill))

    assert [(tab.name, tab.is_hidden, tab.height) for tab in book.tabs] == [
        ("回款", False, 4),
        ("隐", True, 1),
    ]
    assert [list(line.cells) for line in book.tabs[0].cells()] == [
        ["回款编号", "", ""],
        ["0012", DAY, 85.4],
        ["合", Broken.ERROR, ""],
        ["合", True, ""],
    ]


def test_an_open_document_is_read(tmp_path: Path) -> None:
    assert grid(open_document(tmp_path / "a.ods", CELLS)) == [["甲", 85.4], ["乙", ""], ["乙", ""]]


CELLS = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>甲</text:p>'
    '</table:table-cell><table:table-cell office:value-type="float" office:value="85.4"/>'
    '</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell '
    'office:value-type="string"><text:p>乙</text:p></table:table-cell></table:table-row>'
    '<table:table-row table:number-rows-repeated="1048570">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


# ---------------------------------------------------------------- text files

TABLE = '编号,名称,备注\r\n001,某某公司,"两行\r\n带""引号"""\r\n'
READ = [["编号", "名称", "备注"], ["001", "某某公司", '两行\r\n带"引号"']]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_file_is_read_in_any_usual_encoding(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    path = text_file(tmp_path / "a.csv", TABLE.replace(",", separator), encoding)

    assert grid(path) == READ


def test_a_separator_line_of_excel_is_followed_and_left_out(tmp_path: Path) -> None:
    assert grid(text_file(tmp_path / "a.csv", "sep=;\r\n甲;乙,丙\r\n")) == [["甲", "乙,丙"]]


def test_the_apostrophe_that_defused_a_formula_is_taken_off(tmp_path: Path) -> None:
    assert grid(text_file(tmp_path / "a.csv", "名称,注\n'=1+1,'甲\n")) == [
        ["名称", "注"],
        ["=1+1", "'甲"],
    ]


def test_codes_that_excel_was_made_to_keep_are_bare_again(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", '编号,名称\n="0012","=""甲"""\n')

    assert grid(path)[1] == ["0012", "甲"]


def test_line_ends_of_an_old_mac_are_line_ends(tmp_path: Path) -> None:
    assert grid(text_file(tmp_path / "a.csv", "编号,名称\r1,甲\r")) == [
        ["编号", "名称"],
        ["1", "甲"],
    ]


def test_a_text_file_with_one_column_is_read(tmp_path: Path) -> None:
    assert grid(text_file(tmp_path / "a.csv", "编号\n001\n002\n")) == [["编号"], ["001"], ["002"]]


def test_a_text_file_with_a_few_damaged_signs_is_refused(tmp_path: Path) -> None:
    content = ("编号,客户名称\n" + "001,合肥某某设备有限公司\n" * 20).encode()
    path = tmp_path / "a.csv"
    path.write_bytes(content[:60] + b"\xff" + content[61:])

    assert "有损坏的文字" in refusal(path)


def test_a_text_file_with_an_endless_cell_is_refused(tmp_path: Path) -> None:
    assert "引号没有成对" in refusal(text_file(tmp_path / "a.csv", '编号\n"' + "甲" * 1_100_000))
