"""The list of accounts."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dakehu.accounts import queries
from dakehu.kit.listing import Cell, Column, Empty, Listing, choice_filter, text_filter
from dakehu.kit.masking import mobile


def _state(user: Any) -> Cell:
    if not user.is_active:
        return Cell(_("停用"), badge="grey")
    if user.is_locked:
        return Cell(_("已锁定"), badge="red")
    if not user.has_usable_password():
        return Cell(_("还没有密码"), badge="orange")
    if user.must_change_password:
        return Cell(_("待改初始密码"), badge="orange")
    return Cell(_("启用"), badge="green")


def _last_login(user: Any) -> str:
    if user.last_login is None:
        return _("从未登录")
    return f"{timezone.localtime(user.last_login):%Y-%m-%d %H:%M}"


def _by_state(rows: Any, value: str) -> Any:
    return (
        rows.filter(is_locked=True) if value == "locked" else rows.filter(is_active=value == "open")
    )


USERS = Listing(
    "accounts.users",
    gettext_lazy("登录账号"),
    columns=(
        Column("name", gettext_lazy("姓名"), lambda user: user.name, sort="name"),
        Column("username", gettext_lazy("用户名"), lambda user: user.username, sort="username"),
        Column("state", gettext_lazy("状态"), _state),
        Column(
            "mobile",
            gettext_lazy("手机号"),
            lambda user: mobile(user.mobile or "") if user.mobile else "–",
        ),
        Column("last_login", gettext_lazy("最近登录"), _last_login),
    ),
    url_of=lambda user: reverse("user_detail", args=[user.pk]),
    order="username",
    filters=(
        text_filter("q", gettext_lazy("姓名、用户名或手机号"), queries.filtered_by_text),
        choice_filter(
            "state",
            gettext_lazy("状态"),
            lambda: [("open", _("启用")), ("closed", _("停用")), ("locked", _("已锁定"))],
            _by_state,
        ),
    ),
    empty=Empty(gettext_lazy("每个要登录的人在这里有一个账号。")),
    title_of=lambda user: user.name,
)
