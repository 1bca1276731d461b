"""`dakehu import` and `dakehu export`."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dakehu.calendar.models import Day
from dakehu.exchange.models import Import
from tests.cast import Cast, build_cast
from tests.cli.running import Run
from tests.exchange.sheets_at_hand import SPRING, csv_of


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path / "media"
    return build_cast()


@pytest.fixture
def spring(tmp_path: Path) -> str:
    path = tmp_path / "放假.csv"
    path.write_bytes(SPRING)
    return str(path)


def test_a_file_goes_in_and_never_a_second_time(cast: Cast, dakehu: Run, spring: str) -> None:
    told = dakehu("import", "working_days", spring)
    assert (told.status, told.err) == (0, "")
    assert told.out == "已导入 3 行：新增 3，更改 0，无变化 0，有问题未导入 0。\n"
    assert Day.objects.count() == 3

    again = dakehu("import", "working_days", spring)
    assert again.status == 2
    assert "由系统（命令行）导入，不能再次导入" in again.err


def test_a_faulty_file_leaves_nothing_and_its_faults_are_a_table(
    cast: Cast, dakehu: Run, tmp_path: Path
) -> None:
    path = tmp_path / "坏.csv"
    path.write_bytes(csv_of([("2027-02-08", "休息", ""), ("昨天", "休息", "")]))
    told = dakehu("import", "working_days", str(path))
    assert told.status == 2
    assert "有 1 行有问题，没有写入任何数据" in told.err
    assert "日期" in told.err
    assert not Day.objects.exists()

    told = dakehu("import", "working_days", str(path), "--mode", "good", "--json")
    assert told.status == 0
    assert (told.json["state"], told.json["done"], told.json["faulty"]) == ("done", 1, 1)
    assert told.json["faults"][0]["row"] == 3


def test_somebody_imports_with_their_own_permissions(cast: Cast, dakehu: Run, spring: str) -> None:
    told = dakehu("import", "working_days", spring, "--as", "linxiaowen")
    assert (told.status, told.err) == (2, "错误：这个账号不能导入这种表\n")
    assert dakehu("import", "working_days", spring, "--as", "helei").status == 0
    assert Import.objects.get().user_id == cast.users["hr_admin"]


@pytest.mark.parametrize(
    "words, why",
    [
        (("import", "working_day", "x.csv"), "没有 working_day 这种表，是不是 working_days？"),
        (("import", "working_days", "x.csv"), "没有文件 x.csv"),
        (("import", "working_days", "{spring}", "--mode", "some"), "--mode 应为 all 或 good"),
        (("import", "working_days", "{spring}", "--as", "nobody"), "没有用户名或手机号为 nobody"),
        (("import", "working_days", "{spring}", "--tab", "明年"), "没有名为“明年”的工作表"),
        (("export", "nothing"), "没有 nothing 这种表"),
    ],
)
def test_what_cannot_be_done_is_told(
    cast: Cast, dakehu: Run, spring: str, words: tuple[str, ...], why: str
) -> None:
    told = dakehu(*(word.format(spring=spring) for word in words))
    assert told.status == 2
    assert why in told.err


def test_a_sheet_is_exported_to_a_file(
    cast: Cast, dakehu: Run, spring: str, tmp_path: Path
) -> None:
    dakehu("import", "working_days", spring)
    target = tmp_path / "out.xlsx"
    told = dakehu("export", "working_days", "--out", str(target))
    assert (told.status, told.out) == (0, f"已导出到 {target}\n")
    rows = list(openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True))
    assert [row[2] for row in rows] == ["说明", "春节", "春节", "春节调休"]


def test_the_help_lists_the_sheets(dakehu: Run) -> None:
    told = dakehu("import", "--help")
    assert told.status == 0
    assert "working_days" in told.out
    assert "放假与调休" in told.out
