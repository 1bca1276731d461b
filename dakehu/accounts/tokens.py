"""API tokens: made, used and made worthless. The services of the area that concern them."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dakehu.accounts import queries
from dakehu.accounts.access import may_change
from dakehu.accounts.models import ApiToken, User
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work

TOKEN_START: Final = "dkh_"


class UnableToIssueToken(UnableTo):
    """The token cannot be issued: its name, its scopes or its last day."""


class UnableToRevokeToken(UnableTo):
    """The token is somebody else's, or revoked already."""


def issue_token(
    *,
    by: Actor,
    at: datetime,
    user_id: int,
    name: str,
    scopes: Iterable[str],
    expires_on: date,
) -> tuple[ApiToken, str]:
    """Make a token; the secret is in the answer and nowhere else. Only for oneself."""
    if by.user_id != user_id and not by.is_system:
        raise UnableToIssueToken(_("接口令牌只能由本人签发。"), code="not_own")
    wanted, today = sorted(set(scopes)), timezone.localdate(at)
    if not wanted or not set(wanted) <= queries.TOKEN_SCOPES.keys():
        raise UnableToIssueToken(_("至少选择一项允许的范围。"), field="scopes", code="scopes")
    if not today <= expires_on <= today + queries.LONGEST_TOKEN:
        raise UnableToIssueToken(
            _("有效期从今天起，最长一年。"), field="expires_on", code="expires_on"
        )
    secret = TOKEN_START + secrets.token_urlsafe(32)
    token = ApiToken(user_id=user_id, name=_named(name), scopes=wanted)
    token.prefix, token.secret_hash = secret[:10], queries.secret_hash(secret)
    token.expires_on, token.made_at = expires_on, at
    with work(by=by, at=at) as unit:
        try:
            with transaction.atomic():
                token.save()
        except IntegrityError:
            raise UnableToIssueToken(
                _("已有同名的令牌。请换个名称，或先吊销旧的。"), field="name", code="name_taken"
            ) from None
        note = {"token": token.name, "scopes": wanted, "expires_on": expires_on.isoformat()}
        unit.note("accounts.token_issued", RecordRef("user", user_id), **note)
    return token, secret


def revoke_token(*, by: Actor, at: datetime, token_id: int) -> None:
    """Make a token worthless at once."""
    with work(by=by, at=at) as unit:
        token = ApiToken.objects.filter(pk=token_id).first()
        if token is None or not may_change(by, token.user_id):
            raise UnableToRevokeToken(_("没有这个令牌。"), code="missing")
        if not ApiToken.objects.filter(pk=token_id, revoked_at=None).update(revoked_at=at):
            raise UnableToRevokeToken(_("这个令牌已经吊销。"), code="revoked")
        unit.note("accounts.token_revoked", RecordRef("user", token.user_id), token=token.name)


def use_token(*, secret: str, at: datetime) -> tuple[User, frozenset[str]] | None:
    """For whom a program acts and within which scopes; remembers the hour of the last use."""
    token = queries.token_in_force(secret, at)
    if token is None:
        return None
    hour = at.replace(minute=0, second=0, microsecond=0)
    if token.last_used_at is None or token.last_used_at < hour:
        with work(by=Actor(token.user_id, token.user.name), at=at):
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=hour)
    return token.user, frozenset(token.scopes)


def _named(name: str) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise UnableToIssueToken(_("写明令牌给哪个程序用。"), field="name", code="name")
    return plain[:60]
