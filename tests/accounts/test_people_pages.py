"""The pages on which two roles look after everybody's accounts."""

from collections.abc import Callable

import pytest
from django.test import Client

from dakehu.accounts import factors, queries, services
from dakehu.accounts.models import User
from dakehu.kit.actors import system
from tests.accounts.conftest import AT, BY, PASSWORD, is_in
from tests.cast import Cast, build_cast

USERS = "/account/users/"


@pytest.fixture
def cast(db: None) -> Cast:
    made = build_cast()
    for user_id in made.users.values():
        services.set_password(by=BY, at=AT, user_id=user_id, password=PASSWORD)
    return made


@pytest.fixture
def at(cast: Cast) -> Callable[[str], Client]:
    """A browser in which somebody of the cast has signed in."""

    def come_in(key: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=cast.users[key]))
        return client

    return come_in


@pytest.mark.parametrize("key", ["ka_rep", "gm", "finance", "ka_head"])
def test_other_roles_see_no_accounts_of_others(
    cast: Cast, at: Callable[[str], Client], key: str
) -> None:
    client, other = at(key), cast.users["hr_admin"]
    for path in ("", "new/", f"{other}/"):
        assert client.get(f"{USERS}{path}").status_code == 403
    for act in ("close", "password", "second-factor", "unlock"):
        assert client.post(f"{USERS}{other}/{act}/").status_code == 403
    assert queries.user(other) == User.objects.get(pk=other, is_active=True)


@pytest.mark.parametrize("key", ["admin", "hr_admin"])
def test_two_roles_see_everybody_with_the_number_masked(
    at: Callable[[str], Client], key: str
) -> None:
    page = at(key).get(USERS).content.decode()
    assert "林晓雯" in page
    assert "138****0005" in page
    assert "13800000005" not in page


def test_the_list_is_searched_and_filtered(cast: Cast, at: Callable[[str], Client]) -> None:
    client = at("admin")
    services.close_user(by=BY, at=AT, user_id=cast.users["finance"])
    found = client.get(USERS, {"q": "138 0000 0005"}).content.decode()
    assert "林晓雯" in found
    assert "吴敏" not in found
    closed = client.get(USERS, {"state": "closed"}).content.decode()
    assert "吴敏" in closed
    assert "林晓雯" not in closed
    assert client.get(USERS, {"state": "locked"}).status_code == 200


def test_the_list_takes_the_same_queries_for_few_and_many(
    cast: Cast, at: Callable[[str], Client], django_assert_max_num_queries: Callable
) -> None:
    client = at("admin")
    for n in range(40):
        services.add_user(by=BY, at=AT, username=f"more{n}", name=f"某{n}")
    client.get(USERS)
    with django_assert_max_num_queries(20):
        answer = client.get(USERS)
    assert answer.status_code == 200


def test_a_new_account_shows_its_password_once_and_asks_to_change_it(
    at: Callable[[str], Client],
) -> None:
    client = at("hr_admin")
    given = {"name": "新来的", "username": "xinlaide", "mobile": "13900000009"}
    answer = client.post(f"{USERS}new/", given)
    password, user = answer.context["password"], queries.user_by_name("xinlaide")
    assert password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert user is not None
    assert user.must_change_password
    again = client.post(f"{USERS}new/", given)
    assert again.context["form"].errors["username"]
    newcomer = Client()
    came = newcomer.post("/account/sign-in/", {"login": "13900000009", "password": password})
    assert came.status_code == 302
    assert newcomer.get("/account/")["Location"] == "/account/password/"


def test_a_reset_ends_sessions_and_gives_a_temporary_password(
    cast: Cast, at: Callable[[str], Client]
) -> None:
    hers, client = at("ka_rep"), at("admin")
    answer = client.post(f"{USERS}{cast.users['ka_rep']}/password/")
    assert not is_in(hers)
    user = User.objects.get(pk=cast.users["ka_rep"])
    assert user.check_password(answer.context["password"])
    assert user.must_change_password


def test_an_account_is_closed_and_reopened(cast: Cast, at: Callable[[str], Client]) -> None:
    hers, client = at("ka_rep"), at("hr_admin")
    address = f"{USERS}{cast.users['ka_rep']}/"
    client.post(f"{address}close/")
    assert not is_in(hers)
    assert "停用" in client.get(address).content.decode()
    client.post(f"{address}reopen/")
    assert User.objects.get(pk=cast.users["ka_rep"]).is_active


def test_nobody_closes_or_resets_themselves_here(cast: Cast, at: Callable[[str], Client]) -> None:
    client, address = at("admin"), f"{USERS}{cast.users['admin']}/"
    client.post(f"{address}close/")
    client.post(f"{address}password/")
    assert is_in(client)
    assert User.objects.get(pk=cast.users["admin"]).check_password(PASSWORD)


def test_only_the_administrator_takes_off_a_second_factor(
    cast: Cast, at: Callable[[str], Client]
) -> None:
    user_id, secret = cast.users["ka_rep"], factors.new_totp_secret()
    factors.switch_on_totp(
        by=cast.actor("ka_rep"),
        at=AT,
        again=factors.Again(PASSWORD),
        secret=secret,
        code=factors.code_at(secret, AT),
    )
    address = f"{USERS}{user_id}/second-factor/"
    assert at("hr_admin").post(address).status_code == 403
    assert queries.signs_in_with_code(user_id)
    assert at("admin").post(address).status_code == 302
    assert not queries.signs_in_with_code(user_id)


def test_unknown_accounts_and_actions_are_not_found(
    cast: Cast, at: Callable[[str], Client]
) -> None:
    client = at("admin")
    assert client.get(f"{USERS}999999/").status_code == 404
    assert client.post(f"{USERS}999999/close/").status_code == 404
    assert client.post(f"{USERS}{cast.users['ka_rep']}/delete/").status_code == 404
    assert client.get(f"{USERS}{cast.users['ka_rep']}/close/").status_code == 405


def test_ones_own_page_tells_name_number_and_role(at: Callable[[str], Client]) -> None:
    page = at("ka_rep").get("/account/").content.decode()
    assert "林晓雯" in page
    assert "13800000005" in page
    assert "大客户员" in page


def test_strangers_are_led_to_the_door(db: None) -> None:
    for path in ("/account/", "/account/users/", "/account/tokens/", "/account/second-factor/"):
        assert Client().get(path)["Location"] == f"/account/sign-in/?next={path}"


def test_the_program_itself_may_do_all_this(cast: Cast) -> None:
    ended = services.end_all_sessions(by=system("tests"), at=AT, user_id=cast.users["gm"])
    assert ended == 0
