"""The organisation chart: where each card and each line stands.

Positions hang under their superiors, from left to right. Leaves take a row each, a superior stands
in the middle of its subordinates. Dotted lines are the functional ties of the key-account head
(rules.md §8.1).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dakehu.organization.queries.structure import PositionNode, positions_on

WIDTH: Final = 160
HEIGHT: Final = 56
ACROSS: Final = 56
DOWN: Final = 16
MARGIN: Final = 12

HEAD: Final = "ka_head"
TIED: Final = frozenset({"project_manager", "product_mgmt", "finance", "hr_admin", "gm_assistant"})

_TITLE_ROOM: Final = 18
_PEOPLE_ROOM: Final = 22
"""How many half-width letters fit into a card's lines."""


@dataclass(frozen=True)
class Card:
    """A position in its place."""

    x: int
    y: int
    position: PositionNode
    title: str
    people: str
    is_shared: bool

    @property
    def middle(self) -> int:
        return self.y + HEIGHT // 2

    @property
    def text_x(self) -> int:
        return self.x + 12

    @property
    def title_y(self) -> int:
        return self.y + 23

    @property
    def people_y(self) -> int:
        return self.y + 42


@dataclass(frozen=True)
class Row:
    """A position in the indented list of the phone."""

    depth: int
    position: PositionNode


@dataclass(frozen=True)
class Chart:
    """The drawing: its size, the cards, the solid and the dotted lines as SVG paths."""

    on: date
    width: int
    height: int
    cards: tuple[Card, ...]
    lines: tuple[str, ...]
    ties: tuple[str, ...]
    rows: tuple[Row, ...]
    vacancies: int

    @property
    def people(self) -> int:
        return len({one.id for card in self.cards for one in card.position.holders})


def chart(on: date) -> Chart:
    """The chart of a day; the positions as they are, the people as they were or will be."""
    positions = positions_on(on)
    below = _below(positions)
    places: dict[int, tuple[int, int]] = {}
    rows: list[Row] = []
    used = 0

    def place(node: PositionNode, depth: int) -> int:
        """Put a node and all below it; its own row times two."""
        nonlocal used
        rows.append(Row(depth, node))
        under = [place(child, depth + 1) for child in below[node.id]]
        if under:
            row = (under[0] + under[-1]) // 2
        else:
            row, used = 2 * used, used + 1
        places[node.id] = (
            MARGIN + depth * (WIDTH + ACROSS),
            MARGIN + row * (HEIGHT + DOWN) // 2,
        )
        return row

    for top in below[None]:
        place(top, 0)
    cards = {one.id: _card(one, places[one.id]) for one in positions}
    return Chart(
        on=on,
        width=max((x for x, _y in places.values()), default=0) + WIDTH + MARGIN,
        height=max((y for _x, y in places.values()), default=0) + HEIGHT + MARGIN,
        cards=tuple(cards.values()),
        lines=tuple(
            _line(cards[one.superior_id], cards[one.id])
            for one in positions
            if one.superior_id in cards
        ),
        ties=tuple(_ties(cards)),
        rows=tuple(rows),
        vacancies=sum(one.vacancies for one in positions),
    )


def _below(positions: Sequence[PositionNode]) -> dict[int | None, list[PositionNode]]:
    """Positions by superior; those whose superior is not in use stand at the top."""
    known = {one.id for one in positions}
    found: dict[int | None, list[PositionNode]] = defaultdict(list)
    for one in positions:
        found[one.superior_id if one.superior_id in known else None].append(one)
    return found


def _card(position: PositionNode, place: tuple[int, int]) -> Card:
    return Card(
        x=place[0],
        y=place[1],
        position=position,
        title=_cut(position.title, _TITLE_ROOM),
        people=_cut(_told(position), _PEOPLE_ROOM),
        is_shared=len(position.seats) > 1,
    )


def _told(position: PositionNode) -> str:
    """Who holds it: the names, or how many there are where they would not fit."""
    names = position.people
    if len(names) * 2 <= _PEOPLE_ROOM or len(position.holders) < 3:
        return names
    first = position.holders[0].name
    return f"{first}等{len(position.holders)}人"


def _cut(text: str, room: int) -> str:
    """As much of a text as a card's line holds, Chinese characters being twice as wide."""
    for index, letter in enumerate(text):
        room -= 1 if letter.isascii() else 2
        if room < 0:
            return f"{text[: index - 1]}…"
    return text


def _line(superior: Card, card: Card) -> str:
    """From the right edge of the superior to the left edge of the card, at right angles."""
    bend = superior.x + WIDTH + ACROSS // 2
    return f"M{superior.x + WIDTH} {superior.middle}H{bend}V{card.middle}H{card.x}"


def _ties(cards: Mapping[int, Card]) -> list[str]:
    """Dotted lines from the head's card to those it works with, through the gap before it."""
    head = next((one for one in cards.values() if HEAD in one.position.seats), None)
    if head is None:
        return []
    tied = [one for one in cards.values() if TIED & set(one.position.seats)]
    return [_tie(head, one) for one in tied if one.position.id != head.position.id]


def _tie(head: Card, other: Card) -> str:
    bend, start, end = head.x - 12, head.y + HEIGHT - 10, other.y + HEIGHT - 10
    edge = other.x + WIDTH if other.x < head.x else other.x
    return f"M{head.x} {start}H{bend}V{end}H{edge}"
