"""Sessions: listed, ended one by one or all, and ended by a new password."""

from collections.abc import Callable

import pytest
from django.test import Client

from dakehu.accounts import queries, services
from dakehu.accounts.devices import device_named
from dakehu.accounts.models import User
from dakehu.kit.actors import Actor
from tests.accounts.conftest import AT, BY, PASSWORD, is_in, trail

SignIn = Callable[..., Client]
NEW = "Maple-road-19"


WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Mobile Safari/604"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Mobile) Chrome/120 Safari/537.36"


@pytest.mark.parametrize(
    "agent, told",
    [
        (WINDOWS, "Windows 电脑 · Chrome"),
        (f"{WINDOWS} Edg/130", "Windows 电脑 · Edge"),
        (f"{IPHONE} MicroMessenger/8.0", "苹果手机 · 微信"),
        (f"{ANDROID} wxwork/4.1 MicroMessenger/7", "安卓手机 · 企业微信"),
        ("Mozilla/5.0 (Macintosh; Mac OS X 14_0) Version/17 Safari/605", "苹果电脑 · Safari"),
        ("curl/8", "未知设备"),
    ],
)
def test_devices_are_named_in_words(agent: str, told: str) -> None:
    assert device_named(agent) == told


def test_each_sign_in_is_a_line_of_its_own(lin: User, sign_in: SignIn) -> None:
    first, second = sign_in(), sign_in(address="192.0.2.9")
    lines = queries.sessions_of(lin.pk, second.session.session_key)
    assert [(line.address, line.is_current) for line in lines] == [
        ("192.0.2.9", True),
        ("192.0.2.7", False),
    ]
    assert "192.0.2.9" in first.get("/account/sessions/").content.decode()


def test_an_ended_session_loses_access_with_its_next_request(lin: User, sign_in: SignIn) -> None:
    lost, kept = sign_in(), sign_in()
    line = next(
        one for one in queries.sessions_of(lin.pk, kept.session.session_key) if not one.is_current
    )
    assert is_in(lost)
    kept.post(f"/account/sessions/{line.id}/end/")
    assert not is_in(lost)
    assert is_in(kept)
    assert trail()[-1] == "accounts.session_ended"


def test_all_other_devices_are_signed_out_at_once(lin: User, sign_in: SignIn) -> None:
    lost, kept = sign_in(), sign_in()
    kept.post("/account/sessions/end-others/")
    assert (is_in(lost), is_in(kept)) == (False, True)


def test_the_session_of_somebody_else_looks_like_none(lin: User, sign_in: SignIn) -> None:
    services.add_user(
        by=BY, at=AT, username="wumin", name="吴敏", password=PASSWORD, must_change=False
    )
    hers, mine = sign_in(), sign_in("wumin")
    line = queries.sessions_of(lin.pk)[0]
    assert mine.post(f"/account/sessions/{line.id}/end/").status_code == 404
    assert is_in(hers)
    with pytest.raises(services.UnableToEndSession):
        services.end_session(by=Actor(0, "吴敏"), at=AT, session_id=line.id)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(
    lin: User, sign_in: SignIn
) -> None:
    lost, kept = sign_in(), sign_in()
    before = kept.session.session_key
    answer = kept.post("/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert answer["Location"] == "/account/"
    lines = queries.sessions_of(lin.pk, kept.session.session_key)
    assert [line.is_current for line in lines] == [True]
    assert (is_in(lost), is_in(kept)) == (False, True)
    assert kept.session.session_key != before
    assert is_in(sign_in(password=NEW))


@pytest.mark.parametrize(
    "given, field",
    [
        ({"old": "Wrong-lamp-72", "new": NEW, "again": NEW}, "old"),
        ({"old": PASSWORD, "new": "linxiaowen12", "again": "linxiaowen12"}, "new"),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "new"),
        ({"old": PASSWORD, "new": NEW, "again": "Maple-road-20"}, "again"),
    ],
)
def test_a_refused_change_is_told_at_its_field(
    lin: User, sign_in: SignIn, given: dict[str, str], field: str
) -> None:
    client, other = sign_in(), sign_in()
    answer = client.post("/account/password/", given)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert is_in(client)
    assert is_in(other)
    lin.refresh_from_db()
    assert lin.check_password(PASSWORD)


def test_the_old_password_cannot_be_guessed_from_an_open_session(
    lin: User, sign_in: SignIn
) -> None:
    client = sign_in()
    for _try in range(5):
        client.post("/account/password/", {"old": "Wrong-lamp-72", "new": NEW, "again": NEW})
    answer = client.post("/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert "15 分钟" in answer.context["form"].errors["old"][0]
    lin.refresh_from_db()
    assert lin.check_password(PASSWORD)
    assert trail().count("accounts.password_not_confirmed") == 5


def test_a_closed_account_is_out_at_once(lin: User, sign_in: SignIn) -> None:
    client = sign_in()
    services.close_user(by=BY, at=AT, user_id=lin.pk)
    assert not is_in(client)


def test_nobody_sets_the_password_of_somebody_else(lin: User) -> None:
    with pytest.raises(services.UnableToSetPassword):
        services.set_password(by=Actor(lin.pk + 1, "吴敏"), at=AT, user_id=lin.pk, password=NEW)
