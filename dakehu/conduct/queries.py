"""Deductions as others may see them, and what is wrong with rows of a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dakehu.conduct.access import CONFIRM_POINTS, PROPOSE_POINTS, points_visible_to
from dakehu.conduct.data.states import STATES
from dakehu.conduct.models import COUNTS, ConductPoint
from dakehu.kit.actors import Actor
from dakehu.kit.keyed_rows import KeyedRows, Wanted
from dakehu.kit.sheets import Checked, Fault, SheetRow, Standing
from dakehu.organization.queries.roster import Found, beyond_reach, find_people, not_serving
from dakehu.periods.queries import closed_among, month_name
from dakehu.policy.periods import Month, NotADate
from dakehu.rules.month_facts import Penalty

STATE_WORDS: Final = dict(STATES)
COUNTING: Final = frozenset({"confirmed", "booked"})
"""States in which a deduction counts: while an objection is open it does not (G-16)."""
SETTLED: Final = frozenset({"objected", "booked"})
"""States in which a deduction is no longer changed by a file."""

ROWS: Final = KeyedRows(
    kind="conduct_point",
    model=ConductPoint,
    key=("staff_id", "on", "reason"),
    compared=("points", "evidence"),
    along=("state", "decided_by_id", "decided_at"),
    live=COUNTS,
)


def points_of(actor: Actor) -> QuerySet[ConductPoint]:
    """What the actor sees, the latest first, with the people at hand."""
    return points_visible_to(actor).select_related("staff", "home").order_by("-on", "-pk")


def point_of(actor: Actor, pk: int) -> ConductPoint | None:
    """A deduction that the actor sees, with the people at hand."""
    return points_of(actor).select_related("recorded_by", "decided_by").filter(pk=pk).first()


@dataclass(frozen=True)
class PointPage:
    """A deduction as its page shows it; `told` says what its state means for the score."""

    point: ConductPoint
    state: str
    month: str
    told: str
    may_confirm: bool
    may_drop: bool
    may_prove: bool


def point_page(actor: Actor, point: ConductPoint) -> PointPage:
    """The page of a deduction that the actor may see."""
    may = actor.may(CONFIRM_POINTS)
    month = month_name(Month.of(point.on))
    told = {
        "proposed": _("待人事行政确认，还没有计入考核。"),
        "objected": _("有异议，裁定以前不计入考核。"),
        "dropped": _("不计入考核。"),
    }.get(point.state, _("计入%s的考核得分。") % month)
    return PointPage(
        point=point,
        state=str(STATE_WORDS[point.state]),
        month=month,
        told=told,
        may_confirm=may and point.state == "proposed" and bool(point.evidence),
        may_drop=may and point.state not in {"booked", "dropped"},
        may_prove=actor.may(PROPOSE_POINTS)
        and point.state == "proposed"
        and point.staff_id != actor.staff_id,
    )


def of_person(rows: QuerySet[ConductPoint], text: str) -> QuerySet[ConductPoint]:
    """Those whose person or reason holds the text."""
    named = Q(staff__name__icontains=text) | Q(staff__number__iexact=text)
    return rows.filter(named | Q(reason__icontains=text))


def within_month(rows: QuerySet[ConductPoint], month: str) -> QuerySet[ConductPoint]:
    """Those of a month (2026-11); all where the text names none."""
    try:
        asked = Month.parse(month)
    except NotADate:
        return rows
    return rows.filter(on__range=(asked.first_day, asked.last_day))


def points_there(ids: Iterable[int]) -> set[int]:
    return set(ConductPoint.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def title_of(pk: int) -> str:
    found = ConductPoint.objects.select_related("staff").filter(pk=pk).first()
    return f"{found.staff.name} · {found.on}" if found else ""


def wanted_row(row: SheetRow, people: Found) -> Wanted:
    """A row of a file as it shall be stored."""
    person, given = people.people[row.number], row.values
    values = {
        "staff_id": person.id,
        "home_id": person.unit_on(given["on"]),
        "on": given["on"],
        "reason": given["reason"],
        "points": given["points"],
    }
    if "evidence" in given:
        values["evidence"] = given["evidence"] or ""
    return Wanted(row.number, values)


def check_rows(rows: Sequence[SheetRow], by: Actor, on: date) -> Checked:
    """What is wrong with rows of a file, and how they stand to what is stored."""
    people = find_people(rows)
    faults = [*people.faults]
    faults += not_serving(rows, people.people, lambda row: (row.values["on"], row.values["on"]))
    faults += beyond_reach(rows, people.people, by, PROPOSE_POINTS, lambda row: row.values["on"])
    closed = closed_among(str(Month.of(row.values["on"])) for row in rows)
    for row in rows:
        faults += _faults(row, on, closed)
    wanted = [wanted_row(row, people) for row in rows if row.number in people.people]
    stored = ROWS.stored(wanted)
    standing = ROWS.standing(wanted, stored)
    changed = [one for one in wanted if standing.get(one.number) is Standing.CHANGED]
    faults += _unchangeable(changed, stored, by)
    return Checked(faults, standing)


def rows_given_out(actor: Actor, asked: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The deductions that the actor sees, by the codes of the sheet; dropped ones left out."""
    rows = points_of(actor).filter(COUNTS)
    if month := asked.get("month", ""):
        rows = within_month(rows, month)
    if state := asked.get("state", ""):
        rows = rows.filter(state=state)
    if text := asked.get("q", ""):
        rows = of_person(rows, text)
    for one in rows.iterator(chunk_size=2000):
        yield {
            "number": one.staff.number,
            "name": one.staff.name,
            "on": one.on,
            "points": one.points,
            "reason": one.reason,
            "evidence": one.evidence or None,
        }


def _faults(row: SheetRow, on: date, closed: set[str]) -> Iterator[Fault]:
    day = row.values["on"]
    if day > on:
        fault = _("日期 %s 还没有到。") % day
        yield Fault(row.number, "on", fault, _("请按事情发生的日期填写。"))
    if str(Month.of(day)) in closed:
        fault = _("%s已月结。") % month_name(Month.of(day))
        remedy = _("请删去这一行；需要补扣的，由财务总监反月结后登记。")
        yield Fault(row.number, "on", fault, remedy)
    if not row.values.get("evidence"):
        fault = _("没有证据，先记为待确认。")
        remedy = _("补上证据后，由人事行政确认才计入考核。")
        yield Fault(row.number, "evidence", fault, remedy, is_notice=True)


def _unchangeable(
    wanted: Sequence[Wanted], stored: Mapping[Any, ConductPoint], by: Actor
) -> Iterator[Fault]:
    for one in wanted:
        there = stored[ROWS.key_of(one.values)]
        if there.state in SETTLED:
            fault = _("这次扣分%s，不能再由文件更改。") % STATE_WORDS[there.state]
            yield Fault(one.number, "points", fault, _("请删去这一行，在扣分页面上处理。"))
        elif there.state == "confirmed" and not by.may(CONFIRM_POINTS):
            fault = _("这次扣分已确认，不能再改。")
            yield Fault(one.number, "points", fault, _("请删去这一行；需要更正的，请找人事行政。"))


def penalties_between(first: date, last: date) -> Iterator[Penalty]:
    """The deductions of some days that count: neither open, nor dropped, nor under objection."""
    rows = ConductPoint.objects.filter(on__range=(first, last), state__in=COUNTING)
    told = rows.order_by("staff__number", "on", "pk").values_list(
        "staff__number", "on", "points", "reason", "evidence"
    )
    for person, on, points, reason, evidence in told:
        yield Penalty(person, on, points, reason, evidence)
