"""`dakehu policy lint`: the examination of a policy book (制度体检)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dakehu.cli.arguments import Arguments
from dakehu.cli.books import raw_of
from dakehu.cli.console import CommandFailed, Console
from dakehu.cli.tables import table
from dakehu.policy.lint.examination import examine
from dakehu.policy.lint.findings import CODE_NAMES, LEVEL_NAMES, LEVELS, Finding


def lint(arguments: Arguments, console: Console) -> int:
    """Say every finding; 1 where there is an error among them."""
    seats = arguments.get("--seats")
    holders = None if seats is None else read_holders(seats)
    found = examine(raw_of(arguments), holders=holders)
    if arguments.has("--json"):
        counts = {level: sum(each.level == level for each in found) for level in LEVELS}
        console.say_json({"findings": [each.to_json() for each in found], "counts": counts})
    else:
        _say(found, console)
    return 1 if any(each.level == "error" for each in found) else 0


def read_holders(path: str) -> Mapping[str, Sequence[str]]:
    """Seat → people, from a JSON file."""
    try:
        with open(path, encoding="utf-8") as file:
            raw: Any = json.load(file)
    except (OSError, ValueError) as error:
        raise CommandFailed(f"读不出任职情况 {path}：{error}") from error
    if not isinstance(raw, dict) or not all(isinstance(each, list) for each in raw.values()):
        raise CommandFailed(f'{path} 须为 {{"岗位": ["人员", …], …}} 的形式')
    return raw


def _say(found: Sequence[Finding], console: Console) -> None:
    for level in LEVELS:
        of_level = [each for each in found if each.level == level]
        if of_level:
            console.say(f"{LEVEL_NAMES[level]}（{len(of_level)} 项）")
            heads = ("种类", "条款", "内容", "改法")
            console.say(table(heads, [_row(each) for each in of_level]))
            console.say()
    told = "，".join(
        f"{LEVEL_NAMES[level]} {sum(each.level == level for each in found)} 项" for level in LEVELS
    )
    console.say(f"体检完毕：{told}")


def _row(finding: Finding) -> tuple[str, str, str, str]:
    place = f"{finding.policy} {finding.article}".strip() or "全部"
    return CODE_NAMES[finding.code], place, finding.message, finding.mend
