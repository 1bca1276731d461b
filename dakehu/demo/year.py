"""The department's year in tables: targets, what came in, and how people were scored. Plain data.

Amounts are in 万元. A dash is a month in which somebody was not there yet or any more.
"""

from decimal import Decimal
from typing import Final

MONTHS: Final = ("2025-11", "2025-12", *(f"2026-{month:02d}" for month in range(1, 12)))
"""The columns of the tables: a year to look back on, and the month that is running."""

RUNNING: Final = MONTHS[-1]

Row = tuple[str | None, ...]


def _table(text: str) -> dict[str, Row]:
    """The rows of a table by their names."""
    rows = (line.split() for line in text.strip().splitlines())
    return {name: tuple(None if one == "-" else one for one in told) for name, *told in rows}


def of_month(table: dict[str, Row], month: str) -> dict[str, str]:
    """A column without its dashes."""
    place = MONTHS.index(month)
    told = {name: row[place] for name, row in table.items() if place < len(row)}
    return {name: one for name, one in told.items() if one is not None}


def yuan(text: str) -> Decimal:
    """万元 as yuan."""
    return Decimal(text) * 10_000


DEPARTMENT: Final = "大客户部"

DEPARTMENT_TARGETS: Final = _table(
    """
base        700   1000    650    430    700    720    720    860    680    640    820    470    800
challenge   840   1200    780    520    840    860    860   1030    820    770    980    520    960
    """
)

TARGETS: Final = _table(
    """
周建国    20     30     20     15     20     20     20     25     20     20     25     15     25
冯磊     115    165    105     65    110    110    110    135    105    100    125     75    130
林晓雯    90    130     80     60     90     90     90    110     90     80    110    100    100
孟凡      65     90     60     35     60     60     60     75     60     55     70     40     70
许佳      90    130     85     50     85     85     85    105     80     75     95     60    100
丁皓      65     95     60     40     65     65     65     80     60     60     70      -      -
蒋海涛    90    130     85     50     85     85     85    105     80     75     95     60    100
宋雨桐    80    115     75     50     75     80     80     95     75     70     85     55     95
贺明远    70    100     65     40     65     70     70     80     65     60     75     45     80
吕思源    60     85     55     35     55     60     60     70     55     50     65     40     65
高远       -      -      -     15     25     25     45     50     40     40     50     30     50
田野       -      -      -      -      -      -      -      -      -      -     30     20     35
    """
)

RECEIVED: Final = _table(
    """
周建国  19.8     30   18.6   15.9   18.9   20.4   17.1   22.8   16.8   18.6   24.3     18   19.2
冯磊   113.2  208.9    109   82.4    104  111.7  127.6  144.7   98.9   97.3  118.2   83.1  118.9
林晓雯  86.2  117.7   83.3   60.9   95.6     95   74.2  107.6   88.8     70  113.2     90     64
孟凡    53.2   72.2   46.6   28.7   51.6     46   50.7   54.9     51     33   38.5     23     39
许佳    73.3  154.3   65.3   48.2   84.8   73.6   78.4  117.1   61.8     68     91   56.6   70.6
丁皓    51.7   83.7   50.3   41.8   50.6   44.8   59.1   62.1   53.7   54.5   53.6      -      -
蒋海涛  92.6  126.1   70.8   65.4   92.9   82.6   98.4  103.2     77   84.2   84.9   64.5   86.6
宋雨桐  76.5  108.8     60   50.1     75     71   76.7   82.5   63.2   68.8   84.9   52.5   60.6
贺明远  58.6  108.7     56   38.6   59.8   57.9   68.9   80.6   55.7     53   64.8   49.5   64.7
吕思源  42.9   75.6   50.1   -5.6   45.1   57.3   45.7   61.3   43.2   40.3   50.6   40.4     38
高远       -      -      -   14.6   23.7   20.7   38.2   36.2     30   28.6   42.6     28   33.5
田野       -      -      -      -      -      -      -      -      -      -   16.8     15   17.3
    """
)
"""What counts for whom: the verified receipts of the month, those of shared projects by shares."""

SCORES: Final = _table(
    """
周建国 19/18  18/17  18/18  17/18  17/18  18/18  18/17  19/18  17/18  18/18  18/19  18/16
冯磊   18/19  18/18  17/17  18/18  18/18  18/18  18/18  18/18  18/18  17/18  18/18  17/17
林晓雯 16/18  17/17  18/18  16/18  17/18  17/18  17/19  17/18  16/18  16/18  17/17  17/18
孟凡   15/15  16/13  15/13  15/14  14/14  15/14  16/14  16/14  15/15  14/14  14/14  14/13
许佳   17/17  18/17  17/17  17/16  17/17  17/17  16/17  17/18  17/16  16/18  16/17  17/16
丁皓   15/17  15/16  14/15  15/16  15/16  16/16  15/15  15/17  15/16  14/17  15/16      -
蒋海涛 18/17  19/18  18/17  18/17  18/18  18/17  17/18  19/17  18/17  18/16  18/17  19/17
宋雨桐 16/18  18/17  17/18  18/18  17/18  17/18  17/17  17/18  17/18  17/18  18/18  16/16
贺明远 16/18  16/17  16/17  16/17  17/17  16/17  16/17  15/18  16/18  16/17  15/17  14/15
吕思源 17/16  16/16  15/17  16/16  15/16  15/16  16/17  16/15  16/17  16/17  17/15  14/14
高远       -      -      -  15/17  14/17  15/17  15/16  16/17  14/17  14/17  16/17  16/17
田野       -      -      -      -      -      -      -      -      -      -  13/17  13/17
    """
)
"""能力/态度 of those who sell, up to the last month that is over."""

CLERK_SCORES: Final = _table(
    """
workload       18 18 17 18 18 19 18 18 19 18 18 18
clerk_attitude 27 27 27 28 27 27 26 27 28 27 28 27
clerk_ability  35 36 35 35 36 35 35 36 36 35 36 35
effect          9  9  9  9  9  9  8  9  9  9  9  8
    """
)
"""The parts of the clerk's score, by the columns of the sheet."""
