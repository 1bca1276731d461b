"""Money received as others may see it, and what is wrong with rows of a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dakehu.kit.actors import Actor
from dakehu.kit.keyed_rows import KeyedRows, Wanted
from dakehu.kit.sheets import Checked, Fault, SheetRow, Standing
from dakehu.organization.queries.roster import Found, find_either, is_within
from dakehu.periods.queries import closed_among, month_name
from dakehu.policy.periods import Month, NotADate
from dakehu.receipts.access import ENTER_RECEIPTS, VERIFY_RECEIPTS, receipts_visible_to
from dakehu.receipts.data.methods import METHODS
from dakehu.receipts.models import LIVE, Receipt
from dakehu.rules.month_facts import Money

METHOD_WORDS: Final = dict(METHODS)
STATES: Final = (
    ("open", gettext_lazy("待核实")),
    ("verified", gettext_lazy("已核实")),
    ("voided", gettext_lazy("已作废")),
)

ROWS: Final = KeyedRows(
    kind="receipt",
    model=Receipt,
    key=("number",),
    compared=(
        *("arrived_on", "verified_on", "customer_name", "project_name", "amount", "method"),
        *("summary", "staff_id"),
    ),
    along=("unit_id", "verified_by_id", "verified_at", "changed_at"),
    live=LIVE,
)

_PLAIN: Final = (
    ("customer_name", "customer", ""),
    ("project_name", "project", ""),
    ("method", "method", "wire"),
    ("summary", "summary", ""),
)


@dataclass(frozen=True)
class _Judge:
    """What all rows of one call are judged by."""

    by: Actor
    on: date
    closed: set[str]
    may_verify: bool


def receipts_of(actor: Actor) -> QuerySet[Receipt]:
    """What the actor sees, the latest arrival first, with the person at hand."""
    return receipts_visible_to(actor).select_related("staff").order_by("-arrived_on", "-pk")


def state_of(receipt: Receipt) -> str:
    if receipt.voided_at is not None:
        return "voided"
    return "open" if receipt.verified_on is None else "verified"


def in_state(rows: QuerySet[Receipt], state: str) -> QuerySet[Receipt]:
    if state == "voided":
        return rows.exclude(LIVE)
    return rows.filter(LIVE, verified_on__isnull=state == "open")


def by_text(rows: QuerySet[Receipt], text: str) -> QuerySet[Receipt]:
    """Those whose number, customer, project or person holds the text."""
    held = Q(number__icontains=text) | Q(customer_name__icontains=text)
    return rows.filter(held | Q(project_name__icontains=text) | Q(staff__name__icontains=text))


def arrived_within(rows: QuerySet[Receipt], month: str) -> QuerySet[Receipt]:
    """Those of a month (2026-11); all where the text names none."""
    try:
        asked = Month.parse(month)
    except NotADate:
        return rows
    return rows.filter(arrived_on__range=(asked.first_day, asked.last_day))


def numbers_there(ids: Iterable[int]) -> set[int]:
    return set(Receipt.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def number_of(pk: int) -> str:
    return Receipt.objects.filter(pk=pk).values_list("number", flat=True).first() or ""


def check_rows(rows: Sequence[SheetRow], by: Actor, on: date) -> Checked:
    """What is wrong with rows of a file, and how they stand to what is stored."""
    people = find_either(rows, column="staff")
    days = [row.values.get("verified_on") for row in rows]
    wanted = [wanted_row(row, people) for row in rows]
    stored = ROWS.stored(wanted)
    days += [one.verified_on for one in stored.values()]
    judge = _Judge(
        by, on, closed_among(str(Month.of(day)) for day in days if day), by.may(VERIFY_RECEIPTS)
    )
    faults = [*people.faults]
    for row in rows:
        faults += _faults(row, judge)
    faults += _out_of_reach(rows, people, by)
    standing = ROWS.standing(wanted, stored)
    changed = [row for row in rows if standing.get(row.number) is Standing.CHANGED]
    faults += _unchangeable(changed, stored, judge)
    return Checked(faults, standing)


def wanted_row(row: SheetRow, people: Found) -> Wanted:
    """A row of a file as it shall be stored. A column that the file lacks stays as it is, and an
    empty 核实日期 takes no verification back."""
    given = row.values
    values: dict[str, Any] = {
        "number": given["number"],
        "arrived_on": given["arrived_on"],
        "amount": given["amount"],
    }
    for name, column, blank in _PLAIN:
        if column in given:
            values[name] = given[column] or blank
    if given.get("verified_on"):
        values["verified_on"] = given["verified_on"]
    if "staff" in given:
        person = people.people.get(row.number)
        values["staff_id"] = person.id if person else None
        values["unit_id"] = person.unit_on(given["arrived_on"]) if person else None
    return Wanted(row.number, values)


def rows_given_out(actor: Actor, asked: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The actor's receipts by the codes of the sheet; voided ones are left out."""
    rows = receipts_of(actor).filter(LIVE)
    if month := asked.get("month", ""):
        rows = arrived_within(rows, month)
    if state := asked.get("state", ""):
        rows = in_state(rows, state)
    if text := asked.get("q", ""):
        rows = by_text(rows, text)
    for one in rows.iterator(chunk_size=2000):
        yield {
            "number": one.number,
            "arrived_on": one.arrived_on,
            "verified_on": one.verified_on,
            "customer": one.customer_name,
            "project": one.project_name,
            "amount": one.amount,
            "method": one.method,
            "summary": one.summary,
            "staff": one.staff.name if one.staff else None,
        }


