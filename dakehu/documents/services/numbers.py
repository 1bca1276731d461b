"""Giving out numbers: one statement a number, each number to one committed record at most."""

from datetime import date
from typing import Final

from django.db import connection

from dakehu.documents.content.series import MOST_DIGITS, SERIES, WIDTH, number_text
from dakehu.documents.models import NumberSeries
from dakehu.kit.settings_store import read
from dakehu.kit.work import current

SETTING: Final = "numbers.width"
"""How many digits a number has at least; four until the company wants more."""

_NEXT: Final = (
    "INSERT INTO {table} (kind, year, last) VALUES (%s, %s, 1)"
    " ON CONFLICT (kind, year) DO UPDATE SET last = {table}.last + 1 RETURNING last"
)


def next_number(*, kind: str, on: date) -> str:
    """The next number of a kind in the year of `on`, inside the unit of work that stores it.

    The series is held until that unit ends: whoever comes at the same time waits, and a number
    taken back with its unit goes to the next. Numbers of deleted records are not used again.
    """
    if kind not in SERIES:
        raise ValueError(f"no series {kind!r}")
    current()
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT.format(table=table), [kind, on.year])
        row = cursor.fetchone()
    return number_text(kind, on.year, row[0], _width())


def _width() -> int:
    wanted = read(SETTING, WIDTH)
    fits = isinstance(wanted, int) and WIDTH <= wanted <= MOST_DIGITS
    return wanted if fits else WIDTH
