"""Registries and plugs: how a low engine reaches a high area without importing it.

The high area fills them in its `wiring.py`. A new registry needs an ADR (docs/adr/0009).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from django.utils.functional import Promise

if TYPE_CHECKING:
    from dakehu.kit.actors import Actor
    from dakehu.kit.permissions import Permission


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


Entry = TypeVar("Entry", bound=_Coded)
Value = TypeVar("Value")


class Registry(Generic[Entry]):
    """Entries by their code, in the order in which they were added."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, Entry] = {}

    def add(self, entry: Entry) -> Entry:
        """Register `entry` and return it; two different ones under one code are a mistake."""
        present = self._entries.setdefault(entry.code, entry)
        if present is not entry and present != entry:
            raise ValueError(f"{self.name}: {entry.code} is registered twice")
        return entry

    def get(self, code: str) -> Entry | None:
        return self._entries.get(code)

    def __getitem__(self, code: str) -> Entry:
        return self._entries[code]

    def __contains__(self, code: object) -> bool:
        return code in self._entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)


class Plug(Generic[Value]):
    """A place for exactly one thing that a higher area supplies."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._value: Value | None = None

    def fill(self, value: Value) -> Value:
        self._value = value
        return value

    @property
    def value(self) -> Value:
        """What was supplied; LookupError while nothing was."""
        if self._value is None:
            raise LookupError(f"nobody filled {self.name}")
        return self._value

    @property
    def or_none(self) -> Value | None:
        return self._value


@dataclass(frozen=True)
class RecordKind:
    """A kind of record that others may refer to: staff, quote, contract.

    `exists` gives those of some ids that are there, `title` a record's name for a reader, `url`
    its page. `may_see` and `may_attach` say of an actor and an id whether its files may be read and
    added; a kind without them has no files.
    """

    code: str
    name: "str | Promise"
    exists: Callable[[Iterable[int]], set[int]]
    title: Callable[[int], str]
    url: Callable[[int], str]
    may_see: "Callable[[Actor, int], bool] | None" = None
    may_attach: "Callable[[Actor, int], bool] | None" = None


@dataclass(frozen=True)
class MenuEntry:
    """A page that a menu may show: its route by name, its word, its icon.

    Shown only to those with `permission`; absent while its `pack` is switched off, or while
    `is_shown` says that there is nothing behind it.
    """

    code: str
    label: "str | Promise"
    route: str
    icon: str = "circle"
    permission: "Permission | None" = None
    pack: str = ""
    is_shown: Callable[[], bool] | None = None


@dataclass(frozen=True)
class CreateEntry:
    """Something that ＋新建 offers."""

    code: str
    label: "str | Promise"
    route: str
    icon: str = "plus"
    permission: "Permission | None" = None
    pack: str = ""
    roles: frozenset[str] | None = None


@dataclass(frozen=True)
class HomeCard:
    """A card of the home page: its template and what to show, or None for nothing to show.

    `roles` None means everybody; lower `order` stands higher; `place` is `main` or `rail`.
    """

    code: str
    title: "str | Promise"
    template: str
    build: "Callable[[Actor, date], Mapping[str, Any] | None]"
    roles: frozenset[str] | None = None
    order: int = 100
    place: str = "main"
    pack: str = ""


@dataclass(frozen=True)
class Pack:
    """A part of the product that a company may leave off; what is off is absent everywhere."""

    code: str
    name: "str | Promise"
    about: "str | Promise"
    is_fixed: bool = False


def _nothing_changed(_since: datetime, _first: date | None, _last: date | None) -> tuple[str, ...]:
    return ()


record_kinds: Registry[RecordKind] = Registry("record_kinds")
menu: Registry[MenuEntry] = Registry("menu")
create_entries: Registry[CreateEntry] = Registry("create_entries")
home_cards: Registry[HomeCard] = Registry("home_cards")
packs: Registry[Pack] = Registry("packs")


@dataclass(frozen=True)
class SettlementSource:
    """Where one part of a settlement's facts comes from (ADR 18).

    `code` names the part as the facts of a month do: receipts, goals, ratings. `read` gives the
    facts of a stretch of days, first and last included, people named by their numbers. `changed`
    gives the keys of facts that were changed after a moment, all or those of a stretch: months for
    what belongs to a month, serials for money, whose facts of today `find` gives.
    """

    code: str
    name: "str | Promise"
    read: "Callable[[date, date], Iterable[Any]]"
    changed: "Callable[[datetime, date | None, date | None], Iterable[str]]" = _nothing_changed
    find: "Callable[[Iterable[str]], Iterable[Any]] | None" = None


settlement_sources: Registry[SettlementSource] = Registry("settlement_sources")
