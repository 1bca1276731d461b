"""Where a clause is found: its anchor on the policy's page, and its address."""

from urllib.parse import urlencode

from django.urls import reverse

from dakehu.policy.telling import Place


def anchor(place: Place) -> str:
    """The id of a clause or item on its page: 第4条, 第4条-三. Fit for a selector as it stands."""
    return f"{place.article}-{place.item}" if place.item else place.article


def policy_url(code: str, version: str = "", place: Place | None = None) -> str:
    """The page of a policy, at a version, at a clause."""
    url = _with_version(reverse("rulebook_policy", args=[code]), version)
    return f"{url}#{anchor(place)}" if place else url


def clause_url(code: str, place: Place, version: str = "") -> str:
    """One clause by itself; the answer to htmx is the clause alone."""
    return _with_version(reverse("rulebook_clause", args=[code, place]), version)


def _with_version(url: str, version: str) -> str:
    return f"{url}?{urlencode({'version': version})}" if version else url
