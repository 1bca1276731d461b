"""The pay coefficients: from a score to its pay band and factor (S4-6.7 to S4-6.10, A-39, A-41)."""

from typing import Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import exactly, half_up, plain_text
from dakehu.policy.figures import NUMBER, RATE, Figure, Source
from dakehu.policy.param_rows import Coefficient
from dakehu.policy.weights import HUNDRED


class PayBand(NamedTuple):
    """The band of a score: its row in `pay.coefficients`, the highest band being row 0."""

    row: int
    factor: Figure


@exactly
def pay_band(
    book: Rulebook, score: Figure, key: str = "factor", *, scheme: str = "sales"
) -> PayBand:
    """The band and factor of `score` (at least 0); edges belong to the band above (A-41).

    The table is one for both schemes; clerks are shown their own clause of it.
    With `score.banding` = `round_half_up_first` the whole score decides band and factor (A-39).
    """
    told = score
    if book["score.banding"] == "round_half_up_first":
        whole = half_up(score.value, 0)
        source = book.source("score.banding")
        told = Figure(f"{key}_score", "取整得分", whole, NUMBER, "{0} 四舍五入", source, (score,))
    rows: tuple[Coefficient, ...] = book["pay.coefficients"]
    row = next(row for row in rows if told.value >= row.from_)
    if row.factor is None:
        value, how = told.value / HUNDRED, "{0} ÷ 100"
    else:
        value, how = row.factor, f"得分 {{0}}，达到 {plain_text(row.from_)} 分一档"
    source = _row_source(book, scheme, row.index)
    return PayBand(row.index, Figure(key, "绩效系数", value, RATE, how, source, (told,)))


_CLERK_ROWS: Final = ("S4-6.22", "S4-6.23", "S4-6.24", "S4-6.25")
"""The rules that repeat the table's rows for clerks."""


def _row_source(book: Rulebook, scheme: str, row: int) -> Source:
    """The clause of a row; the table's own where another table than the policy's is in use."""
    own = len(book.parameter("pay.coefficients").rows) == len(_CLERK_ROWS)
    if scheme == "clerk" and own and "pay.coefficients" not in book.overrides:
        return book.law(_CLERK_ROWS[row])
    return book.source("pay.coefficients", row)
