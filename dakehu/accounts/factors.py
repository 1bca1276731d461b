"""The second factor: codes of an app, recovery codes, passkeys. The services that concern them.

The stored form is allauth's, so that its stages of the sign-in find it; writing and checking is
done here, with a note in the trail, one use per code, and a limit that all processes share.
"""

from dataclasses import dataclass
from datetime import datetime
from types import ModuleType
from typing import Any, Final

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from allauth.mfa.utils import decrypt, encrypt
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from dakehu.accounts import queries
from dakehu.accounts.access import REMOVE_FACTORS, require
from dakehu.accounts.models import User
from dakehu.accounts.services import (
    UnableToConfirm,
    confirm_password,
    forget_attempts,
    take_attempt,
)
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work

STEP: Final = 30
"""Seconds for which the app shows one code; the one before and the one after pass too."""

_KINDS: Final = Authenticator.Type


class UnableToSwitchFactor(UnableTo):
    """A second factor cannot be switched on or off."""


@dataclass(frozen=True)
class Again:
    """What somebody signed in gives once more: the password, and a factor where one is on.

    `second` is a code of the app or a recovery code; `credential` what a passkey has signed.
    """

    password: str
    second: str = ""
    credential: Any = None


def confirm(*, by: Actor, at: datetime, again: Again) -> None:
    """Make sure that it is the person before factors change: who knows the password is not enough.

    Whoever has lost every factor needs an administrator (`remove_factors`).
    """
    confirm_password(by=by, at=at, password=again.password)
    _confirm_second(by=by, at=at, again=again)


def _confirm_second(*, by: Actor, at: datetime, again: Again) -> None:
    user_id = by.user_id or 0
    if not queries.signs_in_with_code(user_id):
        return
    if again.credential is not None:
        accept_passkey(by=by, at=at, user_id=user_id, credential=again.credential)
    elif again.second.strip():
        accept_code(by=by, at=at, user_id=user_id, code=again.second, field="second")
    else:
        raise UnableToConfirm(
            _("请输入现用的验证码或一个备用码。"), field="second", code="second_missing"
        )


def new_totp_secret() -> str:
    """What the app is given as a picture; stored only once a first code was right."""
    return str(generate_totp_secret())


