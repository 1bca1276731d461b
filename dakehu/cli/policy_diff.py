"""`dakehu policy diff A B`: what changed between two versions, or between two books."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dakehu.cli.arguments import Arguments
from dakehu.cli.books import book_of, existing_folder, opened
from dakehu.cli.console import CommandFailed, Console
from dakehu.cli.policy import version_of
from dakehu.cli.tables import indented
from dakehu.policy.book import Policy
from dakehu.policy.comparing import HEAD, changes_of, lines_on_one_side


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


def _lines(change: Mapping[str, Any]) -> Iterator[str]:
    word = {"added": "新增", "removed": "废止", "changed": "修改"}[change["change"]]
    yield f"《{change['title']}》（{change['code']}）：{word}"
    for pair in change["head"]:
        yield indented(f"{HEAD[pair['name']]}：{pair['old'] or '无'} → {pair['new'] or '无'}", 2)
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
    for mark, line in lines_on_one_side(pair["old"] or "", pair["new"] or ""):
        yield indented(f"{mark} {line}", 6)


def _or_none(told: str | None) -> str:
    return "无" if told is None else told
