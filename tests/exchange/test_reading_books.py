"""Files as offices have them: each opened, read cell by cell, or refused with what to do."""

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlwt

from dakehu.exchange.reading.books import UnreadableFile, open_book
from dakehu.exchange.reading.lines import Broken
from tests.exchange.files import (
    compound,
    grid,
    old_workbook,
    only_tab,
    opened,
    rewritten,
    sheet_xml,
    text_file,
    workbook,
)

DAY = dt.date(2026, 11, 23)


def refusal(path: Path, name: str = "") -> str:
    with pytest.raises(UnreadableFile) as caught:
        book = opened(path, name)
        for tab in book.tabs:
            list(tab.cells())
    assert caught.value.code == "UnreadableFile"
    return str(caught.value)


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
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>2x</v></c>'
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


def open_document(path: Path, rows: str) -> Path:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:text="{space}text:1.0" '
        f'xmlns:table="{space}table:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="表">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


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


def test_a_text_file_with_one_column_is_read(tmp_path: Path) -> None:
    assert grid(text_file(tmp_path / "a.csv", "编号\n001\n002\n")) == [["编号"], ["001"], ["002"]]


def test_a_text_file_with_a_few_damaged_signs_is_refused(tmp_path: Path) -> None:
    content = ("编号,客户名称\n" + "001,合肥某某设备有限公司\n" * 20).encode()
    path = tmp_path / "a.csv"
    path.write_bytes(content[:60] + b"\xff" + content[61:])

    assert "有损坏的文字" in refusal(path)


def test_a_text_file_with_an_endless_cell_is_refused(tmp_path: Path) -> None:
    assert "引号没有成对" in refusal(text_file(tmp_path / "a.csv", '编号\n"' + "甲" * 1_100_000))


# ---------------------------------------------------------------- what is refused

PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF"
HTML = "<html><table><tr><td>甲</td></tr></table></html>"
XML_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)


@pytest.mark.parametrize(
    "content, told",
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7 ...", "PDF 文件，不是表格"),
        (PICTURE, "图片 文件，不是表格"),
        (b"\x89PNG\r\n", "图片"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"MZ\x90\x00\x03", "程序"),
        (HTML.encode(), "HTML 网页格式"),
        (b"\xef\xbb\xbf" + HTML.encode(), "HTML 网页格式"),
        (b"<meta charset=gbk><table>", "HTML 网页格式"),
        (XML_2003.encode(), "XML 网页格式"),
        (bytes(range(256)) * 8, "无法识别"),
        (b"\x00" * 4000, "无法识别"),
        (b"\x01\x02\x03\x04" * 500, "无法识别"),
        (b"\x09\x08\x10\x00" * 10, "无法识别"),
        (b"PK\x03\x04 and no more", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more", "已损坏"),
    ],
)
def test_what_is_no_table_is_refused_whatever_its_name(
    tmp_path: Path, content: bytes, told: str
) -> None:
    path = tmp_path / "回款.xlsx"
    path.write_bytes(content)

    assert told in refusal(path)


@pytest.mark.parametrize("name, is_told", [("a.xlsx", False), ("a.XLSX ", False), ("a.et", False)])
def test_a_fitting_extension_is_not_mentioned(tmp_path: Path, name: str, is_told: bool) -> None:
    assert bool(opened(workbook(tmp_path / "a", [["甲"]]), name).notices) is is_told


@pytest.mark.parametrize(
    "name, told", [("a.xls", "“.xls”结尾"), ("a.csv", "内容其实是 xlsx"), ("a", "没有扩展名")]
)
def test_the_content_decides_and_the_extension_is_told(
    tmp_path: Path, name: str, told: str
) -> None:
    book = opened(workbook(tmp_path / "a", [["甲"]]), name)

    assert told in book.notices[0]
    assert book.tabs[0].height == 1


def test_an_old_workbook_named_as_a_new_one_is_read(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "a.xlsx", lambda _book, sheet: sheet.write(0, 0, "甲"))

    assert grid(path) == [["甲"]]
    assert "内容其实是 xls" in opened(path).notices[0]


def test_a_locked_workbook_asks_to_take_the_password_off(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(compound({"EncryptionInfo": b"x" * 300, "EncryptedPackage": b"y" * 9000}))

    assert "设有打开密码" in refusal(path)


def test_a_locked_old_workbook_asks_to_take_the_password_off(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("甲").write(0, 0, 1)
    stream = book.get_biff_data()
    first = 4 + int.from_bytes(stream[2:4], "little")
    locked = stream[:first] + b"\x2f\x00\x06\x00\x00\x00\x01\x00\x02\x00" + stream[first:]
    path = tmp_path / "a.xls"
    path.write_bytes(compound({"Workbook": locked}))

    assert "设有打开密码" in refusal(path)


@pytest.mark.parametrize(
    "name, told", [("WordDocument", "Word 文件"), ("PowerPoint Document", "PowerPoint 文件")]
)
def test_other_office_files_are_named(tmp_path: Path, name: str, told: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(compound({name: b"x" * 100}))

    assert told in refusal(path)


@pytest.mark.parametrize(
    "part, told",
    [
        ("word/document.xml", "Word 文件"),
        ("ppt/presentation.xml", "PowerPoint 文件"),
        ("xl/workbook.bin", ".xlsb"),
        ("回款.xlsx", "请先解压"),
    ],
)
def test_other_packages_are_named(tmp_path: Path, part: str, told: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, b"x")

    assert told in refusal(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path: Path, share: float) -> None:
    path = workbook(tmp_path / "a.xlsx", [["甲", 1]] * 200)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])

    assert "已损坏或没有传完整" in refusal(path)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_truncated_old_workbook_is_refused(tmp_path: Path, share: float) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        for row in range(500):
            sheet.write(row, 0, f"某某公司{row}")

    path = old_workbook(tmp_path / "a.xls", fill)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])

    assert "已损坏" in refusal(path)


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    assert "没有内容" in refusal(workbook(tmp_path / "a.xlsx", []))


def test_a_file_of_more_than_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as written:
        written.truncate(51 * 1024 * 1024)

    assert "文件有 51 MB，最大 50 MB" in refusal(path)


def test_a_text_file_with_too_many_rows_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "1,2\n" * 200_001)

    assert "请分成几个文件" in refusal(path)


def test_a_table_that_is_too_wide_is_refused(tmp_path: Path) -> None:
    assert "501 列，最多读 500 列" in refusal(workbook(tmp_path / "a.xlsx", [["甲"] * 501]))


def test_opening_reads_nothing_but_the_file(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["甲"]])

    assert open_book(path, "a.xlsx").tabs[0].name == "回款"
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]
