"""An answer's explanation for people: the steps as an indented tree, each with its clause."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dakehu.cli.tables import indented
from dakehu.policy.decimals import group_text

_AMOUNT = re.compile(r"-?[0-9]+\.[0-9]{2}")
_STEP = 2
_DEEPEST = 20


def text_of(answer: Mapping[str, Any]) -> str:
    """The answer as a tree and its notices; an error as one line."""
    if "error" in answer:
        error = answer["error"]
        row = f"第 {error['row'] + 1} 项，" if "row" in error else ""
        field = f"（{row}字段 {error['field']}）" if error["field"] else ""
        return f"错误：{error['message']}{field}\n"
    lines = tree(answer["explanation"])
    lines += [indented(f"提示：{notice['message']}", 0) for notice in answer["notices"]]
    return "\n".join([*lines, ""])


def tree(explanation: Mapping[str, Any]) -> list[str]:
    """The nodes as indented lines: the root, then every figure that no other one stands on."""
    nodes: Sequence[Mapping[str, Any]] = explanation["nodes"]
    by_id = {node["id"]: node for node in nodes}
    used = {each for node in nodes for each in node["inputs"]}
    tops = [node for place, node in enumerate(nodes) if place == 0 or node["id"] not in used]
    lines: list[str] = []
    seen: set[str] = set()
    waiting = [(node, 0) for node in reversed(tops)]
    while waiting:
        node, depth = waiting.pop()
        again = node["id"] in seen and bool(node["inputs"])
        seen.add(node["id"])
        told = _line(node, explanation["clauses"], again)
        lines.append(indented(told, min(depth, _DEEPEST) * _STEP))
        if not again:
            waiting += [(by_id[each], depth + 1) for each in reversed(node["inputs"])]
    return lines


def _line(node: Mapping[str, Any], clauses: Mapping[str, Any], again: bool) -> str:
    value = node["value"] or "无"
    head = f"{node['label']} {group_text(value) if _AMOUNT.fullmatch(value) else value}"
    if again:
        return f"{head}（见上）"
    if node["how"]:
        head += f" = {node['how']}" if node["inputs"] else f"（{node['how']}）"
    source = node["source"]
    if source is None:
        return head
    key = f"{source['policy']} {source['article']}" if "policy" in source else ""
    key = key or source.get("guard") or source["norm"]
    return f"{head}  {clauses[key]['title']}"
