"""Everybody's accounts, for those who look after them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dakehu.accounts import factors, queries, services
from dakehu.accounts.access import MANAGE_USERS, REMOVE_FACTORS, may_set_password
from dakehu.accounts.forms import UserForm, told_at
from dakehu.accounts.tables import USERS
from dakehu.kit.actors import Actor
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now
from dakehu.kit.errors import UnableTo
from dakehu.kit.masking import mobile
from dakehu.kit.pages import page


def _by(request: HttpRequest) -> Actor:
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by


def _person(user_id: int) -> Any:
    found = queries.user(user_id)
    if found is None:
        raise Http404
    return found


@allow(MANAGE_USERS)
def users(request: HttpRequest) -> HttpResponse:
    """Everybody who may sign in, and who may no longer."""
    add = {"label": _("新建账号"), "url": reverse("user_add"), "icon": "plus"}
    listing = USERS.of(request, queries.users(now()), actions=[add])
    return page(
        request, "kit/listing/page.html", {"listing": listing}, part="kit/listing/rows.html"
    )


@allow(MANAGE_USERS)
@never_cache
def user_add(request: HttpRequest) -> HttpResponse:
    """Open an account; its temporary password is shown once, in the answer."""
    form = UserForm(request.POST or None)
    if form.is_valid():
        temporary = services.temporary_password()
        try:
            user = services.add_user(
                by=_by(request), at=now(), password=temporary, **form.cleaned_data
            )
            shown = {"person": user, "password": temporary, "is_new": True}
            return page(request, "accounts/user_password.html", shown)
        except UnableTo as error:
            told_at(form, error)
    return page(request, "accounts/user_add.html", {"form": form})


@allow(MANAGE_USERS)
def user_detail(request: HttpRequest, user_id: int) -> HttpResponse:
    """One account: state, sessions, what can be done."""
    user, at = _person(user_id), now()
    context = {
        "person": user,
        "mobile": mobile(user.mobile) if user.mobile else "",
        "is_self": user_id == _by(request).user_id,
        "is_locked": queries.is_locked(user, at),
        "has_factors": queries.signs_in_with_code(user_id),
        "may_set_password": may_set_password(_by(request), user_id),
        "may_remove_factors": _by(request).may(REMOVE_FACTORS),
        "sessions": queries.sessions_of(user_id, request.session.session_key, at=at),
    }
    return page(request, "accounts/user_detail.html", context)


_DONE: dict[str, tuple[Callable[..., Any], Any]] = {
    "close": (services.close_user, gettext_lazy("账号已停用，登录和令牌都已失效。")),
    "reopen": (services.reopen_user, gettext_lazy("账号已重新启用。")),
    "unlock": (services.unlock_user, gettext_lazy("锁定已解除。")),
    "end-sessions": (services.end_all_sessions, gettext_lazy("全部登录已结束。")),
}


@allow(MANAGE_USERS)
@require_POST
def user_act(request: HttpRequest, user_id: int, action: str) -> HttpResponse:
    """Close, reopen, unlock, or end all sessions."""
    _person(user_id)
    if action not in _DONE:
        raise Http404
    act, told = _DONE[action]
    try:
        act(by=_by(request), at=now(), user_id=user_id)
        messages.success(request, told)
    except UnableTo as error:
        messages.error(request, str(error))
    return redirect("user_detail", user_id)


@allow(MANAGE_USERS)
@require_POST
@never_cache
def user_reset_password(request: HttpRequest, user_id: int) -> HttpResponse:
    """A temporary password, shown once, in the answer."""
    user = _person(user_id)
    try:
        temporary = services.reset_password(by=_by(request), at=now(), user_id=user_id)
    except UnableTo as error:
        messages.error(request, str(error))
        return redirect("user_detail", user_id)
    shown = {"person": user, "password": temporary, "is_new": False}
    return page(request, "accounts/user_password.html", shown)


@allow(REMOVE_FACTORS)
@require_POST
def user_remove_factors(request: HttpRequest, user_id: int) -> HttpResponse:
    """For somebody who has lost phone and recovery codes."""
    _person(user_id)
    try:
        factors.remove_factors(by=_by(request), at=now(), user_id=user_id)
        messages.success(request, _("两步验证已解除，下次登录只需密码。"))
    except UnableTo as error:
        messages.error(request, str(error))
    return redirect("user_detail", user_id)
