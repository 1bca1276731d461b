"""What stands on the home page of a person today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dakehu.kit.actors import Actor
from dakehu.kit.registry import HomeCard, home_cards
from dakehu.kit.settings_store import pack_is_on


@dataclass(frozen=True)
class Card:
    """A card with what it shows."""

    title: str
    template: str
    place: str
    data: Mapping[str, Any]


def cards_for(actor: Actor, day: date) -> list[Card]:
    """The cards of the person's roles, in their order; a card with nothing to show is absent."""
    cards: list[Card] = []
    for card in sorted(home_cards, key=lambda one: one.order):
        if not _is_for(card, actor):
            continue
        data = card.build(actor, day)
        if data is not None:
            cards.append(Card(str(card.title), card.template, card.place, data))
    return cards


def _is_for(card: HomeCard, actor: Actor) -> bool:
    fits = card.roles is None or not actor.roles.isdisjoint(card.roles)
    return fits and pack_is_on(card.pack)
