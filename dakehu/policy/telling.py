"""A policy told in Chinese: its parameters' values, its chains, its clauses by name."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from dakehu.policy.book import PLACEHOLDER, Clause, Parameter, Policy
from dakehu.policy.chains import Chain, seats_told
from dakehu.policy.params import TYPES

DOES: Final[Mapping[str, str]] = {
    "file": "填报",
    "opinion": "签署意见",
    "approve": "审批",
    "decide": "决定",
    "check": "审核",
    "confirm": "确认",
    "issue": "出具",
    "pay": "支付",
    "record": "登记",
    "see": "查看",
}
"""What a step of a chain does, in words."""

PLACE_FORM: Final = r"第[1-9][0-9]*条(?:\([一二三四五六七八九十]+\))?"
"""How a clause or item is cited, as a pattern: 第4条, 第4条(三)."""

_ARTICLE: Final = re.compile(r"(?:第)?([1-9][0-9]*)(?:条)?(?:\(([一二三四五六七八九十]+)\))?")


class Place(NamedTuple):
    """A clause (第4条) or one of its items (第4条(三))."""

    article: str
    item: str = ""

    def __str__(self) -> str:
        return f"{self.article}({self.item})" if self.item else self.article


class Piece(NamedTuple):
    """A part of a clause's text; `key` names the parameter whose value it tells."""

    text: str
    key: str = ""


def place_of(written: str) -> Place | None:
    """The clause or item that somebody wrote: 第4条, 4, 第4条（三）; None for anything else."""
    plain = written.replace("（", "(").replace("）", ")").replace(" ", "")
    found = _ARTICLE.fullmatch(plain)
    return None if found is None else Place(f"第{found[1]}条", found[2] or "")


def clause_at(policy: Policy, article: str) -> Clause | None:
    """The clause of exactly that article."""
    return next((clause for clause in policy.clauses if clause.article == article), None)


def parameters_of(policy: Policy, clause: Clause) -> list[Parameter]:
    """The parameters bound to a clause."""
    return [each for each in policy.parameters.values() if each.article == clause.article]


def value_told(parameter: Parameter) -> str:
    """A parameter's value in Chinese."""
    return TYPES[parameter.key].show(parameter.value)


def chains_of(policy: Policy, clause: Clause) -> list[Chain]:
    """The chains that a clause or one of its items sets."""
    return [
        chain
        for chain in policy.chains.values()
        if chain.article.partition("(")[0] == clause.article
    ]


def chain_lines(chain: Chain) -> list[str]:
    """A chain in Chinese, a line for each variant."""
    lines: list[str] = []
    for variant in chain.variants:
        steps = " → ".join(f"{seats_told(step.seats)}{DOES[step.does]}" for step in variant.steps)
        facts = "、".join(f"{fact} 为 {wanted}" for fact, wanted in variant.when.items())
        when = f"（{variant.because}{'；' if facts else ''}{facts}）"
        lines.append(f"{chain.code} {chain.title}{when}：{steps}")
    return lines


def pieces_of(policy: Policy, text: str) -> Iterator[Piece]:
    """A raw text in pieces: words, and the told values of parameters."""
    end = 0
    for match in PLACEHOLDER.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()])
        yield Piece(policy.fill(match.group()), match.group(1))
        end = match.end()
    if end < len(text):
        yield Piece(text[end:])


def summary_of(policy: Policy) -> dict[str, Any]:
    """A version's head as plain data."""
    return {
        "code": policy.code,
        "title": policy.title,
        "version": policy.version,
        "adopted_on": policy.adopted_on.isoformat(),
        "effective_from": policy.effective_from.isoformat(),
        "clauses": len(policy.clauses),
        "parameters": len(policy.parameters),
        "approved_by": policy.approved_by,
        "authority": policy.authority,
        "touches_pay": policy.touches_pay,
        "summary": policy.summary,
    }
