"""The list of deductions."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dakehu.conduct import queries
from dakehu.kit.listing import Cell, Column, Empty, Listing, choice_filter, text_filter
from dakehu.kit.sheet_links import Links
from dakehu.kit.states import colour_of
from dakehu.periods.queries import months_back


def point_listing(on: date, links: Links) -> Listing:
    """Deductions, the latest first."""
    return Listing(
        "conduct.points",
        _("扣分"),
        columns=(
            Column("name", _("姓名"), lambda one: one.staff.name),
            Column("reason", _("事由"), lambda one: one.reason),
            Column("on", _("日期"), lambda one: one.on.isoformat(), sort="on"),
            Column("home", _("部门"), lambda one: str(one.home or "–")),
            Column(
                "points",
                _("分值"),
                lambda one: f"{one.points:f}",
                sort="points",
                align="end",
                is_figure=True,
            ),
            Column("evidence", _("证据"), lambda one: one.evidence or "–"),
            Column("state", _("状态"), _state),
        ),
        url_of=lambda one: reverse("conduct:point", args=[one.pk]),
        title_of=lambda one: one.staff.name,
        order="-on",
        filters=(
            text_filter("q", _("姓名、工号或事由"), queries.of_person),
            choice_filter("month", _("月份"), lambda: months_back(on), queries.within_month),
            choice_filter(
                "state",
                _("状态"),
                lambda: queries.STATE_WORDS.items(),
                lambda rows, state: rows.filter(state=state),
            ),
        ),
        empty=Empty(
            _("这里登记扣分，一件事一条，写明事由和证据。确认以后计入当月考核。"),
            actions=links.for_empty,
            others=_("由部门经理、总经理助理提出，人事行政确认。"),
        ),
    )


def _state(one: Any) -> Cell:
    word = str(queries.STATE_WORDS[one.state])
    return Cell(word, badge=colour_of(word))
