"""One's own account: facts, password, sessions, API tokens."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dakehu.accounts import queries, services, tokens
from dakehu.accounts.access import OWN_ACCOUNT
from dakehu.accounts.forms import ChangePasswordForm, TokenForm, told_at
from dakehu.kit.actors import Actor
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now
from dakehu.kit.errors import UnableTo
from dakehu.kit.pages import page


def _by(request: HttpRequest) -> Actor:
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by


def _id(request: HttpRequest) -> int:
    return _by(request).user_id or 0


@allow(OWN_ACCOUNT)
def my_account(request: HttpRequest) -> HttpResponse:
    """Who one is here."""
    user_id, at = _id(request), now()
    context = {
        "user": queries.user(user_id),
        "factors": queries.factors_of(user_id),
        "session_count": len(queries.sessions_of(user_id, at=at)),
        "token_count": queries.tokens_in_force(user_id, at).count(),
    }
    return page(request, "accounts/my_account.html", context)


@allow(OWN_ACCOUNT)
@never_cache
@sensitive_post_parameters("old", "new", "again")
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password; whoever has a temporary one lands here until it is changed."""
    form = ChangePasswordForm(request.POST or None)
    if form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            services.change_password(
                by=_by(request), at=now(), old=old, new=new, session=request.session
            )
            messages.success(request, _("密码已修改，其他设备上的登录已结束。"))
            return redirect("/" if request.user.must_change_password else "my_account")  # type: ignore[union-attr]
        except UnableTo as error:
            told_at(form, error, password="new")
    return page(request, "accounts/change_password.html", {"form": form})


@allow(OWN_ACCOUNT)
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    lines = queries.sessions_of(_id(request), request.session.session_key, at=now())
    return page(request, "accounts/sessions.html", {"sessions": lines})


@allow(OWN_ACCOUNT)
@require_POST
def session_end(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out one device."""
    if queries.owner_of_session(session_id) != _id(request):
        raise Http404
    services.end_session(by=_by(request), at=now(), session_id=session_id)
    messages.success(request, _("已退出这台设备。"))
    return redirect("sessions")


@allow(OWN_ACCOUNT)
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out all devices but this one."""
    key = request.session.session_key or ""
    services.end_all_sessions(by=_by(request), at=now(), user_id=_id(request), except_key=key)
    messages.success(request, _("已退出其他所有设备。"))
    return redirect("sessions")


@allow(OWN_ACCOUNT)
def token_list(request: HttpRequest) -> HttpResponse:
    """One's API tokens."""
    today = timezone.localdate(now())
    context = {"tokens": queries.token_lines(_id(request), today)}
    return page(request, "accounts/tokens.html", context)


@allow(OWN_ACCOUNT)
@never_cache
@sensitive_post_parameters("password")
def token_issue(request: HttpRequest) -> HttpResponse:
    """Make a token; the answer to the POST is the only place where its secret is shown."""
    form, by, at = TokenForm(request.POST or None), _by(request), now()
    if form.is_valid():
        name, scopes = form.cleaned_data["name"], form.cleaned_data["scopes"]
        last = form.last_day(timezone.localdate(at))
        try:
            services.confirm_password(by=by, at=at, password=form.cleaned_data["password"])
            token, secret = tokens.issue_token(
                by=by, at=at, user_id=_id(request), name=name, scopes=scopes, expires_on=last
            )
            shown = {"token": token, "secret": secret}
            return page(request, "accounts/token_issued.html", shown)
        except UnableTo as error:
            told_at(form, error)
    return page(request, "accounts/token_issue.html", {"form": form})


@allow(OWN_ACCOUNT)
@require_POST
def token_revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Make one's token worthless."""
    if not queries.tokens_of(_id(request)).filter(pk=token_id).exists():
        raise Http404
    try:
        tokens.revoke_token(by=_by(request), at=now(), token_id=token_id)
        messages.success(request, _("令牌已吊销。"))
    except UnableTo as error:
        messages.error(request, str(error))
    return redirect("tokens")
