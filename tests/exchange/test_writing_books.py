"""Exports as an office opens them: types, totals, print, and who took them out."""

import csv
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakehu.exchange.writing.books import TabToWrite, Watermark, write_book, write_csv
from dakehu.exchange.writing.names import file_name, tab_name
from dakehu.kit.sheets import CellKind, SheetColumn
from tests.exchange.files import RECEIPTS, grid, opened, read

AT = datetime.fromisoformat("2026-11-23 10:05")
ROWS: tuple[dict[str, Any], ...] = (
    {
        "no": "0012",
        "customer": "=cmd|'/c calc'!A0",
        "arrived_on": date(2026, 11, 3),
        "amount": Decimal("854000.00"),
        "account": "622202120000000012",
        "kind": "wire",
        "share": Decimal("0.065"),
        "is_checked": True,
    },
    {
        "no": "0013",
        "customer": "某某公司",
        "arrived_on": date(2026, 11, 4),
        "amount": Decimal("-0.05"),
        "account": None,
        "kind": None,
        "share": None,
        "is_checked": False,
    },
)
MARK = Watermark("林晓雯", "DKH-007", AT, "月度对账")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "回款.xlsx"
    tab = TabToWrite("回款", RECEIPTS.columns, ROWS)
    assert write_book(target, [tab], watermark=MARK, title="回款 R&D") == 2
    return target


def sheet(path: Path, name: str = "回款") -> Any:
    return openpyxl.load_workbook(path)[name]


def test_the_head_is_bold_frozen_and_names_the_unit(path: Path) -> None:
    made = sheet(path)

    assert [cell.value for cell in made[1]][:4] == [
        "回款编号",
        "客户名称",
        "到账日期",
        "金额（元）",
    ]
    assert made["A1"].font.bold
    assert made.freeze_panes == "A2"
    assert made.auto_filter.ref == "A1:H3"


def test_cells_have_the_type_of_their_column(path: Path) -> None:
    made = sheet(path)

    assert (made["A2"].value, made["A2"].data_type, made["A2"].number_format) == ("0012", "s", "@")
    assert (made["C2"].value, made["C2"].number_format) == (
        datetime.fromisoformat("2026-11-03"),
        "yyyy-mm-dd",
    )
    assert (made["D2"].value, made["D2"].number_format) == (854000, "#,##0.00")
    assert made["E2"].value == "622202120000000012"
    assert (made["F2"].value, made["G2"].value, made["H2"].value) == ("电汇", 0.065, "是")
    assert made["H3"].value == "否"


def test_a_formula_in_a_text_stays_a_text(path: Path) -> None:
    made = sheet(path)

    assert (made["B2"].data_type, made["B2"].value) == ("s", "=cmd|'/c calc'!A0")


def test_the_totals_row_follows_the_filter_and_has_its_value(path: Path) -> None:
    assert sheet(path)["A4"].value == "合计"
    assert sheet(path)["D4"].value == "=SUBTOTAL(109,D2:D3)"
    assert grid(path)[3][3] == 853999.95


def test_it_prints_on_a4_with_heads_person_and_pages(path: Path) -> None:
    made = sheet(path)

    assert made.page_setup.paperSize == 9
    assert made.print_title_rows == "$1:$1"
    assert made.print_area == "'回款'!$A$1:$H$4"
    assert made.oddHeader.left.text == "回款 R&&D"
    assert made.oddHeader.right.text == "林晓雯 DKH-007 2026-11-23 10:05"
    assert made.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_widths_count_chinese_signs_twice(path: Path) -> None:
    widths = sheet(path).column_dimensions

    assert widths["B"].width >= len("=cmd|'/c calc'!A0")
    assert widths["D"].width >= 2 * len("金额（元）")


