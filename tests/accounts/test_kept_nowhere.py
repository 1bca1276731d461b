"""What somebody signed in has seen is kept by no browser and no proxy."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from dakehu.accounts.models import User

SignIn = Callable[..., Client]
FRAGMENT = {"HX-Request": "true"}


@pytest.mark.parametrize(
    "path, headers",
    [
        ("/", {}),
        ("/account/", {}),
        ("/account/sessions/", FRAGMENT),
        ("/account/users/", {}),
        ("/account/nothing/", {}),
        ("/account/sign-in/", {}),
        ("/api/v1/me", {}),
        ("/api/v1/nothing", {}),
        ("/api/docs", {}),
    ],
)
def test_an_answer_to_somebody_signed_in_is_private_and_not_stored(
    lin: User, sign_in: SignIn, path: str, headers: dict[str, str]
) -> None:
    answer = sign_in().get(path, headers=headers)
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert "public" not in answer["Cache-Control"]


def test_files_of_the_program_are_kept_for_long(lin: User, sign_in: SignIn) -> None:
    answer = sign_in().get(f"{settings.STATIC_URL}kit/shell.js")
    answer.close()
    assert "immutable" in answer["Cache-Control"]
    assert "no-store" not in answer["Cache-Control"]


def test_what_anybody_may_see_is_left_as_it_is(db: None, client: Client) -> None:
    assert "private" not in client.get("/healthz").get("Cache-Control", "")
    assert "no-cache" in client.get("/account/sign-in/")["Cache-Control"]
