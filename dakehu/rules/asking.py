"""Reading a question: the signature of each `calc` kind, and what is wrong with an input.

A signature is a tree of readers. Reading collects every fault with its class and its place in
the signature; the first class that has one wins, and within it the first place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Protocol

from dakehu.policy.decimals import is_whole, parse_number, plain_text
from dakehu.policy.periods import Month, NotADate, parse_day, parse_moment

RANKS: Final[Mapping[str, int]] = {
    "not_json": 0,
    "wrong_type": 0,
    "unknown_field": 1,
    "required": 2,
    "not_a_number": 3,
    "not_a_date": 3,
    "out_of_range": 4,
    "unknown_value": 5,
    "unknown_parameter": 6,
    "inconsistent": 7,
}
"""The order in which classes of faults are told."""


class JsonNumber(str):
    """A number as it was spelt in JSON; a text where a text is due it is not."""

    __slots__ = ()


class Refused(Exception):
    """A question that cannot be answered, with the one fault that is told."""

    def __init__(self, field: str, code: str, message: str, row: int | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.code = code
        self.message = message
        self.row = row

    def to_json(self) -> dict[str, Any]:
        """The error object of the interface."""
        told: dict[str, Any] = {"field": self.field, "code": self.code, "message": self.message}
        if self.row is not None:
            told["row"] = self.row
        return told


@dataclass
class Faults:
    """The faults found so far; `place` is the top-level field being read."""

    found: list[tuple[int, int, Refused]] = field(default_factory=list)
    place: int = 0

    def add(self, field: str, code: str, message: str, row: int | None = None) -> None:
        """Note a fault at the present place."""
        self.found.append((RANKS[code], self.place, Refused(field, code, message, row)))

    def raise_first(self) -> None:
        """Raise the fault that is told, if there is any."""
        if self.found:
            raise min(self.found, key=_told_first)[2]


def _told_first(fault: tuple[int, int, Refused]) -> tuple[int, int, int]:
    """Class, then place in the signature, then row."""
    rank, place, refused = fault
    return rank, place, -1 if refused.row is None else refused.row


class Reader(Protocol):
    """Reads one value of a question.

    A reader with checks of its own names in `alike` the plain readers whose forms it takes, so that
    the interface's description can be made from the signature.
    """

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        """The value, or anything at all once a fault was noted."""


@dataclass(frozen=True)
class Number:
    """An exact decimal within limits; `whole` where fractions are out of range."""

    above: Decimal | None = None
    least: Decimal | None = None
    below: Decimal | None = None
    most: Decimal | None = None
    whole: bool = False

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        """A Decimal, or None after a fault."""
        number = parse_number(raw) if isinstance(raw, str) else None
        if number is None:
            faults.add(path, "not_a_number", "须为数字，如 1234.56", row)
            return None
        if (
            (self.above is not None and number <= self.above)
            or (self.least is not None and number < self.least)
            or (self.below is not None and number >= self.below)
            or (self.most is not None and number > self.most)
            or (self.whole and not is_whole(number))
        ):
            faults.add(path, "out_of_range", self.limits(), row)
        return number

    def limits(self) -> str:
        """What is allowed, in Chinese."""
        told = ["须"]
        if self.above is not None:
            told.append(f"大于 {plain_text(self.above)}")
        if self.least is not None:
            told.append(f"不小于 {plain_text(self.least)}")
        if self.below is not None:
            told.append(f"小于 {plain_text(self.below)}")
        if self.most is not None:
            told.append(f"不大于 {plain_text(self.most)}")
        if self.whole:
            told.append("为整数")
        return told[0] + " 且".join(told[1:])


@dataclass(frozen=True)
class Text:
    """Any text."""

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        """The text."""
        if not isinstance(raw, str) or isinstance(raw, JsonNumber):
            faults.add(path, "wrong_type", "须为文字", row)
        return raw


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: Sequence[str]

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        """The word."""
        if not isinstance(raw, str) or isinstance(raw, JsonNumber):
            faults.add(path, "wrong_type", "须为文字", row)
        elif raw not in self.words:
            faults.add(path, "unknown_value", f"须为 {'、'.join(self.words)} 之一", row)
        return raw


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        """The bool."""
        if not isinstance(raw, bool):
            faults.add(path, "wrong_type", "须为 true 或 false", row)
        return raw


@dataclass(frozen=True)
class Timed:
    """A day, month or moment, of the one form that `parse` reads."""

    parse: Callable[[str], date | datetime | Month]
    form: str

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        """The parsed value, or None after a fault."""
        if isinstance(raw, str) and not isinstance(raw, JsonNumber):
            try:
                return self.parse(raw)
            except NotADate:
                pass
        faults.add(path, "not_a_date", f"须为 {self.form} 形式且真实存在", row)
        return None


DAY: Final = Timed(parse_day, "YYYY-MM-DD")
MONTH: Final = Timed(Month.parse, "YYYY-MM")
MOMENT: Final = Timed(parse_moment, "YYYY-MM-DDTHH:MM:SS")


@dataclass(frozen=True)
class Rows:
    """A list of which every entry is read alike; an entry that is null was not given."""

    entry: Reader

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        """The list of values; rows are counted by the outermost list."""
        if not isinstance(raw, list):
            faults.add(path, "wrong_type", "须为列表", row)
            return []
        values: list[Any] = []
        for index, each in enumerate(raw):
            at = index if row is None else row
            if each is None:
                faults.add(path, "required", "这一项没有填", at)
                continue
            values.append(self.entry.read(each, path, at, faults))
        return values


@dataclass(frozen=True)
class Named:
    """An object whose names are data: name → number."""

    entry: Reader

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        """The mapping without the names that have no value."""
        if not isinstance(raw, dict):
            faults.add(path, "wrong_type", "须为对象", row)
            return {}
        return {
            name: self.entry.read(each, path, row, faults)
            for name, each in raw.items()
            if each is not None
        }


@dataclass(frozen=True)
class Asked:
    """A field of a record: how it is read, and whether it must be given."""

    reader: Reader
    needed: bool = True
    default: Any = None


def optional(reader: Reader, default: Any = None) -> Asked:
    """A field that may be missing; `default` then stands for it."""
    return Asked(reader, False, default)


@dataclass(frozen=True)
class Record:
    """An object with known fields; `also` looks for what fields need of each other."""

    fields: Mapping[str, Asked]
    also: Callable[[Mapping[str, Any], str, int | None, Faults], None] | None = None

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        """The values by field name; missing ones hold their defaults."""
        if not isinstance(raw, dict):
            faults.add(path, "wrong_type", "须为对象", row)
            return {}
        for name, value in raw.items():
            if name not in self.fields and value is not None:
                faults.add(f"{path}.{name}", "unknown_field", "没有这个字段，请检查拼写", row)
        values: dict[str, Any] = {}
        for name, asked in self.fields.items():
            value = raw.get(name)
            if value is not None:
                values[name] = asked.reader.read(value, f"{path}.{name}", row, faults)
                continue
            values[name] = asked.default
            if asked.needed:
                faults.add(f"{path}.{name}", "required", "必须填写", row)
        if self.also is not None:
            self.also(values, path, row, faults)
        return values


@dataclass(frozen=True)
class Signature:
    """The fields of a kind, or of each of its forms told apart by one field (`by`)."""

    forms: Mapping[str, Mapping[str, Asked]]
    by: str = ""
    every: Mapping[str, Asked] = field(default_factory=dict)

    def of(self, raw: Mapping[str, Any]) -> Mapping[str, Asked]:
        """The fields of the form that `raw` has; of all forms where it names none of them."""
        if not self.by:
            return self.every
        chosen = raw.get(self.by)
        if isinstance(chosen, str) and chosen in self.forms:
            return self.forms[chosen]
        return self.every


def one_form(**fields: Asked) -> Signature:
    """The signature of a kind without variants."""
    return Signature({}, "", fields)


def several_forms(by: str, **forms: Mapping[str, Asked]) -> Signature:
    """The signature of a kind whose field `by` says which form it has."""
    first = Asked(Choice(tuple(forms)))
    full = {word: {by: first, **fields} for word, fields in forms.items()}
    every = {name: asked for fields in full.values() for name, asked in fields.items()}
    loose = {name: optional(asked.reader, asked.default) for name, asked in every.items()}
    loose[by] = first
    return Signature(full, by, loose)


def read_fields(
    raw: Mapping[str, Any], fields: Mapping[str, Asked], faults: Faults
) -> dict[str, Any]:
    """The top-level fields of a question; unknown ones are noted before any other place."""
    faults.place = -1
    for name, value in raw.items():
        if name not in fields and value is not None and name not in ("on", "params"):
            faults.add(name, "unknown_field", "没有这个字段，请检查拼写")
    values: dict[str, Any] = {}
    for place, (name, asked) in enumerate(fields.items()):
        faults.place = place
        value = raw.get(name)
        if value is not None:
            values[name] = asked.reader.read(value, name, None, faults)
            continue
        values[name] = asked.default
        if asked.needed:
            faults.add(name, "required", "必须填写")
    faults.place = len(fields)
    return values
