"""The cliff as the chart component takes it: texts in 万元, drawn and not computed."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dakehu.deals.queries.desk import Measured
from dakehu.policy.decimals import group_text, plain_text
from dakehu.rules.price_cliff import Cliff


def chart_of(cliff: Cliff, found: Measured) -> dict[str, Any]:
    """Required against actual profit over the totals, this price marked."""
    total = Decimal(found.answer["total"])
    return {
        "caption": _caption(cliff, found),
        "data": {
            "kind": "line",
            "labels": [_wan(one.total) for one in cliff.points],
            "labels_name": _("总价（万元）"),
            "unit": _("万元"),
            "series": [
                {"name": _("应有利润"), "values": [_wan(one.required) for one in cliff.points]},
                {"name": _("实际利润"), "values": [_wan(one.actual) for one in cliff.points]},
            ],
            "mark": {"label": _wan(total), "name": _("本单")},
        },
    }


def _caption(cliff: Cliff, found: Measured) -> str:
    lowest = group_text(found.answer["lowest_compliant_total"])
    told = _("实际利润不低于应有利润的总价才不用特批，最低 %s 元") % lowest
    if cliff.edges:
        edges = "、".join(group_text(f"{edge:.2f}") for edge in cliff.edges)
        told += _("；总价到 %s 元时换档，应有利润变低") % edges
    return f"{told}。"


def _wan(yuan: Decimal) -> str:
    return plain_text(yuan.scaleb(-4))
