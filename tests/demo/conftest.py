"""The demo, installed at a fixed moment."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from pytest_django import Settings

from dakehu.accounts.queries import user_by_name
from dakehu.demo.services import install

AT: Final = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOST: Final = "localhost"
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def demo(db: None) -> None:
    install(at=AT, with_demo=True)


@pytest.fixture
def empty(db: None) -> None:
    install(at=AT, with_demo=False)


def user_named(name: str) -> AbstractBaseUser:
    found = user_by_name(name)
    assert found is not None
    return found


@pytest.fixture
def signed_in() -> SignIn:
    def as_user(name: str) -> Client:
        client = Client(HTTP_HOST=HOST)
        client.force_login(user_named(name), backend="dakehu.accounts.backends.NameOrMobile")
        return client

    return as_user
