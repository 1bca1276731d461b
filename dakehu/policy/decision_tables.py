"""Decision tables: a value that depends on a few facts, row by row, the first match wins.

A table is data, never a formula: each row lists conditions over facts from a fixed list and the
value that holds where all of them are met. A plain rate is a table of one row without conditions.
What is wrong with a readable table (gaps, rows that are never reached) is told by
`dakehu.policy.table_faults`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from dakehu.policy.decimals import parse_number, plain_text

FACTS: Final[Mapping[str, Literal["text", "number"]]] = {
    "product_class": "text",
    "customer_type": "text",
    "customer_age": "text",
    "profit_band": "text",
    "receipt_age_days": "number",
    "receipt_kind": "text",
}
"""The facts that a table may look at, and nothing else."""

FACT_NAMES: Final[Mapping[str, str]] = {
    "product_class": "产品类别",
    "customer_type": "客户类型",
    "customer_age": "新老客户",
    "profit_band": "利润档次",
    "receipt_age_days": "回款账龄（天）",
    "receipt_kind": "回款方式",
}

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "customer_type": (
        "enterprise",
        "state_owned",
        "institution",
        "government",
        "party",
        "association",
        "military",
    ),
    "customer_age": ("new", "old"),
}
"""Facts whose possible words are fixed; the words of the others are the company's own."""

Fact = str | Decimal | int | None


class TableError(ValueError):
    """A table cannot be read; the message is Chinese, `row` counts from 0 or is None."""

    def __init__(self, message: str, row: int | None = None) -> None:
        super().__init__(message if row is None else f"第 {row + 1} 行：{message}")
        self.row = row


class NoRow(LookupError):
    """No row of the table fits the facts."""


@dataclass(frozen=True, slots=True)
class Among:
    """The fact is one of these words."""

    words: tuple[str, ...]

    def met_by(self, fact: Fact) -> bool:
        return isinstance(fact, str) and fact in self.words

    def told(self) -> str:
        return f"为{'或'.join(self.words)}"


@dataclass(frozen=True, slots=True)
class Between:
    """The fact is a number of at least `from_` and below `until`; None means no limit."""

    from_: Decimal | None
    until: Decimal | None

    def met_by(self, fact: Fact) -> bool:
        if fact is None or isinstance(fact, str):
            return False
        return (self.from_ is None or fact >= self.from_) and (
            self.until is None or fact < self.until
        )

    def told(self) -> str:
        least = "" if self.from_ is None else f"自 {plain_text(self.from_)} 起"
        below = "" if self.until is None else f"不满 {plain_text(self.until)}"
        return "、".join(part for part in (least, below) if part)


Condition = Among | Between


@dataclass(frozen=True, slots=True)
class Row:
    """A value and the conditions, by fact, that must all be met for it."""

    when: Mapping[str, Condition]
    value: Decimal

    def fits(self, facts: Mapping[str, Fact]) -> bool:
        """Whether every condition is met; a missing fact meets none."""
        return all(condition.met_by(facts.get(fact)) for fact, condition in self.when.items())

    def told(self) -> str:
        """The conditions in Chinese."""
        parts = (f"{FACT_NAMES[fact]}{each.told()}" for fact, each in self.when.items())
        return "，".join(parts) or "其余情形"


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Rows over the facts named, looked through from the top."""

    facts: tuple[str, ...]
    rows: tuple[Row, ...]


def decide(table: DecisionTable, facts: Mapping[str, Fact]) -> tuple[int, Decimal]:
    """The first row that fits, counted from 0, and its value; `NoRow` where none does."""
    for index, row in enumerate(table.rows):
        if row.fits(facts):
            return index, row.value
    raise NoRow("no row of the table fits the facts")


def one_row(value: Decimal) -> DecisionTable:
    """The table that a plain value stands for: one row, no conditions."""
    return DecisionTable(facts=(), rows=(Row({}, value),))


def parse_table(raw: Any) -> DecisionTable:
    """Read a table from plain data; `TableError` where it has another form.

    The form is {"facts": [...], "rows": [{"when": {...}, "value": "0.02"}, ...]}. A condition on
    a word is a text or a list of texts, one on a number {"from": ..., "until": ...} with either
    or both ends. Numbers are texts of the agreed form, whole numbers or decimals.
    """
    fields = _mapping(raw, {"facts", "rows"}, None)
    facts = _facts(fields.get("facts"))
    rows = fields.get("rows")
    if not isinstance(rows, list | tuple) or not rows:
        raise TableError("决策表至少要有一行")
    return DecisionTable(facts, tuple(_row(row, facts, index) for index, row in enumerate(rows)))


def _facts(raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple):
        raise TableError("须列出本表依据的事实（facts）")
    for fact in raw:
        if not isinstance(fact, str) or fact not in FACTS:
            raise TableError(f"不能以 {fact} 为依据，可用的事实为 {'、'.join(FACTS)}")
    if len(set(raw)) != len(raw):
        raise TableError("同一事实列了两次")
    return tuple(raw)


def _row(raw: Any, facts: tuple[str, ...], index: int) -> Row:
    fields = _mapping(raw, {"when", "value"}, index)
    if "value" not in fields:
        raise TableError("缺少结果（value）", index)
    when = fields.get("when")
    conditions = {} if when is None else _mapping(when, set(facts), index)
    return Row(
        when={fact: _condition(fact, given, index) for fact, given in conditions.items()},
        value=_number(fields["value"], index),
    )


def _condition(fact: str, raw: Any, index: int) -> Condition:
    return _between(raw, index) if FACTS[fact] == "number" else _among(fact, raw, index)


def _among(fact: str, raw: Any, index: int) -> Among:
    words = [raw] if isinstance(raw, str) else raw
    if not isinstance(words, list | tuple) or not words:
        raise TableError(f"{FACT_NAMES[fact]}须为一个词或一组词", index)
    known = WORDS.get(fact)
    for word in words:
        if not isinstance(word, str) or not word.strip():
            raise TableError(f"{FACT_NAMES[fact]}须为一个词或一组词", index)
        if known is not None and word not in known:
            raise TableError(f"{FACT_NAMES[fact]}没有 {word}，可用的为 {'、'.join(known)}", index)
    return Among(tuple(dict.fromkeys(words)))


def _between(raw: Any, index: int) -> Between:
    ends = {
        name: _number(end, index)
        for name, end in _mapping(raw, {"from", "until"}, index).items()
        if end is not None
    }
    if not ends:
        raise TableError("数值条件须写明起点（from）或终点（until）", index)
    from_, until = ends.get("from"), ends.get("until")
    if from_ is not None and until is not None and from_ >= until:
        raise TableError("数值条件的起点须小于终点", index)
    return Between(from_, until)


def _mapping(raw: Any, allowed: set[str], index: int | None) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise TableError("须为对照形式（名称与内容）", index)
    for name in raw:
        if name not in allowed:
            raise TableError(f"不认识 {name}，这里可以写 {'、'.join(sorted(allowed))}", index)
    return raw


def _number(raw: Any, index: int) -> Decimal:
    number = raw
    if isinstance(raw, str):
        number = parse_number(raw)
    elif isinstance(raw, int) and not isinstance(raw, bool):
        number = Decimal(raw)
    if not isinstance(number, Decimal) or not number.is_finite():
        raise TableError("须为数字", index)
    return number
