"""`dakehu policy list` and `show`: the policies as documents."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from dakehu.cli.arguments import Arguments, similar
from dakehu.cli.books import book_of, shanghai_date
from dakehu.cli.console import CommandFailed, Console
from dakehu.cli.tables import indented, table
from dakehu.policy.book import Book, Clause, Policy
from dakehu.policy.periods import NotADate, parse_day
from dakehu.policy.telling import (
    chain_lines,
    chains_of,
    clause_at,
    parameters_of,
    place_of,
    summary_of,
    value_told,
)


def list_policies(arguments: Arguments, console: Console) -> int:
    """Every version of every policy."""
    book = book_of(arguments)
    policies = [policy for code in book.codes for policy in book.versions(code)]
    if arguments.has("--json"):
        console.say_json([summary_of(policy) for policy in policies])
        return 0
    heads = ("代码", "名称", "版本", "通过日期", "施行日期", "条款", "参数")
    rows = [[str(cell) for cell in list(summary_of(policy).values())[:7]] for policy in policies]
    console.say(table(heads, rows, right=(5, 6)))
    return 0


def show_policy(arguments: Arguments, console: Console) -> int:
    """One version as a document: chapters, clauses, what they rest on, and their parameters."""
    policy = _asked_for(arguments)
    clauses = policy.clauses
    article = arguments.get("--article")
    if article is not None:
        clauses = (clause_named(policy, article),)
    if arguments.has("--json"):
        console.say_json(_document(policy, clauses))
        return 0
    for block in _blocks(policy, clauses, whole=article is None):
        console.say(block)
    return 0


def _asked_for(arguments: Arguments) -> Policy:
    book = book_of(arguments)
    code, _, version = arguments["CODE"].partition("@")
    given = arguments.get("--on")
    if version:
        if given is not None:
            raise CommandFailed("已写明版本，不能再用 --on")
        return version_of(book, code, version)
    check_code(book, code)
    day = shanghai_date() if given is None else day_of("--on", given)
    policy = book.in_force(code, day)
    if policy is None:
        first = book.versions(code)[0].effective_from
        raise CommandFailed(f"{code} 自 {first} 起施行，{day} 尚无施行的版本")
    return policy


def day_of(option: str, given: str) -> date:
    """The day that an option names."""
    try:
        return parse_day(given)
    except NotADate as error:
        raise CommandFailed(f"{option} 须为 YYYY-MM-DD 形式的日期，不能写 {given}") from error


def check_code(book: Book, code: str) -> None:
    """CommandFailed where the book has no such policy."""
    if code not in book.codes:
        raise CommandFailed(
            f"没有制度 {code}{similar(code.upper(), book.codes)}，现有：{'、'.join(book.codes)}"
        )


def version_of(book: Book, code: str, version: str) -> Policy:
    """The version of that name."""
    check_code(book, code)
    versions = book.versions(code)
    for policy in versions:
        if policy.version == version:
            return policy
    known = "、".join(policy.version for policy in versions)
    raise CommandFailed(f"{code} 没有版本 {version}，现有：{known}")


def clause_named(policy: Policy, article: str) -> Clause:
    """The clause 第N条; a bare number or an item of the clause will do."""
    place = place_of(article)
    clause = None if place is None else clause_at(policy, place.article)
    if clause is None:
        last = policy.clauses[-1].article if policy.clauses else "无"
        raise CommandFailed(f"{policy.title}没有{article}（最后一条是{last}）")
    return clause


def _blocks(policy: Policy, clauses: Sequence[Clause], *, whole: bool) -> Iterator[str]:
    yield f"《{policy.title}》（{policy.code}，版本 {policy.version}）"
    yield (
        f"{policy.adopted_on} 通过，{policy.effective_from} 起施行，{policy.approved_by}批准，"
        f"制定和修订按 {policy.authority} 办理"
    )
    if whole:
        yield indented(policy.summary, 0)
    chapter = None
    for clause in clauses:
        if clause.chapter != chapter:
            chapter = clause.chapter
            yield f"\n{chapter}"
        yield "\n" + "\n".join(_clause_lines(policy, clause))


def _clause_lines(policy: Policy, clause: Clause) -> Iterator[str]:
    mark = "（建议，未经公司确认前不启用）" if clause.proposal else ""
    yield f"{clause.article}  {clause.title}{mark}"
    if clause.text:
        yield indented(policy.fill(clause.text), 2)
    for item in clause.items:
        yield indented(f"（{item.number}）{policy.fill(item.text)}", 4)
    for told in _grounds(clause):
        yield indented(told, 2)
    for parameter in parameters_of(policy, clause):
        told = f"参数 {parameter.key}（{parameter.name}）：{value_told(parameter)}"
        yield indented(told, 2)
    for chain in chains_of(policy, clause):
        yield indented("\n".join(chain_lines(chain)), 2)


def _grounds(clause: Clause) -> Iterator[str]:
    grounds = (
        ("依据", clause.all_covers),
        ("决定", clause.decides),
        ("审批链", clause.chains),
        ("法律限制", clause.guards),
    )
    told = [f"{name} {'、'.join(dict.fromkeys(ids))}" for name, ids in grounds if ids]
    if told:
        yield f"〔{'；'.join(told)}〕"
    elif clause.purpose:
        yield f"〔用意：{clause.purpose}〕"


def _document(policy: Policy, clauses: Sequence[Clause]) -> dict[str, Any]:
    return {**summary_of(policy), "clauses": [_clause_json(policy, clause) for clause in clauses]}


def _clause_json(policy: Policy, clause: Clause) -> dict[str, Any]:
    return {
        "chapter": clause.chapter,
        "article": clause.article,
        "title": clause.title,
        "text": policy.fill(clause.text),
        "items": [
            {"item": item.number, "text": policy.fill(item.text), "covers": list(item.covers)}
            for item in clause.items
        ],
        "covers": list(clause.all_covers),
        "decides": list(clause.decides),
        "chains": list(clause.chains),
        "guards": list(clause.guards),
        "proposal": clause.proposal,
        "purpose": clause.purpose,
        "parameters": [
            {
                "key": each.key,
                "name": each.name,
                "unit": each.unit,
                "value": each.raw,
                "shown": value_told(each),
                "rows": list(each.rows),
                "read_by": each.read_by,
            }
            for each in parameters_of(policy, clause)
        ],
    }
