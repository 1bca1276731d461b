"""The frame of a page for one request: menu, phone bar, person, bars."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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
    placed = _placed(offered, offered.address_of(request.path), offered.own_of(request.path))
    return Shell(
        user_name=actor.name,
        role_name="、".join(role_label(role) for role in _ordered(actor.roles)),
        company=company_name(),
        menu=placed.main,
        foot_menu=placed.foot,
        person_menu=placed.person,
        phone=_phone(placed),
        create=placed.create,
        tabs=_tabs(placed),
        bars=bars,
        today=today(),
    )


Items = tuple[MenuItem, ...]


@dataclass(frozen=True, eq=False)
class Offer:
    """Menu, foot, person's pages and what may be made; itself and no other, so it can be a key."""

    main: Items
    foot: Items
    person: Items
    create: Items

    def address_of(self, path: str) -> str:
        """The page whose address is the longest beginning of `path`; empty where none is."""
        addresses = (page.url for item in (*self.main, *self.foot) for page in item.pages)
        fitting = (one for one in addresses if path == one or (one != "/" and path.startswith(one)))
        return max(fitting, key=len, default="")

    def own_of(self, path: str) -> frozenset[str]:
        """Which of the person's pages `path` belongs to."""
        return frozenset(item.url for item in self.person if path.startswith(item.url))


@lru_cache(maxsize=256)
def _offered(
    roles: frozenset[str],
    packs: tuple[str, ...],
    hidden: frozenset[str],
    language: str,
    pages: int,
) -> Offer:
    """What is the same for all of the same roles.

    The other arguments are there to tell one answer from another.
    """
    actor = Actor(user_id=0, name="", roles=roles)
    main = [item for entry in entries_for(roles) if (item := _item(entry, actor, hidden))]
    foot = [item for item in [_item(POLICIES, actor, hidden)] if item]
    person = [_single(entry) for code in PERSON if (entry := _page(code, actor, hidden))]
    create = [_made(one) for one in create_entries if _is_offered(one, actor)]
    return Offer(tuple(main[:MOST_ENTRIES]), tuple(foot), tuple(person), tuple(create))


@lru_cache(maxsize=1024)
def _placed(offer: Offer, address: str, own: frozenset[str]) -> Offer:
    """The offer with the page that is open marked, and the first entry that holds it."""
    at = next(
        (n for n, item in enumerate((*offer.main, *offer.foot)) if address in _addresses(item)), -1
    )
    marked = tuple(
        replace(item, current=True, pages=_marked(item, address)) if n == at else item
        for n, item in enumerate((*offer.main, *offer.foot))
    )
    person = tuple(replace(item, current=item.url in own) for item in offer.person)
    room = len(offer.main)
    return Offer(marked[:room], marked[room:], person, offer.create)


def _addresses(item: MenuItem) -> set[str]:
    return {page.url for page in item.pages}


def _marked(item: MenuItem, address: str) -> tuple[MenuPage, ...]:
    return tuple(replace(page, current=page.url == address) for page in item.pages)


def _tabs(offer: Offer) -> tuple[MenuPage, ...]:
    """The pages of the entry that is open, where it has more than one."""
    pages = next((item.pages for item in (*offer.main, *offer.foot) if item.current), ())
    return pages if len(pages) > 1 else ()


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
    tabs = tuple(MenuPage(str(one.label), reverse(one.route)) for one in pages)
    return MenuItem(str(entry.label), tabs[0].url, entry.icon, pages=tabs)


def _single(entry: MenuEntry) -> MenuItem:
    return MenuItem(str(entry.label), reverse(entry.route), entry.icon)


def _made(entry: CreateEntry) -> MenuItem:
    return MenuItem(str(entry.label), reverse(entry.route), entry.icon)


def _is_offered(entry: CreateEntry, actor: Actor) -> bool:
    allowed = entry.permission is None or actor.may(entry.permission)
    fits = entry.roles is None or not actor.roles.isdisjoint(entry.roles)
    return allowed and fits and pack_is_on(entry.pack)


@lru_cache(maxsize=1024)
def _phone(offer: Offer) -> Items:
    """Five places: 工作台, 客户 or the second entry, then what there is, 我的 last."""
    main, foot, person = offer.main, offer.foot, offer.person
    own = person[:1]
    known = {page.url for item in main for page in item.pages}
    others = [item for item in person[1:] if item.url not in known]
    words = {item.label for item in own}  # a rep's menu has an entry 我的 as well: one will do
    entries = [item for item in main[1:] if item.label not in words]
    second = [item for item in entries if item.icon == CUSTOMER_ICON][:1] or entries[:1]
    rest = [item for item in [*foot, *entries, *others] if item not in second]
    room = 5 - len(own)
    chosen = [*main[:1], *second, *rest][:room]
    return (*chosen, *own)