def test_a_last_sheet_says_who_took_it_out_and_what_for(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    told = {row[0].value: row[1].value for row in book["说明"].iter_rows()}

    assert book.sheetnames == ["回款", "说明"]
    assert (told["导出人"], told["编号"], told["用途"]) == ("林晓雯", "DKH-007", "月度对账")
    assert (told["导出时间"], told["行数（回款）"]) == ("2026-11-23 10:05", "2")
    assert "保密信息" in told["保密提示"]


def test_an_export_can_be_read_again(path: Path) -> None:
    rows, faults = read(path)

    assert [dict(row.values) for row in rows] == list(ROWS)
    assert [fault.is_notice for fault in faults] == [True]


def test_amounts_beyond_what_excel_keeps_go_as_text(tmp_path: Path) -> None:
    columns = (SheetColumn("a", "金额", CellKind.AMOUNT, is_totalled=True), SheetColumn("b", "名"))
    target = tmp_path / "a.xlsx"
    large = Decimal("123456789012.34")
    write_book(target, [TabToWrite("x", columns, [{"a": large}, {"a": Decimal(1)}])])

    assert [row[0] for row in grid(target)] == [
        "金额（元）",
        "123456789012.34",
        1.0,
        "123456789013.34",
    ]


def test_rows_are_taken_one_after_the_other(tmp_path: Path) -> None:
    taken: list[int] = []

    def rows() -> Iterator[dict[str, str]]:
        for number in range(3):
            taken.append(number)
            yield {"name": str(number)}

    columns = (SheetColumn("name", "名称"),)

    assert write_book(tmp_path / "a.xlsx", [TabToWrite("x", columns, rows())]) == 3
    assert taken == [0, 1, 2]


def test_an_export_without_rows_still_has_its_head(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_book(target, [TabToWrite("x", RECEIPTS.columns, [])], watermark=MARK)

    assert grid(target)[0][0] == "回款编号"


def test_tabs_of_one_name_are_told_apart(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    columns = (SheetColumn("name", "名称"),)
    tabs = [TabToWrite(name, columns, [{"name": "甲"}]) for name in ("说明", "说明", "A/B:[C]" * 9)]
    write_book(target, tabs, watermark=MARK)

    assert [tab.name for tab in opened(target).tabs][:2] == ["说明", "说明(2)"]
    assert len(opened(target).tabs) == 4


def test_nothing_is_left_beside_the_file(path: Path) -> None:
    assert [each.name for each in path.parent.iterdir()] == ["回款.xlsx"]


def test_signs_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    columns = (SheetColumn("name", "名称"),)
    ugly = "甲\x00\x08\x1b乙\ufffe\ud800丙𠮷"
    write_book(target, [TabToWrite("x", columns, [{"name": ugly}, {"name": "字" * 40_000}])])

    assert grid(target)[1] == ["甲乙丙𠮷"]
    assert len(grid(target)[2][0]) == 32_767


def test_a_failed_export_leaves_no_open_file(tmp_path: Path) -> None:
    def rows() -> Iterator[dict[str, str]]:
        yield {"name": "甲"}
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        write_book(tmp_path / "a.xlsx", [TabToWrite("x", (SheetColumn("name", "名"),), rows())])


# ---------------------------------------------------------------- text files


def test_a_text_file_opens_rightly_in_excel_and_runs_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    columns = (SheetColumn("name", "名称"), SheetColumn("amount", "金额", CellKind.AMOUNT))
    bad = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "a=1", '引"号,逗号\n换行']
    rows = [{"name": text, "amount": Decimal("-5.00")} for text in bad]

    assert write_csv(target, columns, rows) == len(bad)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as opened_file:
        found = list(csv.reader(opened_file))
    assert found[0] == ["名称", "金额（元）"]
    assert [row[0] for row in found[1:8]] == [f"'{text}" for text in bad[:7]]
    assert [row[0] for row in found[8:]] == bad[7:]
    assert {row[1] for row in found[1:]} == {"-5.00"}


def test_a_text_export_can_be_read_again(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    write_csv(target, RECEIPTS.columns, ROWS)

    assert [dict(row.values) for row in read(target)[0]] == list(ROWS)


_words = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs"]),
    min_size=1,
    max_size=12,
)
_rows = st.lists(
    st.fixed_dictionaries(
        {
            "no": st.from_regex(r"HT-[0-9]{1,18}", fullmatch=True),
            "customer": _words.filter(lambda text: not text.startswith(("'", "#"))),
            "arrived_on": st.dates(date(1990, 1, 1), date(2099, 12, 31)),
            "amount": st.integers(-(10**15), 10**15 - 1).map(lambda fen: Decimal(fen).scaleb(-2)),
        }
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row["no"],
)


@given(_rows, st.booleans())
@settings(max_examples=40)
def test_whatever_is_written_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], is_text: bool
) -> None:
    columns = RECEIPTS.columns[:4]
    target = tmp_path_factory.mktemp("x") / ("a.csv" if is_text else "a.xlsx")
    if is_text:
        write_csv(target, columns, rows)
    else:
        write_book(target, [TabToWrite("回款", columns, rows)])

    assert [dict(row.values) for row in read(target)[0]] == rows


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    "name, made",
    [
        ("客户台账", "客户台账_20261123.xlsx"),
        ('a/b\\c:*?"<>|\n.', "abc_20261123.xlsx"),
        ("\u202ecod", "cod_20261123.xlsx"),
        ("...", "表格_20261123.xlsx"),
        ("字" * 99, "字" * 60 + "_20261123.xlsx"),
    ],
)
def test_a_file_has_its_name_and_its_day(name: str, made: str) -> None:
    assert file_name(name, AT.date()) == made


@pytest.mark.parametrize(
    "name, made", [("a[1]:*?/\\b", "a 1 b"), ("'x'", "x"), ("", "表格"), ("History", "History_")]
)
def test_a_tab_has_a_name_that_excel_takes(name: str, made: str) -> None:
    assert tab_name(name) == made


def test_a_long_tab_name_is_cut_and_kept_apart() -> None:
    first = tab_name("字" * 40)

    assert len(first) == 31
    assert tab_name("字" * 40, {first.lower()}) == "字" * 27 + "(2)"


def test_the_package_holds_no_formula_but_the_totals(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        told = archive.read("xl/worksheets/sheet1.xml")

    assert told.count(b"<f>") == 1
