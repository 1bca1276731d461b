"""Cost prices and a representative's drafts of prices at the demo company."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from dakehu.catalog.services import enter_cost
from dakehu.deals.services.drafts import save_draft
from dakehu.demo import cast
from dakehu.organization.queries.acting import actor_for

COSTS: Final = (
    # product, unit, cost, from
    ("TPO防水卷材1.5mm", "㎡", "68.50", "2026-01-01"),
    ("TPO防水卷材1.5mm", "㎡", "70.00", "2026-10-01"),
    ("TPO防水卷材1.2mm", "㎡", "58.20", "2026-01-01"),
    ("水性聚氨酯防水涂料", "桶", "268.50", "2026-03-01"),
    ("高分子自粘胶膜卷材1.2mm", "㎡", "46.80", "2026-01-01"),
    ("一体化净水设备 50吨/日", "套", "186000.00", "2026-06-01"),
)

_FACTORY: Final = {
    "customer": "华岳重工（江州）有限公司",
    "project": "二期厂房屋面",
    "product": "TPO防水卷材1.5mm",
    "unit": "㎡",
    "quantity": "10000",
    "rebate_rate": "0.08",
    "estimated_sales": "854000",
}
DRAFTS: Final[tuple[tuple[Mapping[str, Any], ...], ...]] = (
    # the versions of a draft, the first one first
    (
        {
            "customer": "江州第三水务有限公司",
            "project": "二号清水池",
            "product": "水性聚氨酯防水涂料",
            "unit": "桶",
            "quantity": "1200",
            "offered_unit_price": "345.00",
            "other_costs": [{"kind": "送货上门", "amount": "6000", "per": "lump"}],
        },
    ),
    (
        {
            "customer": "江州轨道交通建设有限公司",
            "project": "三期车站",
            "product": "TPO防水卷材1.2mm",
            "unit": "㎡",
            "quantity": "14000",
            "customer_type": "state_owned",
            "tendered": True,
            "estimated_sales": "960000",
            "offered_unit_price": "66.80",
        },
    ),
    (
        {
            "customer": "砚山物流园管理有限公司",
            "project": "冷库净水站",
            "product": "一体化净水设备 50吨/日",
            "unit": "套",
            "quantity": "2",
            "other_costs": [{"kind": "安装调试", "amount": "12000", "per": "unit"}],
        },
    ),
    ({**_FACTORY, "offered_unit_price": "85.40"}, {**_FACTORY, "offered_unit_price": "84.00"}),
)


def offer(*, at: datetime, users: Mapping[str, int]) -> None:
    """What products cost, and what 林晓雯 has measured lately."""
    keeper = actor_for(users["罗文彬"], cast.START)
    for product, unit, cost, since in COSTS:
        enter_cost(
            by=keeper,
            at=at,
            on=cast.START,
            product=product,
            unit=unit,
            cost=Decimal(cost),
            valid_from=date.fromisoformat(since),
        )
    seller = actor_for(users["林晓雯"], cast.START)
    costs = {product: Decimal(cost) for product, _unit, cost, _since in COSTS}
    for versions in DRAFTS:
        kept = None
        for given in versions:
            inputs = {"customer_type": "enterprise", "tendered": False, "project": "", **given}
            draft = save_draft(
                by=seller,
                at=at,
                on=cast.START,
                inputs=inputs,
                cost=costs[given["product"]],
                version_of=kept,
            )
            kept = draft.pk
