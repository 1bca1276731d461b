"""What every page must be: accessible, no wider than the phone, in Chinese, with one heading."""

import re
from collections.abc import Iterator
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from dakehu.demo.cast import PEOPLE

_AXE: Final = Axe()
_EVERYTHING: Final = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
}

ENGLISH: Final = frozenset(
    re.findall(
        r"\w+",
        """Excel Word PDF API JSON OpenAPI TOTP curl Python HTTP HTTPS GET POST URL IP TPO token
        Bearer admin KB MB Chrome Firefox Safari Edge Linux Windows Android iPhone Mac Demo dkh
        WPS xlsx xls csv docx""",
    )
)
"""Words that people who read Chinese also write so, and the demo's own names."""

_NAMES: Final = frozenset(person.username for person in PEOPLE)
_WORDS: Final = re.compile(r"(?<![\w.-])[A-Za-z]{3,}(?![\w.-])")
_HALF_WIDTH: Final = re.compile(
    r"[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]|(?<!条)\([\u4e00-\u9fff]"
)
"""But for 第1条(四), which is how an item of a clause is cited."""

_READ: Final = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    const isCode = holder.closest('code, pre, kbd, samp, .code, script, template');
    if (!node.data.trim() || isCode) continue;
    if (holder.checkVisibility({ visibilityProperty: true })) lines.push(node.data.trim());
  }
  for (const field of document.querySelectorAll('[placeholder], [aria-label], [title], img[alt]')) {
    for (const name of ['placeholder', 'aria-label', 'title', 'alt']) {
      if (field.getAttribute(name)) lines.push(field.getAttribute(name));
    }
  }
  return lines;
}"""


def contrast_faults(page: Page, within: str) -> list[str]:
    """Text that cannot be told from its ground, within a part of the page."""
    return axe_faults(page, {"type": "rule", "values": ["color-contrast"]}, within)


def axe_faults(
    page: Page, only: dict[str, Any] = _EVERYTHING, within: str | None = None
) -> list[str]:
    """What axe finds, one line each: rule, weight, where."""
    options: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": only}
    found = _AXE.run(page, within, options).response["violations"]
    return [
        f"axe {one['impact']} {one['id']}: {_told(node)}"
        for one in found
        for node in one["nodes"][:4]
    ]


def _told(node: dict[str, Any]) -> str:
    summary = " ".join(node["failureSummary"].split()[:40])
    return f"{node['target'][0]} {node['html'][:120]} {summary}"


def width_faults(page: Page) -> Iterator[str]:
    """The page must not scroll sideways."""
    wide, room = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    if wide > room:
        yield f"{wide} wide on a screen of {room}"


def heading_faults(page: Page) -> Iterator[str]:
    """One heading of the first level, and a title of its own."""
    headings = page.locator("h1:visible").count()
    if headings != 1:
        yield f"{headings} headings of the first level"
    if not re.search("[\u4e00-\u9fff]{2}", page.title()):
        yield f"title is {page.title()!r}"


def word_faults(page: Page) -> Iterator[str]:
    """No English and no half-width punctuation in what is read."""
    for line in page.evaluate(_READ):
        foreign = set(_WORDS.findall(line)) - ENGLISH - _NAMES
        if foreign:
            yield f"English {sorted(foreign)} in {line[:80]!r}"
        if _HALF_WIDTH.search(line):
            yield f"half-width punctuation in {line[:80]!r}"
