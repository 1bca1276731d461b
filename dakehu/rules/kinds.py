"""Every kind that can be asked, by name, in the order of the interface's description."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from dakehu.rules.answering import Kind

_TOPICS: Final[Mapping[str, str]] = {
    "profit_rate": "pricing",
    "rebate_rate": "pricing",
    "quote": "quoting_kind",
    "rebate_payment": "rebate",
    "commission": "commission",
    "score": "appraisal",
    "performance_pay": "performance",
    "month_pay": "pay",
    "last_place": "ranking",
    "meeting_points": "meetings",
    "inspection_points": "office",
    "resolution_points": "office",
    "fine": "office",
    "dates": "dates",
    "travel": "expense",
    "entertainment": "entertaining",
    "wage_guard": "pay",
    "customer_grade": "customer",
    "capitals": "papers",
    "credit_code": "papers",
}
"""Kind → the module of its topic: a command that asks one kind loads only that one."""


class _Kinds(Mapping[str, Kind]):
    """The kinds by name, each loaded when it is first asked for."""

    def __getitem__(self, name: str) -> Kind:
        topic = import_module(f"dakehu.rules.{_TOPICS[name]}")
        kinds: tuple[Kind, ...] = topic.KINDS
        return next(kind for kind in kinds if kind.name == name)

    def __iter__(self) -> Iterator[str]:
        return iter(_TOPICS)

    def __len__(self) -> int:
        return len(_TOPICS)


KINDS: Final[Mapping[str, Kind]] = _Kinds()
