"""Files as people bring them, for the sheet of the calendar, and a sheet of the tests' own."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

HEADINGS = ("日期", "上班或休息", "说明")


def csv_of(rows: Iterable[Sequence[object]], headings: Sequence[str] = HEADINGS) -> bytes:
    """A text file with these rows."""
    told = io.StringIO()
    csv.writer(told).writerows([headings, *rows])
    return told.getvalue().encode("utf-8-sig")


def book_of(
    path: Path, rows: Iterable[Sequence[object]], headings: Sequence[str] = HEADINGS
) -> bytes:
    """A workbook with these rows."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("放假")
        for number, row in enumerate([headings, *rows]):
            sheet.write_row(number, 0, [str(one) for one in row])
    return path.read_bytes()


SPRING = csv_of(
    [
        ("2027-02-08", "休息", "春节"),
        ("2027-02-09", "休息", "春节"),
        ("2027-02-20", "上班", "春节调休"),
    ]
)
