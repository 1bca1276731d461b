"""Everything that changes accounts, passwords and sessions.

Tokens and the second factor have modules of their own, `tokens` and `factors`.
"""

import secrets
from datetime import datetime
from typing import Final

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext as _

from dakehu.accounts import queries
from dakehu.accounts.access import (
    MANAGE_USERS,
    may_change,
    may_set_password,
    require,
    require_own,
)
from dakehu.accounts.models import ApiToken, User
from dakehu.accounts.names import (
    MOBILE_TAKEN,
    NO_USERNAME,
    USERNAME_TAKEN,
    is_username,
    mobile_in,
    normalised,
)
from dakehu.accounts.signing_in import enter_without_password as enter_without_password
from dakehu.accounts.tokens import issue_token as issue_token
from dakehu.accounts.tokens import revoke_token as revoke_token
from dakehu.accounts.tokens import use_token as use_token
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work

MANAGING: Final = MANAGE_USERS.code
_EASY_TO_READ: Final = "abcdefghjkmnpqrstuvwxyz23456789"


class UnableToAddUser(UnableTo):
    """The account cannot be opened: name or number taken, or the password too weak."""


class UnableToChangeUser(UnableTo):
    """The account cannot be changed, closed or reopened."""


class UnableToSetPassword(UnableTo):
    """The password is too weak, or the old one was not right."""


class UnableToConfirm(UnableTo):
    """The repeated password or the code was not right."""


class UnableToEndSession(UnableTo):
    """The session is somebody else's, or over already."""


# ---------------------------------------------------------------- accounts


def add_user(
    *,
    by: Actor,
    at: datetime,
    username: str,
    name: str,
    mobile: str | None = None,
    password: str | None = None,
    password_hash: str | None = None,
    must_change: bool = True,
) -> User:
    """Open an account. Without a password nobody can sign in until one is set.

    `password_hash` takes a hash made by this program, for set-up in bulk.
    """
    require(by, MANAGE_USERS)
    user = User(username=_checked_username(username), joined_at=at)
    user.name = _checked_name(name, UnableToAddUser)
    user.mobile = _checked_mobile(mobile, UnableToAddUser)
    user.must_change_password = must_change
    if password is not None:
        _validated(password, user, UnableToAddUser)
        user.set_password(password)
    elif password_hash is not None:
        identify_hasher(password_hash)
        user.password = password_hash
    else:
        user.set_unusable_password()
    user.password_changed_at = at if user.has_usable_password() else None
    with work(by=by, at=at) as unit:
        _refuse_taken(UnableToAddUser, username=user.username)
        _refuse_taken(UnableToAddUser, mobile=user.mobile or "")
        _stored(user, UnableToAddUser)
        unit.note("accounts.user_added", RecordRef("user", user.pk), name=user.name)
    return user


def change_user(
    *, by: Actor, at: datetime, user_id: int, name: str | None = None, mobile: str | None = None
) -> User:
    """Change name or mobile number; an empty mobile removes it, None leaves it."""
    require(by, MANAGE_USERS)
    with work(by=by, at=at) as unit:
        user = _locked_row(user_id)
        before = (user.name, user.mobile)
        if name is not None:
            user.name = _checked_name(name, UnableToChangeUser)
        if mobile is not None:
            user.mobile = _checked_mobile(mobile, UnableToChangeUser)
            _refuse_taken(UnableToChangeUser, mobile=user.mobile or "", except_id=user_id)
        if before != (user.name, user.mobile):
            _stored(user, UnableToChangeUser)
            unit.note("accounts.user_changed", RecordRef("user", user_id), name=user.name)
    return user


def close_user(*, by: Actor, at: datetime, user_id: int) -> User:
    """Close an account: no sign-in, all sessions ended, all tokens revoked. Nothing is deleted."""
    if by.user_id == user_id:
        raise UnableToChangeUser(_("不能停用自己的账号。请另一位管理员操作。"), code="own_account")
    require(by, MANAGE_USERS)
    if not may_set_password(by, user_id):
        text = _("这个账号能决定款项或管理系统，只能由系统管理员停用或启用。")
        raise UnableToChangeUser(text, code="weighty")
    with work(by=by, at=at) as unit:
        user = _locked_row(user_id)
        if not user.is_active:
            raise UnableToChangeUser(_("这个账号已经停用。"), code="closed")
        user.is_active, user.closed_at = False, at
        user.save(update_fields=["is_active", "closed_at"])
        _end_sessions(user_id)
        ApiToken.objects.filter(user_id=user_id, revoked_at=None).update(revoked_at=at)
        unit.note("accounts.user_closed", RecordRef("user", user_id), name=user.name)
    return user


