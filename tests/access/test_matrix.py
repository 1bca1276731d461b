"""Every address as every role: what the matrix promises is what the site answers."""

from pathlib import Path

import pytest
from django.test import Client

from dakehu.accounts.models import User
from dakehu.accounts.services import add_user
from dakehu.cli.main import main
from dakehu.kit.actors import system
from dakehu.kit.allowing import ANYONE, DEMO, TOKEN
from dakehu.kit.permissions import EVERY_ROLE
from tests.access.walking import BACKEND, REFUSED, addresses, allows
from tests.cast import AT, Cast

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"


def _user(user_id: int) -> User:
    return User.objects.get(pk=user_id)


@pytest.mark.parametrize(
    "key",
    [
        "ka_rep",
        "ka_clerk",
        "ka_head",
        "market_director",
        "gm",
        "gm_assistant",
        "finance",
        "cfo",
        "hr_admin",
        "product_mgmt",
        "product_rnd",
        "project_manager",
        "admin",
    ],
)
def test_each_role_reaches_its_routes_and_is_refused_at_all_others(
    cast: Cast, client: Client, key: str
) -> None:
    roles = cast.actor(key).roles
    wrong = []
    for route, guard, path in addresses():
        client.force_login(
            _user(cast.users[key]), backend=BACKEND
        )  # a sign-out is among the routes
        status = client.get(path).status_code
        refused = status == REFUSED
        if guard.kind == DEMO:
            fits = status == 404
        else:
            fits = refused is not allows(guard, roles) and status < 500
        if not fits:
            wrong.append(f"{route.pattern}: {status}")
    assert wrong == []


def test_a_stranger_reaches_only_what_is_open_to_anyone(cast: Cast, client: Client) -> None:
    wrong = []
    for route, guard, path in addresses():
        answer = client.get(path)
        sent_to_sign_in = answer.status_code == 302 and "/account/sign-in/" in answer["Location"]
        if guard.kind == ANYONE:
            fits = answer.status_code != REFUSED
        elif guard.kind == DEMO:
            fits = answer.status_code == 404
        elif guard.kind == TOKEN:
            fits = answer.status_code in {401, 405}
        else:
            fits = sent_to_sign_in
        if not fits:
            wrong.append(f"{route.pattern}: {answer.status_code}")
    assert wrong == []


def test_somebody_without_a_position_has_only_what_everyone_has(cast: Cast, client: Client) -> None:
    newcomer = add_user(
        by=system("tests"), at=AT, username="xinren", name="新人", must_change=False
    )
    client.force_login(newcomer, backend=BACKEND)
    wrong = []
    for route, guard, path in addresses():
        status = client.get(path).status_code
        if guard.kind != DEMO and (status == REFUSED) is allows(guard, frozenset()):
            wrong.append(f"{route.pattern}: {status}")
    assert wrong == []


def test_the_committed_page_is_the_matrix_of_today(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main(["access", "matrix", "--markdown"]) == 0

    told = capfdbinary.readouterr().out.decode()
    assert told == PAGE.read_text("utf-8"), "run `make schema` and look at what changed"


def test_the_matrix_names_every_role_and_every_route() -> None:
    text = PAGE.read_text("utf-8")
    assert len(EVERY_ROLE) == 18
    missing = [route.pattern for route, _, _ in addresses() if f"`{route.pattern}`" not in text]
    assert missing == []
