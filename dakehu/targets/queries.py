"""Targets as others may see them, and what is wrong with rows of a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.keyed_rows import KeyedRows, Wanted
from dakehu.kit.sheets import Checked, Fault, SheetRow
from dakehu.organization.queries.payroll import department_names
from dakehu.organization.queries.roster import (
    Person,
    Place,
    beyond_reach,
    find_people,
    is_place_within,
    likeness,
    not_serving,
    not_yours,
    open_units,
)
from dakehu.periods.queries import closed_faults
from dakehu.policy.periods import Month
from dakehu.rules.month_facts import Goal
from dakehu.targets.access import SET_TARGETS, targets_visible_to
from dakehu.targets.data.metrics import METRICS, USUAL
from dakehu.targets.models import Target

METRIC_WORDS: Final = dict(METRICS)

ROWS: Final = KeyedRows(
    kind="target",
    model=Target,
    key=("staff_id", "unit_id", "month", "metric"),
    compared=("base", "challenge", "actual"),
)


@dataclass
class Subjects:
    """Whose target each row is, by its number, and what was wrong with the others."""

    people: dict[int, Person] = field(default_factory=dict)
    units: dict[int, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def __contains__(self, row: SheetRow) -> bool:
        return row.number in self.people or row.number in self.units


def targets_of(actor: Actor) -> QuerySet[Target]:
    """What the actor sees, the latest month first, with the subjects at hand."""
    rows = targets_visible_to(actor).select_related("staff", "unit", "home")
    return rows.order_by("-month", "-pk")


def subject_of(target: Target) -> str:
    return str(target.staff or target.unit)


def by_subject(rows: QuerySet[Target], text: str) -> QuerySet[Target]:
    """Those of a person or a unit whose name holds the text."""
    named = Q(staff__name__icontains=text) | Q(staff__number__iexact=text)
    return rows.filter(named | Q(unit__name__icontains=text))


def targets_there(ids: Iterable[int]) -> set[int]:
    return set(Target.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def title_of(pk: int) -> str:
    found = Target.objects.select_related("staff", "unit").filter(pk=pk).first()
    return f"{subject_of(found)} · {found.month}" if found else ""


def subjects_of(rows: Sequence[SheetRow], on: date) -> Subjects:
    """The people and units that rows of a file name: a unit by its name, a person by 工号."""
    units, found = open_units(on), Subjects()
    others = []
    for row in rows:
        places = units.get(row.values["subject"], ())
        if len(places) == 1:
            found.units[row.number] = places[0]
        elif places:
            told = _("有 %d 个部门叫这个名字。") % len(places)
            remedy = _("请先在组织架构中把名字区分开。")
            found.faults.append(Fault(row.number, "subject", told, remedy))
        else:
            others.append(row)
    people = find_people(others, number="subject") if others else None
    if people is not None:
        found.people = people.people
        found.faults += [_either(one, rows, units) for one in people.faults]
    return found


def wanted_row(row: SheetRow, subjects: Subjects) -> Wanted:
    """A row of a file as it shall be stored; a column that the file lacks stays as it is."""
    given = row.values
    person, unit = subjects.people.get(row.number), subjects.units.get(row.number)
    last = Month.parse(given["month"]).last_day
    values: dict[str, Any] = {
        "staff_id": person.id if person else None,
        "unit_id": unit.id if unit else None,
        "home_id": unit.id if unit else person.unit_on(last) if person else None,
        "month": given["month"],
        "metric": given.get("metric") or USUAL,
    }
    for name in ("base", "challenge", "actual"):
        if name in given:
            values[name] = given[name]
    return Wanted(row.number, values)


def check_rows(rows: Sequence[SheetRow], by: Actor, on: date) -> Checked:
    """What is wrong with rows of a file, and how they stand to what is stored."""
    subjects = subjects_of(rows, on)
    faults = [*subjects.faults, *closed_faults(rows)]
    for row in rows:
        base, challenge = row.values["base"], row.values.get("challenge")
        if challenge is not None and challenge < base:
            told = _("挑战目标低于目标。")
            remedy = _("请核对：挑战目标应当不低于目标；没有挑战目标的留空。")
            faults.append(Fault(row.number, "challenge", told, remedy))
        unit = subjects.units.get(row.number)
        if unit and not is_place_within(by, SET_TARGETS, unit):
            faults.append(not_yours(row.number, "subject", row.values["subject"]))
    faults += not_serving(rows, subjects.people, _month, "subject")
    faults += beyond_reach(
        rows, subjects.people, by, SET_TARGETS, lambda row: _month(row)[1], "subject"
    )
    wanted = [wanted_row(row, subjects) for row in rows if row in subjects]
    return Checked(faults, ROWS.standing(wanted, ROWS.stored(wanted)))


def rows_given_out(actor: Actor, asked: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The targets that the actor sees, by the codes of the sheet."""
    rows = targets_of(actor)
    if month := asked.get("month", ""):
        rows = rows.filter(month=month)
    if text := asked.get("q", ""):
        rows = by_subject(rows, text)
    for one in rows.iterator(chunk_size=2000):
        yield {
            "subject": one.staff.number if one.staff else str(one.unit),
            "name": one.staff.name if one.staff else None,
            "month": one.month,
            "metric": one.metric,
            "base": one.base,
            "challenge": one.challenge,
            "actual": one.actual,
        }


def _month(row: SheetRow) -> tuple[date, date]:
    month = Month.parse(row.values["month"])
    return month.first_day, month.last_day


def _either(one: Fault, rows: Sequence[SheetRow], units: Iterable[str]) -> Fault:
    """An unknown subject may be a misspelt unit as well as a misspelt number."""
    text = next(row.values["subject"] for row in rows if row.number == one.row)
    like = likeness(text, units)
    if one.column != "subject" or not like:
        return one
    told = _("没有叫“%s”的部门，也没有这个工号。") % text
    return Fault(one.row, "subject", told, like + _("请改成部门全名或工号。"))


def goals_between(first: date, last: date) -> Iterator[Goal]:
    """The targets of the months of some days, one of each subject and month.

    Where somebody has several, the one by receipts counts. A unit is named by its department.
    """
    names = department_names()
    rows = Target.objects.filter(month__range=(str(Month.of(first)), str(Month.of(last))))
    chosen: dict[tuple[str, str], Goal] = {}
    for one in rows.select_related("staff").order_by("pk"):
        subject = one.staff.number if one.staff else names[one.unit_id or 0]
        key = (subject, one.month)
        if key not in chosen or one.metric == USUAL:
            month = Month.parse(one.month)
            chosen[key] = Goal(subject, month, one.base, one.challenge, one.actual, one.metric)
    yield from (chosen[key] for key in sorted(chosen))
