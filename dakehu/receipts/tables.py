"""The list of money received."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from dakehu.kit.listing import Cell, Column, Empty, Listing, choice_filter, text_filter
from dakehu.kit.sheet_links import Links
from dakehu.kit.states import colour_of
from dakehu.periods.queries import months_back
from dakehu.receipts import queries


def receipt_listing(on: date, links: Links) -> Listing:
    """Receipts, the latest arrival first."""
    return Listing(
        "receipts.receipts",
        _("回款"),
        columns=(
            Column("customer", _("客户"), lambda one: one.customer_name),
            Column("arrived_on", _("到账日期"), lambda one: str(one.arrived_on), sort="arrived_on"),
            Column("project", _("项目"), lambda one: one.project_name or "–"),
            Column(
                "amount",
                _("金额（元）"),
                lambda one: f"{one.amount:,.2f}",
                sort="amount",
                align="end",
                is_figure=True,
            ),
            Column(
                "method",
                _("方式"),
                lambda one: str(queries.METHOD_WORDS[one.method]),
                is_default=False,
            ),
            Column("staff", _("业务员"), lambda one: one.staff.name if one.staff else "–"),
            Column("verified_on", _("核实日期"), lambda one: _day(one.verified_on)),
            Column("summary", _("摘要"), lambda one: one.summary or "–", is_default=False),
            Column("number", _("流水号"), lambda one: one.number),
            Column("state", _("状态"), _state),
        ),
        url_of=lambda _one: "",
        title_of=lambda one: one.number,
        order="-arrived_on",
        filters=(
            text_filter("q", _("流水号、客户、项目或业务员"), queries.by_text),
            choice_filter("month", _("到账月份"), lambda: months_back(on), queries.arrived_within),
            choice_filter("state", _("状态"), lambda: queries.STATES, queries.in_state),
        ),
        empty=Empty(
            _("这里是到账的每一笔钱。财务核实以后才计提成、返点和目标完成。"),
            actions=links.for_empty,
            others=_("由财务从网银或财务软件导出后上传。"),
        ),
    )


def _state(one: Any) -> Cell:
    word = str(dict(queries.STATES)[queries.state_of(one)])
    return Cell(word, badge=colour_of(word))


def _day(day: date | None) -> str:
    return day.isoformat() if day else "–"
