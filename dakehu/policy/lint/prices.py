"""The price rules in force together: where the bands stand, and what they say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dakehu.policy.brackets import Brackets
from dakehu.policy.lint.drafts import Draft, typed_value


@dataclass(frozen=True)
class PriceRules:
    """The profit bands with their place, and the reference rebates if there are any."""

    draft: Draft
    entry: Mapping[str, Any]
    profit: Brackets
    rebate: Brackets | None


def placed(together: Iterable[Draft], key: str) -> tuple[Draft, Mapping[str, Any], Any] | None:
    """Where a parameter is set among policies in force together, and its typed value if it has
    one; None where it is not set or its value is not allowed."""
    for draft in together:
        for entry in draft.parameters:
            if entry["key"] == key:
                value = typed_value(entry)
                return None if value is None else (draft, entry, value)
    return None


def price_rules(together: Iterable[Draft]) -> PriceRules | None:
    """The price rules, None where the profit bands are missing or faulty."""
    drafts = list(together)
    profit = placed(drafts, "profit.bands")
    if profit is None:
        return None
    rebate = placed(drafts, "rebate.bands")
    return PriceRules(profit[0], profit[1], profit[2], None if rebate is None else rebate[2])
