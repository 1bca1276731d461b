"""Bracket evaluation in bulk against the bare columnar computation of the same rows."""

from collections.abc import Iterator
from decimal import Decimal

import duckdb

from bench.measuring import Measured, repeated, seconds
from dakehu.policy.brackets import Brackets, share_expression

ROWS = 10_000_000
BANDS = (("0", "0.20"), ("200000", "0.17"), ("500000", "0.14"), ("1000000", "0.10"))


def measure(*, quick: bool) -> Iterator[Measured]:
    """Σ share over ten million amounts: by the compiled expression, and the sum alone."""
    bands = Brackets.of([(Decimal(edge), Decimal(rate)) for edge, rate in BANDS])
    rows = ROWS // 10 if quick else ROWS
    base = duckdb.connect()
    base.execute("SET threads TO 1")
    base.execute(
        "CREATE TABLE receipts AS SELECT "
        f"((i * 7919) % 250000000 - 20000000)::BIGINT AS fen FROM range({rows}) AS t(i)"
    )
    rate = bands.integer_expression("fen")
    share = share_expression("fen", rate, "//")
    compiled = f"SELECT SUM({share}) FROM receipts"
    bare = "SELECT SUM(fen) FROM receipts"
    fixed = f"SELECT SUM({share_expression('fen', '140000', '//')}) FROM receipts"
    runs = range(3 if quick else 7)
    shown = f"{rows:,} 行，DuckDB 单线程"
    for name, query, what in (
        ("brackets_bulk_s", compiled, f"四档累进对照并四舍五入到分，求和：{shown}"),
        ("brackets_one_rate_s", fixed, f"同样取整、只有一个比例：{shown}"),
        ("brackets_bare_s", bare, f"只把金额相加：{shown}"),
    ):
        base.execute(query).fetchall()
        times = [seconds(lambda query=query: base.execute(query).fetchall()) for _ in runs]
        yield repeated(name, "s", "", what, times, 3)
    check(base, bands, share)


def check(base: duckdb.DuckDBPyConnection, bands: Brackets, share: str) -> None:
    """The compiled expression gives the kernel's own figure on a sample; else the run stops."""
    sample = base.execute(f"SELECT fen, {share} FROM receipts LIMIT 20000").fetchall()
    for fen, found in sample:
        if bands.integer_share(fen) != found:
            raise SystemExit(f"bulk and kernel differ at {fen} fen: {found}")
