"""The tree of units with their positions and people on a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dakehu.kit.keeping import kept
from dakehu.organization.models import Appointment, PastPosition, Position, Unit
from dakehu.organization.queries.labels import role_label
from dakehu.organization.queries.past import past_parents, past_positions, seats_on
from dakehu.organization.queries.seats import StaffLine


@dataclass(frozen=True)
class PositionNode:
    """A position on a day: who holds it, and how many places are empty."""

    id: int
    title: str
    unit_id: int
    unit: str
    seats: tuple[str, ...]
    superior_id: int | None
    headcount: int
    holders: tuple[StaffLine, ...]

    @property
    def vacancies(self) -> int:
        return max(self.headcount - len(self.holders), 0)

    @property
    def surplus(self) -> int:
        return max(len(self.holders) - self.headcount, 0)

    @property
    def is_vacant(self) -> bool:
        return not self.holders

    @property
    def roles(self) -> str:
        """The names of its seats."""
        return "、".join(role_label(seat) for seat in self.seats)

    @property
    def people(self) -> str:
        return "、".join(one.name for one in self.holders)


@dataclass(frozen=True)
class UnitNode:
    """A unit with its positions and the units below it."""

    id: int
    name: str
    kind: str
    path: str
    parent_id: int | None
    positions: tuple[PositionNode, ...]
    children: "tuple[UnitNode, ...]"

    @property
    def kind_label(self) -> str:
        return str(Unit.Kind(self.kind).label)

    @property
    def headcount(self) -> int:
        return sum(one.headcount for one in self.positions)

    @property
    def people(self) -> int:
        return len({person.id for one in self.positions for person in one.holders})


def units_tree(on: date) -> tuple[UnitNode, ...]:
    """The units that exist on a day as a tree, with who holds what on that day."""
    by_unit: dict[int, list[PositionNode]] = defaultdict(list)
    for position in positions_on(on):
        by_unit[position.unit_id].append(position)
    below = _units_below(on)

    def node(unit: Unit) -> UnitNode:
        return UnitNode(
            id=unit.pk,
            name=unit.name,
            kind=unit.kind,
            path=unit.path,
            parent_id=unit.parent_id,
            positions=tuple(by_unit[unit.pk]),
            children=tuple(node(child) for child in below[unit.pk]),
        )

    return tuple(node(unit) for unit in below[None])


def positions_on(on: date) -> tuple[PositionNode, ...]:
    """The positions in use or held on the day as they stood, by unit and place; kept."""
    return kept("organization", ("positions", on), lambda: tuple(_positions(on)))


def _positions(on: date) -> list[PositionNode]:
    held: dict[int, list[StaffLine]] = defaultdict(list)
    rows = Appointment.objects.on(on).select_related("staff").order_by("starts_on", "pk")
    for row in rows:
        person = StaffLine(row.staff_id, row.staff.name, user_id=row.staff.user_id)
        held[row.position_id].append(person)
    past = past_positions(on)
    seats = seats_on(on, past=past)
    wanted = Position.objects.filter(Q(is_active=True) | Q(pk__in={*held, *past}))
    stood = [
        (one.pk, past.get(one.pk, one))
        for one in wanted.select_related("unit").order_by("unit__path", "place", "pk")
    ]
    return [
        _node(pk, then, seats.get(pk, ()), held[pk])
        for pk, then in stood
        if then.is_active or pk in held
    ]


def _node(
    pk: int, then: Position | PastPosition, seats: tuple[str, ...], held: Iterable[StaffLine]
) -> PositionNode:
    return PositionNode(
        id=pk,
        title=then.title,
        unit_id=then.unit_id,
        unit=then.unit.name,
        seats=seats,
        superior_id=then.superior_id,
        headcount=then.headcount,
        holders=tuple(held),
    )


def unit_choices(on: date) -> list[tuple[int, str]]:
    """The open units for a select, indented by their depth; one query, then kept."""
    return list(kept("organization", ("unit_choices", on), lambda: _unit_choices(on)))


def _unit_choices(on: date) -> tuple[tuple[int, str], ...]:
    below = _units_below(on)

    def walk(parent: int | None, depth: int) -> Iterator[tuple[int, str]]:
        for unit in below[parent]:
            yield unit.pk, f"{'　' * depth}{unit.name}"
            yield from walk(unit.pk, depth + 1)

    return tuple(walk(None, 0))


def _units_below(on: date) -> dict[int | None, list[Unit]]:
    """The units that exist on a day by their parent, in their order."""
    there = (Q(closed_on__isnull=True) | Q(closed_on__gt=on)) & (
        Q(opened_on__isnull=True) | Q(opened_on__lte=on)
    )
    below: dict[int | None, list[Unit]] = defaultdict(list)
    moved = past_parents(on)
    for unit in Unit.objects.filter(there).order_by("place", "pk"):
        unit.parent_id = moved.get(unit.pk, unit.parent_id)
        below[unit.parent_id].append(unit)
    return below


def position_choices(on: date) -> list[tuple[int, str]]:
    """The positions in use for a select: 大客户部 · 大客户员."""
    return [(one.id, f"{one.unit} · {one.title}") for one in positions_on(on)]


def flat(units: Iterable[UnitNode], depth: int = 0) -> list[tuple[int, UnitNode]]:
    """The tree as rows with their depth."""
    rows: list[tuple[int, UnitNode]] = []
    for unit in units:
        rows += [(depth, unit), *flat(unit.children, depth + 1)]
    return rows


def unit_of(pk: int) -> Unit | None:
    """An open unit by its id."""
    return Unit.objects.filter(pk=pk, closed_on__isnull=True).first()
