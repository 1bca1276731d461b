"""`dakehu cases run`: the worked cases against the rules here, or against a system elsewhere."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dakehu.cli.arguments import Arguments
from dakehu.cli.books import book_of, calendar_of, existing_folder, shanghai_date
from dakehu.cli.console import CommandFailed, Console
from dakehu.cli.jsonlines import answer_line
from dakehu.cli.tables import indented, table
from dakehu.rules.asking import Refused
from dakehu.rules.case_form import compare_case
from dakehu.rules.json_form import as_spelt, read_json
from dakehu.rules.kinds import KINDS

Ask = Callable[[str, Any], dict[str, Any]]
"""Kind and input → answer, or an object with `error`."""


@dataclass(frozen=True)
class Outcome:
    """One case and what was wrong with its answer."""

    kind: str
    case: str
    rule: str
    differences: tuple[str, ...]


def run(arguments: Arguments, console: Console) -> int:
    """Run every case; 1 where an answer is not as expected."""
    folder = cases_folder(arguments.get("--cases"))
    against = arguments.get("--against")
    if against is None:
        ask = _locally(arguments)
    else:
        from dakehu.cli.remote import asking

        ask = asking(against, arguments.get("--token"))
    outcomes = [
        Outcome(kind, str(case["id"]), str(case["rule"]), tuple(compare_case(case, answer)))
        for kind, case in read_cases(folder)
        for answer in [ask(kind, case["input"])]
    ]
    if arguments.has("--json"):
        console.say_json(_as_json(outcomes))
    else:
        _say(outcomes, console)
    return 1 if any(outcome.differences for outcome in outcomes) else 0


def cases_folder(given: str | None) -> Path:
    """The folder of the cases: the one given, else the shipped one."""
    if given is not None:
        return existing_folder(given)
    package = Path(__file__).resolve().parents[1]
    inside = package / "_shipped" / "cases"
    return inside if inside.is_dir() else package.parent / "cases"


def read_cases(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every case with its kind, which is the name of its file."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise CommandFailed(f"{folder} 中没有算例（种类.jsonl）")
    for file in files:
        if file.stem not in list(KINDS):
            raise CommandFailed(f"{file.name} 不是任何一种计算的算例")
        for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
            if line.strip():
                yield file.stem, _case(line, f"{file.name} 第 {number} 行")


def _case(line: bytes, where: str) -> dict[str, Any]:
    try:
        case = json.loads(line.decode())
        spelt = read_json(line)
    except UnicodeDecodeError as error:
        raise CommandFailed(f"{where}不是 UTF-8 编码的文字") from error
    except (ValueError, RecursionError, Refused) as error:
        raise CommandFailed(f"{where}不是合法的 JSON") from error
    if not isinstance(case, dict) or not {"id", "rule", "input", "expect"} <= case.keys():
        raise CommandFailed(f"{where}须有 id、rule、input、expect 四项")
    case["input"] = spelt["input"]  # numbers as the case spells them, never as binary floats
    return case


def _locally(arguments: Arguments) -> Ask:
    book, calendar, day = book_of(arguments), calendar_of(arguments), shanghai_date()

    def ask(kind: str, question: Any) -> dict[str, Any]:
        line = as_spelt(question).encode()
        answer, _ = answer_line(KINDS[kind], line, book, day, calendar)
        told: dict[str, Any] = json.loads(answer)
        return told

    return ask


def _as_json(outcomes: list[Outcome]) -> dict[str, Any]:
    wrong = [each for each in outcomes if each.differences]
    return {
        "cases": len(outcomes),
        "passed": len(outcomes) - len(wrong),
        "failed": len(wrong),
        "kinds": _by_kind(outcomes),
        "mismatches": [
            {
                "kind": each.kind,
                "id": each.case,
                "rule": each.rule,
                "differences": list(each.differences),
            }
            for each in wrong
        ],
    }


def _by_kind(outcomes: list[Outcome]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for outcome in outcomes:
        of_kind = counts.setdefault(outcome.kind, {"cases": 0, "passed": 0, "failed": 0})
        of_kind["cases"] += 1
        of_kind["failed" if outcome.differences else "passed"] += 1
    return counts


def _say(outcomes: list[Outcome], console: Console) -> None:
    for outcome in outcomes:
        if outcome.differences:
            console.say(f"不符：{outcome.kind} {outcome.case}（{outcome.rule}）")
            for difference in outcome.differences:
                console.say(indented(difference, 2))
    counts = _by_kind(outcomes)
    rows = [[kind, *(str(number) for number in of.values())] for kind, of in counts.items()]
    failed = sum(of["failed"] for of in counts.values())
    whole = ["合计", str(len(outcomes)), str(len(outcomes) - failed), str(failed)]
    console.say(table(("种类", "算例", "相符", "不符"), [*rows, whole], right=(1, 2, 3)))
