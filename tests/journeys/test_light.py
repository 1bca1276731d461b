"""What a page costs over the wire, counted by the browser itself."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.journeys.conftest import Visiting
from tests.journeys.sizes import everywhere
from tests.journeys.steps import enter_as
from tests.journeys.walking import links_of

FIRST_REQUESTS = 15
FIRST_BYTES = 500 * 1024
LATER_BYTES = 60 * 1024


@dataclass
class Meter:
    """Counts what really came over the wire, the cache's answers left out."""

    requests: dict[str, str] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)
    bytes: int = 0

    def attach(self, context: BrowserContext, page: Page) -> None:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.requestServedFromCache", lambda e: self.cached.add(e["requestId"]))
        session.on("Network.loadingFinished", self._finished)

    def _sent(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.requests[event["requestId"]] = event["request"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.requests:
            self.bytes += int(event["encodedDataLength"])

    def told(self) -> str:
        wired = [url for number, url in self.requests.items() if number not in self.cached]
        return f"{len(wired)} requests, {self.bytes} bytes: {wired}"

    def count(self) -> int:
        return len(self.requests.keys() - self.cached)

    def reset(self) -> None:
        self.requests.clear()
        self.cached.clear()
        self.bytes = 0


@everywhere
def test_the_first_screen_after_signing_in_is_light(visiting: Visiting, size: str) -> None:
    for role in ("总经理", "大客户员", "人事"):
        door, _watch = visiting()
        enter_as(door.new_page(), role)
        context, _watch = visiting(phone=size == "phone", storage_state=door.storage_state())
        page, meter = context.new_page(), Meter()
        meter.attach(context, page)
        page.goto("/", wait_until="networkidle")
        assert meter.count() <= FIRST_REQUESTS, meter.told()
        assert 0 < meter.bytes <= FIRST_BYTES, meter.told()


def test_every_later_page_of_the_menu_is_lighter_still(visiting: Visiting) -> None:
    context, _watch = visiting()
    page, meter = context.new_page(), Meter()
    enter_as(page, "人事")
    page.goto("/", wait_until="networkidle")
    pages = [url for url in links_of(page) if url != "/"]
    meter.attach(context, page)
    heavy = []
    for address in pages:
        meter.reset()
        page.goto(address, wait_until="networkidle")
        if meter.bytes > LATER_BYTES:
            heavy.append(f"{address} {meter.told()}")
    assert pages
    assert not heavy, "\n".join(heavy)
