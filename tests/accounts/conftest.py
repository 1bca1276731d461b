"""A person with an account, and how they come in. Hashing is quick here: its cost is not tested."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from dakehu.accounts.models import User
from dakehu.accounts.services import add_user
from dakehu.audit.models import Entry
from dakehu.kit.actors import Actor, system

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PASSWORD = "Cedar-lamp-72"
BY = system("tests")
SIGN_IN = "/account/sign-in/"


@pytest.fixture(autouse=True)
def _quick_hashes(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture
def lin(db: None) -> User:
    """林晓雯, whose password is her own."""
    return add_user(
        by=BY,
        at=AT,
        username="linxiaowen",
        name="林晓雯",
        mobile="13800000005",
        password=PASSWORD,
        must_change=False,
    )


@pytest.fixture
def lin_acts(lin: User) -> Actor:
    return Actor(user_id=lin.pk, name=lin.name)


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A browser in which somebody has tried to sign in; `answer` is what they saw."""

    def come_in(name: str = "linxiaowen", password: str = PASSWORD, **more: str) -> Client:
        client = Client(REMOTE_ADDR=more.pop("address", "192.0.2.7"))
        client.answer = client.post(  # type: ignore[attr-defined]
            more.pop("path", SIGN_IN), {"login": name, "password": password, **more}
        )
        return client

    return come_in


def is_in(client: Client) -> bool:
    """Whether this browser is signed in."""
    return client.get("/account/").status_code == 200


def trail() -> list[str]:
    """What was noted, in order."""
    return list(Entry.objects.order_by("number").values_list("action", flat=True))


def noted_text() -> str:
    """Everything that the trail holds, to look for what must not be there."""
    return "\n".join(Entry.objects.values_list("data", flat=True))
