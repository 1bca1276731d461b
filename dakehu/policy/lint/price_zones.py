"""Total costs for which no profit band, or more than one, is consistent with itself (A-06).

The band sets the rates, the rates set the price, and the price lies in a band, possibly another
one. With cost C and a band's multiplier m the total is C × m, so a band [from, to) is consistent
for the costs [from ÷ m, to ÷ m). Laid side by side these stretches leave gaps and overlap. All of
it is computed in fractions; only the display is rounded, half up to the fen. Other costs are 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal

from dakehu.policy.brackets import Brackets
from dakehu.policy.decimals import grouped_text, percent_text
from dakehu.policy.lint.drafts import Draft, row_article
from dakehu.policy.lint.findings import Finding
from dakehu.policy.lint.prices import PriceRules

Basis = Literal["reference", "no_rebate", "receipts"]

_SETTINGS: Final[dict[Basis, str]] = {
    "reference": "按参考返点、返点以成本计",
    "no_rebate": "不返点",
    "receipts": "按参考返点、返点以收款计",
}


@dataclass(frozen=True)
class Zone:
    """The total costs from `from_` (included) to `to` (excluded) and the bands that suit them."""

    from_: Fraction
    to: Fraction
    bands: tuple[int, ...]


def multipliers(profit: Brackets, rebate: Brackets | None, basis: Basis) -> list[Fraction] | None:
    """Price ÷ cost in each profit band; None where a rebate of 100 % leaves no price."""
    found: list[Fraction] = []
    for band in profit.bands:
        with_profit = 1 + Fraction(band.rate)
        share = Fraction(0) if rebate is None else Fraction(rebate.at(band.from_).rate)
        if basis == "receipts":
            if share == 1:
                return None
            found.append(with_profit / (1 - share))
        else:
            found.append(with_profit + (share if basis == "reference" else 0))
    return found


def odd_zones(profit: Brackets, factors: Sequence[Fraction]) -> list[Zone]:
    """The stretches of total cost that do not have exactly one consistent band, ascending."""
    spans = [
        (Fraction(band.from_) / factor, None if band.to is None else Fraction(band.to) / factor)
        for band, factor in zip(profit.bands, factors, strict=True)
    ]
    points = sorted({point for span in spans for point in span if point is not None})
    zones: list[Zone] = []
    for start, end in pairwise(points):
        bands = tuple(
            index
            for index, (low, high) in enumerate(spans)
            if low <= start and (high is None or start < high)
        )
        if len(bands) != 1:
            zones.append(Zone(start, end, bands))
    return zones


def check_zones(rules: PriceRules) -> Iterator[Finding]:
    """A note for every such stretch: with reference rebates, without, and on receipts."""
    for basis, setting in _SETTINGS.items():
        if rules.rebate is None and basis != "no_rebate":
            continue
        factors = multipliers(rules.profit, rules.rebate, basis)
        for zone in odd_zones(rules.profit, factors) if factors else ():
            yield (_several if zone.bands else _none)(rules, zone, basis, setting)


def _none(rules: PriceRules, zone: Zone, basis: Basis, setting: str) -> Finding:
    factors = multipliers(rules.profit, rules.rebate, basis) or []
    bands = rules.profit.bands
    upper = next(
        band for band in bands[1:] if Fraction(band.from_) / factors[band.index] == zone.to
    )
    lower = bands[upper.index - 1]
    edge = grouped_text(upper.from_, always_fen=False)
    return _finding(
        rules.draft,
        "no_band_zone",
        row_article(rules.entry, upper.index),
        f"{setting}时，总成本{_told(zone)}的项目没有一档自洽：按 {percent_text(lower.rate)} 一档"
        f"计算，总额达到 {edge} 元；按 {percent_text(upper.rate)} 一档计算，总额又不满 {edge} 元",
        f"可以不改：按预估销售额选档，并以最低合规总额 {grouped_text(upper.from_)} 元为准；"
        "要消除这一区间，须使相邻两档的价格与成本之比相等",
        zone,
        basis,
    )


def _several(rules: PriceRules, zone: Zone, basis: Basis, setting: str) -> Finding:
    rates = "、".join(percent_text(rules.profit.bands[index].rate) for index in zone.bands)
    return _finding(
        rules.draft,
        "several_bands_zone",
        row_article(rules.entry, zone.bands[-1]),
        f"{setting}时，总成本{_told(zone)}的项目同时有 {len(zone.bands)} 档自洽（{rates}）",
        "可以不改：自动测算采用起点最低的一档；要消除这一区间，须使相邻两档的价格与成本之比相等",
        zone,
        basis,
    )


def _finding(
    draft: Draft, code: str, article: str, message: str, mend: str, zone: Zone, basis: Basis
) -> Finding:
    return draft.finding(
        code,
        "note",
        article,
        message,
        mend,
        basis=basis,
        bands=list(zone.bands),
        exact={"from": str(zone.from_), "to": str(zone.to)},
        **{"from": f"{fen(zone.from_):f}", "to": f"{fen(zone.to):f}"},
    )


def _told(zone: Zone) -> str:
    return f"在 {grouped_text(fen(zone.from_))} 元以上、不满 {grouped_text(fen(zone.to))} 元"


def fen(amount: Fraction) -> Decimal:
    """A fraction of at least 0 in yuan, half up to the fen."""
    return Decimal((amount * 100 + Fraction(1, 2)).__floor__()).scaleb(-2)
