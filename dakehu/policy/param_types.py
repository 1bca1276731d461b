"""Parameter types of one part: rates, amounts, words, times; and the contract of every type."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Protocol

from dakehu.policy.decimals import (
    ONE,
    ZERO,
    grouped_text,
    is_whole,
    parse_number,
    percent_text,
)
from dakehu.policy.decision_tables import DecisionTable, TableError, one_row, parse_table


class ParamError(ValueError):
    """A parameter's value lies outside its allowed ones; the message says which those are."""


class ParamType(Protocol):
    """What every parameter type can do."""

    def parse(self, raw: Any) -> Any:
        """The typed value, or ParamError."""

    def show(self, value: Any) -> str:
        """The value as a clause's text tells it."""

    def parts(self, value: Any) -> Sequence[Mapping[str, str]]:
        """For values of several rows: each row's named parts as text (`""` is the row itself)."""


def number_of(raw: Any) -> Decimal:
    """The exact number that a raw text spells, or ParamError."""
    number = parse_number(raw) if isinstance(raw, str) else None
    if number is None:
        raise ParamError("须为数字")
    return number


def rows_of(raw: Any, length: int | None = None) -> list[Any]:
    """A raw list, of `length` where one is due, or ParamError."""
    if not isinstance(raw, list) or (length is not None and len(raw) != length):
        raise ParamError("须为列表" if length is None else f"须为 {length} 项的列表")
    return raw


class Single:
    """A value of one part."""

    def parts(self, value: Any) -> Sequence[Mapping[str, str]]:
        """No rows."""
        return ()


@dataclass(frozen=True)
class Rate(Single):
    """A share from 0 to 1."""

    def parse(self, raw: Any) -> Decimal:
        """A Decimal from 0 to 1."""
        number = number_of(raw)
        if not ZERO <= number <= ONE:
            raise ParamError("须在 0 与 1 之间")
        return number

    def show(self, value: Decimal) -> str:
        """0.02 as 2%."""
        return percent_text(value)


@dataclass(frozen=True)
class RateOr(Single):
    """A share, or one of a few words, or nothing where that is allowed."""

    labels: Mapping[str, str]
    nullable: bool = False

    def parse(self, raw: Any) -> Decimal | str | None:
        """The word, the Decimal, or None."""
        if raw is None and self.nullable:
            return None
        if isinstance(raw, str) and raw in self.labels:
            return raw
        return Rate().parse(raw)

    def show(self, value: Decimal | str | None) -> str:
        """The word's label, the percentage, or 不设."""
        if value is None:
            return "不设"
        return self.labels[value] if isinstance(value, str) else percent_text(value)


@dataclass(frozen=True)
class RateOrTable(Single):
    """A share, or a decision table over whitelisted facts; a plain share is a table of one row."""

    def parse(self, raw: Any) -> DecisionTable:
        """The decision table."""
        if not isinstance(raw, Mapping):
            return one_row(Rate().parse(raw))
        try:
            table = parse_table(raw)
        except TableError as error:
            raise ParamError(str(error)) from error
        for row in table.rows:
            if not ZERO <= row.value <= ONE:
                raise ParamError("表中各行的比例须在 0 与 1 之间")
        return table

    def show(self, value: DecisionTable) -> str:
        """The percentage, or how many rows the table has."""
        if len(value.rows) == 1 and not value.rows[0].when:
            return percent_text(value.rows[0].value)
        return f"按附表（{len(value.rows)} 行）逐行对照确定的比例"


@dataclass(frozen=True)
class Yuan(Single):
    """An amount of at least 0."""

    def parse(self, raw: Any) -> Decimal:
        """A Decimal in yuan."""
        number = number_of(raw)
        if number < ZERO:
            raise ParamError("不能小于 0")
        return number

    def show(self, value: Decimal) -> str:
        """1000000 as 1,000,000."""
        return grouped_text(value, always_fen=False)


@dataclass(frozen=True)
class Whole(Single):
    """A whole number within limits, both included."""

    least: int
    most: int

    def parse(self, raw: Any) -> int:
        """An int."""
        number = number_of(raw)
        if not is_whole(number) or not self.least <= number <= self.most:
            raise ParamError(f"须为 {self.least} 至 {self.most} 的整数")
        return int(number)

    def show(self, value: int) -> str:
        """The digits."""
        return str(value)


@dataclass(frozen=True)
class Flag(Single):
    """Yes or no, with the words for each."""

    yes: str
    no: str

    def parse(self, raw: Any) -> bool:
        """A bool, nothing else."""
        if not isinstance(raw, bool):
            raise ParamError("须为 true 或 false")
        return raw

    def show(self, value: bool) -> str:
        """The word for it."""
        return self.yes if value else self.no


@dataclass(frozen=True)
class OneOf(Single):
    """One word of a list, each with its Chinese label."""

    labels: Mapping[str, str]

    def parse(self, raw: Any) -> str:
        """The word."""
        if not isinstance(raw, str) or raw not in self.labels:
            raise ParamError(f"须为 {'、'.join(self.labels)} 之一")
        return str(raw)

    def show(self, value: str) -> str:
        """The label."""
        return self.labels[value]


WEEKDAYS: Final = {
    "Mon": "周一",
    "Tue": "周二",
    "Wed": "周三",
    "Thu": "周四",
    "Fri": "周五",
    "Sat": "周六",
    "Sun": "周日",
}
_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True)
class DayTime(Single):
    """A time of day, `14:00`."""

    def parse(self, raw: Any) -> str:
        """The text HH:MM."""
        if not isinstance(raw, str) or _CLOCK.fullmatch(raw) is None:
            raise ParamError("须为 HH:MM 形式的时刻")
        return str(raw)

    def show(self, value: str) -> str:
        """The time."""
        return value


@dataclass(frozen=True)
class WeekTime(Single):
    """A weekday and time, `Mon 08:30`."""

    def parse(self, raw: Any) -> tuple[int, str]:
        """The weekday (0 for Monday) and the text HH:MM."""
        day, _, clock = raw.partition(" ") if isinstance(raw, str) else ("", "", "")
        if day not in WEEKDAYS:
            raise ParamError("须为星期与时刻，如 Mon 08:30")
        return list(WEEKDAYS).index(day), DayTime().parse(clock)

    def show(self, value: tuple[int, str]) -> str:
        """周一 08:30"""
        return f"{list(WEEKDAYS.values())[value[0]]} {value[1]}"


@dataclass(frozen=True)
class Table(Single):
    """A table of limits that the company fills in; delivered empty (§8.5)."""

    empty: str = "未设"

    def parse(self, raw: Any) -> dict[str, Decimal]:
        """Row name → amount in yuan; the part that reads it splits the name."""
        if not isinstance(raw, Mapping):
            raise ParamError("须为对照表")
        return {str(name): Yuan().parse(amount) for name, amount in raw.items()}

    def show(self, value: Mapping[str, Decimal]) -> str:
        """Each row, or the word for none."""
        told = (f"{name} {Yuan().show(amount)} 元" for name, amount in value.items())
        return "、".join(told) or self.empty
