"""The lines of a table: raw cells by row number, merged cells filled from their first cell."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final, NamedTuple


class Broken(Enum):
    """A cell that holds no usable value."""

    ERROR = "error"
    """A formula that went wrong: #N/A, #DIV/0!."""
    NOT_CALCULATED = "not_calculated"
    """A formula whose result was not saved with it."""


Raw = str | int | float | bool | date | datetime | time | timedelta | Broken
"""A cell as it stands in the file; nothing in it is an empty text."""

Ranges = Sequence[tuple[tuple[int, int], tuple[int, int]]]
_NOTHING_FILLED: Final[Mapping[int, tuple[int, int]]] = {}


class Line(NamedTuple):
    """A row: its number as Excel counts, its cells, and which of them are merged with others.

    `filled` gives, by index, row number and index of the cell where the value really stands. That
    cell is itself among them if it reaches down over several rows.
    """

    number: int
    cells: Sequence[Raw]
    filled: Mapping[int, tuple[int, int]] = _NOTHING_FILLED

    def is_lent(self, index: int) -> bool:
        """The value of that cell stands in another cell."""
        return index in self.filled and self.filled[index] != (self.number, index)

    def is_blank(self) -> bool:
        """Nothing but blanks in it."""
        return not any(
            not isinstance(cell, str) or cell.strip(" \t\r\n\xa0\u3000\u200b\ufeff")
            for cell in self.cells
            if cell != ""
        )


def fill_merged(lines: Iterator[Line], ranges: Ranges) -> Iterator[Line]:
    """The lines, each cell of a merged range holding the value of its first."""
    waiting = sorted(ranges, reverse=True)
    if not waiting:
        yield from lines
        return
    active: list[tuple[int, int, int, int, Raw]] = []
    for line in lines:
        row = line.number - 1
        while waiting and waiting[-1][0][0] <= row:
            (top, left), (bottom, right) = waiting.pop()
            if top == row and left < len(line.cells) and line.cells[left] != "":
                active.append((top, left, bottom, right, line.cells[left]))
        active = [one for one in active if one[2] >= row]
        yield _filled(line, active) if active else line


def _filled(line: Line, active: list[tuple[int, int, int, int, Raw]]) -> Line:
    cells = list(line.cells)
    filled: dict[int, tuple[int, int]] = {}
    for top, left, bottom, right, value in active:
        for index in range(left, min(right + 1, len(cells))):
            if (top, left) == (line.number - 1, index):
                if bottom > top:
                    filled[index] = (top + 1, left)
            elif cells[index] == "":
                cells[index] = value
                filled[index] = (top + 1, left)
    return Line(line.number, cells, filled)
