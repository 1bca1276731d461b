"""Finding every page that somebody can reach by following links, one of each kind."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

_SAMPLED: Final = (
    (re.compile(r"/\d+(?=/|$)"), "/1"),
    (re.compile(r"/20\d\d-\d\d(-\d\d)?(?=/|$)"), "/day"),
    (re.compile(r"^/rulebook/[A-Z]{2}(?=/)"), "/rulebook/one"),
    (re.compile(r"/第[^/]+(?=/)"), "/clause"),
    (re.compile(r"^/api/docs/.+"), "/api/docs/one"),
    (re.compile(r"^/exchange/[a-z_]+/import/"), "/exchange/one/import/"),
    (re.compile(r"^/documents/papers/[\w.]+/"), "/documents/papers/one/"),
    (re.compile(r"^/daily/[\w.]+/"), "/daily/one/"),
)
"""Of pages that differ only so, one is enough: one person, one policy, one clause."""

_NO_PAGES: Final = re.compile(
    r"^/(static|files|api/v1)/|\.(json|xlsx|csv|pdf|docx)$"
    r"|/(export|download|template|sample|faults|file)(/|$)|^/exchange/exports/\d"
)


def kind_of(address: str) -> str:
    """The address without what only tells one record from another; empty for what is no page."""
    path = unquote(urlsplit(address).path)
    if _NO_PAGES.search(path) or "export=" in urlsplit(address).query:
        return ""
    for pattern, instead in _SAMPLED:
        path = pattern.sub(instead, path)
    return path


def links_of(page: Page) -> list[str]:
    """Where the page leads to within the site, as paths with their questions."""
    found = page.evaluate(
        "[...document.querySelectorAll('a[href]:not([download])')]"
        ".map((a) => new URL(a.getAttribute('href'), location.href))"
        ".filter((url) => url.origin === location.origin)"
        ".map((url) => url.pathname + url.search)"
    )
    return list(dict.fromkeys(found))


def walk(page: Page, seen: set[str], start: str = "/") -> Iterator[str]:
    """Open one page of every kind not in `seen`, breadth first; yields each while it is open."""
    waiting = [start]
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if not kind or kind in seen:
            continue
        seen.add(kind)
        page.goto(address)
        found = links_of(page)
        yield address
        waiting += found
