"""Two-step sign-in of one's own account: app, recovery codes, passkeys."""

import base64
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from dakehu.accounts import factors, queries
from dakehu.accounts.access import OWN_ACCOUNT
from dakehu.accounts.forms import ConfirmForm, PasskeyForm, TotpForm, told_at
from dakehu.kit.actors import Actor
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now
from dakehu.kit.errors import UnableTo
from dakehu.kit.pages import page

WAITING = "totp_waiting"


def _by(request: HttpRequest) -> Actor:
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by


@allow(OWN_ACCOUNT)
def second_factor(request: HttpRequest) -> HttpResponse:
    """What is switched on."""
    context = {"factors": queries.factors_of(_by(request).user_id or 0)}
    return page(request, "accounts/second_factor.html", context)


@allow(OWN_ACCOUNT)
@never_cache
@sensitive_post_parameters("password", "code", "second")
def totp_on(request: HttpRequest) -> HttpResponse:
    """Scan the picture, type the first code."""
    secret = _waiting_secret(request)
    form = TotpForm(request.POST or None, asks_second=_asks_second(request))
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            codes = factors.switch_on_totp(
                by=_by(request), at=now(), again=form.again, secret=secret, code=code
            )
            del request.session[WAITING]
            messages.success(request, _("动态验证码已开启。"))
            return _codes_shown(request, codes)
        except UnableTo as error:
            told_at(form, error)
    picture = factors.totp_picture(request.user, secret)  # type: ignore[arg-type]
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    image = base64.b64encode(picture.encode()).decode()
    context = {"image": image, "secret": " ".join(groups), **_asked(request, form)}
    return page(request, "accounts/totp_on.html", context)


def _asks_second(request: HttpRequest) -> bool:
    return queries.signs_in_with_code(_by(request).user_id or 0)


def _asked(request: HttpRequest, form: ConfirmForm) -> dict[str, Any]:
    """The form with what a passkey may sign in place of a code, for those who have one."""
    user: Any = request.user
    known = queries.factors_of(user.pk).passkeys
    return {"form": form, "question": factors.passkey_question(user) if known else None}


def _waiting_secret(request: HttpRequest) -> str:
    """The secret that waits in the session for its first code; a new one at each first visit."""
    kept = request.session.get(WAITING)
    if kept is None or request.method == "GET":
        kept = request.session[WAITING] = factors.sealed(factors.new_totp_secret())
    return factors.unsealed(kept)


def _codes_shown(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """New recovery codes are shown once, in the answer itself."""
    if not codes:
        return redirect("second_factor")
    return page(request, "accounts/recovery_codes.html", {"codes": codes})


@allow(OWN_ACCOUNT)
@sensitive_post_parameters("password", "second")
def totp_off(request: HttpRequest) -> HttpResponse:
    """No more codes."""
    form = ConfirmForm(request.POST or None, asks_second=_asks_second(request))
    if form.is_valid():
        try:
            factors.switch_off_totp(by=_by(request), at=now(), again=form.again)
            messages.success(request, _("动态验证码已关闭。"))
            return redirect("second_factor")
        except UnableTo as error:
            told_at(form, error)
    return page(request, "accounts/totp_off.html", _asked(request, form))


@allow(OWN_ACCOUNT)
@never_cache
@sensitive_post_parameters("password", "second")
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new codes in place of the old ones."""
    form = ConfirmForm(request.POST or None, asks_second=_asks_second(request))
    if form.is_valid():
        try:
            codes = factors.renew_recovery_codes(by=_by(request), at=now(), again=form.again)
            return _codes_shown(request, codes)
        except UnableTo as error:
            told_at(form, error)
    return page(request, "accounts/recovery_codes_renew.html", _asked(request, form))


@allow(OWN_ACCOUNT)
@never_cache
@sensitive_post_parameters("password", "second")
def passkey_add(request: HttpRequest) -> HttpResponse:
    """Let a device sign in place of a code."""
    form = PasskeyForm(request.POST or None, asks_second=_asks_second(request))
    if form.is_valid():
        name, made = form.cleaned_data["name"], form.cleaned_data["credential"]
        try:
            codes = factors.add_passkey(
                by=_by(request), at=now(), again=form.again, name=name, made=made
            )
            messages.success(request, _("通行密钥已登记。"))
            return _codes_shown(request, codes)
        except UnableTo as error:
            told_at(form, error)
    offer = factors.passkey_offer(request.user)  # type: ignore[arg-type]
    return page(request, "accounts/passkey_add.html", {"form": form, "offer": offer})


@allow(OWN_ACCOUNT)
@sensitive_post_parameters("password", "second")
def passkey_remove(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Forget a device."""
    known = queries.factors_of(_by(request).user_id or 0).passkeys
    passkey = next((one for one in known if one.id == passkey_id), None)
    if passkey is None:
        raise Http404
    form = ConfirmForm(request.POST or None, asks_second=_asks_second(request))
    if form.is_valid():
        try:
            factors.remove_passkey(
                by=_by(request), at=now(), again=form.again, passkey_id=passkey_id
            )
            messages.success(request, _("通行密钥已移除。"))
            return redirect("second_factor")
        except UnableTo as error:
            told_at(form, error)
    context = {"passkey": passkey, **_asked(request, form)}
    return page(request, "accounts/passkey_remove.html", context)
