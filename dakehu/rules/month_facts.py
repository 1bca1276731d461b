"""What a month's settlement is computed from: people, targets, ratings, points, shares, receipts.

Plain values, so that the same settlement runs on files alone and on stored records.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from dakehu.policy.periods import Month

SALES: Final = "sales"
CLERK: Final = "clerk"


class Person(NamedTuple):
    """Somebody who is paid: `scheme` is sales or clerk; `left_on` is the last day.

    Business commission is for those who may earn it by their post (A-38); others earn by an
    approved share alone.
    """

    id: str
    name: str
    department: str
    scheme: str
    basic_wage: Decimal
    performance_base: Decimal
    position: str = ""
    on_probation: bool = False
    left_on: date | None = None
    earns_commission: bool = True


class Goal(NamedTuple):
    """A month's target of a person (by id) or a department (by name).

    Without `actual` the verified receipts of that calendar month count (A-30, A-46).
    """

    subject: str
    month: Month
    target: Decimal
    challenge: Decimal | None = None
    actual: Decimal | None = None
    metric: str = ""


class Rating(NamedTuple):
    """A month's sub-scores of a person by part: ability, attitude, workload, effect."""

    person: str
    month: Month
    items: Mapping[str, Decimal]


class Penalty(NamedTuple):
    """Points taken off a person's score of the month in which `on` lies, with the evidence."""

    person: str
    on: date
    points: Decimal
    reason: str
    evidence: str = ""


class Share(NamedTuple):
    """A person's share of a project's commission, between 0 and 1 (A-33)."""

    project: str
    person: str
    share: Decimal


class Money(NamedTuple):
    """A receipt as finance has it; negative for a refund, without `verified_on` not yet money."""

    serial: str
    arrived_on: date
    verified_on: date | None
    customer: str
    amount: Decimal
    project: str = ""
    person: str = ""
    method: str = ""


class Correction(NamedTuple):
    """What somebody is still owed for a month that is settled already.

    `part` is the part of pay (`basic_wage`, `performance_pay`), `paid` what was settled for it so
    far, `due` what it comes to by the records of today; `due` is above `paid`.
    """

    person: str
    month: Month
    part: str
    paid: Decimal
    due: Decimal


class MonthFacts(NamedTuple):
    """Everything a settlement reads. `carries` is what each person brings along, at most 0.

    `late` are receipts of windows that are settled already: those that were missing, and the
    difference of those that changed. They earn in this window and count for no other month's
    attainment. `corrections` is what is paid afterwards for settled months.
    """

    people: Sequence[Person]
    goals: Sequence[Goal] = ()
    ratings: Sequence[Rating] = ()
    penalties: Sequence[Penalty] = ()
    shares: Sequence[Share] = ()
    receipts: Sequence[Money] = ()
    carries: Mapping[str, Decimal] = {}
    late: Sequence[Money] = ()
    corrections: Sequence[Correction] = ()
