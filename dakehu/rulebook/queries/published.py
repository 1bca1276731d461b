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

    Published contents are never changed, so their digests say whether the book in hand is still the
    whole one: one short query, once per request. UnsoundVersion where a content does not fit its
    digest: that is looked at when a version is read, once per process.
    """
    global _kept
    stamp = book_stamp()
    if _kept[0] != stamp:
        known = dict(zip(_kept[0], _kept[1].policies, strict=True))
        unknown = _rows().filter(digest__in=set(stamp) - set(known))
        rows = {row.digest: row for row in unknown}
        policies = (known.get(each) or policy_of(rows[each].raw, str(rows[each])) for each in stamp)
        _kept = (stamp, Book(tuple(policies)))
    return _kept[1]


def book_stamp() -> Stamp:
    """What the book in hand is made of: the digests of everything published."""
    return remembered(STAMP, _stamp)


def _stamp() -> Stamp:
    return tuple(_rows().values_list("digest", flat=True))


def _rows() -> QuerySet[PolicyVersion]:
    return _standing().order_by("code", "effective_from")


def _standing() -> QuerySet[PolicyVersion]:
    """What was published and not withdrawn."""
    return PolicyVersion.objects.filter(withdrawn_at__isnull=True)


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
        _standing().filter(code=code).select_related("published_by").order_by("-effective_from")
    )


def withdrawn_rows(code: str) -> list[PolicyVersion]:
    """The versions of a policy that were withdrawn, the latest first."""
    rows = PolicyVersion.objects.filter(code=code, withdrawn_at__isnull=False)
    return list(rows.order_by("-withdrawn_at", "-pk"))


def changed_versions() -> list[PolicyVersion]:
    """The versions whose content is no longer what was published."""
    return [row for row in _rows() if not row.is_sound]


def version_count() -> int:
    return _standing().count()


def version_numbers(ids: Iterable[int]) -> set[int]:
    """Those of the ids that are published versions."""
    return set(PolicyVersion.objects.filter(pk__in=ids).values_list("pk", flat=True))


def version_row(number: int) -> PolicyVersion:
    """One published version; DoesNotExist where there is none."""
    return PolicyVersion.objects.get(pk=number)


def newest_published(code: str) -> PolicyVersion | None:
    """The version of a policy with the latest effective date."""
    return _standing().filter(code=code).order_by("-effective_from").first()
