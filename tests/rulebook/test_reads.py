"""The table of what each computation reads, held against a recording of what it does read."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dakehu.policy.book import Rulebook
from dakehu.policy.loading.files import load_book
from dakehu.policy.params import TYPES
from dakehu.rulebook.reads import READS, Reads, kinds_reading
from dakehu.rules.answering import answer_of
from dakehu.rules.asking import Refused
from dakehu.rules.kinds import KINDS
from tests.policybook.unread import UNREAD

CASES = Path(__file__).parents[2] / "cases"
START = "2026-06-01T08:30:00"
FURTHER: dict[str, list[dict[str, Any]]] = {
    "resolution_points": [{"points": ["2"]}],
    "inspection_points": [{"points": ["2"]}],
    "dates": [
        {"what": "weekly_meeting", "week_of": "2026-06-01", "series": "water"},
        {"what": "weekly_meeting", "week_of": "2026-06-01", "series": "department"},
        {"what": "commission_window", "pay_month": "2026-06"},
    ],
    "fine": [
        {"kind": "smoking", "times": "1"},
        {"kind": "discipline", "amounts": ["10"]},
    ],
    "meeting_points": [
        {"start": START, "attendance": [{"who": "甲", **more}]}
        for more in (
            {"arrived_at": "2026-06-01T08:40:00", "left_minutes": "30"},
            {"arrived_at": "2026-06-01T08:30:00", "phone": True},
            {},
        )
    ],
}
"""Questions beside the published cases, for branches that those do not reach."""


def questions(kind: str) -> Iterator[dict[str, Any]]:
    path = CASES / f"{kind}.jsonl"
    if path.exists():
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)["input"]
    yield from FURTHER.get(kind, [])


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Reads]:
    read: dict[str, set[str]] = defaultdict(set)

    def noting(name: str) -> None:
        plain = getattr(Rulebook, name)

        def noted(self: Rulebook, asked: str, *more: Any, **named: Any) -> Any:
            read["laws" if name == "law" else "keys"].add(asked)
            return plain(self, asked, *more, **named)

        monkeypatch.setattr(Rulebook, name, noted)

    for name in ("__getitem__", "source", "parameter", "law"):
        noting(name)

    def record(kind: str) -> Reads:
        book = load_book()
        for question in questions(kind):
            try:
                answer_of(KINDS[kind], question, book=book, today=date(2026, 11, 23))
            except Refused:
                continue
        return Reads(frozenset(read["keys"]), frozenset(read["laws"]))

    return record


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_reads_what_the_table_says(kind: str, recorded: Callable[[str], Reads]) -> None:
    assert recorded(kind) == READS[kind]


def test_every_parameter_that_is_read_by_a_rule_stands_with_some_kind() -> None:
    listed = {key for reads in READS.values() for key in reads.keys}
    assert listed == set(TYPES) - set(UNREAD)


def test_a_parameter_leads_to_its_kinds() -> None:
    assert kinds_reading(frozenset({"profit.bands"}), frozenset()) == ("profit_rate", "quote")
    assert kinds_reading(frozenset(), frozenset({"S5-4.1a"})) == ("month_pay",)
    assert kinds_reading(frozenset(), frozenset()) == ()
