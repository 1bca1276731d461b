"""People and units as files name them: by number, by name, with what to do where it is wrong."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Permission, Scope
from dakehu.kit.sheets import Fault, SheetRow
from dakehu.organization.access import reaches
from dakehu.organization.models import Appointment, Staff, Unit

_LIKE: Final = 0.6


@dataclass(frozen=True)
class Home:
    """A unit in which a person holds a position, from a day on."""

    starts_on: date
    ends_on: date | None
    unit: int
    path: str


@dataclass(frozen=True)
class Person:
    """A person as a file may name them; `homes` are their positions, the latest first."""

    id: int
    number: str
    name: str
    hired_on: date | None
    left_on: date | None
    homes: tuple[Home, ...]

    def home_on(self, day: date) -> Home | None:
        """Where the person belongs on a day: then, else before, else at all."""
        started = [one for one in self.homes if one.starts_on <= day]
        there = [one for one in started if one.ends_on is None or one.ends_on > day]
        return next(iter((*there, *started, *reversed(self.homes))), None)

    def unit_on(self, day: date) -> int | None:
        home = self.home_on(day)
        return home.unit if home else None

    def serves_within(self, first: date, last: date) -> bool:
        """Whether the person belongs to the company on any day of a stretch."""
        joined = self.hired_on is None or self.hired_on <= last
        return joined and (self.left_on is None or self.left_on > first)


@dataclass(frozen=True)
class Roster:
    """Some people by their numbers and by their names."""

    by_number: Mapping[str, Person]
    by_name: Mapping[str, tuple[Person, ...]]

    def one(self, text: str) -> Person | None:
        """The person of that number, else the only one of that name."""
        named = self.by_name.get(text, ())
        return self.by_number.get(text) or (named[0] if len(named) == 1 else None)


@dataclass(frozen=True)
class Place:
    """A unit as a file may name it."""

    id: int
    path: str


@dataclass
class Found:
    """Who was meant in each row, by its number, and what was wrong with the others."""

    people: dict[int, Person] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def roster_of(texts: Iterable[str]) -> Roster:
    """Whoever has one of these numbers or names; two queries."""
    wanted = set(texts)
    rows = list(Staff.objects.filter(Q(number__in=wanted) | Q(name__in=wanted)).order_by("pk"))
    homes: dict[int, list[Home]] = defaultdict(list)
    held = Appointment.objects.filter(staff__in=[row.pk for row in rows])
    order = ("-is_primary", "-starts_on", "-pk")
    for row in held.select_related("position__unit").order_by(*order):
        unit = row.position.unit
        homes[row.staff_id].append(Home(row.starts_on, row.ends_on, unit.pk, unit.path))
    people = [
        Person(row.pk, row.number, row.name, row.hired_on, row.left_on, tuple(homes[row.pk]))
        for row in rows
    ]
    by_name: dict[str, tuple[Person, ...]] = {}
    for one in people:
        by_name[one.name] = (*by_name.get(one.name, ()), one)
    return Roster({one.number: one for one in people}, by_name)


def find_people(rows: Sequence[SheetRow], *, number: str = "number", name: str = "name") -> Found:
    """The people whom some rows name by 工号; a name beside it must be theirs."""
    roster = roster_of(str(row.values[number]) for row in rows)
    found, unknown = Found(), []
    for row in rows:
        person = roster.by_number.get(row.values[number])
        told = row.values.get(name) or ""
        if person is None:
            unknown.append(row)
        elif told and told != person.name:
            found.faults.append(_another(row.number, name, person, told))
        else:
            found.people[row.number] = person
    found.faults += _unknown(unknown, number, roster)
    return found


def find_either(rows: Sequence[SheetRow], *, column: str) -> Found:
    """The people whom some rows name by 工号 or by a name that only one has; blanks are nobody."""
    named = [row for row in rows if row.values.get(column)]
    roster = roster_of(row.values[column] for row in named)
    found, unknown = Found(), []
    for row in named:
        text = row.values[column]
        person = roster.one(text)
        if person is not None:
            found.people[row.number] = person
        elif text in roster.by_name:
            found.faults.append(_several(row.number, column, roster.by_name[text]))
        else:
            unknown.append(row)
    found.faults += _unknown(unknown, column, roster)
    return found


def is_within(by: Actor, permission: Permission, person: Person, day: date) -> bool:
    """Whether the actor's permission reaches a person where they belong on a day."""
    home = person.home_on(day)
    return reaches(by, permission, owner=person.id, paths=[home.path] if home else [])


