"""Parts of a page that depend on nothing but what they are given: rendered once, then kept.

The menu of a role is the same on every page and for everybody of that role. Such a part sees only
its own arguments, so equal arguments always give equal HTML and nothing can become stale.
"""

import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST: Final = 256
_TOKEN: Final = secrets.token_urlsafe(24)
"""Stands where a form has its token; no text that somebody wrote can hold it."""


def steady_html(template: str, given: Mapping[str, Any], csrf_token: Any = "") -> SafeString:
    """The part with these arguments, which must be hashable; forms in it get the request's token.

    `csrf_token` is asked for its text only where the part has a form.
    """
    html = _rendered(template, get_language(), tuple(given.items()))
    if _TOKEN in html:
        html = html.replace(_TOKEN, str(csrf_token))
    return mark_safe(html)  # a rendered template, with a token of letters and digits


@lru_cache(maxsize=MOST)
def _rendered(template: str, language: str | None, given: tuple[tuple[str, Any], ...]) -> str:
    """The HTML; `language` is there to tell one answer from another."""
    found = Engine.get_default().get_template(template)
    return str(found.render(Context({**dict(given), "csrf_token": _TOKEN})))
