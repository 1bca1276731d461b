"""Measuring: repeated runs, the median, and the spread between them."""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "dakehu.cli.main"]


@dataclass(frozen=True)
class Measured:
    """One figure: `noise` is the spread of the runs as a share of their median."""

    name: str
    value: float
    unit: str
    bar: str
    noise: float
    what: str


def repeated(
    name: str, unit: str, bar: str, what: str, runs: list[float], digits: int = 2
) -> Measured:
    """The median of `runs` with its noise."""
    middle = statistics.median(runs)
    noise = (max(runs) - min(runs)) / middle if middle else 0.0
    return Measured(name, round(middle, digits), unit, bar, round(noise, 3), what)


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def command(
    *arguments: str, reading: IO[bytes] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, its output thrown away."""
    return subprocess.run(
        [*COMMAND, *arguments],
        stdin=reading or subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        check=False,
    )


def peak_mb(*arguments: str, reading: IO[bytes]) -> tuple[float, float]:
    """Seconds and peak memory in MB of one run of the command."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdin=reading, stdout=subprocess.DEVNULL, cwd=ROOT
    )
    _, _, usage = _wait(process)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def _wait(process: subprocess.Popen[bytes]) -> tuple[int, int, resource.struct_rusage]:
    import os

    pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return pid, status, usage
