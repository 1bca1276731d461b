"""Signing in and out: password, second factor, the page of a locked name."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from allauth.account.internal.decorators import login_stage_required
from allauth.account.utils import get_login_redirect_url
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dakehu.accounts import factors, queries, signing_in
from dakehu.accounts.forms import CodeForm, PasskeyAnswerForm, SignInForm, told_at
from dakehu.accounts.trail import note_exit
from dakehu.kit.actors import Actor
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now
from dakehu.kit.errors import UnableTo, problem
from dakehu.kit.pages import page

View = TypeVar("View", bound=Callable[..., HttpResponse])
at_second_step: Callable[[View], View] = login_stage_required(
    stage="mfa_authenticate", redirect_urlname="account_login"
)


@allow.anyone()
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; in the demo also a card for each role."""
    if request.user.is_authenticated:
        return redirect(get_login_redirect_url(request))
    extras = queries.extras_for(request)
    form = SignInForm(request.POST or None, focus=not extras.role_cards)
    if form.is_valid():
        given = form.cleaned_data
        user = signing_in.user_behind(request, login=given["login"], password=given["password"])
        if user is not None:
            return signing_in.enter(request, user, remember=given["remember"])
        form.add_error(None, _("用户名（手机号）或密码不对。忘记密码，请系统管理员重设。"))
    context = {"form": form, "role_cards": extras.role_cards, "note": extras.note}
    return page(request, "accounts/sign_in.html", context)


@allow.anyone()
@at_second_step
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    """The code of the app, or a recovery code, for those who have switched it on."""
    stage: Any = request._login_stage  # type: ignore[attr-defined]
    user = stage.login.user
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code, by = form.cleaned_data["code"], Actor(user.pk, user.name)
        try:
            factor = factors.accept_code(by=by, at=now(), user_id=user.pk, code=code)
            return signing_in.enter_with(request, stage, factor, trust=form.cleaned_data["trust"])
        except UnableTo as error:
            told_at(form, error)
    known = queries.factors_of(user.pk)
    question = factors.passkey_question(user) if known.passkeys else None
    context = {"form": form, "factors": known, "question": question}
    return page(request, "accounts/second_step.html", context)


@allow.anyone()
@require_POST
@at_second_step
def second_step_passkey(request: HttpRequest) -> HttpResponse:
    """The same with a device that signs."""
    stage: Any = request._login_stage  # type: ignore[attr-defined]
    user = stage.login.user
    form = PasskeyAnswerForm(request.POST)
    answer = form.cleaned_data["credential"] if form.is_valid() else None
    by = Actor(user.pk, user.name)
    try:
        factor = factors.accept_passkey(by=by, at=now(), user_id=user.pk, credential=answer)
        return signing_in.enter_with(
            request, stage, factor, trust=form.cleaned_data.get("trust", False)
        )
    except UnableTo as error:
        messages.error(request, str(error))
    return redirect("mfa_authenticate")


@allow.anyone()
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; a bare visit changes nothing."""
    if request.method != "POST":
        return redirect("my_account")
    if request.user.is_authenticated:
        note_exit(by=request.actor, at=now(), session=request.session)  # type: ignore[attr-defined]
    logout(request)
    return redirect("sign_in")


@allow.anyone()
def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """Too many wrong passwords for a name from an address: what happened, how long, whom to ask."""
    minutes = int(queries.LOCKED_FOR.total_seconds() // 60)
    status = HTTPStatus.TOO_MANY_REQUESTS
    if request.path.startswith("/api/") or request.headers.get("Accept") == "application/json":
        told = _("连续输错密码，登录暂停 %(minutes)d 分钟。急用请系统管理员解锁。")
        return problem(status, _("登录已暂停"), told % {"minutes": minutes})
    return page(request, "accounts/locked.html", {"minutes": minutes}, status=status)
