"""The cast, and the browsers of its people."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from dakehu.accounts.models import User
from dakehu.kit.models import Setting
from dakehu.kit.settings_store import forget
from tests.cast import ON, Cast, build_cast

SignedIn = Callable[[str], Client]


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


@pytest.fixture(autouse=True)
def _settings_of_this_test() -> Iterator[None]:
    """What one test wrote into the settings is not read by the next."""
    forget()
    yield
    forget()
