"""Files made to harm: they are refused before they cost memory, time or a secret."""

import struct
import zipfile
import zlib
from pathlib import Path

import pytest
import xlwt

from dakehu.exchange.reading.books import UnreadableFile
from tests.exchange.files import (
    compound,
    open_document,
    opened,
    refusal,
    rewritten,
    sheet_xml,
    workbook,
)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["甲"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b" " * 60_000_000)

    assert "展开后过大" in refusal(path)


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["甲"]])
    bomb = b" " * 60_000_000
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", bomb)
    sizes = struct.pack("<I", len(bomb))
    path.write_bytes(path.read_bytes().replace(sizes, struct.pack("<I", 100)))

    assert "展开后过大" in refusal(path)


def test_a_part_that_ends_early_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["甲"]])
    packer = zlib.compressobj(wbits=-15)
    stream = packer.compress(b"<worksheet/>") + packer.flush(zlib.Z_SYNC_FLUSH)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/more.xml", stream)
    content = bytearray(path.read_bytes())
    for signature, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.rindex(signature) + place
        content[at : at + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
    path.write_bytes(bytes(content))

    assert "已损坏" in refusal(path)


def test_the_same_part_twice_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["甲"]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/worksheets/sheet1.xml", b"<worksheet/>")

    assert "已损坏" in refusal(path)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        "<!DOCTYPE x>",
    ],
)
def test_declared_entities_are_refused(tmp_path: Path, head: str) -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>'

    assert "已损坏" in refusal(sheet_xml(tmp_path / "a.xlsx", row, head))


def test_declared_entities_among_the_texts_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["甲"]])

    def change(name: str, content: bytes) -> bytes:
        if not name.endswith("sharedStrings.xml"):
            return content
        return content.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e "x">]>', 1)

    assert "已损坏" in refusal(rewritten(path, change))


@pytest.mark.parametrize(
    "rows, told",
    [
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "第 1,048,576 行还有内容"),
        ('<row r="1"><c r="A1048576"><v>1</v></c></row>', "第 1,048,576 行还有内容"),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "16,384 列"),
        ('<row r="1"><c r="XFD1" t="n"><f>1</f></c></row>', "16,384 列"),
        ('<row r="1"><c r="XFD1"><v>1</v></c><c r="A1"><v>1</v></c></row>', "16,384 列"),
        ("<row r='1'><c t='n' r='XFD1'><v>1</v></c></row>", "16,384 列"),
        ('<row r="1"><c r="xfd1"><v>1</v></c></row>', "16,384 列"),
        (
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="200000"><c r="SF200000"><v>1</v></c></row>',
            "范围过大",
        ),
    ],
)
def test_a_cell_far_away_is_refused_before_room_is_made(
    tmp_path: Path, rows: str, told: str
) -> None:
    assert told in refusal(sheet_xml(tmp_path / "a.xlsx", rows))


@pytest.mark.parametrize("prefix", ["x", "ss"])
def test_a_far_cell_under_a_prefix_is_seen(tmp_path: Path, prefix: str) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"]])
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        f'<{prefix}:worksheet xmlns:{prefix}="{space}"><{prefix}:sheetData><{prefix}:row r="1">'
        f'<{prefix}:c r="XFD1"><{prefix}:v>1</{prefix}:v></{prefix}:c></{prefix}:row>'
        f"</{prefix}:sheetData></{prefix}:worksheet>"
    )

    def change(name: str, content: bytes) -> bytes:
        return xml.encode() if name.endswith("sheet1.xml") else content

    assert "16,384 列" in refusal(rewritten(path, change))


@pytest.mark.parametrize(
    "where",
    ["A0", "0", "", "A", "1A", "A-1", "AAAAAAAAAAAAAAAAAAAA1", "A99999999999999999999", "甲1"],
)
def test_cells_that_stand_nowhere_are_refused_or_left_out(tmp_path: Path, where: str) -> None:
    path = sheet_xml(tmp_path / "a.xlsx", f'<row r="1"><c r="{where}"><v>1</v></c></row>')

    with pytest.raises(UnreadableFile):
        [list(tab.cells()) for tab in opened(path).tabs]


def test_a_huge_repeat_in_an_open_document_is_refused(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1"'
    rows = (
        f'<table:table-row table:number-rows-repeated="1000000">{cell} '
        'table:number-columns-repeated="16000"/></table:table-row>'
    )

    assert "1,000,000 行" in refusal(open_document(tmp_path / "a.ods", rows))


@pytest.mark.parametrize("repeat", ["-5", "0", "x", "9" * 30])
def test_a_senseless_repeat_in_an_open_document_is_refused(tmp_path: Path, repeat: str) -> None:
    rows = (
        f'<table:table-row table:number-rows-repeated="{repeat}"><table:table-cell '
        'office:value-type="float" office:value="1"/></table:table-row>'
    )

    assert refusal(open_document(tmp_path / "a.ods", rows))


def test_a_compound_file_that_runs_in_circles_is_refused(tmp_path: Path) -> None:
    content = bytearray(compound({"Workbook": b"\x09\x08" + b"\0" * 5000}))
    table = len(content) - 512
    content[table : table + 4] = struct.pack("<I", 0)  # the first sector follows itself
    path = tmp_path / "a.xls"
    path.write_bytes(bytes(content))

    assert "已损坏" in refusal(path)


def test_texts_that_claim_to_be_billions_are_refused_before_room_is_made(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["甲"]])

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b'uniqueCount="1"', b'uniqueCount="4294967295"')

    assert "已损坏" in refusal(rewritten(path, change))


def _old_stream() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("回款").write(0, 0, "甲")
    stream: bytes = book.get_biff_data()
    return stream


def _patched(path: Path, kind: int, place: int, claim: bytes) -> Path:
    """An .xls whose first record of a kind claims something else."""
    stream = bytearray(_old_stream())
    at = 0
    while int.from_bytes(stream[at : at + 2], "little") != kind:
        at += 4 + int.from_bytes(stream[at + 2 : at + 4], "little")
    stream[at + 4 + place : at + 4 + place + len(claim)] = claim
    path.write_bytes(compound({"Workbook": bytes(stream)}))
    return path


@pytest.mark.parametrize(
    "kind, place",
    [(0x00FC, 0), (0x00FC, 4), (0x0200, 4), (0x0200, 10)],
    ids=["texts in all", "texts", "rows", "columns"],
)
def test_an_old_workbook_that_overclaims_is_refused_before_room_is_made(
    tmp_path: Path, kind: int, place: int
) -> None:
    assert "已损坏" in refusal(
        _patched(
            tmp_path / "a.xls", kind, place, b"\xff\xff\xff\x7f" if place < 10 else b"\xff\xff"
        )
    )


def test_a_part_that_begins_before_the_file_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["甲"]])
    content = bytearray(path.read_bytes())
    end = content.rindex(b"PK\x05\x06")
    content[end + 16 : end + 20] = struct.pack("<I", 0x7FFFFFF0)
    path.write_bytes(bytes(content))

    assert refusal(path)


def test_a_workbook_with_five_thousand_parts_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["甲"]])
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(5_000):
            archive.writestr(f"xl/{number}.xml", b"")

    assert "展开后过大" in refusal(path)


def test_merged_ranges_over_everything_cost_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["甲", "乙"], ["丙", "丁"]])

    def change(name: str, content: bytes) -> bytes:
        merged = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 50
        return content.replace(b"</sheetData>", merged + b"</mergeCells>")

    tab = opened(rewritten(path, change)).tabs[0]

    assert [list(line.cells) for line in tab.cells()] == [["甲", "乙"], ["丙", "丁"]]
