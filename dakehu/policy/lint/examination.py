"""The whole examination of a policy book: every check, over every version."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dakehu.policy.building import BookError, policy_of
from dakehu.policy.lint.bands import check_bands
from dakehu.policy.lint.boundaries import check_clash, check_cliffs
from dakehu.policy.lint.clauses import (
    check_orphan_clauses,
    check_orphan_parameters,
    check_register,
    check_untold_rows,
)
from dakehu.policy.lint.decision_rows import check_tables
from dakehu.policy.lint.drafts import Draft, standing_together
from dakehu.policy.lint.findings import LEVELS, Finding
from dakehu.policy.lint.price_zones import check_zones
from dakehu.policy.lint.prices import price_rules
from dakehu.policy.lint.seats import Holders, check_seats
from dakehu.policy.lint.values import check_homes, check_keys, check_values, check_weights

RawFile = tuple[str, Mapping[str, Any] | BookError]
"""A policy file's name with its checked content, or with what is wrong with its form."""


def examine(
    files: Iterable[RawFile],
    *,
    holders: Holders | None = None,
    register: Iterable[str] = (),
) -> list[Finding]:
    """Every finding about the files, errors first.

    `holders` (seat → people) adds whether each seat is held; `register` (rule IDs) adds whether
    each rule stands in a clause in force.
    """
    drafts: list[Draft] = []
    found: list[Finding] = []
    for name, raw in files:
        if isinstance(raw, BookError):
            found.append(_bad_form(name, raw))
        else:
            drafts.append(Draft(name, raw))
    for draft in drafts:
        found.extend(check_policy(draft, holders))
    found.extend(_double_versions(drafts))
    found.extend(_across(standing_together(drafts), register))
    once = [finding for place, finding in enumerate(found) if finding not in found[:place]]
    return sorted(once, key=lambda finding: LEVELS.index(finding.level))


def check_policy(draft: Draft, holders: Holders | None = None) -> list[Finding]:
    """Every finding about one version by itself."""
    found = [*check_bands(draft), *check_weights(draft), *check_tables(draft), *check_keys(draft)]
    found.extend(check_values(draft, found))
    found.extend(check_orphan_clauses(draft))
    found.extend(check_orphan_parameters(draft))
    found.extend(check_untold_rows(draft))
    found.extend(check_seats(draft, holders))
    if all(finding.level != "error" for finding in found):
        found.extend(_not_loadable(draft))
    return found


def _across(standing: Sequence[list[Draft]], register: Iterable[str]) -> Iterator[Finding]:
    """Findings about policies that are in force together; the register is for the newest ones."""
    for together in standing:
        yield from check_homes(together)
        yield from check_clash(together)
        rules = price_rules(together)
        if rules is not None:
            yield from check_cliffs(rules)
            yield from check_zones(rules)
    yield from check_register(standing[-1] if standing else (), register)


def _bad_form(name: str, error: BookError) -> Finding:
    return Finding(
        "bad_form",
        "error",
        name.partition("/")[0],
        "",
        str(error),
        "按提示改正文件后再作体检，在此之前其余各项无从检查",
        {"file": name},
    )


def _not_loadable(draft: Draft) -> Iterator[Finding]:
    """What the other checks do not look for, but keeps the policy from being used."""
    try:
        policy_of(draft.raw, draft.name)
    except BookError as error:
        yield draft.finding(
            "not_loadable",
            "error",
            "",
            str(error),
            "按提示改正后再作体检",
            file=draft.name,
        )


def _double_versions(drafts: Iterable[Draft]) -> Iterator[Finding]:
    first: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        other = first.setdefault((draft.code, draft.effective_from), draft)
        if other is not draft:
            yield draft.finding(
                "double_version",
                "error",
                "",
                f"{draft.code} 有两个版本同在 {draft.effective_from} 施行"
                f"（{other.name} 和 {draft.name}），无法确定以哪个为准",
                "改正其中一个的施行日期，或者删去一个",
                file=draft.name,
            )
