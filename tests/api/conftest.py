"""What the tests of the interface share: published policies, a person, tokens, ways to ask."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from dakehu.accounts.models import User
from dakehu.accounts.services import add_user, issue_token
from dakehu.kit.actors import system
from dakehu.rulebook.services.versions import publish_shipped

AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 11, 23)
STARTER = system("starter")


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The business day, and the moment at which tokens are looked at."""
    for place in ("dakehu.api.api.calc", "dakehu.api.api.reading"):
        monkeypatch.setattr(f"{place}.today", lambda: TODAY)
    monkeypatch.setattr("dakehu.kit.api.now", lambda: AT)


@pytest.fixture
def published(db: None) -> None:
    publish_shipped(by=STARTER, at=AT)


@pytest.fixture
def person(db: None) -> User:
    return add_user(by=STARTER, at=AT, username="linxiaowen", name="林晓雯", must_change=False)


@pytest.fixture
def token(person: User) -> Callable[..., str]:
    """Issue a token with some scopes; its secret."""

    def issue(*scopes: str, expires_on: date = TODAY) -> str:
        name = f"测试 {'、'.join(scopes)} {expires_on}"
        _, secret = issue_token(
            by=STARTER, at=AT, user_id=person.pk, name=name, scopes=scopes, expires_on=expires_on
        )
        return secret

    return issue


Ask = Callable[..., Any]


@pytest.fixture
def ask(published: None, token: Callable[..., str], client: Client) -> Ask:
    """POST a body to a kind with a token; the response."""
    secret = token("calc")

    def post(kind: str, body: bytes | str, **headers: str) -> Any:
        return client.post(
            f"/api/v1/calc/{kind}",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}", **headers},
        )

    return post
