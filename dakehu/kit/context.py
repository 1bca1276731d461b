"""What every page needs around its content: menu, person, bars, badges."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest

from dakehu.kit.logs import current_number
from dakehu.kit.registry import Plug, Registry


@dataclass(frozen=True)
class MenuPage:
    """A page inside a menu entry, shown as a tab."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class MenuItem:
    """An entry of the side menu or the phone bar."""

    label: str
    url: str
    icon: str
    current: bool = False
    pages: tuple[MenuPage, ...] = ()
    badge: int = 0


@dataclass
class Bar:
    """A thin line above the page: demo, trial."""

    kind: str
    template: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass
class Shell:
    """The frame around a page's content."""

    user_name: str = ""
    role_name: str = ""
    company: str = ""
    menu: tuple[MenuItem, ...] = ()
    foot_menu: tuple[MenuItem, ...] = ()
    person_menu: tuple[MenuItem, ...] = ()
    phone: tuple[MenuItem, ...] = ()
    create: tuple[MenuItem, ...] = ()
    bars: list[Bar] = field(default_factory=list)
    tabs: tuple[MenuPage, ...] = ()
    badges: tuple[tuple[str, int], ...] = ()
    search_url: str = ""
    today: date | None = None
    request_id: str = ""


@dataclass(frozen=True)
class BarSource:
    """Something that may put a bar above the page; `build` returns None for no bar."""

    code: str
    build: Callable[[HttpRequest], Bar | None]


bar_sources: Registry[BarSource] = Registry("bar_sources")

shell_source: Plug[Callable[[HttpRequest], Shell]] = Plug("shell_source")
"""Builds the frame for a request; filled by `web`."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell`, built once a request and only when a template asks for it."""
    kept: list[Shell] = []

    def built() -> Shell:
        if not kept:
            kept.append(_built(request))
        return kept[0]

    return {"shell": built}


def _built(request: HttpRequest) -> Shell:
    build = shell_source.or_none
    frame = Shell() if build is None or not hasattr(request, "actor") else build(request)
    frame.request_id = current_number()
    return frame
