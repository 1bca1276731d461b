"""An explanation as lines to read: the figure graph walked in order, each step once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dakehu.policy.decimals import group_text

_AMOUNT: Final = re.compile(r"-?[0-9]+\.[0-9]{2}")
_DEEPEST: Final = 8


@dataclass(frozen=True)
class Line:
    """One step: how deep it stands, what it is, how it came about, and what says so.

    `is_again` marks a step that was told further up and is only named here.
    """

    depth: int
    label: str
    value: str
    how: str
    is_entered: bool
    is_again: bool
    citation: str
    clause: str
    clause_url: str


def lines_of(explanation: Mapping[str, Any], clause_urls: Mapping[str, str]) -> list[Line]:
    """The root and below it what it stands on, then every step that nothing else stands on."""
    nodes: Sequence[Mapping[str, Any]] = explanation["nodes"]
    clauses: Mapping[str, Any] = explanation.get("clauses", {})
    by_id = {node["id"]: node for node in nodes}
    used = {each for node in nodes for each in node["inputs"]}
    tops = [node for place, node in enumerate(nodes) if place == 0 or node["id"] not in used]
    found: list[Line] = []
    seen: set[str] = set()
    waiting = [(node, 0) for node in reversed(tops)]
    while waiting:
        node, depth = waiting.pop()
        again = node["id"] in seen and bool(node["inputs"])
        seen.add(node["id"])
        found.append(_line(node, depth, again, clauses, clause_urls))
        if not again:
            waiting += [(by_id[each], depth + 1) for each in reversed(node["inputs"])]
    return found


def _line(
    node: Mapping[str, Any],
    depth: int,
    again: bool,
    clauses: Mapping[str, Any],
    clause_urls: Mapping[str, str],
) -> Line:
    value = str(node["value"])
    key = "" if again else _key(node["source"])
    clause = clauses.get(key, {})
    return Line(
        depth=min(depth, _DEEPEST),
        label=node["label"],
        value=group_text(value) if _AMOUNT.fullmatch(value) else value,
        how="" if again else node["how"],
        is_entered=not node["inputs"],
        is_again=again,
        citation=clause.get("title", ""),
        clause=clause.get("text", ""),
        clause_url=clause_urls.get(key, ""),
    )


def _key(source: Mapping[str, Any] | None) -> str:
    """The name under which an explanation lists the text of a source."""
    if source is None:
        return ""
    if "policy" in source:
        return f"{source['policy']} {source['article']}"
    return str(source.get("guard") or source.get("norm", ""))
