"""Papers: what is printed, declared once as blocks and set as PDF and as Word alike.

An area builds a `Paper` from its own data in `papers.py` and registers a `PrintForm` in its
`wiring.py` (docs/adr/0016). The engine that sets it is `dakehu.documents`. Amounts and days are
given as they are; how they are written (¥, separators, 2026年11月23日, capitals) is the engine's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.utils.functional import Promise

from dakehu.kit.registry import Registry

if TYPE_CHECKING:
    from dakehu.kit.actors import Actor
    from dakehu.kit.permissions import Permission

Value = str | int | date | Decimal | None
"""A cell: text, a count, a day, or an amount in yuan with as many decimals as it has."""

Data = TypeVar("Data")


@dataclass(frozen=True)
class Fact:
    """A labelled value; `key` names it in a company's own Word template."""

    label: str
    value: Value
    key: str = ""


@dataclass(frozen=True)
class Facts:
    """Labelled values side by side, in `across` pairs a line, boxed."""

    items: tuple[Fact, ...]
    across: int = 2
    heading: str = ""


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: heading, width in parts of the whole, `start`, `center` or `end`.

    Where it `is_joined`, a blank cell is one with the cell above it.
    """

    label: str
    width: int = 10
    align: str = "start"
    key: str = ""
    is_joined: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under repeated headings, boxed, with an optional totals row.

    `key` names the rows in a company's own Word template: `{%tr for row in lines %}`.
    """

    columns: tuple[TableColumn, ...]
    rows: Sequence[Sequence[Value]]
    totals: Sequence[Value] | None = None
    heading: str = ""
    key: str = "lines"


@dataclass(frozen=True)
class Words:
    """Paragraphs, with an optional heading; `is_list` numbers them."""

    paragraphs: tuple[str, ...]
    heading: str = ""
    is_list: bool = False
    key: str = ""


@dataclass(frozen=True)
class Capitals:
    """The amount line in figures and in capitals (大写金额, C-10)."""

    amount: Decimal
    label: str
    key: str = "total"


@dataclass(frozen=True)
class Signature:
    """A signature field; name, day and opinion are filled where somebody has decided."""

    title: str
    name: str = ""
    on: date | None = None
    opinion: str = ""


@dataclass(frozen=True)
class Signatures:
    """The signature row (签字栏), in the order of the chain."""

    steps: tuple[Signature, ...]
    heading: str = ""


@dataclass(frozen=True)
class Seals:
    """Places for a seal (盖章处), side by side, with what stands beside each."""

    places: tuple[str, ...]


Block = Facts | Table | Words | Capitals | Signatures | Seals


@dataclass(frozen=True)
class Paper:
    """One paper: title centred under the company's name, number and day, then its blocks.

    `secrecy` stands at the head (内部, 秘密), `standing` in the watermark and at the foot: what the
    paper is not yet (未经审批). `fields` are further names for a company's own Word template beside
    those of the blocks.
    """

    title: str
    company: str
    blocks: tuple[Block, ...]
    number: str = ""
    on: date | None = None
    subtitle: str = ""
    secrecy: str = ""
    standing: str = ""
    is_landscape: bool = False
    fields: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class PrintForm(Generic[Data]):
    """A registered paper.

    `data` is a frozen dataclass that JSON can be read into (pydantic does it), `paper` sets it in
    blocks, `sample` is believable data for previews. `of_record(id, by, on)` gathers the data of a
    record of `record_kind` and checks that `by` may see it (PermissionDenied, or None for no such
    record); papers without it are printed from given data alone. `record_permission`
    is asked for in place of `permission` where a record is printed. `retention` is a kind of G-22.
    """

    code: str
    name: "str | Promise"
    data: type[Data]
    paper: Callable[[Data], Paper]
    sample: Callable[[], Data]
    permission: "Permission"
    record_kind: str = ""
    record_permission: "Permission | None" = None
    of_record: "Callable[[int, Actor, date], Data | None] | None" = None
    retention: str = ""
    pack: str = ""


print_forms: Registry[PrintForm[Any]] = Registry("print_forms")
