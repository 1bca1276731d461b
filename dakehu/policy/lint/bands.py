"""Bands, coefficients and grades: rows must follow each other without gap and overlap (A-01)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from dakehu.policy.decimals import ONE, ZERO, grouped_text, plain_text
from dakehu.policy.lint.drafts import Draft, number_in, row_article
from dakehu.policy.lint.findings import Finding
from dakehu.policy.param_rows import BandsType, Coefficients, Grades
from dakehu.policy.params import TYPES


@dataclass(frozen=True)
class _Ladder:
    """How the rows of a type are to be read: where the edge stands, and which way it goes."""

    edge_at: int
    ascending: bool
    unit: str

    def told(self, edge: Decimal) -> str:
        number = grouped_text(edge, always_fen=False) if self.ascending else plain_text(edge)
        return f"{number} {self.unit}"

    def wrong_way(self, before: Decimal, after: Decimal) -> bool:
        return after < before if self.ascending else after > before


_LADDERS: Final[Mapping[type, _Ladder]] = {
    BandsType: _Ladder(edge_at=0, ascending=True, unit="元"),
    Coefficients: _Ladder(edge_at=0, ascending=False, unit="分"),
    Grades: _Ladder(edge_at=1, ascending=False, unit="分"),
}


def check_bands(draft: Draft) -> Iterator[Finding]:
    """Disorder, overlap and gap in every parameter of ordered rows."""
    for entry in draft.parameters:
        ladder = _LADDERS.get(type(TYPES.get(entry["key"])))
        edges = None if ladder is None else _edges(entry["value"], ladder.edge_at)
        if ladder is None or edges is None:
            continue
        yield from _disorder(draft, entry, ladder, edges)
        yield from _overlap(draft, entry, ladder, edges)
        yield from _gap(draft, entry, ladder, edges)
        if ladder.edge_at == 0 and ladder.ascending:
            yield from _rates(draft, entry)


def _edges(raw: Any, edge_at: int) -> list[Decimal] | None:
    """The edges by row; None where the rows have another form (said by the check of values)."""
    if not isinstance(raw, list) or not raw:
        return None
    if not all(isinstance(row, list) and len(row) == 2 for row in raw):
        return None
    edges = [number_in(row[edge_at]) for row in raw]
    return None if None in edges else edges


def _disorder(
    draft: Draft, entry: Mapping[str, Any], ladder: _Ladder, edges: list[Decimal]
) -> Iterator[Finding]:
    for row in range(1, len(edges)):
        before, after = edges[row - 1], edges[row]
        if not ladder.wrong_way(before, after):
            continue
        way = "由低到高" if ladder.ascending else "由高到低"
        right = "、".join(ladder.told(e) for e in sorted(set(edges), reverse=not ladder.ascending))
        yield draft.finding(
            "disorder",
            "error",
            row_article(entry, row),
            f"{entry['name']}应{way}排列，第 {row + 1} 档的起点 {ladder.told(after)}"
            f"却排在第 {row} 档的 {ladder.told(before)}之后",
            f"把 {entry['key']} 各档的起点改为依次是 {right}",
            key=entry["key"],
            row=row,
            edge=plain_text(after),
            before=plain_text(before),
        )
        return


def _overlap(
    draft: Draft, entry: Mapping[str, Any], ladder: _Ladder, edges: list[Decimal]
) -> Iterator[Finding]:
    for row, edge in enumerate(edges):
        first = edges.index(edge)
        if first == row:
            continue
        yield draft.finding(
            "overlap",
            "error",
            row_article(entry, row),
            f"{entry['name']}的第 {first + 1} 档和第 {row + 1} 档都从 {ladder.told(edge)}起，"
            f"{ladder.told(edge)}以上同时属于两档",
            f"删去 {entry['key']} 中多余的一档，或者把其中一档的起点改为另一个数",
            key=entry["key"],
            rows=[first, row],
            edge=plain_text(edge),
        )


def _gap(
    draft: Draft, entry: Mapping[str, Any], ladder: _Ladder, edges: list[Decimal]
) -> Iterator[Finding]:
    lowest = min(edges)
    if lowest > ZERO:
        row = edges.index(lowest)
        yield draft.finding(
            "gap",
            "error",
            row_article(entry, row),
            f"{entry['name']}最低一档从 {ladder.told(lowest)}起，0 以上、不满 {ladder.told(lowest)}"
            "的没有任何一档可用",
            f"把 {entry['key']} 最低一档的起点改为 0，或者补上从 0 起的一档",
            key=entry["key"],
            row=row,
            **{"from": "0", "to": plain_text(lowest)},
        )


def _rates(draft: Draft, entry: Mapping[str, Any]) -> Iterator[Finding]:
    for row, (_, raw) in enumerate(entry["value"]):
        rate = number_in(raw)
        if rate is None or not ZERO <= rate <= ONE:
            yield draft.finding(
                "bad_value",
                "error",
                row_article(entry, row),
                f"{entry['name']}第 {row + 1} 档的比例为 {raw}，不在 0 与 1 之间",
                f'把 {entry["key"]} 这一档的比例写成带引号的小数，百分之二十写作 "0.20"',
                key=entry["key"],
                row=row,
            )