def reopen_user(*, by: Actor, at: datetime, user_id: int) -> User:
    """Open a closed account again; its tokens stay revoked."""
    require(by, MANAGE_USERS)
    if not may_set_password(by, user_id):
        text = _("这个账号能决定款项或管理系统，只能由系统管理员停用或启用。")
        raise UnableToChangeUser(text, code="weighty")
    with work(by=by, at=at) as unit:
        user = _locked_row(user_id)
        if user.is_active:
            raise UnableToChangeUser(_("这个账号没有停用。"), code="open")
        user.is_active, user.closed_at = True, None
        user.save(update_fields=["is_active", "closed_at"])
        unit.note("accounts.user_reopened", RecordRef("user", user_id), name=user.name)
    return user


def unlock_user(*, by: Actor, at: datetime, user_id: int) -> None:
    """Forget the failed tries, so that the person may sign in at once."""
    require(by, MANAGE_USERS)
    with work(by=by, at=at) as unit:
        user = _locked_row(user_id)
        AccessAttempt.objects.filter(username=user.username).delete()
        User.objects.filter(pk=user_id).update(wrong_answers=0, wrong_answer_at=None)
        unit.note("accounts.user_unlocked", RecordRef("user", user_id), name=user.name)


# ---------------------------------------------------------------- passwords


def set_password(
    *,
    by: Actor,
    at: datetime,
    user_id: int,
    password: str,
    must_change: bool = False,
    keep_session: SessionBase | None = None,
) -> User:
    """Set a password and end the user's sessions, but for `keep_session`, which gets a new key."""
    if not may_change(by, user_id):
        raise UnableToSetPassword(_("不能修改别人的密码。"), code="not_own")
    if not may_set_password(by, user_id):
        text = _("这个账号能决定款项或管理系统，密码只能由系统管理员重设。")
        raise UnableToSetPassword(text, code="weighty")
    with work(by=by, at=at) as unit:
        user = _locked_row(user_id)
        _validated(password, user, UnableToSetPassword)
        user.set_password(password)
        user.must_change_password, user.password_changed_at = must_change, at
        user.save(update_fields=["password", "must_change_password", "password_changed_at"])
        _end_sessions(user_id, keep_session.session_key if keep_session else None)
        if keep_session is not None:
            _carry_on(keep_session, user)
        action = "accounts.password_changed" if by.user_id == user_id else "accounts.password_set"
        unit.note(action, RecordRef("user", user_id), name=user.name)
    return user


def change_password(
    *, by: Actor, at: datetime, old: str, new: str, session: SessionBase | None = None
) -> User:
    """What a person does to their own password; every other session of theirs is ended."""
    user = confirm_password(by=by, at=at, password=old, field="old")
    if user.check_password(new):
        raise UnableToSetPassword(_("新密码和原密码相同。请换一个。"), field="new", code="same")
    return set_password(by=by, at=at, user_id=user.pk, password=new, keep_session=session)


def reset_password(*, by: Actor, at: datetime, user_id: int) -> str:
    """Give somebody a temporary password, to be told once and changed at the first sign-in."""
    if by.user_id == user_id:
        raise UnableToSetPassword(_("自己的密码请在“修改密码”里改。"), code="own_account")
    temporary = temporary_password()
    set_password(by=by, at=at, user_id=user_id, password=temporary, must_change=True)
    return temporary


def temporary_password() -> str:
    """Twelve characters that are easily read out, about 59 random bits: k7mq-3xwp-t9ha."""
    groups = ["".join(secrets.choice(_EASY_TO_READ) for _each in range(4)) for _group in range(3)]
    made = "-".join(groups)
    try:
        validate_password(made)
    except ValidationError:
        return temporary_password()
    return made


def confirm_password(*, by: Actor, at: datetime, password: str, field: str = "password") -> User:
    """Ask somebody who is signed in for the password again; wrong ones are counted and noted."""
    user = take_attempt(by=by, at=at, user_id=by.user_id or 0, field=field)
    if user.check_password(password):
        if queries.signs_in_with_code(user.pk):
            # Else the password would clear the count between guesses at the second factor.
            _give_back_attempt(by=by, at=at, user_id=user.pk)
        else:
            forget_attempts(by=by, at=at, user_id=user.pk)
        return user
    with work(by=by, at=at) as unit:
        unit.note("accounts.password_not_confirmed", RecordRef("user", user.pk), name=user.name)
    raise UnableToConfirm(_("密码不对。"), field=field, code="wrong")


