"""Tables in and out: reading with all checks of cells, and streaming an export."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.measuring import ROOT, Measured, repeated

ROWS = 100_000
_FIRST = date(2026, 1, 1)


def measure(*, quick: bool) -> Iterator[Measured]:
    """Rows a second and peak memory, each run in a process of its own."""
    rows = 10_000 if quick else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.xlsx"
        writes = [_run("write", path, rows) for _ in range(1 if quick else 3)]
        texts = [_run("text", path.with_suffix(".csv"), rows) for _ in range(1 if quick else 3)]
        reads = [_run("read", path, rows) for _ in range(1 if quick else 3)]
    told = f"{rows:,} 行 × 10 列"
    yield repeated(
        "export_rows_s",
        "s",
        "≤ 15",
        f"导出 {told} 为 .xlsx，合计与说明页在内",
        [w[0] for w in writes],
    )
    grown = [w[1] for w in writes]
    yield repeated("export_grown_mb", "MB", "≤ 60", f"导出 {told} 时增加的内存", grown, 0)
    yield repeated("export_text_s", "s", "", f"导出 {told} 为 .csv", [t[0] for t in texts])
    speeds = [rows / r[0] for r in reads]
    yield repeated(
        "import_read_rows", "行/秒", "≥ 25,000", f"读入 {told} 并检查每一格（不含入库）", speeds, 0
    )
    peaks = [r[2] for r in reads]
    yield repeated("import_read_mb", "MB", "≤ 250", f"读入 {told} 时的内存峰值", peaks, 0)


def _run(what: str, path: Path, rows: int) -> tuple[float, float, float]:
    """Seconds, growth and peak in MB of one task."""
    command = [sys.executable, "-m", "bench.exchange", what, str(path), str(rows)]
    made = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    seconds, grown, peak = made.stdout.split()
    return float(seconds), float(grown), float(peak)


def _rows(count: int) -> Iterator[Mapping[str, Any]]:
    for number in range(count):
        yield {
            "no": f"HK-{number:06}",
            "customer": f"某某设备制造有限公司{number % 700}",
            "arrived_on": _FIRST + timedelta(days=number % 320),
            "amount": Decimal(number * 137).scaleb(-2),
            "account": f"62220212{number:011}",
            "clerk": "林晓雯",
            "note": "电汇 货款",
            "is_checked": number % 2 == 0,
            "share": Decimal("0.065"),
            "pieces": Decimal(number),
        }


def _task(what: str, path: Path, rows: int) -> None:
    import resource
    import time

    import django.conf

    django.conf.settings.configure(USE_I18N=False)
    from dakehu.exchange.reading.books import open_book
    from dakehu.exchange.reading.headings import find_headings, match
    from dakehu.exchange.reading.rows import read_rows
    from dakehu.exchange.writing.books import TabToWrite, Watermark, write_book, write_csv
    from dakehu.kit.sheets import CellKind, SheetColumn, SheetRow, SheetShape

    def peak() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    columns = (
        SheetColumn("no", "回款编号", CellKind.CODE, is_required=True),
        SheetColumn("customer", "客户名称", is_required=True),
        SheetColumn("arrived_on", "到账日期", CellKind.DATE, is_required=True),
        SheetColumn("amount", "金额", CellKind.AMOUNT, is_required=True, is_totalled=True),
        SheetColumn("account", "对方账号", CellKind.CODE),
        SheetColumn("clerk", "经办人"),
        SheetColumn("note", "摘要"),
        SheetColumn("is_checked", "已核实", CellKind.YES_NO),
        SheetColumn("share", "比例", CellKind.RATE),
        SheetColumn("pieces", "数量", CellKind.QUANTITY),
    )
    shape = SheetShape("receipts", "回款", "", columns, ("no",))
    mark = Watermark("林晓雯", "007", datetime.fromisoformat("2026-11-23 10:00"), "对账")
    before = peak()
    start = time.perf_counter()
    if what == "write":
        write_book(path, [TabToWrite("回款", columns, _rows(rows))], watermark=mark)
    elif what == "text":
        write_csv(path, columns, _rows(rows))
    else:
        tab = open_book(path, path.name).tabs[0]
        found = read_rows(shape, tab, match(shape, find_headings(tab, shape)))
        count = sum(1 for row in found if isinstance(row, SheetRow))
        if count != rows:
            raise SystemExit(f"{count} rows of {rows} were read")
    took = time.perf_counter() - start
    sys.stdout.write(f"{took} {peak() - before} {peak()}\n")


if __name__ == "__main__":
    _task(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
