"""Rows of a file with what is wrong in them and how they stand to what is stored, in batches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dakehu.kit.actors import Actor
from dakehu.kit.sheets import Fault, SheetKind, SheetRow, SheetShape, Standing

BATCH: Final = 1000
"""So many rows are looked up, and in one mode stored, at once."""


@dataclass
class Batch:
    """Some rows of a file in their order: those that can be read, and the faults of the others.

    `last` is the number of the last row looked at, `row_count` how many hold data.
    """

    rows: list[SheetRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    last: int = 0
    row_count: int = 0


@dataclass(frozen=True)
class Sorted:
    """A batch after the area looked at it: what is to be written, and what is not."""

    new: list[SheetRow]
    changed: list[SheetRow]
    same: list[SheetRow]
    faulty_count: int
    faults: list[Fault]

    @property
    def wanted(self) -> list[SheetRow]:
        """The rows to write, in the order of the file."""
        return sorted([*self.new, *self.changed], key=lambda row: row.number)


def batches(
    shape: SheetShape, read: Iterable[SheetRow | list[Fault]], after: int = 0
) -> Iterator[Batch]:
    """What was read, some rows at a time; rows up to number `after` are passed over.

    A sheet whose rows are judged together comes as one batch.
    """
    batch = Batch()
    for one in read:
        number = one.number if isinstance(one, SheetRow) else max(each.row for each in one)
        if number <= after:
            continue
        if isinstance(one, SheetRow):
            batch.rows.append(one)
            batch.row_count += 1
        else:
            batch.faults += one
            batch.row_count += any(not each.is_notice for each in one)
        batch.last = max(batch.last, number)
        if batch.row_count >= BATCH and not shape.is_judged_whole:
            yield batch
            batch = Batch()
    if batch.last:
        yield batch


def sorted_by_area(kind: SheetKind, batch: Batch, by: Actor, on: date) -> Sorted:
    """The batch as the area sees it now: its own faults, and which rows are new, changed, same."""
    found = kind.check(batch.rows, by, on) if kind.check and batch.rows else None
    faults = [*batch.faults, *(found.faults if found else ())]
    bad = {one.row for one in faults if not one.is_notice}
    standing = found.standing if found else {}
    places: dict[Standing, list[SheetRow]] = {one: [] for one in Standing}
    for row in batch.rows:
        if row.number not in bad:
            places[standing.get(row.number, Standing.NEW)].append(row)
    return Sorted(
        new=places[Standing.NEW],
        changed=places[Standing.CHANGED],
        same=places[Standing.SAME],
        faulty_count=len(bad),
        faults=faults,
    )
