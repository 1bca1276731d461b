"""The lists of shares and of opening balances."""

from django.utils.translation import gettext_lazy as _

from dakehu.kit.listing import Column, Empty, Listing, text_filter
from dakehu.kit.sheet_links import Links
from dakehu.rewards.queries import carries, shares


def share_listing(links: Links) -> Listing:
    """Who earns which project's commission."""
    return Listing(
        "rewards.shares",
        _("提成分成"),
        columns=(
            Column("project", _("项目"), lambda one: one.project_name, sort="project_name"),
            Column("name", _("姓名"), lambda one: one.staff.name),
            Column("home", _("部门"), lambda one: str(one.home or "–")),
            Column(
                "rate",
                _("比例"),
                lambda one: shares.percent(one.rate),
                sort="rate",
                align="end",
                is_figure=True,
            ),
        ),
        url_of=lambda _one: "",
        title_of=lambda one: one.project_name,
        order="project_name",
        filters=(text_filter("q", _("项目、姓名或工号"), shares.by_text),),
        empty=Empty(
            _("这里登记几个人合做的项目怎样分提成。一个人做的项目不用登记。"),
            actions=links.for_empty,
            others=_("由部门经理或财务在第一次发放提成之前上传。"),
        ),
    )


def carry_listing(links: Links) -> Listing:
    """What people bring along from before."""
    return Listing(
        "rewards.carries",
        _("提成期初"),
        columns=(
            Column("name", _("姓名"), lambda one: one.staff.name),
            Column("number", _("工号"), lambda one: one.staff.number),
            Column("home", _("部门"), lambda one: str(one.home or "–")),
            Column(
                "amount",
                _("结转（元）"),
                lambda one: f"{one.amount:,.2f}",
                sort="amount",
                align="end",
                is_figure=True,
            ),
        ),
        url_of=lambda _one: "",
        title_of=lambda one: one.staff.name,
        order="pk",
        filters=(text_filter("q", _("姓名或工号"), carries.of_person),),
        empty=Empty(
            _("这里是开始使用之前结转下来的提成。没有结转的可以不登记。"),
            actions=links.for_empty,
            others=_("由财务上传。"),
        ),
    )
