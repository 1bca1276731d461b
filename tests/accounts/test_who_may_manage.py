"""The services ask themselves who acts: a page that forgot to is no way in."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dakehu.accounts import factors, queries, services
from dakehu.accounts.models import User
from dakehu.kit.actors import ANONYMOUS, Actor
from dakehu.kit.errors import UnableTo
from tests.accounts.conftest import AT, PASSWORD, trail
from tests.cast import Cast, build_cast

SERVICES: dict[str, Callable[..., Any]] = {
    "add_user": lambda by, whom: services.add_user(by=by, at=AT, username="xinren", name="新人"),
    "change_user": lambda by, whom: services.change_user(by=by, at=AT, user_id=whom, name="别名"),
    "close_user": lambda by, whom: services.close_user(by=by, at=AT, user_id=whom),
    "reopen_user": lambda by, whom: services.reopen_user(by=by, at=AT, user_id=whom),
    "unlock_user": lambda by, whom: services.unlock_user(by=by, at=AT, user_id=whom),
    "set_password": lambda by, whom: services.set_password(
        by=by, at=AT, user_id=whom, password="Maple-road-19"
    ),
    "reset_password": lambda by, whom: services.reset_password(by=by, at=AT, user_id=whom),
    "end_all_sessions": lambda by, whom: services.end_all_sessions(by=by, at=AT, user_id=whom),
    "remove_factors": lambda by, whom: factors.remove_factors(by=by, at=AT, user_id=whom),
    "issue_token": lambda by, whom: services.issue_token(
        by=by, at=AT, user_id=whom, name="报表", scopes=["read"], expires_on=date(2026, 11, 23)
    ),
    "take_attempt": lambda by, whom: services.take_attempt(
        by=by, at=AT, user_id=whom, field="code"
    ),
    "forget_attempts": lambda by, whom: services.forget_attempts(by=by, at=AT, user_id=whom),
    "accept_code": lambda by, whom: factors.accept_code(by=by, at=AT, user_id=whom, code="000000"),
    "accept_passkey": lambda by, whom: factors.accept_passkey(
        by=by, at=AT, user_id=whom, credential={}
    ),
    "confirm_password": lambda by, whom: services.confirm_password(
        by=Actor(None, by.name), at=AT, password=PASSWORD
    ),
}


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


def _state(user_id: int) -> list[Any]:
    return [*User.objects.filter(pk=user_id).values(), User.objects.count(), len(trail())]


@pytest.mark.parametrize("name", SERVICES)
@pytest.mark.parametrize("key", ["ka_rep", "ka_head", "gm", "nobody"])
def test_whoever_does_not_look_after_accounts_changes_none(cast: Cast, name: str, key: str) -> None:
    by = ANONYMOUS if key == "nobody" else cast.actor(key)
    whom = cast.users["ka_rep_2"]
    before = _state(whom)

    with pytest.raises((PermissionDenied, UnableTo)):
        SERVICES[name](by, whom)

    assert _state(whom) == before


@pytest.mark.parametrize("name", ["close_user", "reopen_user", "unlock_user", "change_user"])
def test_nobody_does_to_their_own_account_what_is_done_for_them(cast: Cast, name: str) -> None:
    before = _state(cast.users["ka_rep"])

    with pytest.raises((PermissionDenied, UnableTo)):
        SERVICES[name](cast.actor("ka_rep"), cast.users["ka_rep"])

    assert _state(cast.users["ka_rep"]) == before


def test_personnel_look_after_accounts_but_not_after_factors(cast: Cast) -> None:
    by, whom = cast.actor("hr_admin"), cast.users["ka_rep_2"]
    for name in ("add_user", "change_user", "unlock_user", "close_user", "reopen_user"):
        SERVICES[name](by, whom)
    with pytest.raises(PermissionDenied):
        SERVICES["remove_factors"](by, whom)
    found = queries.user(whom)
    assert found is not None
    assert (found.name, found.is_active) == ("别名", True)
