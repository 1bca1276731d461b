"""Coming in at the door: name, mobile, wrong passwords, the lock, the first password."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client

from dakehu.accounts import queries, services
from dakehu.accounts.models import User
from tests.accounts.conftest import AT, BY, PASSWORD, SIGN_IN, is_in, noted_text, trail

SignIn = Callable[..., Client]


@pytest.mark.parametrize(
    "name", ["linxiaowen", " LinXiaowen", "138 0000 0005", "+8613800000005", "１３８００００００05"]
)
def test_one_signs_in_by_name_and_by_mobile(lin: User, sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    assert client.answer.status_code == 302
    assert client.answer["Location"] == "/"
    assert is_in(client)
    assert trail()[-1] == "accounts.signed_in"


def test_known_and_unknown_names_get_the_same_answer(lin: User, sign_in: SignIn) -> None:
    known = sign_in(password="Wrong-lamp-72").answer
    unknown = sign_in("nobody", "Wrong-lamp-72").answer
    assert known.status_code == unknown.status_code == 200
    told = [list(answer.context["form"].non_field_errors()) for answer in (known, unknown)]
    assert told[0] == told[1] != []
    assert trail()[-2:] == ["accounts.sign_in_refused"] * 2


def test_an_unknown_name_costs_a_hash_as_well(
    lin: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr("dakehu.accounts.backends.make_password", hashed.append)
    sign_in("nobody", "Wrong-lamp-72")
    assert hashed == ["Wrong-lamp-72"]


def test_what_is_typed_into_the_wrong_field_is_kept_nowhere(lin: User, sign_in: SignIn) -> None:
    sign_in(PASSWORD, "linxiaowen")
    sign_in("linxiaowen", "Another-lamp-73")
    rows = AccessAttempt.objects.values_list("username", "post_data", "get_data")
    kept = noted_text() + str(list(rows))
    assert len(rows) == 2
    assert PASSWORD not in kept
    assert PASSWORD.lower() not in kept
    assert "Another-lamp-73" not in kept


def test_the_fifth_failure_locks_the_name_at_this_address(lin: User, sign_in: SignIn) -> None:
    for _try in range(4):
        assert sign_in(password="Wrong-lamp-72").answer.status_code == 200
    locked = sign_in("138 0000 0005", "Wrong-lamp-72").answer
    assert locked.status_code == 429
    assert "15 分钟" in locked.content.decode()
    assert "系统管理员" in locked.content.decode()
    assert trail()[-1] == "accounts.sign_in_locked"
    assert queries.is_locked(lin)
    assert not is_in(sign_in())
    assert is_in(sign_in(address="192.0.2.8"))


def test_an_unknown_name_is_locked_in_the_same_way(lin: User, sign_in: SignIn) -> None:
    answers = [sign_in("nobody", "Wrong-lamp-72").answer.status_code for _try in range(5)]
    assert answers == [200, 200, 200, 200, 429]


def test_programs_are_told_of_the_lock_in_json(lin: User, sign_in: SignIn) -> None:
    for _try in range(5):
        client = sign_in(password="Wrong-lamp-72")
    answer = client.post(
        SIGN_IN,
        {"login": "linxiaowen", "password": PASSWORD},
        headers={"accept": "application/json"},
    )
    assert answer.status_code == 429
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "登录已暂停"


def test_the_lock_ends_by_itself_after_fifteen_minutes(lin: User, sign_in: SignIn) -> None:
    for _try in range(6):
        sign_in(password="Wrong-lamp-72")
    earlier = F("attempt_time") - timedelta(minutes=14)
    AccessAttempt.objects.update(attempt_time=earlier)
    assert not is_in(sign_in())
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=2))
    assert is_in(sign_in())


def test_an_administrator_ends_the_lock(lin: User, sign_in: SignIn) -> None:
    for _try in range(5):
        sign_in(password="Wrong-lamp-72")
    services.unlock_user(by=BY, at=AT, user_id=lin.pk)
    assert not queries.is_locked(lin)
    assert is_in(sign_in())


def test_a_closed_account_gets_the_answer_of_a_wrong_password(lin: User, sign_in: SignIn) -> None:
    services.close_user(by=BY, at=AT, user_id=lin.pk)
    client = sign_in()
    assert client.answer.status_code == 200
    assert client.answer.context["form"].non_field_errors()
    assert not is_in(client)


@pytest.mark.parametrize(
    "next_page, leads_to",
    [
        ("/account/sessions/", "/account/sessions/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("http://localhost/account/", "/"),
        ("http://localhost:9/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_next_leads_to_this_site_only(
    lin: User, sign_in: SignIn, next_page: str, leads_to: str
) -> None:
    client = sign_in(path=f"{SIGN_IN}?next={next_page}")
    assert client.answer["Location"] == leads_to


def test_the_session_gets_a_new_key_at_the_door(lin: User) -> None:
    client = Client()
    session = client.session
    session["seen"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post(SIGN_IN, {"login": "linxiaowen", "password": PASSWORD})
    assert client.session.session_key != before
    assert is_in(client)


def test_a_session_lasts_as_long_as_the_browser_unless_it_is_remembered(
    lin: User, sign_in: SignIn
) -> None:
    assert sign_in().session.get_expire_at_browser_close()
    assert not sign_in(remember="on").session.get_expire_at_browser_close()


def test_a_temporary_password_leads_to_the_change_and_nowhere_else(
    lin: User, sign_in: SignIn
) -> None:
    temporary = services.reset_password(by=BY, at=AT, user_id=lin.pk)
    client = sign_in(password=temporary)
    for path in ("/", "/account/", "/account/sessions/", "/organization/"):
        assert client.get(path)["Location"] == "/account/password/"
    htmx = client.get("/account/", headers={"hx-request": "true"})
    assert htmx["HX-Redirect"] == "/account/password/"
    api = client.get("/api/v1/")
    assert (api.status_code, api["Content-Type"]) == (403, "application/problem+json")
    assert client.get("/account/password/").status_code == 200
    changed = {"old": temporary, "new": "Maple-road-19", "again": "Maple-road-19"}
    assert client.post("/account/password/", changed)["Location"] == "/"
    assert is_in(client)


def test_signing_out_takes_a_post_and_ends_the_session(lin: User, sign_in: SignIn) -> None:
    client = sign_in()
    client.get("/account/sign-out/")
    assert is_in(client)
    client.post("/account/sign-out/")
    assert not is_in(client)
    assert trail()[-1] == "accounts.signed_out"
    assert queries.sessions_of(lin.pk) == []


def test_the_page_has_no_inline_script_and_forbids_any(db: None) -> None:
    answer = Client().get(SIGN_IN)
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert page.count("<script") == page.count("<script src=")
