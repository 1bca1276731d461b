"""What the company pays of a trip, and when it is claimed (S5-4.7, S5-4.9, S5-4.12; A-89 to A-92).

Entertainment is in `entertaining`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ZERO, amount, exactly
from dakehu.policy.figures import AMOUNT, NUMBER, TEXT, Figure, entered
from dakehu.policy.periods import Month, OutOfCalendar
from dakehu.policy.workdays import Lookup, WorkingCalendar
from dakehu.rules import entertaining
from dakehu.rules.answering import Answer, ByCalendar, Kind, Notice
from dakehu.rules.asking import (
    DAY,
    Asked,
    Faults,
    Flag,
    Number,
    Record,
    Refused,
    Rows,
    Text,
    one_form,
    optional,
)
from dakehu.rules.dates import calendar_notices, claim_due_on


class TravelItem(NamedTuple):
    """One item of a trip; `limit` is for one unit, None where the policy sets none."""

    kind: str
    units: Decimal
    limit: Decimal | None = None
    receipts: Decimal = ZERO
    fixed: bool = False


class ItemPaid(NamedTuple):
    """What the company pays of an item, what stays with the person, and that before rounding."""

    kind: str
    reimbursed: Figure
    own_part: Figure
    unrounded: Decimal


class Travel(NamedTuple):
    """A trip's items and their sums; `unlimited` are the places of items without a limit."""

    items: tuple[ItemPaid, ...]
    reimbursed: Figure
    own_part: Figure
    unlimited: tuple[int, ...]


@exactly
def travel(book: Rulebook, *, items: Sequence[TravelItem]) -> Travel:
    """Pay each item by receipts and limit over the whole trip (S5-4.9, A-90)."""
    paid = tuple(_item(book, place, item) for place, item in enumerate(items))
    source = book.law("S5-4.9")
    reimbursed = Figure(
        "reimbursed",
        "报销金额",
        amount(_sum(each.reimbursed.value for each in paid)),
        AMOUNT,
        "各项报销金额之和",
        source,
        tuple(each.reimbursed for each in paid),
    )
    own_part = Figure(
        "own_part",
        "自付金额",
        amount(_sum(each.unrounded for each in paid)),
        AMOUNT,
        "各项票据超出报销部分之和",
        source,
        tuple(each.own_part for each in paid),
    )
    unlimited = tuple(place for place, item in enumerate(items) if item.limit is None)
    return Travel(paid, reimbursed, own_part, unlimited)


def _item(book: Rulebook, place: int, item: TravelItem) -> ItemPaid:
    receipts = entered(f"receipts_{place}", "票据金额", item.receipts)
    reimbursed = _reimbursed(book, place, item, receipts)
    rest, how = ZERO, "定额项目没有自付部分"
    inputs: tuple[Figure, ...] = (reimbursed,)
    if not item.fixed:
        rest = max(ZERO, item.receipts - reimbursed.value)
        how, inputs = "{1} − {0}，不低于 0", (reimbursed, receipts)
    label = f"{item.kind} 自付金额"
    source = reimbursed.source
    own_part = Figure(f"own_part_{place}", label, amount(rest), AMOUNT, how, source, inputs)
    return ItemPaid(item.kind, reimbursed, own_part, rest)


def _reimbursed(book: Rulebook, place: int, item: TravelItem, receipts: Figure) -> Figure:
    """The limit of a fixed item, the lower of both, or the receipts where there is no limit."""
    source = book.source("travel.mode")
    inputs: tuple[Figure, ...] = (receipts,)
    if item.limit is None:
        worth, how, source = item.receipts, "没有限额，按票据 {0}", book.law("A-89")
    elif item.fixed:
        worth, how = item.limit * item.units, "定额 {0} × {1}，不凭票据"
        inputs = _limits(place, item)
    else:
        worth = min(item.receipts, item.limit * item.units)
        how = "票据 {0} 与限额 {1} × {2} 两者取低"
        inputs = (receipts, *_limits(place, item))
    label = f"{item.kind} 报销金额"
    return Figure(f"reimbursed_{place}", label, amount(worth), AMOUNT, how, source, inputs)


