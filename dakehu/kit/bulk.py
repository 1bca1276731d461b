"""Many new rows in a few statements.

`bulk_create` asks of every value several times what it is and, on SQLite, sends some ninety rows at
once; an import spent a third of its time there.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections, models

MOST_ROWS: Final = 1000
_MOST_VALUES: Final = 30_000
"""Both databases take a little more in one statement."""


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Store new rows of one table and give them their keys; all or none inside a transaction."""
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]  # itself: the proxy costs more than the values
    about = type(rows[0])._meta
    fields = [one for one in about.concrete_fields if not one.primary_key]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(one.column)) for one in fields)
    start = f"INSERT INTO {quoted(about.db_table)} ({columns}) VALUES "
    end = f" RETURNING {quoted(str(about.pk.column))}"
    places = f"({', '.join(['%s'] * len(fields))})"
    step = min(MOST_ROWS, _MOST_VALUES // len(fields))
    asked = [(one, one.attname, _goes_as_it_is(one)) for one in fields]
    with connection.cursor() as cursor:
        for at in range(0, len(rows), step):
            part = rows[at : at + step]
            values: list[Any] = []
            for row in part:
                held = row.__dict__
                for field, name, plain in asked:
                    value = held.get(name)
                    if plain is not None and type(value) is plain:
                        values.append(value)
                    else:
                        given = field.pre_save(row, add=True)
                        values.append(field.get_db_prep_save(given, connection))
            cursor.execute(start + ", ".join([places] * len(part)) + end, values)
            for row, (key,) in zip(part, cursor.fetchall(), strict=True):
                row.pk = key
                row._state.adding = False
                row._state.db = connection.alias


def _goes_as_it_is(field: Any) -> type | None:
    """The Python type whose values a field stores without a change; None where it may change them.

    Only Django's own plain fields: a field of ours may mean something else by a number.
    """
    if type(field) in {models.CharField, models.TextField}:
        return str
    whole = {models.IntegerField, models.BigIntegerField, models.ForeignKey}
    return int if type(field) in whole else None
