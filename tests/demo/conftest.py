"""The demo, installed at a fixed moment."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

from dakehu.accounts.queries import user_by_name
from dakehu.demo.emptying import empty_tables
from dakehu.demo.services import install
from dakehu.kit.settings_store import forget

AT: Final = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOST: Final = "localhost"
SignIn = Callable[[str], Client]


QUICK: Final = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = QUICK


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, installed once for a module whose tests only read it."""
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=QUICK):
        install(at=AT, with_demo=True)
    yield
    with django_db_blocker.unblock(), transaction.atomic():
        empty_tables()
    forget()


@pytest.fixture
def standing_demo(founded: None, db: None) -> None:
    """The module's demo, as one test reads it."""


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
