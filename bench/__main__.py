"""`python -m bench [--quick]`: run the benchmarks and write down what they gave."""

import json
import platform
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import (
    brackets,
    calc,
    documents,
    exchange,
    imports,
    quoting,
    scopes,
    settle,
    site,
    stored,
)
from bench.measuring import ROOT, Measured

BEGIN, END = "<!-- figures -->", "<!-- /figures -->"


def table(figures: list[Measured]) -> str:
    """The figures as a Markdown table."""
    lines = ["| 名称 | 实测 | 目标 | 波动 | 量的是什么 |", "|---|---|---|---|---|"]
    for figure in figures:
        value = f"{figure.value:,.0f}" if figure.value >= 1000 else f"{figure.value:g}"
        lines.append(
            f"| `{figure.name}` | {value} {figure.unit} | {figure.bar or '–'} "
            f"| ±{figure.noise / 2:.0%} | {figure.what} |"
        )
    return "\n".join(lines)


def write(figures: list[Measured]) -> None:
    """Write `bench/results.json` and the table in `docs/benchmarks.md`."""
    results = {
        figure.name: {
            "value": figure.value,
            "unit": figure.unit,
            "bar": figure.bar,
            "noise": figure.noise,
        }
        for figure in figures
    }
    path = ROOT / "bench" / "results.json"
    path.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    page: Path = ROOT / "docs" / "benchmarks.md"
    text = page.read_text(encoding="utf-8")
    measured_on = datetime.now(UTC).date().isoformat()
    told = f"{measured_on}，{platform.machine()},Python {platform.python_version()},2 核。"
    body = f"{BEGIN}\n{told}\n\n{table(figures)}\n{END}"
    page.write_text(re.sub(f"{BEGIN}.*{END}", lambda _: body, text, flags=re.S), encoding="utf-8")


def main() -> None:
    """Run every benchmark; `--quick` for smaller ones that are not written down."""
    quick = "--quick" in sys.argv
    figures: list[Measured] = []
    for part in (
        calc,
        brackets,
        settle,
        stored,
        documents,
        scopes,
        exchange,
        imports,
        quoting,
        site,
    ):
        for figure in part.measure(quick=quick):
            sys.stdout.write(f"{figure.name:24} {figure.value:>14,} {figure.unit}  {figure.what}\n")
            sys.stdout.flush()
            figures.append(figure)
    if not quick:
        write(figures)


if __name__ == "__main__":
    main()
