"""The frame of a page for one request: menu, phone bar, person, bars."""

from collections.abc import Iterable
from functools import lru_cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from dakehu.kit.actors import Actor
from dakehu.kit.clock import today
from dakehu.kit.context import MenuItem, MenuPage, Shell, bar_sources
from dakehu.kit.permissions import EVERY_ROLE
from dakehu.kit.registry import CreateEntry, MenuEntry, create_entries, menu
from dakehu.kit.settings_store import pack_is_on, read
from dakehu.organization.queries.company import company_name
from dakehu.organization.queries.labels import role_label
from dakehu.web.menus import CUSTOMER_ICON, MOST_ENTRIES, PERSON, POLICIES, Entry, entries_for


def frame_of(request: HttpRequest) -> Shell:
    """The frame around the page that answers `request`; bare for somebody not signed in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    bars = [bar for source in bar_sources if (bar := source.build(request)) is not None]
    if actor.is_anonymous:
        return Shell(bars=bars, company=company_name())
    hidden = frozenset(one.code for one in menu if one.is_shown and not one.is_shown())
    packs = tuple(read("packs", []))
    offered = _offered(actor.roles, packs, hidden, get_language(), len(menu))
    main, foot, person, create = (_fresh(items) for items in offered)
    _mark_current(request.path, [*main, *foot], person)
    current = next((item for item in [*main, *foot] if item.current), None)
    return Shell(
        user_name=actor.name,
        role_name="、".join(role_label(role) for role in _ordered(actor.roles)),
        company=company_name(),
        menu=main,
        foot_menu=foot,
        person_menu=person,
        phone=_phone(main, foot, person),
        create=create,
        tabs=current.pages if current and len(current.pages) > 1 else [],
        bars=bars,
        today=today(),
    )


Items = tuple[MenuItem, ...]


@lru_cache(maxsize=256)
def _offered(
    roles: frozenset[str],
    packs: tuple[str, ...],
    hidden: frozenset[str],
    language: str,
    pages: int,
) -> tuple[Items, Items, Items, Items]:
    """Menu, foot, person's pages and what may be made: the same for all of the same roles.

    The other arguments are there to tell one answer from another.
    """
    actor = Actor(user_id=0, name="", roles=roles)
    main = [item for entry in entries_for(roles) if (item := _item(entry, actor, hidden))]
    foot = [item for item in [_item(POLICIES, actor, hidden)] if item]
    person = [_single(entry) for code in PERSON if (entry := _page(code, actor, hidden))]
    create = [_made(one) for one in create_entries if _is_offered(one, actor)]
    return tuple(main[:MOST_ENTRIES]), tuple(foot), tuple(person), tuple(create)


def _fresh(items: Items) -> list[MenuItem]:
    """Copies in which this request may mark where it is."""
    return [
        MenuItem(
            *(item.label, item.url, item.icon),
            pages=[MenuPage(page.label, page.url) for page in item.pages],
        )
        for item in items
    ]


def _ordered(roles: frozenset[str]) -> Iterable[str]:
    return [role for role in EVERY_ROLE if role in roles]


def _page(code: str, actor: Actor, hidden: frozenset[str]) -> MenuEntry | None:
    """A registered page that this person may open, whose pack is on and that shows something."""
    found = menu.get(code)
    if found is None or code in hidden or not pack_is_on(found.pack):
        return None
    return found if found.permission is None or actor.may(found.permission) else None


def _item(entry: Entry, actor: Actor, hidden: frozenset[str]) -> MenuItem | None:
    pages = [found for code in entry.pages if (found := _page(code, actor, hidden))]
    if not pages:
        return None
    tabs = [MenuPage(str(one.label), reverse(one.route)) for one in pages]
    return MenuItem(str(entry.label), tabs[0].url, entry.icon, pages=tabs)


def _single(entry: MenuEntry) -> MenuItem:
    return MenuItem(str(entry.label), reverse(entry.route), entry.icon)


def _made(entry: CreateEntry) -> MenuItem:
    return MenuItem(str(entry.label), reverse(entry.route), entry.icon)


def _is_offered(entry: CreateEntry, actor: Actor) -> bool:
    allowed = entry.permission is None or actor.may(entry.permission)
    fits = entry.roles is None or not actor.roles.isdisjoint(entry.roles)
    return allowed and fits and pack_is_on(entry.pack)


def _mark_current(path: str, items: list[MenuItem], person: list[MenuItem]) -> None:
    """Mark the page whose address is the longest beginning of `path`, and its entry."""
    best: tuple[int, MenuItem, MenuPage] | None = None
    for item in items:
        for page in item.pages:
            fits = path == page.url or (page.url != "/" and path.startswith(page.url))
            if fits and (best is None or len(page.url) > best[0]):
                best = (len(page.url), item, page)
    if best is not None:
        best[1].current = best[2].current = True
    for item in person:
        item.current = path.startswith(item.url)


def _phone(main: list[MenuItem], foot: list[MenuItem], person: list[MenuItem]) -> list[MenuItem]:
    """Five places: 工作台, 客户 or the second entry, then what there is, 我的 last."""
    own = person[:1]
    known = {page.url for item in main for page in item.pages}
    others = [item for item in person[1:] if item.url not in known]
    second = [item for item in main[1:] if item.icon == CUSTOMER_ICON][:1] or main[1:2]
    rest = [item for item in [*foot, *main[1:], *others] if item not in second]
    room = 5 - len(own)
    chosen = [*main[:1], *second, *rest][:room]
    return [*chosen, *own]
