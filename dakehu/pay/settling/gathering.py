"""A month's files as the facts of its settlement, with all that is wrong or to be told."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from dakehu.kit.sheets import Fault
from dakehu.pay.settling import facts as sheets
from dakehu.pay.settling.facts import facts_of
from dakehu.pay.settling.reading import Found, MonthFiles
from dakehu.policy.book import Rulebook
from dakehu.rules.month_facts import MonthFacts
from dakehu.rules.settling import Axes

_BY_OTHERS = frozenset({sheets.GOALS, sheets.RATINGS})


@dataclass
class Gathered:
    """The facts, or the faults for which there are none; `row_of` finds a receipt again."""

    facts: MonthFacts
    faults: list[Found]
    warnings: list[Found]
    notices: list[Found]
    row_of: dict[str, Found] = field(default_factory=dict)


def gathered(book: Rulebook, axes: Axes, files: MonthFiles) -> Gathered:
    """Hold the sheets of the files against each other."""
    facts, told = facts_of(book, axes, files.rows)
    faults = [
        *files.faults,
        *(files.place(code, fault) for code, fault in _telling(files, told.faults)),
    ]
    order = {name: place for place, name in enumerate(_names(files))}
    faults.sort(key=lambda one: (order.get(one.place[:2], -1), one.place.row, one.place.column))
    warnings = [files.place(code, one) for code, one in told.warnings]
    row_of = {
        row.values["number"]: files.place(sheets.RECEIPTS, Fault(row.number, "number", ""))
        for row in files.rows.get(sheets.RECEIPTS, ())
    }
    return Gathered(facts, faults, warnings, files.notices, row_of)


def _names(files: MonthFiles) -> list[tuple[str, str]]:
    return [(one.file, one.tab) for one in files.sources.values()]


def _telling(files: MonthFiles, faults: Iterable[tuple[str, Fault]]) -> Iterable[tuple[str, Fault]]:
    """The faults between sheets, without those that only follow from rows that were not read."""
    if sheets.STAFF in files.faulty:
        return
    for code, fault in faults:
        follows = (code == sheets.STAFF and not fault.column and _BY_OTHERS & files.faulty) or (
            code == sheets.SHARES and fault.column == "rate" and code in files.faulty
        )
        if not follows:
            yield code, fault