def is_place_within(by: Actor, permission: Permission, place: Place) -> bool:
    """Whether the actor's permission reaches a unit as a whole."""
    return reaches(by, permission, owner=-1, paths=[place.path])


def beyond_reach(
    rows: Sequence[SheetRow],
    people: Mapping[int, Person],
    by: Actor,
    permission: Permission,
    day_of: Callable[[SheetRow], date],
    column: str = "number",
) -> Iterator[Fault]:
    """The rows whose person the actor's permission does not reach."""
    if by.scope(permission) is Scope.ALL:
        return
    for row in rows:
        person = people.get(row.number)
        if person and not is_within(by, permission, person, day_of(row)):
            yield not_yours(row.number, column, person.name)


def not_yours(row: int, column: str, name: str) -> Fault:
    """The fault of a row that somebody else must enter."""
    fault = _("%s不在您可以登记的范围内。") % name
    return Fault(row, column, fault, _("请删去这一行，由其上级或人事行政登记。"))


def not_serving(
    rows: Sequence[SheetRow],
    people: Mapping[int, Person],
    stretch: Callable[[SheetRow], tuple[date, date]],
    column: str = "number",
) -> Iterator[Fault]:
    """The rows whose person did not belong to the company on any day of the row's stretch."""
    for row in rows:
        person = people.get(row.number)
        if person is None or person.serves_within(*stretch(row)):
            continue
        if person.left_on is not None and person.left_on <= stretch(row)[0]:
            told = _("%(name)s自 %(day)s 起已离职。") % {"name": person.name, "day": person.left_on}
        else:
            told = _("%(name)s %(day)s 才入职。") % {"name": person.name, "day": person.hired_on}
        yield Fault(row.number, column, told, _("请核对工号和日期。"))


def open_units(on: date) -> dict[str, tuple[Place, ...]]:
    """The units that exist on a day, by name; a name may stand for several."""
    there = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    by_name: dict[str, tuple[Place, ...]] = {}
    rows = Unit.objects.filter(there).order_by("place", "pk")
    for pk, name, path in rows.values_list("pk", "name", "path"):
        by_name[name] = (*by_name.get(name, ()), Place(pk, path))
    return by_name


def likeness(text: str, known: Iterable[str]) -> str:
    """Which of the known words was probably meant: 最接近的是“大客户部”。; empty for none."""
    like = get_close_matches(text, list(known), n=1, cutoff=_LIKE)
    return _("最接近的是“%s”。") % like[0] if like else ""


def _another(row: int, column: str, person: Person, told: str) -> Fault:
    names = {"number": person.number, "name": person.name, "told": told}
    fault = _("工号 %(number)s 是%(name)s，表中写的是%(told)s。") % names
    return Fault(row, column, fault, _("请核对工号和姓名，改成同一个人。"))


def _several(row: int, column: str, people: Sequence[Person]) -> Fault:
    fault = _("有 %(count)d 个人叫%(name)s。") % {"count": len(people), "name": people[0].name}
    numbers = "、".join(one.number for one in people)
    return Fault(row, column, fault, _("请改填工号：%s。") % numbers)


def _unknown(rows: Sequence[SheetRow], column: str, roster: Roster) -> list[Fault]:
    if not rows:
        return []
    known = dict(Staff.objects.values_list("number", "name"))
    return [
        Fault(
            row.number,
            column,
            _("没有工号“%s”。") % row.values[column],
            _meant(str(row.values[column]), roster, known),
        )
        for row in rows
    ]


def _meant(text: str, roster: Roster, known: Mapping[str, str]) -> str:
    named = roster.by_name.get(text, ())
    if len(named) == 1:
        return _("这是姓名；%(name)s的工号是 %(number)s，请改填工号。") % {
            "name": text,
            "number": named[0].number,
        }
    if named:
        return _("这是姓名，有 %d 个人同名。请改填工号。") % len(named)
    people = {**{number: number for number in known}, **{n: no for no, n in known.items()}}
    like = get_close_matches(text, list(people), n=1, cutoff=_LIKE)
    if like:
        number = people[like[0]]
        return _("最接近的是 %(number)s（%(name)s）。请核对，或先在人员表中登记这个人。") % {
            "number": number,
            "name": known[number],
        }
    return _("请核对工号，或先在人员表中登记这个人。")
