"""From the form to an open session: password, second factor, cookie. Views call this."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login, resume_login
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.internal.flows.trust import trust_browser
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dakehu.accounts.models import User
from dakehu.accounts.queries import attempt_name


def user_behind(request: HttpRequest, *, login: str, password: str) -> User | None:
    """The user whom a name and a password belong to; tries are counted, noted and limited."""
    name = attempt_name(login)
    found: User | None = get_adapter(request).authenticate(
        request, username=name, password=password
    )
    return found


def enter(request: HttpRequest, user: User, *, remember: bool) -> HttpResponse:
    """Open the session, or ask for the second factor first; then on to `next` or the home page."""
    login = Login(user=user, redirect_url=get_next_redirect_url(request))
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if remember else 0)
    answer: HttpResponse = perform_password_login(request, {"username": user.username}, login)
    return answer


def enter_without_password(request: HttpRequest, user: User | None, to: str) -> HttpResponse:
    """Open a session for `user` at once, who must exist. Only for the demo's role cards."""
    if user is None or not user.is_active:
        return redirect("sign_in")
    answer: HttpResponse = resume_login(
        request, Login(user=user, redirect_url=to, state=_all_stages_done())
    )
    return answer


def enter_with(
    request: HttpRequest, stage: Any, factor: Authenticator, *, trust: bool
) -> HttpResponse:
    """Go on after the second factor; `trust` spares this browser the question for some weeks."""
    post_authentication(request, factor)
    user: User = stage.login.user
    answer: HttpResponse = stage.exit()
    if trust:
        trust_browser(request, user, answer)
    return answer


def _all_stages_done() -> dict[str, Any]:
    return {"stages": {"mfa_authenticate": {"handled": True}}}
