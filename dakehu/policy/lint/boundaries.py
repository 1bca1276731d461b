"""Band edges to know of: claimed by two bands (A-02), or dearer and yet legal (A-08)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from dakehu.policy.decimals import FEN, amount_text, grouped_text, percent_text, plain_text
from dakehu.policy.lint.drafts import Draft, row_article
from dakehu.policy.lint.findings import Finding
from dakehu.policy.lint.price_zones import fen
from dakehu.policy.lint.prices import PriceRules, placed

CLASH: Final = Decimal(200_000)
"""The sales amount that stands in two rows of the company's rebate table (A-02)."""


def check_clash(together: Sequence[Draft]) -> Iterator[Finding]:
    """The amount that two rebate bands claim, and which of them the policy lets win."""
    bands, edge = placed(together, "rebate.bands"), placed(together, "rebate.edge_200k")
    if bands is None or edge is None:
        return
    draft, entry, rebate = bands
    at = grouped_text(CLASH)
    if not rebate.has_edge(CLASH):
        yield edge[0].finding(
            "idle_edge",
            "warning",
            row_article(edge[1], 0),
            f"{at} 元已不是返点分档的起点，{edge[1]['name']}（rebate.edge_200k）不再起作用",
            "在正文中删去关于这一金额的规定，或者恢复以它为起点的一档",
            key="rebate.edge_200k",
        )
        return
    lower, upper = rebate.below(CLASH), rebate.at(CLASH)
    used = upper if edge[2] == "upper" else lower
    yield draft.finding(
        "boundary_clash",
        "note",
        row_article(edge[1], 0),
        f"销售额恰为 {at} 元时，返点表的两档都写到它：{percent_text(lower.rate)} 和"
        f" {percent_text(upper.rate)}；现按 {percent_text(used.rate)} 执行",
        "可以不改：适用哪一档由 rebate.edge_200k 决定，报价和返点申请时附有提示；"
        "要改用另一档，改这个参数",
        key=entry["key"],
        amount=amount_text(CLASH),
        rates=[plain_text(lower.rate), plain_text(upper.rate)],
        applied=plain_text(used.rate),
    )


def check_cliffs(rules: PriceRules) -> Iterator[Finding]:
    """Each edge at which the required profit falls: a fen less, and the quote is not legal.

    For a total cost from edge ÷ (1 + rate below) to edge ÷ (1 + rate at the edge), without rebate
    and other costs, the edge is the lowest legal total, though cheaper totals would already meet
    the rate that holds at the edge.
    """
    for lower, upper in pairwise(rules.profit.bands):
        if upper.rate >= lower.rate:
            continue
        edge, before, after = (Fraction(n) for n in (upper.from_, lower.rate, upper.rate))
        costs = edge / (1 + before), edge / (1 + after)
        cheapest = edge * (1 + after) / (1 + before)
        just_below = upper.from_ - FEN
        yield rules.draft.finding(
            "price_cliff",
            "note",
            row_article(rules.entry, upper.index),
            f"总额 {grouped_text(just_below)} 元须达到 {percent_text(lower.rate)} 的基本利润率，"
            f"{grouped_text(upper.from_)} 元只须 {percent_text(upper.rate)}，相差"
            f" {plain_text((lower.rate - upper.rate).scaleb(2))} 个百分点。"
            f"总成本在 {grouped_text(fen(costs[0]))} 元以上、"
            f"不满 {grouped_text(fen(costs[1]))} 元的项目，报 {grouped_text(upper.from_)} 元合规，"
            f"报得低些（自 {grouped_text(fen(cheapest))} 元至 {grouped_text(just_below)} 元）"
            "反而须特批",
            "可以不改：报价时列明最低合规总额；要消除，须改为分段累进计算利润，或者缩小两档之差",
            total_below=amount_text(just_below),
            total_at=amount_text(upper.from_),
            rate_below=plain_text(lower.rate),
            rate_at=plain_text(upper.rate),
            difference=plain_text(lower.rate - upper.rate),
            cost_from=f"{fen(costs[0]):f}",
            cost_to=f"{fen(costs[1]):f}",
            dearer_but_legal={
                "from": f"{fen(cheapest):f}",
                "to": amount_text(just_below),
                "legal_at": amount_text(upper.from_),
            },
        )
