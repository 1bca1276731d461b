"""Which parameters and rules each computation reads.

Written down so that a clause can say what it drives without anything being computed; a test asks
every kind its published cases, records what is read, and compares.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Reads(NamedTuple):
    """What a kind reads: parameters by key, and clauses by the rule or decision they write down."""

    keys: frozenset[str]
    laws: frozenset[str] = frozenset()


def _reads(keys: str = "", laws: str = "") -> Reads:
    return Reads(frozenset(keys.split()), frozenset(laws.split()))


READS: Final[Mapping[str, Reads]] = {
    "profit_rate": _reads("profit.bands"),
    "rebate_rate": _reads("rebate.bands rebate.edge_200k"),
    "quote": _reads(
        "profit.bands quote.rebate_basis rebate.bands rebate.edge_200k tax.rate",
        "A-04 A-05 A-06 A-08 A-10 A-11 S5-1.5",
    ),
    "rebate_payment": _reads("rebate.bands rebate.edge_200k", "A-19 A-21 A-22 A-28 S5-2.5"),
    "commission": _reads(
        "commission.base commission.lag commission.rate commission.window_end tax.rate",
        "A-28 A-33 S5-4.1b",
    ),
    "score": _reads(
        "pay.coefficients score.banding score.weights.clerk score.weights.sales",
        "A-49 S4-6.23 S4-6.24 S4-6.25",
    ),
    "performance_pay": _reads(
        "extra.base extra.rate pay.coefficients score.banding",
        "A-45 A-60 S4-6.11 S4-6.24 S4-6.26",
    ),
    "month_pay": _reads("", "S5-4.1a"),
    "last_place": _reads("last_place.min_group last_place.months", "A-51 S4-6.10b"),
    "meeting_points": _reads(
        "deduction.late deduction.absent deduction.left deduction.phone "
        "meeting.grace_min meeting.long_leave_min",
        "S3-3.5.1",
    ),
    "inspection_points": _reads("deduction.cleaning", "S3-2.3"),
    "resolution_points": _reads("deduction.resolution", "S3-3.4.2"),
    "fine": _reads("fine.discipline fine.mode fine.smoking"),
    "dates": _reads(
        "claim.due_day claim.roll commission.lag commission.window_end "
        "meeting.holiday_rule meeting.monthly meeting.water meeting.weekly",
        "S3-3.1b S3-3.1d",
    ),
    "travel": _reads("claim.due_day claim.roll travel.mode", "A-89 A-92 S5-4.12 S5-4.9"),
    "entertainment": _reads("", "A-96 S5-4.8"),
    "wage_guard": _reads(),
    "customer_grade": _reads("class.grades class.weights"),
    "capitals": _reads(),
    "credit_code": _reads(),
}
"""Kind → what it reads."""


def kinds_reading(keys: frozenset[str], laws: frozenset[str]) -> tuple[str, ...]:
    """The kinds that read one of the parameters or cite one of the rules, in their order."""
    return tuple(
        kind
        for kind, reads in READS.items()
        if not (reads.keys.isdisjoint(keys) and reads.laws.isdisjoint(laws))
    )
