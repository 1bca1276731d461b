"""Who may sign in, what is open in their name, and what is locked."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Sum, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dakehu.accounts.devices import device_named
from dakehu.accounts.models import ApiToken, User
from dakehu.accounts.names import (
    MOBILE_TAKEN,
    NO_USERNAME,
    USERNAME_TAKEN,
    is_username,
    mobile_in,
    normalised,
)
from dakehu.kit.registry import Plug

LOCKED_FOR: Final = timedelta(hours=settings.AXES_COOLOFF_TIME)
MOST_FAILURES: Final = settings.AXES_FAILURE_LIMIT
LONGEST_TOKEN: Final = timedelta(days=366)

TOKEN_SCOPES: Final[dict[str, "str | Promise"]] = {
    "calc": gettext_lazy("测算：按现行制度计算价格、返点和提成"),
    "read": gettext_lazy("读取：查看本人权限内的数据"),
    "attach": gettext_lazy("附件：按本人权限上传文件"),
    "import": gettext_lazy("导入：按本人权限用表格写入数据"),
    "export": gettext_lazy("导出：按本人权限把数据取成表格，每次都记录"),
}


@dataclass(frozen=True)
class RoleCard:
    """A way in with one click, on the sign-in page of the demo: `url` takes a POST."""

    name: str
    sentence: str
    url: str
    waiting: int = 0


@dataclass(frozen=True)
class SignInExtras:
    """What a higher area adds to the sign-in page."""

    role_cards: Sequence[RoleCard] = ()
    note: str = ""


sign_in_extras: Plug[Callable[[HttpRequest], SignInExtras]] = Plug("sign_in_extras")
"""Filled by the demo."""


@dataclass(frozen=True)
class SessionLine:
    """One open session of a user."""

    id: int
    device: str
    address: str
    since: datetime
    is_current: bool


@dataclass(frozen=True)
class Factors:
    """What a user has switched on besides the password."""

    totp_since: datetime | None
    codes_left: int | None
    passkeys: "Sequence[Passkey]"

    @property
    def is_on(self) -> bool:
        return self.totp_since is not None or bool(self.passkeys)


@dataclass(frozen=True)
class TokenLine:
    """One API token as its owner sees it."""

    id: int
    name: str
    prefix: str
    scopes: Sequence[str]
    state: str
    colour: str
    expires_on: date
    last_used_at: datetime | None
    is_open: bool


@dataclass(frozen=True)
class Passkey:
    """A device that signs with a key of its own."""

    id: int
    name: str
    made_at: datetime
    last_used_at: datetime | None


def user_by_name(name: str) -> User | None:
    """The user behind a user name or a mobile number, however it was typed."""
    mobile = mobile_in(name)
    if mobile is not None:
        return User.objects.filter(mobile=mobile).first()
    return User.objects.filter(username=normalised(name)[:60]).first()


def attempt_name(typed: str) -> str:
    """Under which name a try to sign in is counted: the account's own, whichever was typed.

    A name that nobody has is kept as a digest: people type passwords into the wrong field.
    """
    user = user_by_name(typed)
    if user is not None:
        return user.username
    return "?" + hashlib.sha256(normalised(typed).encode()).hexdigest()[:24]


def user(user_id: int) -> User | None:
    return User.objects.filter(pk=user_id).first()


def existing_users(ids: Iterable[int]) -> set[int]:
    return set(User.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def user_title(user_id: int) -> str:
    """The name by which people know a user; empty for none."""
    return str(User.objects.filter(pk=user_id).first() or "")


def names_of_users(ids: Iterable[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def users(at: datetime) -> "QuerySet[User, Any]":
    """Everybody who has an account, open or closed, with `is_locked` at that moment."""
    since = at - LOCKED_FOR
    tries = (
        AccessAttempt.objects.filter(username=OuterRef("username"), attempt_time__gt=since)
        .order_by()
        .values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"))
        .filter(failures__gte=MOST_FAILURES)
    )
    answers = Q(wrong_answers__gte=MOST_FAILURES, wrong_answer_at__gt=since)
    return User.objects.annotate(is_locked=Case(When(answers, then=True), default=Exists(tries)))


def signs_in_with_code(user_id: int) -> bool:
    return bool(users_with_factors([user_id]))


def extras_for(request: HttpRequest) -> SignInExtras:
    """What a higher area adds to the sign-in page for this request."""
    ask = sign_in_extras.or_none
    return SignInExtras() if ask is None else ask(request)


def is_taken(*, username: str = "", mobile: str = "", except_id: int | None = None) -> bool:
    """Whether somebody else has this (normalised) user name or mobile number."""
    rows = User.objects.exclude(pk=except_id) if except_id else User.objects.all()
    wanted = {"username": username} if username else {"mobile": mobile}
    return bool(username or mobile) and rows.filter(**wanted).exists()


def login_faults(
    *, username: str = "", mobile: str = "", except_id: int | None = None
) -> "dict[str, str | Promise]":
    """By field, why an account cannot have this user name or mobile number."""
    name = normalised(username)
    found: dict[str, str | Promise] = {}
    if name and not is_username(name):
        found["username"] = NO_USERNAME
    elif is_taken(username=name, except_id=except_id):
        found["username"] = USERNAME_TAKEN
    if is_taken(mobile=mobile_in(mobile) or "", except_id=except_id):
        found["mobile"] = MOBILE_TAKEN
    return found


def may_be_username(name: str) -> bool:
    return is_username(normalised(name))


def locked_names(at: datetime) -> set[str]:
    """User names that are locked from at least one address."""
    rows = (
        AccessAttempt.objects.filter(attempt_time__gt=at - LOCKED_FOR)
        .values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"))
        .filter(failures__gte=MOST_FAILURES)
        .order_by()
    )
    return {row["username"] for row in rows if row["username"]}


def is_locked(user: User, at: datetime | None = None) -> bool:
    """Whether sign-in as `user` is locked: by wrong passwords from an address, or wrong codes."""
    moment = at or timezone.now()
    return answers_are_locked(user, moment) or user.username in locked_names(moment)


def answers_are_locked(user: User, at: datetime) -> bool:
    """Whether too many wrong codes or passwords were given by somebody already past the door."""
    return (
        user.wrong_answers >= MOST_FAILURES
        and user.wrong_answer_at is not None
        and user.wrong_answer_at > at - LOCKED_FOR
    )


def sessions_of(
    user_id: int, current_key: str | None = "", at: datetime | None = None
) -> list[SessionLine]:
    """The open sessions of a user, the newest first."""
    rows = list(UserSession.objects.filter(user_id=user_id).order_by("-created_at", "-pk"))
    alive = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows],
            expire_date__gt=at or timezone.now(),
        ).values_list("session_key", flat=True)
    )
    return [
        SessionLine(
            id=row.pk,
            device=device_named(row.user_agent),
            address=row.ip,
            since=row.created_at,
            is_current=row.session_key == current_key,
        )
        for row in rows
        if row.session_key in alive
    ]


def owner_of_session(session_id: int) -> int | None:
    """Whose session it is; None if it is over."""
    found: int | None = (
        UserSession.objects.filter(pk=session_id).values_list("user_id", flat=True).first()
    )
    return found


def tokens_of(user_id: int) -> "QuerySet[ApiToken]":
    """The tokens of a user, the newest first, revoked and expired ones too."""
    return ApiToken.objects.filter(user_id=user_id)


def tokens_in_force(user_id: int, at: datetime) -> "QuerySet[ApiToken]":
    """Those that still open a door."""
    return tokens_of(user_id).filter(revoked_at=None, expires_on__gte=timezone.localdate(at))


def token_lines(user_id: int, today: date) -> list[TokenLine]:
    """A user's tokens in words."""
    return [
        TokenLine(
            id=token.pk,
            name=token.name,
            prefix=token.prefix,
            scopes=[str(TOKEN_SCOPES.get(each, each)).partition("：")[0] for each in token.scopes],
            state=_token_state(token, today),
            colour="green" if token.revoked_at is None and token.expires_on >= today else "grey",
            expires_on=token.expires_on,
            last_used_at=token.last_used_at,
            is_open=token.revoked_at is None and token.expires_on >= today,
        )
        for token in tokens_of(user_id)
    ]


