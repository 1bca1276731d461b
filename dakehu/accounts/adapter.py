"""How allauth's flows behave here: nobody signs up, secrets are encrypted, entries are noted."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from dakehu.accounts.models import User
from dakehu.accounts.trail import note_entry, note_refusal
from dakehu.kit.clock import now


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by name and password, then the second factor if there is one; nothing else."""

    def is_open_for_signup(self, request: object) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        note_entry(user=user, at=now(), **self._whence(request))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page that follows says what happened; no second word about it."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        is_locked = bool(getattr(request, "axes_locked_out", False))
        name = credentials.get("username", "")
        note_refusal(name=name, is_locked=is_locked, at=now(), **self._whence(request))

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of this site, written without host."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("sign_in")

    def _whence(self, request: HttpRequest) -> dict[str, str]:
        agent = request.META.get("HTTP_USER_AGENT", "")
        return {"address": str(self.get_client_ip(request)), "user_agent": agent}


def client_address(request: HttpRequest) -> str | None:
    """Where a request comes from, past as many proxies as the installation trusts.

    The lock counts by it, and the trail notes it: one address for both. None where no network was
    in between.
    """
    if "REMOTE_ADDR" not in request.META:
        return None
    return str(AccountAdapter(request).get_client_ip(request))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keys of apps and recovery codes are stored encrypted under the installation's secret key."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return _("大客户")


def _cipher() -> MultiFernet:
    """The cipher of the secret key in force; the ones before it still open what they closed."""
    keys = map(str, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
    digests = (hashlib.sha256(f"dakehu second factor {key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