def take_attempt(*, by: Actor, at: datetime, user_id: int, field: str) -> User:
    """Count a try before it is looked at, so that many at once are no way around the limit."""
    require_own(by, user_id)
    with work(by=by, at=at):
        old = Q(wrong_answer_at=None) | Q(wrong_answer_at__lte=at - queries.LOCKED_FOR)
        counted = User.objects.filter(
            old | Q(wrong_answers__lt=queries.MOST_FAILURES), pk=user_id, is_active=True
        ).update(
            wrong_answers=Case(When(old, then=Value(1)), default=F("wrong_answers") + 1),
            wrong_answer_at=at,
        )
    if not counted:
        minutes = int(queries.LOCKED_FOR.total_seconds() // 60)
        text = _("输错次数过多，%(minutes)d 分钟后再试，或请系统管理员解锁。")
        raise UnableToConfirm(text % {"minutes": minutes}, field=field, code="locked")
    return User.objects.get(pk=user_id)


def _give_back_attempt(*, by: Actor, at: datetime, user_id: int) -> None:
    """A right answer that is not the last one asked for takes back its own count alone."""
    with work(by=by, at=at):
        counted = User.objects.filter(pk=user_id, wrong_answers__gt=0)
        counted.update(wrong_answers=F("wrong_answers") - 1)


def forget_attempts(*, by: Actor, at: datetime, user_id: int) -> None:
    """A right answer clears the count."""
    require_own(by, user_id)
    with work(by=by, at=at):
        User.objects.filter(pk=user_id).update(wrong_answers=0, wrong_answer_at=None)


# ---------------------------------------------------------------- sessions


def end_session(*, by: Actor, at: datetime, session_id: int) -> None:
    """End one session: its device is signed out with its next request."""
    with work(by=by, at=at) as unit:
        found = UserSession.objects.filter(pk=session_id).select_related("user").first()
        if found is None or not may_change(by, found.user_id):
            raise UnableToEndSession(_("这次登录已经结束，不需要再退出。"), code="over")
        found.end()
        unit.note("accounts.session_ended", RecordRef("user", found.user_id), name=str(found.user))


def end_all_sessions(*, by: Actor, at: datetime, user_id: int, except_key: str = "") -> int:
    """End all sessions of a user but the one with `except_key`; how many there were."""
    if not may_change(by, user_id):
        raise UnableToEndSession(_("不能结束别人的登录。"), code="not_own")
    with work(by=by, at=at) as unit:
        user = _locked_row(user_id)
        ended = _end_sessions(user_id, except_key)
        record = RecordRef("user", user_id)
        unit.note("accounts.sessions_ended", record, name=user.name, count=ended)
    return ended


# ---------------------------------------------------------------- what they share


def _checked_username(username: str) -> str:
    plain = normalised(username)
    if not is_username(plain):
        raise UnableToAddUser(str(NO_USERNAME), field="username", code="username")
    return plain


def _checked_name(name: str, error: type[UnableTo]) -> str:
    plain = " ".join(name.split())
    if not 1 <= len(plain) <= 60:
        raise error(_("姓名不能空着，最长 60 个字。"), field="name", code="name")
    return plain


def _checked_mobile(mobile: str | None, error: type[UnableTo]) -> str | None:
    if not mobile or not mobile.strip():
        return None
    plain = mobile_in(mobile)
    if plain is None:
        raise error(_("手机号应为 11 位数字，以 1 开头。"), field="mobile", code="mobile")
    return plain


def _validated(password: str, user: User, error: type[UnableTo]) -> None:
    try:
        validate_password(password, user)
    except ValidationError as found:
        raise error("".join(found.messages), field="password", code="weak") from None


def _refuse_taken(
    error: type[UnableTo], *, username: str = "", mobile: str = "", except_id: int | None = None
) -> None:
    if queries.is_taken(username=username, mobile=mobile, except_id=except_id):
        raise _taken(error, "username" if username else "mobile")


def _taken(error: type[UnableTo], field: str) -> UnableTo:
    if field == "mobile":
        return error(str(MOBILE_TAKEN), field=field, code="taken")
    return error(str(USERNAME_TAKEN), field=field, code="taken")


def _stored(user: User, error: type[UnableTo]) -> None:
    """Save; what a second person took in the meantime is told as if it had been seen before."""
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        same = User.objects.filter(mobile=user.mobile).exclude(pk=user.pk)
        by_mobile = user.mobile is not None and same.exists()
        raise _taken(error, "mobile" if by_mobile else "username") from None


def _locked_row(user_id: int) -> User:
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise UnableToChangeUser(_("没有这个账号。"), code="missing")
    return user


def _end_sessions(user_id: int, except_key: str | None = None) -> int:
    rows = UserSession.objects.filter(user_id=user_id).exclude(session_key=except_key or "")
    ended = 0
    for row in rows:
        row.end()
        ended += 1
    return ended


def _carry_on(session: SessionBase, user: User) -> None:
    """Keep a session over a new password, under a new key."""
    before = session.session_key
    session.cycle_key()
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    UserSession.objects.filter(session_key=before).update(session_key=session.session_key)
