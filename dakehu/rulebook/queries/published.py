"""The book of the published versions: kept per process, built anew when something is published."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import QuerySet

from dakehu.kit.remembering import remembered
from dakehu.policy.book import Book, NotInForce, Policy, Rulebook
from dakehu.policy.building import policy_of
from dakehu.policy.lint.examination import RawFile
from dakehu.rulebook.models import PolicyVersion

STAMP: Final = "rulebook.stamp"
"""Under which name a request remembers the stamp; whoever publishes forgets it."""

_ORDER: Final = {code: place for place, code in enumerate(["KA", "OF", "DE", "AP", "SA", "EX"])}

Stamp = tuple[str, ...]

_kept: tuple[Stamp, Book] = ((), Book(()))


def book() -> Book:
    """Every published policy in all its versions.

    Published rows are never changed, so the digests of their contents say whether the book in hand
    is still the whole one: one short query, once per request.
    """
    global _kept
    stamp = book_stamp()
    if _kept[0] != stamp:
        known = dict(zip(_kept[0], _kept[1].policies, strict=True))
        rows = PolicyVersion.objects.in_bulk(set(stamp) - set(known), field_name="digest")
        policies = (known.get(each) or policy_of(rows[each].raw, str(rows[each])) for each in stamp)
        _kept = (stamp, Book(tuple(policies)))
    return _kept[1]


def book_stamp() -> Stamp:
    """What the book in hand is made of: the digests of everything published."""
    return remembered(STAMP, _stamp)


def _stamp() -> Stamp:
    return tuple(_rows().values_list("digest", flat=True))


def _rows() -> QuerySet[PolicyVersion]:
    return PolicyVersion.objects.order_by("code", "effective_from")


def rulebook_on(day: date) -> Rulebook:
    """What is in force on `day`; NotInForce before the first version or with none."""
    return book().on(day)


def policies_in_force(day: date) -> tuple[Policy, ...]:
    """The versions in force on `day`, in the order of reading; none before the first one."""
    try:
        policies = rulebook_on(day).policies
    except NotInForce:
        return ()
    return tuple(policies[code] for code in in_reading_order(policies))


def in_reading_order(codes: Iterable[str]) -> list[str]:
    """The shipped policies as people read them, then others by their codes."""
    return sorted(codes, key=lambda code: (code not in _ORDER, _ORDER.get(code, 0), code))


def version_of(code: str, *, on: date, version: str = "") -> Policy | None:
    """The version of that name, or without a name the one in force, or else the first to come."""
    versions = book().versions(code)
    if version:
        return next((each for each in versions if each.version == version), None)
    return book().in_force(code, on) or next(iter(versions), None)


def raw_versions() -> list[RawFile]:
    """Every published version as it was written, for the examination."""
    return [(f"{row.code}/{row.version}", row.raw) for row in _rows()]


def version_rows(code: str) -> list[PolicyVersion]:
    """The published versions of a policy, the newest first."""
    return list(
        PolicyVersion.objects.filter(code=code)
        .select_related("published_by")
        .order_by("-effective_from")
    )


def version_numbers(ids: Iterable[int]) -> set[int]:
    """Those of the ids that are published versions."""
    return set(PolicyVersion.objects.filter(pk__in=ids).values_list("pk", flat=True))


def version_row(number: int) -> PolicyVersion:
    """One published version; DoesNotExist where there is none."""
    return PolicyVersion.objects.get(pk=number)


def newest_published(code: str) -> PolicyVersion | None:
    """The version of a policy with the latest effective date."""
    return PolicyVersion.objects.filter(code=code).order_by("-effective_from").first()
