"""Decision tables: a last row for all the rest, no row in vain, no two rows for one case."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, Final

from dakehu.policy.decision_tables import (
    Among,
    Between,
    Condition,
    DecisionTable,
    Row,
)
from dakehu.policy.lint.drafts import Draft, typed_value
from dakehu.policy.lint.findings import Finding, Level
from dakehu.policy.table_faults import TableFault, table_faults

_SAID_AS: Final[Mapping[str, tuple[str, Level, str]]] = {
    "no_last_row": (
        "decision_table_open",
        "error",
        "在表的最后加一行不带条件的，写明其余情形的比例",
    ),
    "after_catch_all": (
        "row_never_reached",
        "warning",
        "把不带条件的一行移到最后，或者删去其后的行",
    ),
    "shadowed": ("row_never_reached", "warning", "把这一行移到更宽的各行之前，或者删去"),
    "number_gap": ("row_gap", "warning", "把前一段的终点与后一段的起点接上，或者补上中间一段"),
}


def check_tables(draft: Draft) -> Iterator[Finding]:
    """What is wrong with every parameter that is a decision table."""
    for entry in draft.parameters:
        table = typed_value(entry)
        if isinstance(table, DecisionTable):
            faults = table_faults(table)
            for fault in faults:
                yield _told(draft, entry, fault)
            lost = {each.row for each in faults if each.code in ("after_catch_all", "shadowed")}
            yield from _overlaps(draft, entry, table, lost)


def _told(draft: Draft, entry: Mapping[str, Any], fault: TableFault) -> Finding:
    code, level, mend = _SAID_AS[fault.code]
    return draft.finding(
        code,
        level,
        entry["article"],
        f"{entry['name']}的附表：{fault.message}",
        mend,
        key=entry["key"],
        row=fault.row,
    )


def _overlaps(
    draft: Draft, entry: Mapping[str, Any], table: DecisionTable, lost: set[int]
) -> Iterator[Finding]:
    """Pairs of rows with conditions that one case can meet together, with different values."""
    rows = [(index, row) for index, row in enumerate(table.rows) if row.when and index not in lost]
    for (first, upper), (second, lower) in combinations(rows, 2):
        if upper.value == lower.value or not _meet(upper, lower):
            continue
        yield draft.finding(
            "row_overlap",
            "warning",
            entry["article"],
            f"{entry['name']}的附表：第 {first + 1} 行（{upper.told()}）与第 {second + 1} 行"
            f"（{lower.told()}）有共同的情形，按先后只适用第 {first + 1} 行",
            "确认先后顺序符合本意，或者给其中一行加上条件，使两行不再相交",
            key=entry["key"],
            rows=[first, second],
        )


def _meet(upper: Row, lower: Row) -> bool:
    shared = upper.when.keys() & lower.when.keys()
    return all(_touch(upper.when[fact], lower.when[fact]) for fact in shared)


def _touch(one: Condition, other: Condition) -> bool:
    """Whether some fact meets both conditions (of one fact, hence of one sort)."""
    if isinstance(one, Among):
        return any(other.met_by(word) for word in one.words)
    assert isinstance(other, Between)
    return _starts_before_end(one, other) and _starts_before_end(other, one)


def _starts_before_end(one: Between, other: Between) -> bool:
    return one.from_ is None or other.until is None or one.from_ < other.until
