"""The examination told for its page: findings by their weight, each with clause and mend."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dakehu.policy.book import Book
from dakehu.policy.lint.findings import CODE_NAMES, LEVEL_NAMES, LEVELS, Finding
from dakehu.policy.telling import place_of
from dakehu.rulebook.addresses import clause_url

_COLOURS: Final = {"error": "red", "warning": "orange", "note": "grey"}
_CHAIN: Final = re.compile(r"审批链 CH-[0-9]+（([^）]*)）")
_KEY: Final = re.compile(r"参数 [a-z_0-9.]+（([^）]*)）")


@dataclass(frozen=True)
class FindingLine:
    """One finding: what kind, where it stands, what it says, how to mend it."""

    kind: str
    policy: str
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
    titles = {policy.code: policy.title for policy in book.policies}
    weights = tuple(
        Weight(
            LEVEL_NAMES[level],
            _COLOURS[level],
            tuple(_line(each, titles, sees_keys) for each in findings if each.level == level),
        )
        for level in LEVELS
    )
    counts = {level: sum(each.level == level for each in findings) for level in LEVELS}
    return Examination(
        _state(counts), tuple(each for each in weights if each.findings), bool(counts["error"])
    )


def _state(counts: dict[str, int]) -> str:
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


def _line(finding: Finding, titles: dict[str, str], sees_keys: bool) -> FindingLine:
    place = place_of(finding.article)
    url = clause_url(finding.policy, place, finding.version) if place else ""
    return FindingLine(
        kind=CODE_NAMES[finding.code],
        policy=titles.get(finding.policy, finding.policy),
        article=finding.article,
        url=url if finding.policy in titles else "",
        message=_plain(finding.message, sees_keys),
        mend=_plain(finding.mend, sees_keys),
    )


def _plain(text: str, sees_keys: bool) -> str:
    """Chains and parameters by their names, without their codes."""
    if sees_keys:
        return text
    return _KEY.sub(r"“\1”", _CHAIN.sub(r"“\1”审批", text))
