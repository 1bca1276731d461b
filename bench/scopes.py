"""A list's first page out of a million rows, for somebody of each scope, on both databases."""

import json
import os
import sys
from collections.abc import Iterator
from typing import Final

from bench.databases import in_own_process
from bench.measuring import Measured, repeated, seconds

ROWS: Final = 1_000_000
ROLES: Final = {"ka_rep": "本人", "dept_head": "本部门", "ka_head": "本部门及下级", "gm": "全部"}
"""Role → the scope that it has in this bench: some 1,000, 5,000, 50,000 and all of the rows."""


def measure(*, quick: bool) -> Iterator[Measured]:
    """Milliseconds of a page for each scope; each database in a process of its own."""
    rows = 20_000 if quick else ROWS
    for name, told in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL")):
        found = in_own_process("bench.scopes", name, rows)
        for role, runs in found.items():
            what = f"{told}，{rows:,} 行，看“{ROLES[role]}”的一页 50 行"
            yield repeated(f"scope_{name}_{role}_ms", "ms", "", what, runs)


FILL: Final = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %s)",
    "postgresql": "WITH n(i) AS (SELECT * FROM generate_series(0, %s::bigint - 1))",
}
"""A thousand people in two hundred teams of twenty departments, rows spread over all."""


def _fill(rows: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            FILL[connection.vendor]
            + " INSERT INTO sample_sample (name, amount, owner_id, department_path)"
            " SELECT 'R' || i, i, (i * 7919) %% 1000,"
            " '/1/' || ((i * 7919) %% 20 + 2) || '/' || ((i * 7919) %% 200 + 100) || '/' FROM n",
            [rows],
        )
        cursor.execute("ANALYZE")


def _main(rows: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "dakehu.config.settings"
    import django

    django.setup()
    from dakehu.kit.actors import Actor
    from dakehu.kit.scoping import visible
    from tests.kit.sample import sample_table
    from tests.kit.test_scoping import SEE

    found: dict[str, list[float]] = {}
    with sample_table() as table:
        _fill(rows)
        for role in ROLES:
            unit = "/1/9/" if role == "ka_head" else "/1/9/107/"
            actor = Actor(
                *(7, "甲", 7, frozenset({role})), unit_paths=(unit,), posts=((role, unit),)
            )
            page = visible(table.objects.all(), actor, SEE).order_by("-pk")[:50]
            assert len(page.all()) == 50
            found[role] = [
                seconds(lambda page=page: list(page.all())) * 1000  # type: ignore[misc]
                for _ in range(15)
            ]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    _main(int(sys.argv[1]))
