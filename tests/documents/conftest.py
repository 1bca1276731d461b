"""Files of the tests lie in a folder of their own; the cast and their browsers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from dakehu.accounts.models import User
from dakehu.kit.models import Setting
from tests.cast import ON, Cast, build_cast

SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> Iterator[Path]:
    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        yield tmp_path / "files"


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


@pytest.fixture
def signed_in(cast: Cast) -> SignedIn:
    """A browser in which one of the cast has signed in; the business day is that of the demo."""
    User.objects.update(must_change_password=False)
    Setting.objects.create(key="business_day", value=ON.isoformat())

    def sign_in(key: str) -> Client:
        client = Client()
        user = User.objects.get(pk=cast.users[key])
        client.force_login(user, backend="dakehu.accounts.backends.NameOrMobile")
        return client

    return sign_in
