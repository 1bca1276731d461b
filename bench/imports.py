"""A file of receipts all the way in, and out again, by the real commands."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from bench.measuring import COMMAND, ROOT, Measured, repeated

ROWS = 100_000
HEADINGS = ("流水号", "到账日期", "核实日期", "客户", "项目", "金额", "方式", "业务员", "摘要")
PEOPLE = ("林晓雯", "孟凡", "田野", "许佳")
DAYS = 23


def measure(*, quick: bool) -> Iterator[Measured]:
    """Rows a second from the file to the stored rows, with all checks; memory; the way out."""
    rows = 10_000 if quick else ROWS
    ins: list[tuple[float, float]] = []
    outs: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory(prefix="dakehu-bench-") as folder:
        prepared, book = Path(folder) / "prepared", Path(folder) / "receipts.xlsx"
        _write(book, rows)
        _command(prepared, "serve", "--prepare-only")
        for run in range(1 if quick else 3):
            place = Path(folder) / f"run-{run}"
            shutil.copytree(prepared, place)
            ins.append(_command(place, "import", "receipts", str(book), "--mode", "good"))
            target = str(Path(folder) / "out.xlsx")
            outs.append(_command(place, "export", "receipts", "--out", target))
    told = f"{rows:,} 行回款 × {len(HEADINGS)} 列"
    speeds = [rows / took for took, _peak in ins]
    yield repeated(
        "import_rows_s", "行/秒", "≥ 5,000", f"导入 {told}：读入、两遍检查、入库，SQLite", speeds, 0
    )
    yield repeated("import_mb", "MB", "≤ 400", f"导入 {told} 时的内存峰值", [p for _, p in ins], 0)
    took = [seconds for seconds, _peak in outs]
    yield repeated("export_100k_s", "s", "≤ 15", f"从数据库导出 {told}为 .xlsx", took)
    peaks = [peak for _took, peak in outs]
    yield repeated("export_mb", "MB", "", f"导出 {told} 时的内存峰值", peaks, 0)


def _write(path: Path, rows: int) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("回款")
        sheet.write_row(0, 0, HEADINGS)
        for number in range(1, rows + 1):
            day = f"2026-11-{number % DAYS + 1:02}"
            sheet.write_row(
                number,
                0,
                [
                    f"HK{number:012}",
                    day,
                    day if number % 3 else "",
                    f"江州恒筑第{number % 700}设备有限公司",
                    f"第{number % 900}期项目",
                    (number * 137 % 90_000_000 + 1) / 100,
                    "电汇",
                    PEOPLE[number % len(PEOPLE)],
                    "货款",
                ],
            )


def _command(var: Path, *words: str) -> tuple[float, float]:
    """Seconds and peak memory in MB of a command on that installation."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("DAKEHU_")}
    kept.pop("DATABASE_URL", None)
    start = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, *words],
        env={**kept, "DAKEHU_VAR": str(var)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stderr is not None
    told = process.stderr.read().decode()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {process.returncode}: {told[-500:]}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024
