"""Empties the tables of the application, so that the demo can be made anew. Only `services` may."""

from typing import Final

from django.apps import apps
from django.db import connection

_STAYS: Final = frozenset({"contenttypes", "auth"})
"""Made by the migrations, and the same for every company."""

_STAYING_TABLES: Final = frozenset({"django_q_schedule"})
"""What is done at fixed times belongs to the installation, not to the company."""


def empty_tables() -> None:
    """Forget every row, and begin the numbers again; inside the caller's transaction."""
    tables = _tables()
    if connection.vendor == "postgresql":
        connection.check_constraints()  # a table with checks still to be made cannot be emptied
        names = ", ".join(map(connection.ops.quote_name, tables))
        _run(f"TRUNCATE {names} RESTART IDENTITY")
        return
    _run("PRAGMA defer_foreign_keys = ON")  # until the commit, by which every row is gone
    for table in tables:
        _run(f"DELETE FROM {connection.ops.quote_name(table)}")
    marks = ", ".join(["%s"] * len(tables))
    _run(f"DELETE FROM sqlite_sequence WHERE name IN ({marks})", *tables)


def _tables() -> list[str]:
    """The tables of every model, but for those that stay."""
    models = apps.get_models(include_auto_created=True)
    found = {
        model._meta.db_table
        for model in models
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in _STAYS
    }
    return sorted(found - _STAYING_TABLES)


def _run(sql: str, *values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
