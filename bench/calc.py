"""How fast `dakehu calc quote` answers, how it starts, and whether its memory stays put."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.measuring import ROOT, Measured, command, peak_mb, repeated, seconds

BATCH = 20_000
LONG = 1_000_000


def questions() -> list[bytes]:
    """The inputs of the public quote cases that are answered, auto mode among them."""
    text = (ROOT / "cases" / "quote.jsonl").read_text(encoding="utf-8")
    cases = [json.loads(line) for line in text.splitlines()]
    return [
        json.dumps(case["input"]).encode() + b"\n"
        for case in cases
        if "error" not in case["expect"]
    ]


def written(folder: Path, count: int) -> Path:
    """A file of `count` questions, the public ones in turn."""
    lines = questions()
    path = folder / f"quotes-{count}.jsonl"
    with path.open("wb") as file:
        for index in range(count):
            file.write(lines[index % len(lines)])
    return path


def measure(*, quick: bool) -> Iterator[Measured]:
    """Start, rate and memory of the command."""
    starts = [seconds(lambda: command("calc", "quote")) for _ in range(9)]
    yield repeated(
        "calc_start_s", "s", "≤ 0.3", "`dakehu calc quote` 空输入，从启动到退出", starts, 3
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = written(folder, BATCH)
        rates: list[float] = []
        peaks: list[float] = []
        for _ in range(3 if quick else 7):
            with small.open("rb") as reading:
                took, peak = peak_mb("calc", "quote", reading=reading)
            rates.append(BATCH / took)
            peaks.append(peak)
        what = f"`dakehu calc quote`,公开用例轮流 {BATCH:,} 行，含依据与启动，单核"
        yield repeated("calc_quote_lines_s", "行/s", "≥ 10,000", what, rates, 0)
        yield repeated("calc_quote_mb", "MB", "", f"同上 {BATCH:,} 行的内存峰值", peaks, 1)
        if quick:
            return
        long = written(folder, LONG)
        with long.open("rb") as reading:
            took, peak = peak_mb("calc", "quote", reading=reading)
        what = f"同上 {LONG:,} 行的内存峰值（与 {BATCH:,} 行相同即为不随行数增长）"
        yield repeated("calc_quote_1m_mb", "MB", "不增长", what, [peak], 1)
        yield repeated("calc_quote_1m_lines_s", "行/s", "", f"同上 {LONG:,} 行", [LONG / took], 0)
