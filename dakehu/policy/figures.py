"""Figures: values that can say how they came about.

A rule does not return a bare number but a `Figure`: the value, the sentence that tells how it
was computed, the clause that says so, and the figures it was computed from. Together they form
a directed acyclic graph, which is the explanation: it prints as an indented tree, goes to JSON
with each node once, and is stored with the record.

The sentence is a template over the inputs (`{0} × {1}`), so that what it says cannot differ
from what it was computed with.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import Any, Final, NamedTuple

from dakehu.policy.decimals import amount_text, group_number, group_text, percent_of, plain_text


@dataclass(frozen=True)
class Source:
    """Where a step stands written: a clause of a policy, a legal guard, or a standard.

    `policy`, `version`, `article` and `covers` (rule IDs) for a clause; `guard` and `law` for a
    guard; `norm` for a national standard. `title` and `text` are for reading.
    """

    policy: str = ""
    version: str = ""
    article: str = ""
    covers: tuple[str, ...] = ()
    guard: str = ""
    law: str = ""
    norm: str = ""
    title: str = ""
    text: str = ""

    @cached_property
    def key(self) -> str:
        """The name under which an explanation lists this source's text."""
        return f"{self.policy} {self.article}" if self.policy else self.guard or self.norm

    @cached_property
    def citation(self) -> str:
        """How a reader is shown the source: 《绩效考核办法》第4条(三)."""
        if self.policy:
            return f"《{self.title}》{self.article}"
        return f"{self.law}" if self.guard else self.norm

    @cached_property
    def clause(self) -> Mapping[str, str]:
        """Title and text for reading."""
        return {"title": self.citation, "text": self.text}

    @cached_property
    def told(self) -> Mapping[str, Any]:
        """The source as the `calc` interface names it."""
        if self.policy:
            return {
                "policy": self.policy,
                "version": self.version,
                "article": self.article,
                "covers": list(self.covers),
            }
        if self.guard:
            return {"guard": self.guard, "law": self.law}
        return {"norm": self.norm}


Value = Decimal | int | str | bool | date | datetime | None

AMOUNT: Final = "amount"
"""Yuan, two decimals."""
RATE: Final = "rate"
"""A share or factor, no trailing zeros; read as a percentage."""
SCORE: Final = "score"
"""Two decimals."""
NUMBER: Final = "number"
"""A plain number: points, quantities, counts."""
TEXT: Final = "text"
"""Anything that is no number: dates, states, names."""

_WRITTEN: Final[Mapping[str, Callable[[Any], str]]] = {
    AMOUNT: amount_text,
    SCORE: amount_text,
    RATE: plain_text,
    NUMBER: plain_text,
    TEXT: str,
}


_READ: Final[Mapping[str, Callable[[str], str]]] = {
    AMOUNT: group_text,
    SCORE: str,
    RATE: percent_of,
    NUMBER: group_number,
    TEXT: str,
}


class Figure(NamedTuple):
    """One step of a computation: the figure and its reason.

    `key` is the step's id in an explanation (unique within one answer), `label` its Chinese
    name, `unit` one of AMOUNT, RATE, SCORE, NUMBER, TEXT, `how` a template over the inputs,
    `source` what prescribes the step (None for facts that were entered).
    """

    key: str
    label: str
    value: Any
    unit: str
    how: str = ""
    source: Source | None = None
    inputs: "tuple[Figure, ...]" = ()

    def written(self) -> str:
        """The value as the interface writes it: `2640.00`, `0.88`; an empty word for none."""
        return "" if self.value is None else _WRITTEN[self.unit](self.value)

    def read(self) -> str:
        """The value as a person reads it: `2,640.00`, `88%`; 无 for none."""
        text = self.written()
        return _READ[self.unit](text) if text else "无"

    def sentence(self) -> str:
        """How the value came about, with the inputs' values filled in."""
        if not self.inputs or "{" not in self.how:
            return self.how
        return self.how.format(*[figure.read() for figure in self.inputs])


def entered(key: str, label: str, value: Any, unit: str = AMOUNT) -> Figure:
    """A fact that somebody gave: the leaves of every explanation."""
    return Figure(key, label, value, unit, "录入")


def nodes_of(roots: Iterable[Figure]) -> list[Figure]:
    """Every figure reachable from `roots`, each once: the roots in their order, then inputs."""
    found: dict[str, Figure] = {}
    for figure in roots:
        found.setdefault(figure[0], figure)
    level = list(found.values())
    while level:
        deeper: list[Figure] = []
        for figure in level:
            for each in figure[6]:
                key = each[0]
                if key not in found:
                    found[key] = each
                    deeper.append(each)
        level = deeper
    return list(found.values())


_KEY: Final = itemgetter(0)


def explanation(root: Figure, others: Iterable[Figure] = ()) -> dict[str, Any]:
    """The figure graph as JSON: `nodes`, the root first, and the texts of the clauses cited.

    `others` are further results of the same computation that the root does not stand on; they
    follow it, so that every figure of an answer can be opened.
    """
    return explained(root, others)[0]


def explained(root: Figure, others: Iterable[Figure] = ()) -> tuple[dict[str, Any], dict[str, str]]:
    """The explanation, and the written value of each of its figures by key."""
    found = nodes_of((root, *others))
    written: dict[str, str] = {}
    read: dict[str, str] = {}
    for figure in found:
        # The same as Figure.written and Figure.read, without two calls a node: this loop is
        # where a stream of explained quotes spends its time.
        key, _, value, unit, _, _, _ = figure
        text = written[key] = "" if value is None else _WRITTEN[unit](value)
        read[key] = _READ[unit](text) if text else "无"
    nodes: list[dict[str, Any]] = []
    clauses: dict[str, Any] = {}
    for figure in found:
        key, label, _, _, how, source, inputs = figure
        told = None
        if source is not None:
            told = source.told
            clauses[source.key] = source.clause
        ids = list(map(_KEY, inputs)) if inputs else []
        if inputs and "{" in how:
            how = how.format(*map(read.__getitem__, ids))
        nodes.append(
            {
                "id": key,
                "label": label,
                "value": written[key],
                "how": how,
                "source": told,
                "inputs": ids,
            }
        )
    return {"nodes": nodes, "clauses": clauses}, written


def tree_lines(figure: Figure, depth: int = 0) -> list[str]:
    """The explanation as indented lines; a step met again is only named."""
    return _tree(figure, depth, set())


def _tree(figure: Figure, depth: int, seen: set[str]) -> list[str]:
    indent = "  " * depth
    again = figure.key in seen
    seen.add(figure.key)
    line = f"{indent}{figure.label} {figure.read()}"
    if again and figure.inputs:
        return [f"{line}（见上）"]
    if figure.how:
        line += f" = {figure.sentence()}" if figure.inputs else f"（{figure.how}）"
    if figure.source is not None:
        line += f"  {figure.source.citation}"
    lines = [line]
    for each in figure.inputs:
        lines.extend(_tree(each, depth + 1, seen))
    return lines
