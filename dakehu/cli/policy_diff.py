"""`dakehu policy diff A B`: what changed between two versions, or between two books."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dakehu.cli.arguments import Arguments
from dakehu.cli.books import book_of, existing_folder, opened
from dakehu.cli.console import CommandFailed, Console
from dakehu.cli.policy import chain_lines, value_told, version_of
from dakehu.cli.tables import indented
from dakehu.policy.book import Policy

_HEAD = {
    "title": "名称",
    "version": "版本",
    "adopted_on": "通过日期",
    "effective_from": "施行日期",
    "approved_by": "批准",
    "authority": "修订权限",
    "summary": "简介",
}


def diff(arguments: Arguments, console: Console) -> int:
    """Say the changes from A to B, policy by policy."""
    before, after = (_side(arguments, arguments[name]) for name in ("A", "B"))
    codes = dict.fromkeys([*before, *after])
    if len(before) == len(after) == 1 and len(codes) == 2:
        raise CommandFailed("两边不是同一项制度，无从比较")
    changes = [changes_of(before.get(code), after.get(code)) for code in codes]
    told = [each for each in changes if each["change"] != "same"]
    if arguments.has("--json"):
        console.say_json({"policies": told})
        return 0
    for each in told:
        for line in _lines(each):
            console.say(line)
        console.say()
    if not told:
        console.say("两边相同")
    return 0


def _side(arguments: Arguments, given: str) -> Mapping[str, Policy]:
    """The policies of one side: one version, or the newest of each in a folder."""
    code, at, version = given.partition("@")
    if at and not Path(given).is_dir():
        return {code: version_of(book_of(arguments), code, version)}
    if not at and not Path(given).is_dir():
        raise CommandFailed(f"{given} 既不是 CODE@版本（如 SA@2020-01-01），也不是制度文件夹")
    book = opened(existing_folder(given))
    return {code: book.versions(code)[-1] for code in book.codes}


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


def _pairs(before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, Any]]:
    """What differs by name: `old` is None for what was added, `new` for what was removed."""
    names = dict.fromkeys([*before, *after])
    return [
        {"name": name, "old": before.get(name), "new": after.get(name)}
        for name in names
        if before.get(name) != after.get(name)
    ]


def _head(policy: Policy | None) -> dict[str, str]:
    return {} if policy is None else {name: str(getattr(policy, name)) for name in _HEAD}


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


def _lines(change: Mapping[str, Any]) -> Iterator[str]:
    word = {"added": "新增", "removed": "废止", "changed": "修改"}[change["change"]]
    yield f"《{change['title']}》（{change['code']}）：{word}"
    for pair in change["head"]:
        yield indented(f"{_HEAD[pair['name']]}：{pair['old'] or '无'} → {pair['new'] or '无'}", 2)
    if change["parameters"]:
        yield "  参数"
    for pair in change["parameters"]:
        yield indented(f"{pair['article']} {pair['name']}（{pair['key']}）", 4)
        yield indented(f"{_or_none(pair['old'])} → {_or_none(pair['new'])}", 6)
    for title, name in (("条款", "clauses"), ("审批链", "chains")):
        if change[name]:
            yield f"  {title}"
        for pair in change[name]:
            yield f"    {pair['name']}"
            yield from _sides(pair)


def _sides(pair: Mapping[str, Any]) -> Iterator[str]:
    """The lines that only one side has, the old ones first."""
    old, new = ((pair[side] or "").split("\n") for side in ("old", "new"))
    for mark, lines, others in (("-", old, new), ("+", new, old)):
        for line in lines:
            if line and line not in others:
                yield indented(f"{mark} {line}", 6)


def _or_none(told: str | None) -> str:
    return "无" if told is None else told
