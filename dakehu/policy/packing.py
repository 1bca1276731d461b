"""Explanations as they are stored: each figure once, sources by name, compressed.

A stored explanation holds what was computed and by which clause of which version; the texts of the
clauses stand in the policy versions themselves, which never change.
"""

import zlib
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Final, NamedTuple

import orjson

from dakehu.policy.figures import TEXT, Figure, Source, nodes_of

FORM: Final = 1
"""The form of what is stored; a later one goes on reading the earlier."""

FindClause = Callable[[str, str, str], Source | None]
"""Policy code, version and article → the clause with its texts, or None where it is not known."""


class Unpacked(NamedTuple):
    """A stored explanation: its root, the further results, and the version of the rules."""

    root: Figure
    others: tuple[Figure, ...]
    rules: str


class NotAnExplanation(ValueError):
    """Some bytes are no stored explanation, or one of a form that is not known here."""


def pack(root: Figure, others: Iterable[Figure] = (), *, rules: str) -> bytes:
    """The explanation of `root` and further results as bytes; `rules` names the rules' version."""
    further = tuple(others)
    figures = nodes_of((root, *further))
    place = {figure.key: number for number, figure in enumerate(figures)}
    nodes = [
        [
            figure.key,
            figure.label,
            None if figure.value is None else figure.written(),
            figure.unit,
            figure.how,
            _named(figure.source),
            [place[each.key] for each in figure.inputs],
        ]
        for figure in figures
    ]
    results = [place[each.key] for each in further]
    return zlib.compress(orjson.dumps([FORM, rules, results, nodes]))


def unpack(stored: bytes, find_clause: FindClause) -> Unpacked:
    """The figures of a stored explanation, with the texts of their clauses where they are known."""
    try:
        form, rules, results, nodes = orjson.loads(zlib.decompress(stored))
    except (zlib.error, ValueError, TypeError) as problem:
        raise NotAnExplanation(str(problem)) from problem
    if form != FORM:
        raise NotAnExplanation(f"form {form}")
    made: dict[int, Figure] = {}
    for number in _inputs_first(nodes):
        key, label, value, unit, how, source, inputs = nodes[number]
        made[number] = Figure(
            key,
            label,
            value if value is None or unit == TEXT else Decimal(value),
            unit,
            how,
            _source(source, find_clause),
            tuple(made[each] for each in inputs),
        )
    return Unpacked(made[0], tuple(made[each] for each in results), rules)


def _named(source: Source | None) -> list[Any] | None:
    if source is None:
        return None
    if source.policy:
        return [source.policy, source.version, source.article, list(source.covers)]
    return [source.guard, source.law, source.norm]


def _source(named: list[Any] | None, find_clause: FindClause) -> Source | None:
    if named is None:
        return None
    if len(named) == 3:
        guard, law, norm = named
        return Source(guard=guard, law=law, norm=norm)
    policy, version, article, covers = named
    known = find_clause(policy, version, article)
    if known is not None:
        return known
    return Source(policy=policy, version=version, article=article, covers=tuple(covers))


def _inputs_first(nodes: list[Any]) -> list[int]:
    """The numbers of the nodes so that each comes after its inputs."""
    order: list[int] = []
    seen: set[int] = set()
    waiting = [(0, False), *((number, False) for number in range(len(nodes)))]
    waiting.reverse()
    while waiting:
        number, is_ready = waiting.pop()
        if is_ready:
            order.append(number)
        elif number not in seen:
            seen.add(number)
            waiting.append((number, True))
            waiting += [(each, False) for each in nodes[number][6] if each not in seen]
    return order
