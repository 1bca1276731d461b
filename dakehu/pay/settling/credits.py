"""The receipts behind each person's commission."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from dakehu.policy.decimals import ONE, ZERO
from dakehu.rules.crediting import Credited, shares_by_project
from dakehu.rules.month_facts import Money, MonthFacts


class Credit(NamedTuple):
    """A receipt on which somebody earns, and their share of it.

    One that `is_late` belongs to a window that was settled before.
    """

    money: Money
    share: Decimal
    is_late: bool = False


def credits_of(facts: MonthFacts, credited: Credited) -> Mapping[str, Sequence[Credit]]:
    """The receipts on which each person earns."""
    found: dict[str, list[Credit]] = defaultdict(list)
    late = {id(one) for one in facts.late}
    for person, money in credited.own.items():
        found[person] += [Credit(one, ONE, id(one) in late) for one in money]
    shares = shares_by_project(facts)
    for project, money in credited.shared.items():
        for share in shares[project]:
            found[share.person] += [Credit(one, share.share, id(one) in late) for one in money]
    return dict(found)


def late_told(amount: Decimal) -> str:
    """What a receipt of a window that was settled before is in this one."""
    return _("冲减") if amount < ZERO else _("补计")
