"""The examination told for its page: findings by their weight, each with clause and mend."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dakehu.policy.book import Book
from dakehu.policy.lint.findings import CODE_NAMES, LEVEL_NAMES, LEVELS, Finding, Level
from dakehu.policy.telling import place_of
from dakehu.rulebook.addresses import clause_url

_COLOURS: Final = {"error": "red", "warning": "orange", "note": "grey"}


@dataclass(frozen=True)
class FindingLine:
    """One finding: what kind, where it stands, what it says, how to mend it."""

    kind: str
    policy: str
    version: str
    article: str
    url: str
    message: str
    mend: str


@dataclass(frozen=True)
class Weight:
    """The findings of one weight."""

    name: str
    colour: str
    findings: tuple[FindingLine, ...]


@dataclass(frozen=True)
class Examination:
    """All findings by their weight, and the state in one sentence."""

    state: str
    weights: tuple[Weight, ...]
    has_errors: bool


def examination(findings: Sequence[Finding], book: Book, sees_keys: bool) -> Examination:
    """The findings for a page; codes are left out for those who may not see them."""
    plain = (lambda text: text) if sees_keys else _without_codes(book)
    weights = tuple(
        Weight(
            LEVEL_NAMES[level],
            _COLOURS[level],
            tuple(_line(each, book, plain) for each in findings if each.level == level),
        )
        for level in LEVELS
    )
    counts = {level: sum(each.level == level for each in findings) for level in LEVELS}
    return Examination(
        _state(counts), tuple(each for each in weights if each.findings), bool(counts["error"])
    )


def _state(counts: Mapping[Level, int]) -> str:
    if counts["error"]:
        return ngettext(
            "有 %(n)d 处错误，相关事项办到那一步会停住，请先改正。",
            "有 %(n)d 处错误，相关事项办到那一步会停住，请先改正。",
            counts["error"],
        ) % {"n": counts["error"]}
    if counts["warning"]:
        return _("没有错误，有 %(n)d 处警告，请逐条确认。") % {"n": counts["warning"]}
    if counts["note"]:
        return _("没有错误和警告，另有 %(n)d 条说明供了解。") % {"n": counts["note"]}
    return _("没有错误、警告和说明。")


def _line(finding: Finding, book: Book, plain: Callable[[str], str]) -> FindingLine:
    place = place_of(finding.article)
    versions = {one.version: one for one in book.versions(finding.policy)}
    policy = versions.get(finding.version)
    return FindingLine(
        kind=CODE_NAMES[finding.code],
        policy=policy.title if policy else finding.policy,
        version=finding.version if len(versions) > 1 else "",
        article=finding.article,
        url=clause_url(finding.policy, place, finding.version) if policy and place else "",
        message=plain(finding.message),
        mend=plain(finding.mend),
    )


def _without_codes(book: Book) -> Callable[[str], str]:
    """Puts names for the codes of chains and the keys of parameters."""
    names = {key: one.name for policy in book.policies for key, one in policy.parameters.items()}
    keys = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pattern = re.compile(f"审批链 CH-[0-9]+（([^）]*)）|参数 (?:{keys})（([^）]*)）|({keys})")

    def plain(match: "re.Match[str]") -> str:
        chain, named, key = match.groups()
        return _("“%(name)s”审批") % {"name": chain} if chain else f"“{named or names[key]}”"

    return lambda text: pattern.sub(plain, text)
