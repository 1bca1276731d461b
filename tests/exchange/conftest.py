"""What the tests of import and export share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from dakehu.accounts.models import User
from dakehu.kit.models import Setting
from dakehu.kit.settings_store import forget
from tests.cast import ON, Cast, build_cast

SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: object, tmp_path: Path) -> None:
    """Files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """The company on the business day, its passwords changed."""
    yield _company()
    forget()


@pytest.fixture
def stored_cast(transactional_db: None) -> Iterator[Cast]:
    """The same where units of work are real transactions."""
    yield _company()
    forget()


def _company() -> Cast:
    built = build_cast()
    User.objects.update(must_change_password=False)
    Setting.objects.update_or_create(key="business_day", defaults={"value": ON.isoformat()})
    forget()
    return built


@pytest.fixture
def signed_in(cast: Cast) -> SignedIn:
    """A browser in which the person of that key has signed in."""

    def sign_in(key: str) -> Client:
        client = Client()
        user = User.objects.get(pk=cast.users[key])
        client.force_login(user, backend="dakehu.accounts.backends.NameOrMobile")
        return client

    return sign_in
