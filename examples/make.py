"""`python -m examples.make [FOLDER]`: the month's inputs, and what `dakehu settle` makes of them.

It comes out the same every time, so that a test can compare it with what is kept here.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from examples import month

HERE: Final = Path(__file__).resolve().parent
FOLDER: Final = HERE / "2026-11"
RESULT: Final = "结果"
PAY_SHEET: Final = "工资表-对比用.xlsx"
CREATED: Final = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
MOMENT: Final = "1793584800"
"""2026-11-02 10:00 in Shanghai, in seconds."""
COMPANY: Final = "江州示例防水材料有限公司"

Tabs = Mapping[str, tuple[Sequence[str], Sequence[month.Row]]]

GOOD: Final[Tabs] = {
    "人员": (month.STAFF_HEAD, month.STAFF),
    "目标": (month.GOALS_HEAD, month.GOALS),
    "评分": (month.SCORES_HEAD, month.SCORES),
    "扣分": (month.POINTS_HEAD, month.POINTS),
    "分成": (month.SHARES_HEAD, month.SHARES),
    "期初": (month.CARRIES_HEAD, month.CARRIES),
}
FAULTY: Final[Tabs] = {
    **GOOD,
    "人员": (month.STAFF_HEAD, month.FAULTY_STAFF),
    "目标": (month.GOALS_HEAD, month.FAULTY_GOALS),
    "评分": (month.FAULTY_SCORES_HEAD, month.SCORES),
    "扣分": (month.POINTS_HEAD, month.FAULTY_POINTS),
    "分成": (month.SHARES_HEAD, month.FAULTY_SHARES),
}
MISMATCHED: Final[Tabs] = {
    **GOOD,
    "目标": (month.GOALS_HEAD, month.MISMATCHED_GOALS),
    "评分": (month.SCORES_HEAD, [("1099", "2026-10", 17, 18, None, None, None, None)]),
    "分成": (month.SHARES_HEAD, month.SHARES[:2]),
    "期初": (month.CARRIES_HEAD, [("1006", 200)]),
}


def make(folder: Path) -> None:
    """Write inputs, results and logs into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    write_book(folder / "staff.xlsx", GOOD)
    write_book(folder / "receipts.xlsx", {"回款": (month.RECEIPTS_HEAD, month.RECEIPTS)})
    write_book(folder / "staff-有错.xlsx", FAULTY)
    write_book(folder / "staff-对不上.xlsx", MISMATCHED)
    shutil.rmtree(folder / RESULT, ignore_errors=True)
    log(folder, "settle.log", "staff.xlsx", RESULT)
    log(folder, "有错.log", "staff-有错.xlsx", "不会写出")
    log(folder, "对不上.log", "staff-对不上.xlsx", "不会写出")
    told = json.loads((folder / RESULT / "说明.json").read_text(encoding="utf-8"))
    write_book(folder / PAY_SHEET, {"十月工资": pay_sheet(told["people"])})
    log(folder, "对比.log", "staff.xlsx", RESULT, "--compare", PAY_SHEET)


def log(folder: Path, name: str, staff: str, out: str, *more: str) -> None:
    """Run the command as somebody would, and keep what it said."""
    words = ["settle", "2026-11", "--staff", staff, "--receipts", "receipts.xlsx", "--out", out]
    words += ["--company", COMPANY, "--minimum-wage", "2010", *more]
    ran = subprocess.run(
        [sys.executable, "-m", "dakehu.cli.main", *words],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": MOMENT, "PYTHONPATH": str(HERE.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    told = ran.stdout.decode()
    text = f"$ dakehu {' '.join(words)}\n{told}（退出状态 {ran.returncode}）\n"
    (folder / name).write_text(text, encoding="utf-8")


def write_book(path: Path, tabs: Tabs) -> None:
    """A workbook as a company keeps one: bold headings, amounts as numbers, codes as text."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": CREATED})
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    for name, (heads, rows) in tabs.items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, heads, bold)
        sheet.set_column(0, len(heads) - 1, 15)
        sheet.freeze_panes(1, 0)
        for place, row in enumerate(rows, start=1):
            for index, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(place, index, value)
                elif value is not None:
                    is_large = abs(value) >= 100
                    sheet.write_number(place, index, value, money if is_large else None)
    book.close()


def pay_sheet(people: Sequence[Mapping[str, Any]]) -> tuple[Sequence[str], list[month.Row]]:
    """A pay sheet by hand with the mistakes that are usual, for the comparison."""
    heads = (
        *("工号", "姓名", "得分", "绩效系数", "绩效工资", "部门加发", "业务提成", "基本工资"),
        "应发合计",
    )
    rows: list[month.Row] = []
    for one in people:
        line = {key: Decimal(one[key] or 0) for key in _PARTS}
        line.update(_MISTAKES.get(one["id"], {}))
        total = sum((line[key] for key in _PAID), Decimal(0))
        figures = [line[key] for key in _PARTS]
        rows.append((one["id"], one["name"], *figures, total))
    return heads, rows


_PARTS: Final = ("score", "factor", "performance_pay", "extra", "commission", "basic_wage")
_PAID: Final = _PARTS[2:]
_MISTAKES: Final[Mapping[str, Mapping[str, Decimal]]] = {
    # The receipt verified on the 31st was taken into the window.
    "1002": {"commission": Decimal("18000.01")},
    # 59.99 was rounded to 60 first.
    "1004": {
        "score": Decimal(60),
        "factor": Decimal("0.6"),
        "performance_pay": Decimal(1800),
        "extra": Decimal(90),
    },
    # 89.5 was rounded to 90 first.
    "1005": {"factor": Decimal(1), "performance_pay": Decimal(3000), "extra": Decimal(150)},
    # The refund was taken off the basic wage instead of being carried on.
    "1006": {"basic_wage": Decimal("1659.50")},
    # Somebody on probation was paid performance pay.
    "1008": {
        "factor": Decimal("0.67"),
        "performance_pay": Decimal(1608),
        "extra": Decimal("80.40"),
    },
}
"""What is usually done wrong; everybody else's line is right."""


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
