"""Brackets: half-open bands [from, next from) with a rate each (A-01).

One table answers for a single amount and, compiled to an integer expression, for millions of
rows in a bulk engine; a test holds the two equal.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from dakehu.policy.decimals import CONTEXT, ZERO, grouped_text, half_up, plain_text

PPM = 1_000_000
_FEN_PER_YUAN = 100


class BracketsError(ValueError):
    """The bands are not ascending from zero; `row` is the first one that is wrong."""

    def __init__(self, message: str, row: int) -> None:
        super().__init__(message)
        self.row = row


@dataclass(frozen=True)
class Band:
    """One band: lower edge included, upper edge excluded, None for no upper edge."""

    index: int
    from_: Decimal
    to: Decimal | None
    rate: Decimal

    @cached_property
    def reach(self) -> str:
        """The band in words: 500,000 元以上、不满 1,000,000 元."""
        lower = f"{grouped_text(self.from_, always_fen=False)} 元以上"
        if self.to is None:
            return lower
        upper = f"不满 {grouped_text(self.to, always_fen=False)} 元"
        return f"{lower}、{upper}" if self.index else upper

    def holds(self, number: Decimal) -> bool:
        """Whether `number` lies in this band."""
        return self.from_ <= number and (self.to is None or number < self.to)


@dataclass(frozen=True)
class Brackets:
    """Ascending bands from 0 without gap or overlap: they are given by their lower edges."""

    bands: tuple[Band, ...]

    @classmethod
    def of(cls, rows: Sequence[tuple[Decimal, Decimal]]) -> "Brackets":
        """Bands from `(lower edge, rate)` rows; BracketsError where they do not ascend from 0."""
        if not rows or rows[0][0] != ZERO:
            raise BracketsError("第一档须从 0 起", 0)
        for row in range(1, len(rows)):
            if rows[row][0] <= rows[row - 1][0]:
                raise BracketsError("各档下限须逐档增大", row)
        edges = [edge for edge, _ in rows]
        uppers = [*edges[1:], None]
        return cls(
            tuple(
                Band(index, edge, upper, rate)
                for index, ((edge, rate), upper) in enumerate(zip(rows, uppers, strict=True))
            )
        )

    @cached_property
    def edges(self) -> tuple[Decimal, ...]:
        """The lower edges, the first being 0."""
        return tuple(band.from_ for band in self.bands)

    def at(self, number: Decimal) -> Band:
        """The band of `number`; a number on an edge belongs to the band above it."""
        return self.bands[max(bisect_right(self.edges, number) - 1, 0)]

    def below(self, number: Decimal) -> Band:
        """The band just below `number`: the other reading of a number that stands on an edge."""
        return self.bands[max(bisect_left(self.edges, number) - 1, 0)]

    def has_edge(self, number: Decimal) -> bool:
        """Whether `number` is a lower edge."""
        return number in self.edges

    def integer_expression(self, column: str) -> str:
        """SQL for the rate in millionths over an integer `column` of fen.

        Edges and rates must be whole fen and whole millionths (ValueError), so that the bulk
        result is the same figure as `at` gives.
        """
        whens = [
            f"WHEN {column} >= {_whole(band.from_ * _FEN_PER_YUAN)} THEN {_whole(band.rate * PPM)}"
            for band in reversed(self.bands[1:])
        ]
        lowest = _whole(self.bands[0].rate * PPM)
        return f"CASE {' '.join(whens)} ELSE {lowest} END" if whens else str(lowest)

    def integer_share(self, fen: int) -> int:
        """rate × amount in whole fen, half away from zero, by integers alone."""
        rate = 0
        for band in self.bands:
            if band.index == 0 or fen >= _whole(band.from_ * _FEN_PER_YUAN):
                rate = _whole(band.rate * PPM)
        return share_of(fen, rate)

    def share(self, yuan: Decimal) -> Decimal:
        """rate × amount, half up to the fen: the exact counterpart of `integer_share`."""
        return half_up(CONTEXT.multiply(self.at(yuan).rate, yuan))


def share_of(fen: int, ppm: int) -> int:
    """fen × ppm ÷ 1,000,000, half away from zero, in integers.

    The sign is taken out first: floor division of a negative number is not half up.
    """
    product = abs(fen) * ppm
    rounded = (product + PPM // 2) // PPM
    return rounded if fen >= 0 else -rounded


def share_expression(column: str, rate: str, divide: str = "/") -> str:
    """SQL for `share_of` over an integer column of fen and an expression of millionths.

    Halves are added to the absolute value, which every engine divides the same way. `divide` is
    the engine's division of integers: `/` in SQLite and PostgreSQL, `//` in DuckDB.
    """
    return (
        f"(CASE WHEN {column} < 0 THEN -1 ELSE 1 END)"
        f" * ((ABS({column}) * ({rate}) + {PPM // 2}) {divide} {PPM})"
    )


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise ValueError(f"{plain_text(number)} 不是整数，不能用于整数表达式")
    return int(number)
