"""References to any record: a kind from the registry and an id, checked by the service."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from dakehu.kit.registry import record_kinds


class RecordRef(NamedTuple):
    """A record of any kind: `staff:5`."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parsed(cls, text: str) -> "RecordRef":
        """The reference behind its text; ValueError for anything else."""
        kind, _, number = text.rpartition(":")
        plain = number.isascii() and number.isdigit() and str(int(number)) == number
        if not kind or not plain:
            raise ValueError(f"not a reference: {text!r}")
        return cls(kind, int(number))


def missing(refs: Iterable[RecordRef]) -> list[RecordRef]:
    """Those references that lead nowhere: kind unknown, or no such record."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for ref in refs:
        by_kind[ref.kind].add(ref.id)
    gone: list[RecordRef] = []
    for kind, ids in sorted(by_kind.items()):
        known = record_kinds.get(kind)
        there = known.exists(ids) if known else set()
        gone += [RecordRef(kind, number) for number in sorted(ids - there)]
    return gone
