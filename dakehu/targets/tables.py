"""The list of targets."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from dakehu.kit.listing import Column, Empty, Listing, choice_filter, text_filter
from dakehu.kit.sheet_links import Links
from dakehu.periods.queries import month_name, months_back
from dakehu.targets import queries


def target_listing(on: date, links: Links) -> Listing:
    """Targets, the latest month first."""
    return Listing(
        "targets.targets",
        _("目标"),
        columns=(
            Column("subject", _("对象"), queries.subject_of),
            Column("month", _("月份"), lambda one: month_name(one.month), sort="month"),
            Column("home", _("部门"), lambda one: str(one.home or "–")),
            Column("metric", _("指标"), lambda one: str(queries.METRIC_WORDS[one.metric])),
            Column("base", _("目标（元）"), lambda one: _told(one.base), "base", "end", True, True),
            Column(
                "challenge",
                _("挑战目标（元）"),
                lambda one: _told(one.challenge),
                align="end",
                is_figure=True,
            ),
            Column(
                "actual",
                _("实际（元）"),
                lambda one: _("按回款计算") if one.actual is None else _told(one.actual),
                align="end",
                is_figure=True,
            ),
        ),
        url_of=lambda _one: "",
        title_of=queries.subject_of,
        order="-month",
        filters=(
            text_filter("q", _("姓名、工号或部门"), queries.by_subject),
            choice_filter(
                "month",
                _("月份"),
                lambda: months_back(on, ahead=2),
                lambda rows, month: rows.filter(month=month),
            ),
        ),
        empty=Empty(
            _("这里是每个人、每个部门每月的目标，考核的业绩分和部门加发、扣减都按它计算。"),
            actions=links.for_empty,
            others=_("由部门经理或人事行政上传。"),
        ),
    )


def _told(amount: Decimal | None) -> str:
    return "–" if amount is None else f"{amount:,.2f}"
