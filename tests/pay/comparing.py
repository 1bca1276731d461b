"""A department's month and the pay sheets that are held against it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from dakehu.exchange.reading.books import open_book
from dakehu.pay.comparing.causes import find_causes
from dakehu.pay.comparing.compare import Comparison, PersonCompared, compare
from dakehu.pay.comparing.lines import TheirLine, our_lines
from dakehu.pay.comparing.reading import PaySheet, read_pay_sheets
from dakehu.pay.comparing.recomputing import MonthAgain
from dakehu.pay.settling.gathering import gathered
from dakehu.pay.settling.reading import MonthFiles, read_receipts, read_staff
from dakehu.policy.loading.files import load_book
from dakehu.policy.periods import Month
from dakehu.rules.settling import rules_for, settle
from examples.make import FOLDER, write_book

D = Decimal
STEPS = ("score", "factor", "performance_pay", "extra", "commission", "basic_wage", "total")
LIN, HE, MENG, OUYANG, GAO, ZHENG, SU, CHEN = (str(one) for one in range(1002, 1010))


@cache
def example() -> MonthAgain:
    """The month of `examples/2026-11`, settled."""
    month = Month(2026, 11)
    rules, axes = rules_for(load_book(), month)
    files = MonthFiles()
    read_staff(files, FOLDER / "staff.xlsx")
    read_receipts(files, FOLDER / "receipts.xlsx")
    facts = gathered(rules, axes, files).facts
    return MonthAgain(rules, month, facts, settle(rules, month, facts))


def right_lines(codes: Sequence[str] = STEPS) -> list[TheirLine]:
    """A sheet in which everything is right."""
    return [
        TheirLine(row, one.number, one.name, {code: one.values[code] for code in codes})
        for row, one in enumerate(our_lines(example().settled), start=2)
    ]


def sheet_with(
    number: str,
    codes: Sequence[str] = STEPS,
    *,
    others: Mapping[str, Decimal] | None = None,
    **figures: Any,
) -> list[TheirLine]:
    """The right sheet with one person's figures replaced."""
    return [
        replace(
            one,
            values={**one.values, **{code: _exact(value) for code, value in figures.items()}},
            others=others or {},
        )
        if one.number == number
        else one
        for one in right_lines(codes)
    ]


def _exact(value: Any) -> Decimal | None:
    return None if value is None else D(value)


def held(lines: Sequence[TheirLine]) -> Comparison:
    """A sheet held against the month, with the causes."""
    return find_causes(compare(our_lines(example().settled), lines), example())


def person(found: Comparison, number: str) -> PersonCompared:
    return next(one for one in found.people if one.number == number)


def cause(number: str, codes: Sequence[str] = STEPS, **figures: Any) -> str:
    """The cause at the first parting of a person with these figures."""
    one = person(held(sheet_with(number, codes, **figures)), number)
    return one.causes.get(one.partings[0], "")


def read(folder: Path, heads: Sequence[Any], *rows: Sequence[Any]) -> PaySheet:
    """A worksheet written and read as a pay sheet."""
    path = folder / "工资表.xlsx"
    write_book(path, {"十月": (heads, rows)})
    [sheet] = read_pay_sheets(open_book(path, path.name))
    return sheet
