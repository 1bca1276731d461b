"""What the audit trail keeps of coming and going: who, when, from which address and device."""

from datetime import datetime
from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase

from dakehu.accounts.devices import device_named
from dakehu.accounts.models import User
from dakehu.accounts.queries import user_by_name
from dakehu.kit.actors import Actor, system
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work

DOOR: Final = system("sign_in")


def note_entry(*, user: User, at: datetime, address: str, user_agent: str) -> None:
    """Somebody has signed in."""
    with work(by=Actor(user.pk, user.name), at=at) as unit:
        unit.note(
            "accounts.signed_in",
            RecordRef("user", user.pk),
            name=user.name,
            address=address,
            device=device_named(user_agent),
        )


def note_refusal(
    *, name: str, is_locked: bool, at: datetime, address: str, user_agent: str
) -> None:
    """A try to sign in was refused. A name that nobody has is not kept: it may be a password."""
    user = user_by_name(name)
    with work(by=DOOR, at=at) as unit:
        unit.note(
            "accounts.sign_in_locked" if is_locked else "accounts.sign_in_refused",
            RecordRef("user", user.pk) if user else None,
            name=user.name if user else "",
            address=address,
            device=device_named(user_agent),
        )


def note_exit(*, by: Actor, at: datetime, session: SessionBase) -> None:
    """Somebody signs out: the session's line goes, the session itself is flushed by the caller."""
    with work(by=by, at=at) as unit:
        UserSession.objects.filter(session_key=session.session_key).delete()
        unit.note("accounts.signed_out", RecordRef("user", by.user_id or 0), name=by.name)
