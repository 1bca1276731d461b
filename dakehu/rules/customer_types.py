"""Kinds of customers, and which of them allow no rebate (G-05)."""

from typing import Final

from dakehu.policy.decision_tables import WORDS

CUSTOMER_TYPES: Final = WORDS["customer_type"]
"""企业、国有企业、事业单位、政府机关、党的机关、人民团体、军队."""

_PUBLIC: Final = frozenset(CUSTOMER_TYPES[2:])


def is_public(customer_type: str, tendered: bool) -> bool:
    """Whether a rebate is out of the question: a public body, or any bidding procedure."""
    return customer_type in _PUBLIC or tendered