def code_at(secret: str, at: datetime, steps: int = 0) -> str:
    """The code that an app shows at a moment."""
    return str(format_hotp_value(hotp_value(secret, int(at.timestamp()) // STEP + steps)))


def sealed(secret: str) -> str:
    """The secret as it may wait in a session for its first code."""
    return str(encrypt(secret))


def unsealed(kept: str) -> str:
    return str(decrypt(kept))


def totp_picture(user: User, secret: str) -> str:
    """The picture that an app scans, as an SVG image."""
    adapter = get_adapter()
    return str(adapter.build_totp_svg(adapter.build_totp_url(user, secret)))


def switch_on_totp(*, by: Actor, at: datetime, again: Again, secret: str, code: str) -> list[str]:
    """Ask for codes of an app from now on; the recovery codes, if there were none before."""
    user_id = confirm_password(by=by, at=at, password=again.password).pk
    step = _step_of(secret, code, at, after=-1)
    if step is None:
        raise UnableToSwitchFactor(
            _("验证码不对。核对手机时间后，输入验证器上的新验证码。"), field="code", code="wrong"
        )
    _confirm_second(by=by, at=at, again=again)
    with work(by=by, at=at) as unit:
        user = User.objects.select_for_update().get(pk=user_id)
        try:
            row = TOTP.activate(user, secret).instance
        except IntegrityError:
            raise UnableToSwitchFactor(_("动态验证码已经开启。"), code="on") from None
        row.data["last_step"] = step
        row.save(update_fields=["data"])
        unit.note("accounts.totp_switched_on", RecordRef("user", user_id), name=user.name)
        return _first_codes(user)


def switch_off_totp(*, by: Actor, at: datetime, again: Again) -> None:
    """Stop asking for codes of an app."""
    confirm(by=by, at=at, again=again)
    action = "accounts.totp_switched_off"
    _remove(by=by, at=at, user_id=by.user_id or 0, action=action, type="totp")


def _passkeys() -> ModuleType:
    """What reads and writes them; loaded with the first, for it takes a tenth of the start."""
    from allauth.mfa.webauthn.internal import auth

    return auth


def passkey_offer(user: User) -> dict[str, Any]:
    """What a device is asked to make a key for; remembered in the session."""
    return dict(_passkeys().begin_registration(user, False))


def passkey_question(user: User) -> dict[str, Any]:
    """What a device is asked to sign; remembered in the session."""
    return dict(_passkeys().begin_authentication(user))


def add_passkey(*, by: Actor, at: datetime, again: Again, name: str, made: Any) -> list[str]:
    """Accept the key that a device has made; the recovery codes, if there were none before."""
    user_id = confirm_password(by=by, at=at, password=again.password).pk
    title = " ".join(name.split())[:40] or _("我的设备")
    try:
        _passkeys().parse_registration_response(made)
        _passkeys().complete_registration(made)
    except (ValidationError, ValueError, TypeError, KeyError):
        raise UnableToSwitchFactor(
            _("设备没有完成登记。请重新操作一次。"), code="not_registered"
        ) from None
    _confirm_second(by=by, at=at, again=again)
    with work(by=by, at=at) as unit:
        user = User.objects.select_for_update().get(pk=user_id)
        _passkeys().WebAuthn.add(user, title, made)
        unit.note("accounts.passkey_added", RecordRef("user", user_id), passkey=title)
        return _first_codes(user)


def remove_passkey(*, by: Actor, at: datetime, again: Again, passkey_id: int) -> None:
    """Forget a device's key."""
    confirm(by=by, at=at, again=again)
    which = {"type": "webauthn", "pk": passkey_id}
    _remove(by=by, at=at, user_id=by.user_id or 0, action="accounts.passkey_removed", **which)


def renew_recovery_codes(*, by: Actor, at: datetime, again: Again) -> list[str]:
    """Ten new codes; the old ones are void. Shown once."""
    confirm(by=by, at=at, again=again)
    user_id = by.user_id or 0
    with work(by=by, at=at) as unit:
        user = User.objects.select_for_update().get(pk=user_id)
        rows = Authenticator.objects.filter(user=user)
        if not rows.exclude(type=_KINDS.RECOVERY_CODES).exists():
            raise UnableToSwitchFactor(
                _("先开启动态验证码或登记通行密钥，再生成备用码。"), code="nothing_on"
            )
        rows.filter(type=_KINDS.RECOVERY_CODES).delete()
        unit.note("accounts.recovery_codes_renewed", RecordRef("user", user_id), name=user.name)
        return _first_codes(user)


def remove_factors(*, by: Actor, at: datetime, user_id: int) -> None:
    """Take all second factors off somebody who has lost them."""
    require(by, REMOVE_FACTORS)
    _remove(by=by, at=at, user_id=user_id, action="accounts.factors_removed")


def accept_code(
    *, by: Actor, at: datetime, user_id: int, code: str, field: str = "code"
) -> Authenticator:
    """The factor for which `code` is right; each code counts once. Wrong ones are counted."""
    user = take_attempt(by=by, at=at, user_id=user_id, field=field)
    with work(by=by, at=at) as unit:
        for row in Authenticator.objects.select_for_update().filter(user=user):
            if _is_right(row, code.replace(" ", ""), at):
                _used(row, at)
                forget_attempts(by=by, at=at, user_id=user_id)
                return row
        unit.note("accounts.code_refused", RecordRef("user", user_id), name=user.name)
    raise UnableToConfirm(
        _("验证码不对，或已经用过。等验证器显示下一个再试。"), field=field, code="wrong"
    )


def accept_passkey(*, by: Actor, at: datetime, user_id: int, credential: Any) -> Authenticator:
    """The passkey that signed what this session was asked to sign."""
    user = take_attempt(by=by, at=at, user_id=user_id, field="credential")
    try:
        _passkeys().parse_authentication_response(credential)
        row = _passkeys().complete_authentication(user, credential)
    except (ValidationError, ValueError, TypeError, KeyError):
        with work(by=by, at=at) as unit:
            unit.note("accounts.code_refused", RecordRef("user", user_id), name=user.name)
        raise UnableToConfirm(
            _("设备没有通过验证。请再试一次，或改用验证码。"), field="credential", code="wrong"
        ) from None
    with work(by=by, at=at):
        _used(row, at)
        forget_attempts(by=by, at=at, user_id=user_id)
    return row


def _is_right(row: Authenticator, code: str, at: datetime) -> bool:
    if row.type == _KINDS.RECOVERY_CODES:
        return bool(RecoveryCodes(row).validate_code(code))
    if row.type != _KINDS.TOTP:
        return False
    step = _step_of(decrypt(row.data["secret"]), code, at, after=row.data.get("last_step", -1))
    if step is None:
        return False
    row.data["last_step"] = step
    return True


def _step_of(secret: str, code: str, at: datetime, *, after: int) -> int | None:
    """The step of time to which a code belongs, if it is near and later than `after`."""
    present = int(at.timestamp()) // STEP
    for step in (present, present - 1, present + 1):
        expected = format_hotp_value(hotp_value(secret, step))
        if step > after and compare_user_code(actual=code, expected=expected):
            return step
    return None


def _used(row: Authenticator, at: datetime) -> None:
    if row.type == _KINDS.TOTP:
        Authenticator.objects.filter(pk=row.pk).update(data=row.data)
    Authenticator.objects.filter(pk=row.pk).update(last_used_at=at)


def _first_codes(user: User) -> list[str]:
    """New recovery codes where there are none; an empty list where there are."""
    if Authenticator.objects.filter(user=user, type=_KINDS.RECOVERY_CODES).exists():
        return []
    return list(RecoveryCodes.activate(user).generate_codes())


def _remove(*, by: Actor, at: datetime, user_id: int, action: str, **which: Any) -> None:
    with work(by=by, at=at) as unit:
        user = User.objects.select_for_update().get(pk=user_id)
        rows = Authenticator.objects.filter(user=user)
        gone, _by_kind = rows.filter(**which).delete()
        if not gone:
            raise UnableToSwitchFactor(_("已经关闭，不需要再操作。"), code="off")
        if not rows.exclude(type=_KINDS.RECOVERY_CODES).exists():
            rows.delete()
        unit.note(action, RecordRef("user", user_id), name=user.name)
