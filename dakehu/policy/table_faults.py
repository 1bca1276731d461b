"""What is wrong with a decision table that can be read: gaps, and rows that are never reached.

Coverage is judged exactly. Each fact's values fall into finitely many cells: the words that the
table mentions and any other word; the stretches between the numbers that it mentions; and "not
known", which meets no condition. A row is a box of cells, and it is never reached where the
earlier rows' boxes leave nothing of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dakehu.policy.decimals import plain_text
from dakehu.policy.decision_tables import (
    FACT_NAMES,
    FACTS,
    Among,
    Between,
    Condition,
    DecisionTable,
    Row,
)

Code = Literal["no_last_row", "after_catch_all", "shadowed", "number_gap"]

_Cell = str | Decimal | None
_Box = dict[str, frozenset[_Cell]]

_UNKNOWN = None
_OTHER_WORD = ""
_BELOW_ALL = "below"


@dataclass(frozen=True, slots=True)
class TableFault:
    """One finding: `row` counts from 0, the Chinese message from 1."""

    code: Code
    row: int
    message: str


def table_faults(table: DecisionTable) -> tuple[TableFault, ...]:
    """Every fault of a table, by row.

    `no_last_row`: the last row has conditions, so some facts have no value; `after_catch_all`: a
    row follows one without conditions; `shadowed`: earlier rows together take all that a row
    could match; `number_gap`: between two stretches of a number, under otherwise equal
    conditions, some numbers are left out.
    """
    found = [*_last_row(table.rows), *_never_reached(table), *_gaps(table)]
    return tuple(sorted(found, key=lambda fault: fault.row))


def _last_row(rows: Sequence[Row]) -> list[TableFault]:
    last = len(rows) - 1
    if not rows or rows[last].when:
        message = "最后一行须不带条件，以免有的情形查不到结果"
        return [TableFault("no_last_row", max(last, 0), message)]
    return []


def _never_reached(table: DecisionTable) -> list[TableFault]:
    cells = {fact: _cells(fact, table.rows) for fact in FACTS}
    faults: list[TableFault] = []
    earlier: list[_Box] = []
    catch_all: int | None = None
    for index, row in enumerate(table.rows):
        if catch_all is not None:
            message = f"第 {index + 1} 行在不带条件的第 {catch_all + 1} 行之后，永远轮不到"
            faults.append(TableFault("after_catch_all", index, message))
            continue
        box = _box(row, cells)
        if _is_covered(box, earlier):
            message = f"第 {index + 1} 行（{row.told()}）的情形已被前面各行占尽，永远轮不到"
            faults.append(TableFault("shadowed", index, message))
        earlier.append(box)
        if not row.when:
            catch_all = index
    return faults


def _cells(fact: str, rows: Sequence[Row]) -> frozenset[_Cell]:
    """Every cell of a fact; a stretch of numbers is named by where it begins."""
    cells: set[_Cell] = {_UNKNOWN, _BELOW_ALL if FACTS[fact] == "number" else _OTHER_WORD}
    for row in rows:
        condition = row.when.get(fact)
        if isinstance(condition, Among):
            cells.update(condition.words)
        elif condition is not None:
            cells.update(edge for edge in (condition.from_, condition.until) if edge is not None)
    return frozenset(cells)


def _box(row: Row, cells: Mapping[str, frozenset[_Cell]]) -> _Box:
    return {
        fact: _taken(row.when[fact], every) if fact in row.when else every
        for fact, every in cells.items()
    }


def _taken(condition: Condition, every: frozenset[_Cell]) -> frozenset[_Cell]:
    """The cells of a fact that meet a condition."""
    taken = frozenset(cell for cell in every if condition.met_by(cell))
    if isinstance(condition, Between) and condition.from_ is None:
        return taken | {_BELOW_ALL}
    return taken


def _is_covered(box: _Box, others: Sequence[_Box]) -> bool:
    """Whether nothing of a box is left when the others are taken away."""
    left = [box]
    for other in others:
        left = [piece for each in left for piece in _without(each, other)]
    return not left


def _without(box: _Box, other: _Box) -> list[_Box]:
    """What is left of a box, in pieces that do not overlap."""
    if any(not box[fact] & other[fact] for fact in box):
        return [box]
    pieces: list[_Box] = []
    rest = dict(box)
    for fact, cells in box.items():
        outside = cells - other[fact]
        if outside:
            pieces.append({**rest, fact: outside})
        rest[fact] = cells & other[fact]
    return pieces


def _gaps(table: DecisionTable) -> list[TableFault]:
    """Numbers left out between two stretches of rows whose other conditions are equal."""
    groups: dict[tuple[str, frozenset[tuple[str, Condition]]], list[tuple[int, Between]]] = {}
    for index, row in enumerate(table.rows):
        for fact, condition in row.when.items():
            if isinstance(condition, Between):
                others = frozenset(each for each in row.when.items() if each[0] != fact)
                groups.setdefault((fact, others), []).append((index, condition))
    return [fault for (fact, _), rows in groups.items() for fault in _gaps_of(fact, rows)]


def _gaps_of(fact: str, rows: Sequence[tuple[int, Between]]) -> list[TableFault]:
    limitless = Decimal("Infinity")
    reached: Decimal | None = None
    faults: list[TableFault] = []
    for index, stretch in sorted(rows, key=lambda each: _start(each[1])):
        start = _start(stretch)
        if reached is not None and start > reached:
            told = f"{FACT_NAMES[fact]} {plain_text(reached)} 起不满 {plain_text(start)}"
            message = f"{told} 没有写在任何一行，第 {index + 1} 行之前有缺口"
            faults.append(TableFault("number_gap", index, message))
        end = limitless if stretch.until is None else stretch.until
        reached = end if reached is None else max(reached, end)
    return faults


def _start(stretch: Between) -> Decimal:
    return Decimal("-Infinity") if stretch.from_ is None else stretch.from_
