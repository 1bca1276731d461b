"""Debian's Chromium, and pages that note everything a page must not do."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

PATIENCE: Final = 15_000
"""Milliseconds that anything may take on a slow machine."""

DESKTOP: Final[dict[str, Any]] = {"viewport": {"width": 1440, "height": 900}}
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
SIZES: Final = {"desktop": DESKTOP, "phone": PHONE}


_TOLD_ELSEWHERE: Final = (
    "Failed to load resource",  # by the answer's status
    "htmx:sendAbort",  # a later question took the place of an earlier one
    "htmx:afterRequest",
)


@dataclass
class Watch:
    """What went wrong on the pages of one context."""

    origin: str
    faults: list[str] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)

    def expects(self, *statuses: int) -> None:
        """This journey meets refusals on purpose."""
        self.statuses.update(statuses)

    def follow(self, context: BrowserContext) -> None:
        """Note the faults of every page that the context opens."""
        context.on("page", self._follow_page)
        context.on("request", lambda one: self._same_origin(one.url))
        context.on("requestfailed", lambda one: self._failed(one.url, one.failure or ""))
        context.on("response", lambda one: self._answered(one.url, one.status))

    def _follow_page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", lambda line: self._said(line.type, line.text))

    def _said(self, level: str, text: str) -> None:
        if level == "error" and not text.startswith(_TOLD_ELSEWHERE):
            self.faults.append(f"console: {text}")

    def _same_origin(self, url: str) -> None:
        if not url.startswith((f"{self.origin}/", "data:", "blob:", "about:")):
            self.faults.append(f"another origin: {url}")

    def _failed(self, url: str, why: str) -> None:
        if "ERR_ABORTED" not in why:  # the browser left the page before the file came
            self.faults.append(f"failed: {url} {why}")

    def _answered(self, url: str, status: int) -> None:
        if status >= 400 and status not in self.statuses:
            self.faults.append(f"answered {status}: {url}")


@contextmanager
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--lang=zh-CN", "--disable-lcd-text"],
        )
        yield opened
        opened.close()


@contextmanager
def visit(opened: Browser, origin: str, **options: Any) -> Iterator[tuple[BrowserContext, Watch]]:
    """A fresh browser profile of somebody in China; it must end without a fault."""
    context = opened.new_context(
        base_url=origin, locale="zh-CN", timezone_id="Asia/Shanghai", **options
    )
    context.set_default_timeout(PATIENCE)
    watch = Watch(origin)
    watch.follow(context)
    try:
        yield context, watch
    finally:
        with suppress(Exception):
            context.close()
    assert not watch.faults, "\n".join(watch.faults)
