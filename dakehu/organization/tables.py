"""The lists of the area: columns, filters, and what an empty list says."""

from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.addresses import address
from dakehu.kit.listing import Cell, Column, Empty, Listing, ListingPage, choice_filter, text_filter
from dakehu.organization.queries import filters
from dakehu.organization.queries.labels import role_label
from dakehu.organization.queries.people import held_on, staff_row, state_word
from dakehu.organization.queries.staff_page import delegation_line, deputy_line

_HR_FILLS: Final = _("也可以由人事行政或系统管理员录入。")


def staff_listing(actor: Actor, on: date) -> Listing:
    """The people, as the actor may see them on a day."""
    holdings = held_on(on)
    # Said once for the whole list: every row has one of the two.
    states = {
        is_on: Cell(str(state_word(is_on)), badge=_colour(is_on), align="start")
        for is_on in (True, False)
    }

    def row(person: Any) -> Any:
        if not hasattr(person, "told"):
            person.told = staff_row(person, actor, on, holdings)
        return person.told

    return Listing(
        "organization.staff",
        _("员工"),
        columns=(
            Column("name", _("姓名"), lambda one: one.name, sort="pinyin"),
            Column("position", _("岗位"), lambda one: "、".join(row(one).positions)),
            Column("unit", _("部门"), lambda one: "、".join(row(one).units)),
            Column("number", _("工号"), lambda one: one.number, sort="number"),
            Column("mobile", _("手机号"), lambda one: row(one).mobile),
            Column("hired_on", _("入职日期"), lambda one: _day(row(one).hired_on)),
            Column(
                "probation",
                _("试用期截止"),
                lambda one: _day(row(one).probation_until),
                is_default=False,
            ),
            Column("kind", _("用工形式"), lambda one: str(row(one).kind), is_default=False),
            Column("state", _("状态"), lambda one: states[row(one).is_serving]),
        ),
        url_of=lambda one: address("organization:staff_detail", one.pk),
        order="pinyin",
        filters=(
            text_filter("q", _("姓名、拼音或工号"), filters.by_name),
            choice_filter(
                "unit",
                _("部门"),
                lambda: filters.unit_options(on),
                lambda rows, unit: filters.in_unit(rows, int(unit), on),
            ),
            choice_filter(
                "state",
                _("状态"),
                lambda: filters.states_for(actor),
                lambda rows, state: filters.in_state(rows, state, on),
            ),
        ),
        empty=Empty(
            _("这里是公司的员工名册，任职、权限和审批都从这里来。"),
            actions=((_("新建一个"), reverse("organization:staff_add")),),
            others=_HR_FILLS,
        ),
    )


def position_listing(on: date, may_add: bool) -> Listing:
    """The posts of the company."""
    add = ((_("新建一个"), reverse("organization:position_add")),) if may_add else ()
    return Listing(
        "organization.positions",
        _("岗位"),
        columns=(
            Column("title", _("岗位"), lambda one: one.title, sort="title"),
            Column("unit", _("部门"), lambda one: one.unit.name, sort="unit__path"),
            Column("people", _("担任人"), lambda one: filters.people_of(one) or _("空缺")),
            Column(
                "headcount",
                _("在岗/编制"),
                lambda one: f"{len(one.held)}/{one.headcount}",
                align="end",
                is_figure=True,
            ),
            Column(
                "roles",
                _("角色"),
                lambda one: "、".join(role_label(seat.seat) for seat in one.seats.all()),
            ),
            Column(
                "superior", _("直接上级"), lambda one: one.superior.title if one.superior else ""
            ),
            Column(
                "state",
                _("状态"),
                lambda one: Cell(
                    str(_("使用中") if one.is_active else _("已停用")),
                    badge=_colour(one.is_active),
                ),
                is_default=False,
            ),
        ),
        url_of=lambda one: address("organization:position_detail", one.pk),
        order="unit__path",
        filters=(
            text_filter("q", _("岗位名称"), filters.by_title),
            choice_filter(
                "unit",
                _("部门"),
                lambda: filters.unit_options(on),
                lambda rows, unit: filters.positions_in_unit(rows, int(unit)),
            ),
        ),
        empty=Empty(
            _("这里列出公司的岗位。岗位承担的角色决定谁能看什么、谁来审批。"),
            actions=add,
            others=_HR_FILLS,
        ),
    )


def deputy_listing(on: date) -> Listing:
    """Who stands in for whom."""
    return Listing(
        "organization.deputies",
        _("代理"),
        columns=(
            Column("staff", _("被代理人"), lambda one: one.staff.name, sort="staff__pinyin"),
            Column("deputy", _("代理人"), lambda one: one.deputy.name, sort="deputy__pinyin"),
            Column("from", _("开始日期"), lambda one: _day(one.starts_on), sort="starts_on"),
            Column(
                "until",
                _("最后一天"),
                lambda one: _day(deputy_line(one, on).last_on),
                sort="ends_on",
            ),
            Column("reason", _("原因"), lambda one: one.reason),
            Column("state", _("状态"), lambda one: _stage(deputy_line(one, on).stage)),
        ),
        url_of=lambda one: address("organization:deputy_detail", one.pk),
        order="-starts_on",
        filters=(text_filter("q", _("姓名"), filters.deputies_by_name),),
        empty=Empty(
            _("请假或出差前，在这里指定一位代理人，由代理人代为审批。"),
            actions=((_("指定代理人"), reverse("organization:deputy_add")),),
        ),
    )


def delegation_listing(on: date, may_grant: bool) -> Listing:
    """The register of authority given in writing."""
    grant = ((_("登记授权"), reverse("organization:delegation_add")),) if may_grant else ()
    return Listing(
        "organization.delegations",
        _("授权登记"),
        columns=(
            Column("grantee", _("被授权人"), lambda one: one.grantee.name, sort="grantee__pinyin"),
            Column("subject", _("授权事项"), lambda one: str(one.get_subject_display())),
            Column("limit", _("限额"), lambda one: delegation_line(one, on).limit),
            Column("grantor", _("授权人"), lambda one: one.grantor.name, sort="grantor__pinyin"),
            Column("from", _("开始日期"), lambda one: _day(one.starts_on), sort="starts_on"),
            Column("until", _("最后一天"), lambda one: _day(delegation_line(one, on).last_on)),
            Column("state", _("状态"), lambda one: _stage(delegation_line(one, on).stage)),
        ),
        url_of=lambda one: address("organization:delegation_detail", one.pk),
        order="-starts_on",
        filters=(
            text_filter("q", _("姓名"), filters.delegations_by_name),
            choice_filter(
                "subject",
                _("授权事项"),
                lambda: filters.DELEGATION_SUBJECTS,
                filters.delegations_on,
            ),
        ),
        empty=Empty(
            _("这里登记书面授权：谁可以签合同、让价，限额多少，到哪天为止。"),
            actions=grant,
            others=_("由总经理、市场总监或大客户部经理授权，人事行政登记。"),
        ),
    )


def offered(shown: ListingPage, route: str, label: str, *, is_on: bool = True) -> ListingPage:
    """The list with its action in the head; an empty one offers it in its middle instead."""
    if is_on and (shown.rows or shown.is_filtered):
        shown.more["actions"] = [{"url": reverse(route), "label": label, "icon": "plus"}]
    return shown


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _colour(is_on: bool) -> str:
    return "green" if is_on else "grey"


def _stage(stage: Any) -> Cell:
    return Cell(str(stage.word), badge=stage.colour)
