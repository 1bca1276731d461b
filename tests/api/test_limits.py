"""How often a token and an address may ask in a minute."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from dakehu.accounts.models import User
from tests.api.conftest import AT

ME = "/api/v1/me"


@pytest.fixture(autouse=True)
def _few(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.API_REQUESTS_PER_MINUTE = {"token": 3, "address": 5}
    monkeypatch.setattr("dakehu.kit.api_limits.now", lambda: AT)
    cache.clear()


def _asks(client: Client, secret: str, times: int, **more: Any) -> list[int]:
    headers = {"Authorization": f"Bearer {secret}"}
    return [client.get(ME, headers=headers, **more).status_code for _each in range(times)]


def test_a_token_that_asks_too_often_is_told_when_to_come_back(
    client: Client, token: Callable[..., str]
) -> None:
    secret = token("read")
    assert _asks(client, secret, 3) == [200] * 3

    refused = client.get(ME, headers={"Authorization": f"Bearer {secret}"})

    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    assert refused["Content-Type"] == "application/problem+json"
    told = refused.json()
    assert (told["title"], told["detail"]) == ("请求过多", "请求过于频繁，请 60 秒后再试。")
    assert told["request_id"] == refused["X-Request-Id"]


def test_the_next_minute_is_a_new_one(
    client: Client, token: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = token("read")
    assert _asks(client, secret, 4)[-1] == 429
    monkeypatch.setattr("dakehu.kit.api_limits.now", lambda: AT + timedelta(seconds=45))
    late = client.get(ME, headers={"Authorization": f"Bearer {secret}"})
    assert (late.status_code, late["Retry-After"]) == (429, "15")
    monkeypatch.setattr("dakehu.kit.api_limits.now", lambda: AT + timedelta(seconds=60))
    assert _asks(client, secret, 1) == [200]


def test_one_token_does_not_use_up_another(client: Client, token: Callable[..., str]) -> None:
    first, second = token("read"), token("read", "calc")
    assert _asks(client, first, 4, REMOTE_ADDR="192.0.2.1") == [200, 200, 200, 429]
    assert _asks(client, second, 3, REMOTE_ADDR="192.0.2.2") == [200, 200, 200]


def test_an_address_is_counted_before_anybody_asks_who_it_is(client: Client, db: None) -> None:
    assert _asks(client, "dkh_nothing", 6, REMOTE_ADDR="192.0.2.1") == [401] * 5 + [429]
    assert _asks(client, "dkh_nothing", 1, REMOTE_ADDR="192.0.2.2") == [401]


def test_somebody_signed_in_is_counted_like_a_token(client: Client, person: User) -> None:
    client.force_login(person, "dakehu.accounts.backends.NameOrMobile")
    assert [client.get(ME).status_code for _each in range(4)] == [200, 200, 200, 429]


def test_a_limit_of_nought_is_none(
    client: Client, token: Callable[..., str], settings: Any
) -> None:
    settings.API_REQUESTS_PER_MINUTE = {"token": 0, "address": 0}
    assert _asks(client, token("read"), 8) == [200] * 8


def test_pages_are_not_counted(client: Client, person: User) -> None:
    client.force_login(person, "dakehu.accounts.backends.NameOrMobile")
    assert [client.get("/account/").status_code for _each in range(8)] == [200] * 8


def test_an_odd_address_from_a_proxy_is_counted_too(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ninja.conf.settings.NUM_PROXIES", 1)
    headers = {"X-Forwarded-For": "no address " + "字" * 300}
    answers = [client.get(ME, headers=headers).status_code for _each in range(6)]
    assert answers == [401] * 5 + [429]