def _faults(row: SheetRow, judge: _Judge) -> Iterator[Fault]:
    arrived, verified = row.values["arrived_on"], row.values.get("verified_on")
    if arrived > judge.on:
        fault = _("到账日期 %s 还没有到。") % arrived
        yield Fault(row.number, "arrived_on", fault, _("请按银行入账的日期填写。"))
    if row.values["amount"] == Decimal(0):
        told = _("请填写到账金额；退款填负数。没有到账的行请删去。")
        yield Fault(row.number, "amount", _("金额是 0。"), told)
    if verified:
        yield from _verified_wrongly(row.number, arrived, verified, judge)
    if "project" in row.values and not row.values["project"]:
        fault = _("没有项目，暂不计提成和返点。")
        yield Fault(row.number, "project", fault, _("知道是哪个项目后补上。"), is_notice=True)


def _verified_wrongly(number: int, arrived: date, verified: date, judge: _Judge) -> Iterator[Fault]:
    if verified > judge.on:
        fault = _("核实日期 %s 还没有到。") % verified
        yield Fault(number, "verified_on", fault, _("还没有核实的，请把这一格留空。"))
    elif verified < arrived:
        fault = _("核实日期 %(verified)s 早于到账日期 %(arrived)s。")
        days = {"verified": verified, "arrived": arrived}
        yield Fault(number, "verified_on", fault % days, _("请核对这两个日期。"))
    elif not judge.may_verify:
        fault = _("核实由财务登记。")
        yield Fault(number, "verified_on", fault, _("请把核实日期留空，由财务核实后计入。"))
    elif str(Month.of(verified)) in judge.closed:
        fault = _("%s已月结。") % month_name(Month.of(verified))
        told = _("请改为实际核实的、尚未月结的日期，或由财务总监反月结。")
        yield Fault(number, "verified_on", fault, told)


def _out_of_reach(rows: Sequence[SheetRow], people: Found, by: Actor) -> Iterator[Fault]:
    """Whoever enters for a unit enters for its people alone."""
    if by.scope(ENTER_RECEIPTS).name == "ALL":
        return
    for row in rows:
        person = people.people.get(row.number)
        if person and not is_within(by, ENTER_RECEIPTS, person, row.values["arrived_on"]):
            fault = _("%s不在您登记回款的范围内。") % person.name
            yield Fault(row.number, "staff", fault, _("请删去这一行，交财务登记。"))


def _unchangeable(
    rows: Sequence[SheetRow], stored: Mapping[Any, Receipt], judge: _Judge
) -> Iterator[Fault]:
    there = {row.number: stored[row.values["number"],] for row in rows}
    if not there:
        return
    ids = [one.pk for one in there.values()]
    seen = set(receipts_visible_to(judge.by).filter(pk__in=ids).values_list("pk", flat=True))
    for number, one in there.items():
        month = Month.of(one.verified_on) if one.verified_on else None
        if one.pk not in seen:
            fault = _("这个流水号已经登记，由他人负责。")
            yield Fault(number, "number", fault, _("请核对流水号；需要更正的，请交财务。"))
        elif month and not judge.may_verify:
            fault = _("这笔回款已核实，不能再改。")
            yield Fault(number, "number", fault, _("请删去这一行；需要更正的，请交财务。"))
        elif month and str(month) in judge.closed:
            fault = _("这笔回款已计入%s，该月已月结。") % month_name(month)
            told = _("请删去这一行；差额请另登记一笔，或由财务总监反月结。")
            yield Fault(number, "number", fault, told)


# ---------------------------------------------------------------- for the settlement


def money_between(first: date, last: date) -> Iterator[Money]:
    """What was verified on these days, and whatever is not verified yet, by serial."""
    verified = Q(verified_on__range=(first, last)) | Q(verified_on=None)
    return _as_money(Receipt.objects.filter(LIVE & verified))


def money_concerning(
    person: str, projects: Iterable[str], first: date, last: date
) -> Iterator[Money]:
    """The same, of what somebody sold and of some projects."""
    verified = Q(verified_on__range=(first, last)) | Q(verified_on=None)
    theirs = Q(staff__number=person) | Q(project_name__in=list(projects))
    return _as_money(Receipt.objects.filter(LIVE & verified & theirs))


def money_of(serials: Iterable[str]) -> Iterator[Money]:
    """Those of some serials, in the order of serials; one query."""
    return _as_money(Receipt.objects.filter(LIVE, number__in=serials))


def serials_changed(
    since: datetime, first: date | None = None, last: date | None = None
) -> QuerySet[Receipt, str]:
    """The serials of what was entered, verified, corrected or voided after a moment.

    With days those alone that are verified on one of them.
    """
    rows = Receipt.objects.filter(changed_at__gt=since).order_by()
    if first is not None and last is not None:
        rows = rows.filter(verified_on__range=(first, last))
    return rows.values_list("number", flat=True)


def _as_money(rows: QuerySet[Receipt]) -> Iterator[Money]:
    told = rows.order_by("number").values_list(
        *("number", "arrived_on", "verified_on", "customer_name", "amount", "project_name"),
        *("staff__number", "method"),
    )
    for serial, arrived, verified, customer, amount, project, person, method in told.iterator():
        yield Money(serial, arrived, verified, customer, amount, project, person or "", method)
