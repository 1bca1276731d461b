"""Many new rows in a few statements.

`bulk_create` asks of every value several times what it is and, on SQLite, sends some ninety rows at
once; an import spent a third of its time there.
"""

from collections.abc import Sequence
from typing import Final

from django.db import connection, models

MOST_ROWS: Final = 1000
_MOST_VALUES: Final = 30_000
"""Both databases take a little more in one statement."""


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Store new rows of one table and give them their keys; all or none inside a transaction."""
    if not rows:
        return
    about = type(rows[0])._meta
    fields = [one for one in about.concrete_fields if not one.primary_key]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(one.column)) for one in fields)
    start = f"INSERT INTO {quoted(about.db_table)} ({columns}) VALUES "
    end = f" RETURNING {quoted(str(about.pk.column))}"
    places = f"({', '.join(['%s'] * len(fields))})"
    step = min(MOST_ROWS, _MOST_VALUES // len(fields))
    with connection.cursor() as cursor:
        for at in range(0, len(rows), step):
            part = rows[at : at + step]
            values = [
                one.get_db_prep_save(one.pre_save(row, add=True), connection)
                for row in part
                for one in fields
            ]
            cursor.execute(start + ", ".join([places] * len(part)) + end, values)
            for row, (key,) in zip(part, cursor.fetchall(), strict=True):
                row.pk = key
                row._state.adding = False
                row._state.db = connection.alias
