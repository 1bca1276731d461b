"""What is no table that can be read: refused with what it is and what to do."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlwt

from dakehu.exchange.reading.books import open_book
from tests.exchange.files import (
    compound,
    grid,
    old_workbook,
    opened,
    refusal,
    text_file,
    workbook,
)

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
