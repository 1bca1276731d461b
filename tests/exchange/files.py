"""Real files for the tests, made on the spot: workbooks, text files, and broken ones."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from dakehu.exchange.reading.books import Book, Tab, UnreadableFile, open_book
from dakehu.exchange.reading.headings import find_headings, match
from dakehu.exchange.reading.rows import read_rows
from dakehu.kit.sheets import CellKind, Fault, SheetColumn, SheetRow, SheetShape

RECEIPTS = SheetShape(
    "receipts",
    "回款",
    "银行到账的款项。",
    (
        SheetColumn("no", "回款编号", CellKind.CODE, is_required=True, longest=30),
        SheetColumn("customer", "客户名称", is_required=True, aliases=("付款方", "对方户名")),
        SheetColumn("arrived_on", "到账日期", CellKind.DATE, is_required=True),
        SheetColumn("amount", "金额", CellKind.AMOUNT, is_required=True, is_totalled=True),
        SheetColumn("account", "对方账号", CellKind.CODE, note="18 位以内，按文本填写"),
        SheetColumn(
            "kind",
            "方式",
            CellKind.CHOICE,
            choices=lambda: {"电汇": "wire", "银行承兑": "bill", "现金": "cash"},
        ),
        SheetColumn("share", "比例", CellKind.RATE),
        SheetColumn("is_checked", "已核实", CellKind.YES_NO),
    ),
    key=("no",),
    samples=(
        {
            "no": "HK-2026-0001",
            "customer": "示例设备有限公司",
            "arrived_on": "2026-11-03",
            "amount": "85.4万",
            "account": "622202120000000012",
            "kind": "电汇",
            "share": "50%",
            "is_checked": "是",
        },
    ),
    tab="回款",
)
HEAD = ("回款编号", "客户名称", "到账日期", "金额")


def workbook(
    path: Path,
    fill: "Callable[[Any, Any], None] | Sequence[Sequence[Any]]",
    **options: Any,
) -> Path:
    """An .xlsx with one tab, filled by rows or by a function of book and sheet."""
    plain = {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
    book = xlsxwriter.Workbook(str(path), {**plain, **options})
    sheet = book.add_worksheet("回款")
    if callable(fill):
        fill(book, sheet)
    else:
        for number, row in enumerate(fill):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def old_workbook(path: Path, fill: "Callable[[Any, Any], None]") -> Path:
    """An .xls with one tab."""
    book = xlwt.Workbook(encoding="utf-8")
    fill(book, book.add_sheet("回款"))
    book.save(str(path))
    return path


def rewritten(path: Path, change: "Callable[[str, bytes], bytes | None]") -> Path:
    """The same package with its parts changed; None leaves a part out."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            parts[name] = change(name, archive.read(name))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def sheet_xml(path: Path, rows: str, head: str = "") -> Path:
    """An .xlsx whose worksheet consists of that XML."""
    workbook(path, [["x"]])
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    whole = f'{head}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'

    def change(name: str, content: bytes) -> bytes:
        return whole.encode() if name.endswith("sheet1.xml") else content

    return rewritten(path, change)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (the container of .xls and of locked .xlsx) with these streams."""
    sectors: list[bytes] = []
    table: list[int] = []

    def stored(content: bytes) -> int:
        start = len(sectors)
        pieces = [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
        sectors.extend(pieces)
        table.extend([*range(start + 1, start + len(pieces)), 0xFFFFFFFE])
        return start

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        told = name.encode("utf-16-le")
        none = 0xFFFFFFFF
        return (
            told.ljust(64, b"\0")
            + struct.pack("<HBB3I", len(told) + 2, kind, 1, none, none, child)
            + b"\0" * 36
            + struct.pack("<III", start, size, 0)
        )

    entries = b""
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        entries += entry(name, 2, 0xFFFFFFFF, stored(padded), len(padded))
    directory = stored(entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entries)
    own = len(sectors)
    pages = (own + 1 + 127) // 128
    table.extend([0xFFFFFFFD] * pages)
    packed = struct.pack(f"<{len(table)}I", *table).ljust(pages * 512, b"\xff")
    places = [*range(own, own + pages)]
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, pages)
        + struct.pack("<IIIIIII", directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        + struct.pack("<109I", *places, *([0xFFFFFFFF] * (109 - pages)))
    )
    return header + b"".join(sectors) + packed


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A text file."""
    path.write_bytes(text.encode(encoding))
    return path


def opened(path: Path, name: str = "") -> Book:
    """The book of a file."""
    return open_book(path, name or path.name)


def only_tab(path: Path) -> Tab:
    """The first tab that a file offers."""
    return opened(path).offered()[0]


def grid(path: Path) -> list[list[Any]]:
    """All cells of the first tab."""
    return [list(line.cells) for line in only_tab(path).cells()]


def read(
    path: Path, shape: SheetShape = RECEIPTS, remembered: "dict[str, str] | None" = None
) -> tuple[list[SheetRow], list[Fault]]:
    """The good rows and the faults of a file, as an import finds them."""
    tab = only_tab(path)
    matching = match(shape, find_headings(tab, shape), remembered)
    rows: list[SheetRow] = []
    faults: list[Fault] = []
    for found in read_rows(shape, tab, matching):
        if isinstance(found, SheetRow):
            rows.append(found)
        else:
            faults += found
    return rows, faults


def receipts(path: Path, *more: Iterable[Any], head: Sequence[str] = HEAD) -> Path:
    """An .xlsx of receipts."""
    return workbook(path, [list(head), *map(list, more)])


def in_memory(content: bytes) -> zipfile.ZipFile:
    """A package that is held in memory."""
    return zipfile.ZipFile(io.BytesIO(content))


def _read_all(path: Path, name: str) -> None:
    for tab in opened(path, name).tabs:
        list(tab.cells())


def refusal(path: Path, name: str = "") -> str:
    """Why the file is not read."""
    with pytest.raises(UnreadableFile) as caught:
        _read_all(path, name)
    return str(caught.value)


def open_document(path: Path, rows: str) -> Path:
    """An .ods whose table consists of that XML."""
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
