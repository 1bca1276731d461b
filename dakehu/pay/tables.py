"""The list of pay terms."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dakehu.kit.listing import Column, Empty, Listing, choice_filter, text_filter
from dakehu.kit.sheet_links import Links
from dakehu.pay.queries import terms


def terms_listing(links: Links) -> Listing:
    """On what terms people are paid, the latest first."""
    return Listing(
        "pay.terms",
        _("工资基础"),
        columns=(
            Column("name", _("姓名"), lambda one: one.staff.name),
            Column("number", _("工号"), lambda one: one.staff.number),
            Column("valid_from", _("执行日期"), lambda one: str(one.valid_from), sort="valid_from"),
            Column("scheme", _("方案"), lambda one: str(terms.SCHEME_WORDS[one.scheme])),
            Column(
                "basic_wage",
                _("基本工资（元/月）"),
                lambda one: f"{one.basic_wage:,.2f}",
                align="end",
                is_figure=True,
            ),
            Column(
                "performance_base",
                _("绩效基数（元/月）"),
                lambda one: f"{one.performance_base:,.2f}",
                align="end",
                is_figure=True,
            ),
            Column(
                "probation",
                _("试用"),
                lambda one: _now("是") if one.is_on_probation else _now("否"),
            ),
        ),
        url_of=lambda _one: "",
        title_of=lambda one: one.staff.name,
        order="-valid_from",
        filters=(
            text_filter("q", _("姓名或工号"), terms.of_person),
            choice_filter(
                "scheme",
                _("方案"),
                lambda: terms.SCHEME_WORDS.items(),
                lambda rows, scheme: rows.filter(scheme=scheme),
            ),
        ),
        empty=Empty(
            _("这里是每个人的方案、基本工资和绩效基数，从哪个月起执行。只有本人和有权的人看得到。"),
            actions=links.for_empty,
            others=_("由人事行政上传人员表。"),
        ),
    )