def _limits(place: int, item: TravelItem) -> tuple[Figure, Figure]:
    return (
        entered(f"limit_{place}", "每单位限额", item.limit),
        entered(f"units_{place}", "数量", item.units, NUMBER),
    )


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, ZERO)


class ClaimDates(NamedTuple):
    """The month a trip is claimed for, and the last day for it."""

    claim_month: Figure
    due_on: Figure


def travel_claim(book: Rulebook, ended_on: date, lookup: Lookup) -> ClaimDates:
    """A trip belongs to the month in which it ends, its claim to the next (A-91, A-92)."""
    month = Month.of(ended_on)
    ended = entered("trip_to", "出差结束日", ended_on, TEXT)
    source = book.law("A-92")
    claim_month = Figure("claim_month", "所属月份", month, TEXT, "{0} 所在的月份", source, (ended,))
    following = month.plus(1)
    source = book.law("S5-4.12")
    due_month = Figure(
        "due_month", "截止月份", following, TEXT, "{0} 的次月", source, (claim_month,)
    )
    return ClaimDates(claim_month, claim_due_on(book, following, lookup, reason=due_month))


def _answer_travel(book: Rulebook, values: Mapping[str, Any], calendar: WorkingCalendar) -> Answer:
    found = travel(book, items=[TravelItem(**row) for row in values["items"]])
    fields: dict[str, Any] = {
        "reimbursed": found.reimbursed.written(),
        "own_part": found.own_part.written(),
    }
    others = [found.own_part]
    notices = _no_limit(book, found.unlimited)
    trip = values["trip"]
    if trip is not None:
        if trip["from"] > trip["to"]:
            raise Refused("trip", "inconsistent", "出差开始日不能晚于结束日")
        lookup = Lookup(calendar)
        dates = travel_claim(book, trip["to"], lookup)
        fields |= {figure.key: figure.written() for figure in dates}
        others.extend(dates)
        notices.extend(calendar_notices(lookup))
    fields["items"] = [
        {
            "kind": item.kind,
            "reimbursed": item.reimbursed.written(),
            "own_part": item.own_part.written(),
        }
        for item in found.items
    ]
    return Answer(fields, found.reimbursed, others, notices)


def _no_limit(book: Rulebook, rows: Sequence[int]) -> list[Notice]:
    if not rows:
        return []
    message = "有项目没有限额：须写明理由，并按完整程序审批。"
    return [Notice("no_limit", message, {"rows": list(rows)}, book.law("A-89"))]


_AMOUNT: Final = Number(least=ZERO)


def _item_record(limit: Asked) -> Record:
    return Record(
        {
            "kind": Asked(Text()),
            "limit": limit,
            "units": Asked(_AMOUNT),
            "receipts": optional(_AMOUNT, ZERO),
            "fixed": optional(Flag(), False),
        }
    )


_FIXED_ITEM: Final = _item_record(Asked(_AMOUNT))
_ITEM: Final = _item_record(optional(_AMOUNT))


class _ItemReader:
    """An item; a fixed one needs its limit."""

    alike: ClassVar = (_ITEM,)

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        """The values of the item."""
        fixed = isinstance(raw, dict) and raw.get("fixed") is True
        return (_FIXED_ITEM if fixed else _ITEM).read(raw, path, row, faults)


def _due_in_calendar(trip: Mapping[str, Any], path: str, row: int | None, faults: Faults) -> None:
    """The month after the trip, in which the claim is due, must exist."""
    if trip["to"] is None:
        return
    try:
        Month.of(trip["to"]).plus(1)
    except OutOfCalendar:
        faults.add(f"{path}.to", "out_of_range", "超出可计算的日期范围", row)


KINDS: Final[tuple[Kind, ...]] = (
    *entertaining.KINDS,
    Kind(
        name="travel",
        title="差旅费报销",
        signature=one_form(
            items=Asked(Rows(_ItemReader())),
            trip=optional(Record({"from": Asked(DAY), "to": Asked(DAY)}, _due_in_calendar)),
        ),
        rule=ByCalendar(_answer_travel),
        amount_field="items.limit",
        time_field="trip.to",
    ),
)
