"""Shares as others may see them, and what is wrong with rows of a file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.keyed_rows import KeyedRows, Wanted
from dakehu.kit.sheets import Checked, Fault, SheetRow
from dakehu.organization.queries.roster import Found, find_people
from dakehu.rewards.access import shares_visible_to
from dakehu.rewards.models import ProjectShare
from dakehu.rules.month_facts import Share

WHOLE: Final = Decimal(1)

ROWS: Final = KeyedRows(
    kind="project_share",
    model=ProjectShare,
    key=("project_name", "staff_id"),
    compared=("rate",),
)


def shares_of(actor: Actor) -> QuerySet[ProjectShare]:
    """What the actor sees by project, with the people at hand."""
    rows = shares_visible_to(actor).select_related("staff", "home")
    return rows.order_by("project_name", "pk")


def by_text(rows: QuerySet[ProjectShare], text: str) -> QuerySet[ProjectShare]:
    """Those whose project or person holds the text."""
    named = Q(staff__name__icontains=text) | Q(staff__number__iexact=text)
    return rows.filter(named | Q(project_name__icontains=text))


def shares_there(ids: Iterable[int]) -> set[int]:
    return set(ProjectShare.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def title_of(pk: int) -> str:
    found = ProjectShare.objects.select_related("staff").filter(pk=pk).first()
    return f"{found.project_name} · {found.staff.name}" if found else ""


def percent(rate: Decimal) -> str:
    """33.33%."""
    return f"{(rate * 100).normalize():f}%"


def wanted_row(row: SheetRow, people: Found, on: date) -> Wanted:
    """A row of a file as it shall be stored."""
    person = people.people[row.number]
    values = {
        "project_name": row.values["project"],
        "staff_id": person.id,
        "home_id": person.unit_on(on),
        "rate": row.values["rate"],
    }
    return Wanted(row.number, values)


def check_rows(rows: Sequence[SheetRow], by: Actor, on: date) -> Checked:
    """What is wrong with rows of a file, and how they stand to what is stored.

    A project's shares add up to 100 %, those of the file and those that are stored together.
    """
    people = find_people(rows)
    wanted = [wanted_row(row, people, on) for row in rows if row.number in people.people]
    sums = sums_with(wanted)
    faults = [*people.faults]
    for row in rows:
        total = sums.get(row.values["project"], Decimal(0))
        if total != WHOLE:
            names = {"project": row.values["project"], "total": percent(total)}
            told = _("项目“%(project)s”的分成合计 %(total)s，应为 100%%。") % names
            faults.append(Fault(row.number, "rate", told, _remedy(total)))
    return Checked(faults, ROWS.standing(wanted, ROWS.stored(wanted)))


def sums_with(wanted: Sequence[Wanted]) -> dict[str, Decimal]:
    """What the shares of each project add up to once these rows are stored; one query."""
    rates = _stored_rates({one.values["project_name"] for one in wanted})
    for one in wanted:
        rates[one.values["project_name"]][one.values["staff_id"]] = one.values["rate"]
    return _sums(rates)


def sums_of(projects: Iterable[str]) -> dict[str, Decimal]:
    """What the stored shares of some projects add up to; those without any are left out."""
    return _sums(_stored_rates(projects))


def _stored_rates(projects: Iterable[str]) -> dict[str, dict[int, Decimal]]:
    rates: dict[str, dict[int, Decimal]] = defaultdict(dict)
    stored = ProjectShare.objects.filter(project_name__in=set(projects))
    for project, staff, rate in stored.values_list("project_name", "staff_id", "rate"):
        rates[project][staff] = rate
    return rates


def _sums(rates: Mapping[str, Mapping[int, Decimal]]) -> dict[str, Decimal]:
    return {project: sum(shares.values(), Decimal(0)) for project, shares in rates.items()}


def rows_given_out(actor: Actor, asked: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The shares that the actor sees, by the codes of the sheet."""
    rows = shares_of(actor)
    if text := asked.get("q", ""):
        rows = by_text(rows, text)
    for one in rows.iterator(chunk_size=2000):
        yield {
            "project": one.project_name,
            "number": one.staff.number,
            "name": one.staff.name,
            "rate": one.rate,
        }


def _remedy(total: Decimal) -> str:
    if total < WHOLE:
        told = _("还差 %s。请补上其余的人；已登记而不再分的人填 0%%。")
        return told % percent(WHOLE - total)
    told = _("多出 %s。请核对比例；已登记而不再分的人，加一行填 0%%。")
    return told % percent(total - WHOLE)


def shares_in_force(_first: date, _last: date) -> Iterator[Share]:
    """Everybody's share of each project, in the order in which they were entered."""
    rows = ProjectShare.objects.filter(rate__gt=Decimal(0)).order_by("project_name", "pk")
    for project, person, rate in rows.values_list("project_name", "staff__number", "rate"):
        yield Share(project, person, rate)
