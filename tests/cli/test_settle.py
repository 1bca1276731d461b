"""`dakehu settle`: the real command on real files, in an empty folder, without a database."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from examples import month
from examples.make import GOOD, write_book
from tests.cli.months import LIN, ONE, RECEIPT, WORDS, small
from tests.cli.running import Ran, Run
from tests.documents.reading_pdf import pages_of

ROOT = Path(__file__).resolve().parents[2]
RECEIPTS = {"回款": (month.RECEIPTS_HEAD, month.RECEIPTS)}


@dataclass(frozen=True)
class Settled:
    """The example, settled once by the real command in an empty folder."""

    folder: Path
    ran: Ran

    @property
    def people(self) -> dict[str, Any]:
        return people_of(self.folder)

    @property
    def book(self) -> Any:
        return openpyxl.load_workbook(self.folder / "out" / "部门核算表.xlsx", data_only=True)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Settled:
    """A process of its own, without our settings."""
    folder = tmp_path_factory.mktemp("月结")
    write_book(folder / "staff.xlsx", GOOD)
    write_book(folder / "receipts.xlsx", RECEIPTS)
    hidden = {"DAKEHU_VAR", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    ran = subprocess.run(
        [sys.executable, "-m", "dakehu.cli.main", *WORDS, "--company", "江州示例公司"],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1793584800"},
        capture_output=True,
        check=False,
        timeout=300,
    )
    return Settled(folder, Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode()))


def told_in(folder: Path) -> Any:
    return json.loads((folder / "out" / "说明.json").read_text(encoding="utf-8"))


def people_of(folder: Path) -> dict[str, Any]:
    return {one["name"]: one for one in told_in(folder)["people"]}


def test_a_month_is_settled_in_a_folder_with_two_files(example: Settled) -> None:
    folder, ran = example.folder, example.ran

    assert ran.status == 3, ran.err
    assert ran.out.startswith("2026年11月发放（10月考核 · 10-01 至 10-30 回款）\n")
    assert sorted(one.name for one in folder.iterdir()) == ["out", "receipts.xlsx", "staff.xlsx"]
    assert sorted(one.name for one in (folder / "out").iterdir()) == [
        *("工资单", "说明.json", "部门核算表.xlsx"),
    ]
    assert len(list((folder / "out" / "工资单").iterdir())) == len(month.STAFF)
    told = told_in(folder)
    assert list(told) == ["pay_month", "appraisal_month", "window", "people", "departments"]
    assert told["window"] == {"from": "2026-10-01", "to": "2026-10-30"}
    assert told["departments"] == [
        {
            "name": "大客户部",
            "target": "4800000.00",
            "challenge": "5600000.00",
            "actual": "5674284.04",
            "state": "over",
        }
    ]


def test_the_figures_are_those_of_the_rules(example: Settled) -> None:
    """2,640 + 132 as in S4-6.13; 2 % of 435,599.76 and 60 % of 2 % of 564,000.40."""
    people = example.people

    lin = people["林晓雯"]
    assert list(lin) == [
        *("id", "name", "scheme", "score", "factor", "performance_pay", "extra", "commission"),
        *("carry_out", "basic_wage", "total", "notices", "explanation"),
    ]
    assert (lin["score"], lin["factor"]) == ("88.00", "0.88")
    assert (lin["performance_pay"], lin["extra"]) == ("2640.00", "132.00")
    assert (lin["commission"], lin["total"]) == ("15480.01", "22752.01")
    assert lin["explanation"]["nodes"][0]["value"] == "22752.01"
    assert "《绩效考核办法》第4条" in {
        clause["title"] for clause in lin["explanation"]["clauses"].values()
    }
    assert (people["孟凡"]["score"], people["孟凡"]["performance_pay"]) == ("59.99", "0.00")
    assert people["欧阳嘉懿"]["factor"] == "0.895"
    assert (people["高远"]["commission"], people["高远"]["carry_out"]) == ("0.00", "-2840.50")
    assert (people["苏婉"]["score"], people["苏婉"]["factor"]) == ("67.00", None)
    assert (people["苏婉"]["performance_pay"], people["苏婉"]["extra"]) == ("0.00", "0.00")


def test_the_sheet_for_filing_adds_up_and_is_signed_in_order(example: Settled) -> None:
    book = example.book

    assert book.sheetnames == ["核算表", "回款明细", "提示"]
    sheet = book["核算表"]
    lines = [[cell for cell in row if cell not in (None, "")] for row in sheet.values]
    assert lines[0] == ["江州示例公司　大客户部工资提成核算表"]
    assert lines[1] == ["2026年11月发放（10月考核 · 10-01 至 10-30 回款）"]
    heads = lines[3]
    total = next(row for row in sheet.values if "合计" in row)
    assert total[heads.index("应发（税前）")] == 185073.69
    text = "\n".join(str(cell) for line in lines for cell in line)
    assert "人民币壹拾捌万伍仟零柒拾叁元陆角玖分" in text
    signed = next(line for line in lines if line and str(line[0]).startswith("填报"))
    assert [str(one).split("：")[0] for one in signed] == [
        *("填报 大客户部经理", "审核 市场营销中心", "审批 财务总监", "审批 总经理"),
    ]
    assert "以上均为税前金额" in text


def test_each_receipt_says_who_earned_on_it_or_why_nobody(example: Settled) -> None:
    rows = list(example.book["回款明细"].values)[1:]
    told = {(row[0], row[6] or ""): row[8] for row in rows}

    assert told["20261012000066", "周建国（1001）"] == "计入本期（分成）"
    assert told["20261001000007", "林晓雯（1002）"] == "计入本期"
    assert told["20261030000049", ""] == "属于以后的窗口"
    assert told["20260930000118", ""] == "属于以前的窗口"
    assert told["20261029000087", ""] == "尚未核实"
    assert told["20261028000055", ""] == "没有项目，暂不计提成"
    assert told["20261029000022", ""] == "没有可以计提成的人"
    assert sum(row[5] or 0 for row in rows) == pytest.approx(
        sum(float(str(row[5])) for row in month.RECEIPTS)
    )


def test_a_statement_tells_how_and_by_which_clause(example: Settled) -> None:
    paper = (example.folder / "out" / "工资单" / "1002_林晓雯.pdf").read_bytes()
    text = "".join(pages_of(paper))

    for told in (
        *("22,752.01", "3,000.00×88%", "《绩效考核办法》第4条", "20261012000066"),
        *("564,000.40×2%×60%", "未经审批", "以上均为税前金额"),
    ):
        assert told in text


def test_the_end_is_a_table_and_what_has_to_be_settled(example: Settled) -> None:
    ran = example.ran

    assert "林晓雯    88.00     88%  2,640.00  132.00  15,480.01" in ran.out
    assert "人民币壹拾捌万伍仟零柒拾叁元陆角玖分" in ran.out
    assert "2026-10 得分排名：梁志强、何川、周建国" in ran.out
    assert "流水 20261028000055，远山制药有限公司，45,000.00 元：没有项目" in ran.out
    assert "\r" not in ran.err


def test_json_is_the_same_as_the_file(folder: Path, settle: Run) -> None:
    ran = settle("--json")

    assert ran.json == told_in(folder)
    assert "2026年11月发放" in ran.err


def test_a_second_run_replaces_the_first(folder: Path, settle: Run) -> None:
    settle()
    before = (folder / "out" / "说明.json").read_bytes()
    (folder / "out" / "工资单" / "9999_旧人.pdf").write_bytes(b"%PDF-")
    assert settle().status == 0

    assert (folder / "out" / "说明.json").read_bytes() == before
    assert [one.name for one in (folder / "out" / "工资单").iterdir()] == ["A1_林 雯.pdf"]


@pytest.mark.parametrize("there", ["notes.txt", "说明.json"])
def test_a_folder_with_other_files_is_left_alone(folder: Path, settle: Run, there: str) -> None:
    (folder / "out").mkdir()
    (folder / "out" / there).write_text("别的", encoding="utf-8")
    ran = settle()

    assert ran.status == 2
    assert "文件夹 out 里有别的文件，没有写入" in ran.err
    assert [one.name for one in (folder / "out").iterdir()] == [there]


def test_the_result_of_another_month_is_left_alone(folder: Path, settle: Run) -> None:
    settle()
    told = folder / "out" / "说明.json"
    told.write_text(told.read_text("utf-8").replace('"2026-11"', '"2026-10"', 1), "utf-8")
    ran = settle()

    assert ran.status == 2
    assert "文件夹 out 里是 2026-10 的结果，没有写入" in ran.err


def test_an_empty_folder_is_filled(folder: Path, settle: Run) -> None:
    (folder / "out").mkdir()

    assert settle().status == 0
    assert told_in(folder)["pay_month"] == "2026-11"


# ---------------------------------------------------------------- small months


def test_a_clean_month_ends_with_0(folder: Path, settle: Run) -> None:
    ran = settle()

    assert (ran.status, "待处理" in ran.out) == (0, False)
    assert people_of(folder)["林 雯"]["commission"] == "18000.00"


@pytest.mark.parametrize(
    "changed, words, told",
    [
        ({4: None}, (), "没有项目，暂不计提成。请补上项目，再重新核算。"),
        ({7: "某人"}, (), "待处理（1）\n1.  回款：业务员“某人”不在人员表中。这笔暂不计提成；"),
        ({5: 1}, ("--minimum-wage", "4600"), "应发工资低于当地最低工资标准，请补足。"),
    ],
)
def test_what_somebody_has_to_settle_ends_with_3(
    folder: Path, settle: Run, changed: dict[int, Any], words: tuple[str, ...], told: str
) -> None:
    receipt = tuple(changed.get(place, value) for place, value in enumerate(RECEIPT))
    small(folder, ONE, [receipt])
    ran = settle(*words)

    assert ran.status == 3
    assert told in ran.out


def test_a_month_without_receipts_is_settled(folder: Path, settle: Run) -> None:
    small(folder, ONE, [])
    ran = settle()

    assert ran.status == 0, ran.err
    assert people_of(folder)["林 雯"]["total"] == "4500.00"


def test_a_name_that_cannot_be_printed_whole_is_told(folder: Path, settle: Run) -> None:
    small(folder, {"人员": (month.STAFF_HEAD, [("A1", "𠮷田", *LIN[2:])])}, [])
    ran = settle()

    assert ran.status == 0
    assert "𠮷田：工资单的字体里没有“𠮷”字，印作〓" in ran.out


def test_names_become_safe_file_names(folder: Path, settle: Run) -> None:
    person = ("A/1", "../林\\雯:*?", "大客户部", "", "销售", 4500, 0, "否", "")
    small(folder, {"人员": (month.STAFF_HEAD, [person])}, [])
    assert settle().status == 0

    assert [one.name for one in (folder / "out" / "工资单").iterdir()] == ["A-1_林-雯.pdf"]


def test_receipts_may_be_a_text_file_of_a_chinese_bank(folder: Path, dakehu: Run) -> None:
    lines = [
        *("某银行 账户明细", "交易流水号,交易日期,核实日期,对方户名,项目名称,收入金额,业务员"),
        '6222001,2026/10/08,2026/10/09,华岳重工,二期,"900,000.00",林 雯',
    ]
    (folder / "明细.csv").write_bytes("\r\n".join(lines).encode("gb18030"))
    ran = dakehu(*("明细.csv" if word == "receipts.xlsx" else word for word in WORDS))

    assert ran.status == 0, ran.err
    assert people_of(folder)["林 雯"]["commission"] == "18000.00"


def test_sheets_of_other_names_are_found_by_their_headings(folder: Path, settle: Run) -> None:
    renamed = {f"十月{name}表": GOOD[name] for name in GOOD}
    small(folder, {**renamed, "备忘": (("随便",), [("写写",)])}, month.RECEIPTS)
    ran = settle()

    assert ran.status == 3, ran.err
    assert people_of(folder)["林晓雯"]["total"] == "22752.01"
    assert "备忘：这张工作表没有用到。" in ran.out


def test_somebody_without_a_company_name_is_headed_by_the_department(
    folder: Path, settle: Run
) -> None:
    settle()
    text = "".join(pages_of(next((folder / "out" / "工资单").iterdir()).read_bytes()))

    assert text.startswith("秘密大客户部工资单")


def test_each_department_has_a_sheet_of_its_own(folder: Path, settle: Run) -> None:
    people = [
        ("A1", "林雯", "一部", "大客户员", "销售", 4500, 0, "否", ""),
        ("A2", "何川", "二部/南", "大客户员", "销售", 4500, 0, "否", ""),
    ]
    small(folder, {"人员": (month.STAFF_HEAD, people)}, [RECEIPT])
    settle()
    book = openpyxl.load_workbook(folder / "out" / "部门核算表.xlsx")

    assert book.sheetnames == ["一部", "二部 南", "回款明细", "提示"]
