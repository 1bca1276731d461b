"""The list of cost prices."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from dakehu.catalog import queries
from dakehu.kit.listing import Column, Empty, Filter, Listing, text_filter
from dakehu.kit.sheet_links import Links


def cost_listing(on: date, links: Links) -> Listing:
    """Cost prices, product by product."""
    return Listing(
        "catalog.costs",
        _("成本价"),
        columns=(
            Column("product", _("产品"), lambda one: one.product, sort="product"),
            Column("valid_from", _("生效日期"), lambda one: str(one.valid_from), sort="valid_from"),
            Column("unit", _("单位"), lambda one: one.unit),
            Column(
                "cost",
                _("成本价（元）"),
                lambda one: f"{one.cost:,.2f}",
                sort="cost",
                align="end",
                is_figure=True,
            ),
            Column("note", _("备注"), lambda one: one.note or "–"),
            Column("by", _("录入"), lambda one: str(one.entered_by or "–"), is_default=False),
        ),
        url_of=lambda _one: "",
        title_of=lambda one: one.product,
        order="product",
        filters=(
            text_filter("q", _("产品"), queries.with_text),
            Filter(
                "valid",
                _("只看当前有效的"),
                lambda: forms.BooleanField(required=False),
                lambda rows, _value: queries.valid_rows(rows, on),
                lambda _value: on.isoformat(),
            ),
        ),
        empty=Empty(
            _("这里是每个产品的成本价和生效日期。报价测算选中产品，就按当天有效的成本价计算。"),
            actions=links.for_empty,
            others=_("由产品管理录入。"),
        ),
    )
