"""Templates: what to fill in is plain to see, and what is left as it was is not imported."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dakehu.exchange.reading.headings import find_headings
from dakehu.exchange.writing.templates import write_template
from dakehu.kit.sheets import CellKind, SheetColumn, SheetShape
from tests.exchange.files import RECEIPTS, only_tab, opened, read


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "模板.xlsx"
    write_template(RECEIPTS, target)
    return target


def test_notes_stand_above_the_headings(path: Path) -> None:
    made = openpyxl.load_workbook(path)["回款"]

    assert made["A1"].value.startswith("填写说明：")
    assert "对方账号：18 位以内，按文本填写" in made["A1"].value
    assert [cell.value for cell in made[2]][:4] == [
        "回款编号",
        "客户名称",
        "到账日期",
        "金额（元）",
    ]
    assert made.freeze_panes == "A3"


def test_required_columns_are_red(path: Path) -> None:
    made = openpyxl.load_workbook(path)["回款"]

    assert [made.cell(2, place).font.color.rgb for place in (1, 5)] == ["FFC00000", "FF1F2937"]


def test_choices_are_drop_downs(path: Path) -> None:
    rules = openpyxl.load_workbook(path)["回款"].data_validations.dataValidation
    told = {str(rule.sqref): rule.formula1 for rule in rules if rule.type == "list"}

    assert told == {"F3:F2002": '"电汇,银行承兑,现金"', "H3:H2002": '"是,否"'}


def test_long_choices_stand_on_a_hidden_tab(tmp_path: Path) -> None:
    words = {f"很长的一个选项名称{number}": str(number) for number in range(60)}
    shape = SheetShape(
        "s", "选项", "", (SheetColumn("a", "选", CellKind.CHOICE, choices=lambda: words),), ("a",)
    )
    target = tmp_path / "a.xlsx"
    write_template(shape, target)
    book = openpyxl.load_workbook(target)

    assert book.sheetnames == ["选项", "选项(2)"]
    assert book["选项(2)"].sheet_state == "hidden"
    assert book["选项(2)"]["A61"].value == "很长的一个选项名称59"
    rule = book["选项"].data_validations.dataValidation[0]
    assert rule.formula1 == "'选项(2)'!$A$2:$A$61"


def test_codes_are_text_before_anything_is_typed(path: Path) -> None:
    made = openpyxl.load_workbook(path)["回款"]

    assert [made.column_dimensions[letter].number_format for letter in "AE"] == ["@", "@"]


def test_examples_are_grey_and_keep_their_types(path: Path) -> None:
    made = openpyxl.load_workbook(path)["回款"]

    assert (made["A3"].font.italic, made["A3"].font.color.rgb) == (True, "FF8A94A3")
    assert (made["D3"].value, made["E3"].value) == (854000, "622202120000000012")
    assert (made["F3"].value, made["G3"].value) == ("电汇", 0.5)


def test_an_unchanged_example_is_passed_over_on_import(path: Path) -> None:
    rows, faults = read(path)

    assert rows == []
    assert [(fault.row, fault.is_notice) for fault in faults] == [(3, True)]


def test_an_example_that_was_typed_over_is_imported(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["回款"]["D3"].value = 5
    book.save(path)

    assert [row.number for row in read(path)[0]] == [3]


def test_a_row_like_the_example_in_another_file_is_imported(path: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["回款"].unmerge_cells("A1:H1")
    book["回款"].delete_rows(1)
    book.save(tmp_path / "own.xlsx")

    assert [row.number for row in read(tmp_path / "own.xlsx")[0]] == [2]


def test_an_untouched_template_says_where_its_headings_are(path: Path) -> None:
    found = find_headings(only_tab(path), RECEIPTS)

    assert (found.rows, found.first_data_row, found.is_template) == ((2,), 3, True)


def test_every_kind_of_column_has_a_template(tmp_path: Path) -> None:
    columns: list[Any] = [
        SheetColumn(kind.value, f"列{kind.value}", kind, note="=说明", is_required=True)
        for kind in CellKind
    ]
    shape = SheetShape("all", "全部", "", tuple(columns), ("text",), notes=("=1+1",))
    target = tmp_path / "a.xlsx"
    write_template(shape, target)

    assert len(find_headings(only_tab(target), shape).columns) == len(CellKind)


def test_one_column_is_enough_for_a_template(tmp_path: Path) -> None:
    shape = SheetShape("one", "单列", "只有一列。", (SheetColumn("a", "名称"),), ("a",))
    target = tmp_path / "a.xlsx"
    write_template(shape, target)

    assert opened(target).tabs[0].name == "单列"
    assert find_headings(only_tab(target), shape).rows == (2,)
