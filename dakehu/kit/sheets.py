"""Sheets: what goes in and out as a table, declared once by the area that owns the rows.

`SheetShape` says which columns there are and is plain data, so that `dakehu settle` can read a file
with it where there is no database. `SheetKind` adds who may, and what checks, writes, takes back
and gives out the rows; an area registers it in its `wiring.py` (docs/adr/0016). The engine that
reads, matches, checks and stores is `dakehu.exchange`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from dakehu.kit.masking import FieldClass
from dakehu.kit.refs import RecordRef
from dakehu.kit.registry import Registry

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from dakehu.kit.actors import Actor
    from dakehu.kit.permissions import Permission


class CellKind(Enum):
    """What a cell holds; in brackets what a read cell is in Python. Nothing in it is None."""

    TEXT = "text"
    """Words (str, runs of blanks made one)."""
    CODE = "code"
    """A number that is no quantity: serial, account, credit code (str, every digit kept)."""
    DATE = "date"
    """A day (date)."""
    MONTH = "month"
    """A month (str, 2026-11)."""
    AMOUNT = "amount"
    """Yuan with two decimals, negative for refunds (Decimal)."""
    QUANTITY = "quantity"
    """A quantity with at most six decimals (Decimal)."""
    RATE = "rate"
    """A share between 0 and 1, typed as 50 % or 0.5 (Decimal)."""
    SCORE = "score"
    """Points with at most two decimals (Decimal)."""
    COUNT = "count"
    """A whole number (int)."""
    YES_NO = "yes_no"
    """是 or 否 (bool)."""
    CHOICE = "choice"
    """One of a few words (str: the code behind the word)."""
    MOBILE = "mobile"
    """A mobile number (str, eleven digits)."""


@dataclass(frozen=True)
class SheetColumn:
    """A column: its code in Python, its heading in the file, and what its cells may hold.

    `aliases` are other headings under which companies keep the same thing. `choices` gives word →
    code and is asked when a file is read. `lowest` and `highest` bound numbers, `longest` texts.
    `usual` is what an empty cell, or a column that the file lacks, stands for in the key.
    """

    code: str
    label: "str | Promise"
    kind: CellKind = CellKind.TEXT
    is_required: bool = False
    note: "str | Promise" = ""
    aliases: "tuple[str | Promise, ...]" = ()
    choices: Callable[[], Mapping[str, str]] | None = None
    usual: Any = None
    longest: int = 200
    lowest: Decimal | None = None
    highest: Decimal | None = None
    field_class: FieldClass = FieldClass.PUBLIC
    is_totalled: bool = False
    width: int = 14


@dataclass(frozen=True)
class SheetShape:
    """The columns of a sheet, which of them identify a row, and rows to show as an example.

    `samples` map column codes to what one would type. `tab` is the usual name of the worksheet.
    `is_judged_whole`: rows depend on one another, so `check` and `write` get all of a file at once.
    """

    code: str
    name: "str | Promise"
    about: "str | Promise"
    columns: tuple[SheetColumn, ...]
    key: tuple[str, ...]
    samples: "tuple[Mapping[str, str | Promise], ...]" = ()
    notes: "tuple[str | Promise, ...]" = ()
    tab: "str | Promise" = ""
    is_judged_whole: bool = False

    def column(self, code: str) -> SheetColumn:
        """The column of that code; KeyError for another."""
        for one in self.columns:
            if one.code == code:
                return one
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it was read: its number as Excel counts, and its values by column code."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row: column code ("" for the row), the fault, and what to do.

    A notice is told and does not keep the row out.
    """

    row: int
    column: str
    message: str
    remedy: str = ""
    is_notice: bool = False


class Standing(Enum):
    """How a row stands to what is stored under its key."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True)
class Checked:
    """What an area finds in some rows: faults, and standing by row number (NEW if not named)."""

    faults: Sequence[Fault] = ()
    standing: Mapping[int, Standing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a row: the record, and what it held before (None: it is new)."""

    row: int
    record: RecordRef
    before: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class SheetKind:
    """A registered sheet.

    `check(rows, by, on)` looks rows up in bulk; the engine has already checked each cell and
    repeated keys. `write(rows, by, at)` stores new and changed rows inside the open `work()` and
    says what it wrote. `undo(written, by, at)` takes them back or raises `UnableTo` where
    something was built on them. `export(by, asked)` streams rows by column code; `asked` are the
    filters of the page. A sheet without `write` is only exported, one without `export` only
    imported. `route` names the page that lists the rows. `has_contacts`: G-27 applies.
    """

    shape: SheetShape
    import_permission: "Permission | None" = None
    export_permission: "Permission | None" = None
    check: "Callable[[Sequence[SheetRow], Actor, date], Checked] | None" = None
    write: "Callable[[Sequence[SheetRow], Actor, datetime], Sequence[Written]] | None" = None
    undo: "Callable[[Sequence[Written], Actor, datetime], None] | None" = None
    export: "Callable[[Actor, Mapping[str, str]], Iterable[Mapping[str, Any]]] | None" = None
    route: str = ""
    has_contacts: bool = False
    pack: str = ""

    @property
    def code(self) -> str:
        return self.shape.code

    @property
    def name(self) -> "str | Promise":
        return self.shape.name


sheets: Registry[SheetKind] = Registry("sheets")
