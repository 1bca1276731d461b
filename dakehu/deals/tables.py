"""The list of drafts."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from dakehu.deals.queries import drafts
from dakehu.kit.listing import Cell, Column, Empty, Listing, choice_filter, text_filter
from dakehu.policy.decimals import group_number, plain_text


def draft_listing() -> Listing:
    """The newest versions of drafts."""
    return Listing(
        "deals.drafts",
        _("报价测算草稿"),
        columns=(
            Column("name", _("测算"), lambda one: one.name),
            Column("saved_at", _("存于"), _saved, sort="saved_at"),
            Column("customer", _("客户"), lambda one: one.customer or "–", is_default=False),
            Column("product", _("产品"), lambda one: one.product or "–"),
            Column("quantity", _("数量"), _quantity, align="end"),
            Column("unit_price", _("规定单价（元）"), _amount("unit_price"), align="end"),
            Column("offered", _("对客单价（元）"), _amount("offered_unit_price"), align="end"),
            Column(
                "total",
                _("合计（元）"),
                _amount("total_amount"),
                sort="total_amount",
                align="end",
                is_figure=True,
            ),
            Column("version", _("版本"), lambda one: str(one.version), align="end"),
            Column("need", _("特批"), _need),
        ),
        url_of=lambda one: reverse("deals:draft", args=[one.pk]),
        title_of=lambda one: one.name,
        order="-saved_at",
        filters=(
            text_filter("q", _("名称、客户或产品"), drafts.with_text),
            choice_filter(
                "need",
                _("特批"),
                lambda: (("yes", _("需要特批")), ("no", _("不需要特批"))),
                drafts.in_need,
            ),
        ),
        empty=Empty(
            _("这里是自己存的报价测算，别人看不到。测算时点“存草稿”就会出现在这里。"),
            actions=((_("去测算"), reverse("deals:desk")),),
        ),
    )


def _amount(name: str) -> Any:
    def read(one: Any) -> str:
        value = getattr(one, name)
        return "–" if value is None else f"{value:,.2f}"

    return read


def _quantity(one: Any) -> str:
    return f"{group_number(plain_text(one.quantity))} {one.unit}".strip()


def _saved(one: Any) -> str:
    return f"{localtime(one.saved_at):%m-%d %H:%M}"


def _need(one: Any) -> Cell:
    if one.missing_amount > 0:
        return Cell(str(_("需要特批")), badge="red")
    return Cell(str(_("不需要")), badge="green")
