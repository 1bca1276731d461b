"""What changed between two versions of a policy: clause by clause, value by value, word by word."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Final, Literal, NamedTuple

from dakehu.policy.book import Policy
from dakehu.policy.telling import chain_lines, value_told

HEAD: Final[Mapping[str, str]] = {
    "title": "名称",
    "version": "版本",
    "adopted_on": "通过日期",
    "effective_from": "施行日期",
    "approved_by": "批准",
    "authority": "修订权限",
    "summary": "简介",
}
"""The head of a version: attribute → its name for readers."""

_WORDS: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9][0-9,.]*%?|[A-Za-z]+|.", re.DOTALL)

Mark = Literal["same", "gone", "new"]


class Run(NamedTuple):
    """A stretch of a text: on both sides, only on the old, or only on the new one."""

    mark: Mark
    text: str


def changes_of(before: Policy | None, after: Policy | None) -> dict[str, Any]:
    """Everything that differs between two versions of a policy; either may be missing."""
    policy = after or before
    assert policy is not None
    change = "added" if before is None else "removed" if after is None else "changed"
    parts: dict[str, list[dict[str, Any]]] = {
        "head": _pairs(_head(before), _head(after)),
        "clauses": _pairs(_clauses(before), _clauses(after)),
        "parameters": [_with_name(pair, before, after) for pair in _parameter_pairs(before, after)],
        "chains": _pairs(_chains(before), _chains(after)),
    }
    if change == "changed" and not any(parts.values()):
        change = "same"
    return {"code": policy.code, "title": policy.title, "change": change, **parts}


def marked(old: str, new: str) -> tuple[list[Run], list[Run]]:
    """The old text with what is gone marked, and the new one with what came."""
    before, after = (_WORDS.findall(text) for text in (old, new))
    left: list[Run] = []
    right: list[Run] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        gone, came = "".join(before[start:end]), "".join(after[other_start:other_end])
        if kind == "equal":
            left.append(Run("same", gone))
            right.append(Run("same", came))
            continue
        if gone:
            left.append(Run("gone", gone))
        if came:
            right.append(Run("new", came))
    return left, right


def lines_on_one_side(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The lines that only one side has with the mark - or +, the old ones first."""
    before, after = old.split("\n"), new.split("\n")
    for mark, lines, others in (("-", before, after), ("+", after, before)):
        for line in lines:
            if line and line not in others:
                yield mark, line


def _pairs(before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, Any]]:
    """What differs by name: `old` is None for what was added, `new` for what was removed."""
    names = dict.fromkeys([*before, *after])
    return [
        {"name": name, "old": before.get(name), "new": after.get(name)}
        for name in names
        if before.get(name) != after.get(name)
    ]


def _head(policy: Policy | None) -> dict[str, str]:
    return {} if policy is None else {name: str(getattr(policy, name)) for name in HEAD}


def _clauses(policy: Policy | None) -> dict[str, str]:
    """Article → title and text as they read, parameters filled in."""
    if policy is None:
        return {}
    return {
        clause.article: f"{clause.title}\n{policy.fill(clause.whole_text)}"
        for clause in policy.clauses
    }


def _chains(policy: Policy | None) -> dict[str, str]:
    if policy is None:
        return {}
    return {code: "\n".join(chain_lines(chain)) for code, chain in policy.chains.items()}


def _parameter_pairs(before: Policy | None, after: Policy | None) -> list[dict[str, Any]]:
    def told(policy: Policy | None) -> dict[str, str]:
        return {} if policy is None else {k: value_told(p) for k, p in policy.parameters.items()}

    return _pairs(told(before), told(after))


def _with_name(
    pair: Mapping[str, Any], before: Policy | None, after: Policy | None
) -> dict[str, Any]:
    key = pair["name"]
    old = None if before is None else before.parameters.get(key)
    new = None if after is None else after.parameters.get(key)
    bound = new or old
    assert bound is not None
    return {
        "key": key,
        "name": bound.name,
        "article": bound.article,
        "old": pair["old"],
        "new": pair["new"],
        "old_value": None if old is None else old.raw,
        "new_value": None if new is None else new.raw,
    }