def _token_state(token: ApiToken, today: date) -> str:
    if token.revoked_at is not None:
        return _("已吊销")
    return _("有效") if token.expires_on >= today else _("已过期")


def secret_hash(secret: str) -> str:
    """What is stored of a token: its secret has 256 random bits, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_in_force(secret: str, at: datetime) -> ApiToken | None:
    """The token with this secret: not revoked, not expired, of a user who may still sign in."""
    today = timezone.localdate(at)
    return (
        ApiToken.objects.filter(
            secret_hash=secret_hash(secret),
            revoked_at=None,
            expires_on__gte=today,
            user__is_active=True,
            user__must_change_password=False,
        )
        .select_related("user")
        .first()
    )


def token_holder(secret: str, at: datetime) -> tuple[User, frozenset[str]] | None:
    """For whom a program with this secret acts, and within which scopes."""
    token = token_in_force(secret, at)
    return None if token is None else (token.user, frozenset(token.scopes))


def factors_of(user_id: int) -> Factors:
    """The second factors of a user, in one query."""
    rows = list(Authenticator.objects.filter(user_id=user_id).order_by("created_at", "pk"))
    kinds = Authenticator.Type
    totp = next((row for row in rows if row.type == kinds.TOTP), None)
    codes = next((row for row in rows if row.type == kinds.RECOVERY_CODES), None)
    passkeys = [row for row in rows if row.type == kinds.WEBAUTHN]
    return Factors(
        totp_since=totp.created_at if totp else None,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
        passkeys=[
            Passkey(row.pk, row.wrap().name, row.created_at, row.last_used_at) for row in passkeys
        ],
    )


def users_with_factors(ids: Iterable[int]) -> set[int]:
    """Those of some users who have a second factor."""
    rows = Authenticator.objects.filter(user_id__in=list(ids))
    rows = rows.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return set(rows.values_list("user_id", flat=True))


def filtered_by_text(rows: "QuerySet[User, Any]", text: str) -> "QuerySet[User, Any]":
    """Those whose name or user name contains a text, or whose whole mobile number it is."""
    mobile = mobile_in(text)
    if mobile is not None:
        return rows.filter(mobile=mobile)
    return rows.filter(name__icontains=text.strip()) | rows.filter(
        username__icontains=normalised(text)
    )
