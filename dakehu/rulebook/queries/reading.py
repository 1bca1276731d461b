"""The policies as pages show them: documents, clauses, values, searches, comparisons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from dakehu.organization.queries.seats import seat_people
from dakehu.policy.book import Book, Policy
from dakehu.policy.building import BookError
from dakehu.policy.lint.examination import examine
from dakehu.policy.lint.findings import Finding
from dakehu.policy.telling import clause_at
from dakehu.rulebook.addresses import policy_url
from dakehu.rulebook.comparison import Comparison, compared
from dakehu.rulebook.documents import (
    ChapterPart,
    ClausePart,
    Drives,
    ParameterLine,
    chapters_of,
    clause_part,
    drives_of,
    parameter_line,
)
from dakehu.rulebook.explaining import clause_urls, part_of, read_aloud, versions_line
from dakehu.rulebook.queries.naming import naming
from dakehu.rulebook.queries.published import (
    book,
    in_reading_order,
    policies_in_force,
    raw_versions,
    version_of,
)
from dakehu.rulebook.searching import Hit, hits_in, words_of


@dataclass(frozen=True)
class PolicyLine:
    """A policy in a list: the version shown, and what its state is called on the business day."""

    policy: Policy
    state: str
    chapters: int
    summary: str
    last_change: str

    @property
    def url(self) -> str:
        return policy_url(self.policy.code, self.policy.version)


def policy_lines(day: date) -> list[PolicyLine]:
    """Every policy with its version of the day, or its first one where none is in force yet."""
    published = book()
    found = (version_of(code, on=day) for code in in_reading_order(published.codes))
    return [_line(published, policy, day) for policy in found if policy is not None]


def _line(published: Book, policy: Policy, day: date) -> PolicyLine:
    return PolicyLine(
        policy=policy,
        state=standing(policy, day),
        chapters=len({clause.chapter for clause in policy.clauses}),
        summary=told(policy.summary),
        last_change=_last_change(published, policy),
    )


def _last_change(published: Book, policy: Policy) -> str:
    """What the version changed against the one before it, in a few words."""
    earlier = [
        each
        for each in published.versions(policy.code)
        if each.effective_from < policy.effective_from
    ]
    if not earlier:
        return _("首次发布")
    found = compared(earlier[-1], policy, naming())
    return _("%(clauses)d 条条文、%(values)d 个参数有改动") % {
        "clauses": len(found.clauses),
        "values": len(found.parameters),
    }


def standing(policy: Policy, day: date) -> str:
    """What a version is called on a day: 待施行, 现行, 已废止."""
    if policy.effective_from > day:
        return _("待施行")
    return _("现行") if book().in_force(policy.code, day) is policy else _("已废止")


def version_lines(code: str, day: date) -> list[PolicyLine]:
    """Every version of a policy, the newest first."""
    published = book()
    return [_line(published, policy, day) for policy in reversed(published.versions(code))]


def told(text: str) -> str:
    """A text in the company's own words."""
    return naming()(text)


def chapters(policy: Policy) -> tuple[ChapterPart, ...]:
    """The policy's chapters with everything its page shows."""
    return chapters_of(book(), policy, naming())


def clause(policy: Policy, article: str) -> ClausePart | None:
    """One clause for the page or the drawer; None where the version has no such article."""
    found = clause_at(policy, article)
    return None if found is None else clause_part(book(), policy, found, naming())


def what_drives(policy: Policy, article: str) -> Drives | None:
    """What a clause governs: computations, values, approvals, rules, guards."""
    found = clause_at(policy, article)
    return None if found is None else drives_of(book(), policy, found, naming())


def parameters_on(day: date) -> list[ParameterLine]:
    """Every parameter in force on a day, policy by policy."""
    published, named = book(), naming()
    return [
        parameter_line(published, policy, parameter, named)
        for policy in policies_in_force(day)
        for parameter in policy.parameters.values()
    ]


def parameter_groups(
    day: date, text: str = ""
) -> tuple[list[tuple[str, tuple[ParameterLine, ...]]], int]:
    """The parameters in force by policy, narrowed to those whose name or value holds `text`."""
    lines = [
        line
        for line in parameters_on(day)
        if all(word in f"{line.name} {line.value} {line.key}".lower() for word in words_of(text))
    ]
    groups = groupby(lines, key=lambda line: line.title)
    return [(title, tuple(each)) for title, each in groups], len(lines)


def search(text: str, on: date) -> list[Hit]:
    """The clauses in force on a day that hold every word of `text`."""
    return hits_in(policies_in_force(on), text, naming())


def compare(code: str, before: str, after: str, on: date) -> Comparison | None:
    """Two versions of a policy by their names; None where one of them does not exist."""
    old, new = (version_of(code, on=on, version=name) for name in (before, after))
    return None if old is None or new is None else compared(old, new, naming())


def findings_on(day: date) -> list[Finding]:
    """The examination of what is in force or to come, with the seats as held on a day."""
    published = book()
    examined = {
        (one.code, one.version)
        for one in published.policies
        if one.effective_from > day or published.in_force(one.code, day) is one
    }
    raws = [(name, raw) for name, raw in raw_versions() if _key(raw) in examined]
    return examine(raws, holders=seat_people(day))


def _key(raw: Mapping[str, Any] | BookError) -> tuple[str, str]:
    return ("", "") if isinstance(raw, BookError) else (raw["code"], raw["version"])


def explanation_context(explanation: Mapping[str, Any]) -> dict[str, Any]:
    """What `kit/_explanation.html` needs for an explanation, be it fresh or stored."""
    return {
        "explanation": read_aloud(explanation),
        "clause_urls": clause_urls(explanation),
        "footer": versions_line(explanation, book()),
    }


def figure_context(explanation: Mapping[str, Any], figure: str) -> dict[str, Any]:
    """The same for one figure of an explanation and what it stands on."""
    return explanation_context(part_of(explanation, figure))
