"""Opening balances as others may see them, and what is wrong with rows of a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q, QuerySet

from dakehu.kit.actors import Actor
from dakehu.kit.keyed_rows import KeyedRows, Wanted
from dakehu.kit.sheets import Checked, SheetRow
from dakehu.organization.queries.roster import Found, find_people
from dakehu.rewards.access import carries_visible_to
from dakehu.rewards.models import OpeningCarry

ROWS: Final = KeyedRows(
    kind="opening_carry", model=OpeningCarry, key=("staff_id",), compared=("amount",)
)


def carries_of(actor: Actor) -> QuerySet[OpeningCarry]:
    """What the actor sees, with the people at hand."""
    return carries_visible_to(actor).select_related("staff", "home").order_by("pk")


def of_person(rows: QuerySet[OpeningCarry], text: str) -> QuerySet[OpeningCarry]:
    return rows.filter(Q(staff__name__icontains=text) | Q(staff__number__iexact=text))


def carries_there(ids: Iterable[int]) -> set[int]:
    return set(OpeningCarry.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def title_of(pk: int) -> str:
    found = OpeningCarry.objects.select_related("staff").filter(pk=pk).first()
    return found.staff.name if found else ""


def wanted_row(row: SheetRow, people: Found, on: date) -> Wanted:
    """A row of a file as it shall be stored."""
    person = people.people[row.number]
    values = {"staff_id": person.id, "home_id": person.unit_on(on), "amount": row.values["amount"]}
    return Wanted(row.number, values)


def check_rows(rows: Sequence[SheetRow], by: Actor, on: date) -> Checked:
    """What is wrong with rows of a file, and how they stand to what is stored."""
    people = find_people(rows)
    wanted = [wanted_row(row, people, on) for row in rows if row.number in people.people]
    return Checked(people.faults, ROWS.standing(wanted, ROWS.stored(wanted)))


def rows_given_out(actor: Actor, asked: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The opening balances that the actor sees, by the codes of the sheet."""
    rows = carries_of(actor)
    if text := asked.get("q", ""):
        rows = of_person(rows, text)
    for one in rows.iterator(chunk_size=2000):
        yield {"number": one.staff.number, "name": one.staff.name, "amount": one.amount}


def opening_carries(_first: date, _last: date) -> Iterator[tuple[str, Decimal]]:
    """What each person brings into the first settlement, by number."""
    rows = OpeningCarry.objects.order_by("staff__number")
    yield from rows.values_list("staff__number", "amount")
