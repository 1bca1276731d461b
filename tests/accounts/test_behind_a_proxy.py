"""Behind a proxy the lock counts the visitor's address, the same that the trail notes."""

import pytest
from axes.helpers import get_client_ip_address
from django.test import RequestFactory

from dakehu.accounts.adapter import client_address


@pytest.mark.parametrize(
    "trusted, forwarded, told",
    [
        (0, "", "127.0.0.1"),
        (0, "10.1.1.9", "127.0.0.1"),  # nobody is trusted: the header is the visitor's own claim
        (1, "10.1.1.9", "10.1.1.9"),
        (1, "6.6.6.6, 10.1.1.9", "10.1.1.9"),
        (2, "6.6.6.6, 10.1.1.9, 10.0.0.2", "10.1.1.9"),
    ],
)
def test_the_address_is_the_one_that_the_last_trusted_proxy_saw(
    monkeypatch: pytest.MonkeyPatch, trusted: int, forwarded: str, told: str
) -> None:
    monkeypatch.setattr("allauth.app_settings.TRUSTED_PROXY_COUNT", trusted, raising=False)
    monkeypatch.setattr("django.conf.settings.ALLAUTH_TRUSTED_PROXY_COUNT", trusted)
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get("/", **more)

    assert client_address(request) == told
    assert get_client_ip_address(request) == told
