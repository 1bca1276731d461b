"""A policy's document rendered once: a published version never changes, so its page need not be
put together anew for every reader."""

from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from dakehu.policy.book import Policy
from dakehu.rulebook.documents import chapters_of
from dakehu.rulebook.queries.naming import Naming, naming
from dakehu.rulebook.queries.published import Stamp, book, book_stamp
from dakehu.rulebook.trials import TRIALS


class Document(NamedTuple):
    """The contents and the clauses of a policy as they stand on its page."""

    contents: SafeString
    clauses: SafeString


def policy_document(policy: Policy, sees_keys: bool) -> Document:
    """The document of one version, in the company's words, with codes for who may see them."""
    return _document(
        book_stamp(), policy.code, policy.version, naming(), sees_keys, get_language() or ""
    )


@lru_cache(maxsize=48)
def _document(
    stamp: Stamp, code: str, version: str, named: Naming, sees_keys: bool, language: str
) -> Document:
    """Everything that the document depends on is asked for, so nothing stale can be given."""
    published = book()
    policy = next(one for one in published.versions(code) if one.version == version)
    chapters = chapters_of(published, policy, named)
    context = {"chapters": chapters, "sees_keys": sees_keys, "trial_kinds": TRIALS}
    return Document(
        render_to_string("rulebook/_contents.html", context),
        render_to_string("rulebook/_clauses.html", context),
    )
