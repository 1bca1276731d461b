"""One demo and one empty installation for all journeys, and a fresh browser profile for each."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.browsing import DESKTOP, PHONE, SIZES, Watch, browser, visit
from tests.journeys.running import Site, served


@dataclass(frozen=True)
class EmptySite:
    """An installation without a company, and the password that its start printed once."""

    site: Site
    password: str


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo company."""
    with served(Path(tmp_path_factory.mktemp("demo"))) as started:
        yield started


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmptySite]:
    """An empty installation."""
    with served(Path(tmp_path_factory.mktemp("empty")), "--empty") as started:
        found = re.search(r"用户名 admin，密码 (\S+)", started.said)
        assert found, started.said
        yield EmptySite(started, found[1])


Visiting = Callable[..., tuple[BrowserContext, Watch]]


@pytest.fixture
def visiting(chromium: Browser, site: Site) -> Iterator[Visiting]:
    """Opens further browser profiles: `visiting(phone=True)`, `visiting(origin=…, color_scheme=…)`.

    Each must end without a script error, a refused file, or a request to somebody else.
    """
    with ExitStack() as stack:

        def start(
            *, phone: bool = False, origin: str = "", **options: Any
        ) -> tuple[BrowserContext, Watch]:
            size = PHONE if phone else DESKTOP
            return stack.enter_context(visit(chromium, origin or site.address, **size, **options))

        yield start


@pytest.fixture
def watch(request: pytest.FixtureRequest) -> Watch:
    """What the test's own page noted; `watch.expects(404)` where a refusal is the point."""
    return request.getfixturevalue("_visit")[1]


@pytest.fixture
def size(request: pytest.FixtureRequest) -> str:
    """Overridden by the parameter of `everywhere`."""
    return getattr(request, "param", "desktop")


@pytest.fixture
def _visit(chromium: Browser, site: Site, size: str) -> Iterator[tuple[BrowserContext, Watch]]:
    with visit(chromium, site.address, **SIZES[size]) as opened:
        yield opened


@pytest.fixture
def page(_visit: tuple[BrowserContext, Watch]) -> Page:
    """A page of a fresh browser profile, of the test's size."""
    return _visit[0].new_page()
