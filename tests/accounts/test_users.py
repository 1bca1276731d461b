"""Accounts: opened, changed, closed, by whom and with what left in the trail."""

import threading

import pytest
from django.db import connection

from dakehu.accounts import queries, services
from dakehu.accounts.models import User
from dakehu.accounts.names import is_username, mobile_in, normalised
from dakehu.kit.actors import Actor
from tests.accounts.conftest import AT, BY, PASSWORD, noted_text, trail


def test_a_user_name_is_kept_without_width_case_and_spaces() -> None:
    assert normalised("  Ｌin.Xiaowen ") == "lin.xiaowen"


@pytest.mark.parametrize(
    "typed",
    [
        "13800000005",
        "138 0000 0005",
        "+86 138-0000-0005",
        "8613800000005",
        "１３８００００００ ０５",
    ],
)
def test_a_mobile_number_is_known_however_it_is_typed(typed: str) -> None:
    assert mobile_in(typed) == "13800000005"


@pytest.mark.parametrize("typed", ["1380000000", "23800000005", "lin", "", "138000000055"])
def test_other_numbers_are_no_mobile_numbers(typed: str) -> None:
    assert mobile_in(typed) is None


@pytest.mark.parametrize("name", ["l", "13800000005", "lin xiaowen", "lin<", "a" * 61, ".lin"])
def test_odd_user_names_are_refused(name: str) -> None:
    assert not is_username(normalised(name))


def test_a_user_is_found_by_name_and_by_mobile(lin: User) -> None:
    assert queries.user_by_name(" LinXiaowen ") == lin
    assert queries.user_by_name("138 0000 0005") == lin
    assert queries.user_by_name("somebody") is None


@pytest.mark.parametrize(
    "more, field",
    [
        ({"username": "LINXIAOWEN"}, "username"),
        ({"username": "lin2", "mobile": "+86 138 0000 0005"}, "mobile"),
        ({"username": "x"}, "username"),
        ({"username": "lin2", "mobile": "12345"}, "mobile"),
        ({"username": "lin2", "name": "  "}, "name"),
        ({"username": "lin2", "password": "12345"}, "password"),
    ],
)
def test_an_account_is_refused_at_the_field_at_fault(
    lin: User, more: dict[str, str], field: str
) -> None:
    with pytest.raises(services.UnableToAddUser) as refusal:
        services.add_user(by=BY, at=AT, **{"name": "林二", **more})
    assert refusal.value.field == field
    assert User.objects.count() == 1


def test_a_ready_hash_is_taken_as_it_is(lin: User) -> None:
    other = services.add_user(
        by=BY, at=AT, username="wumin", name="吴敏", password_hash=lin.password, must_change=False
    )
    assert other.check_password(PASSWORD)


def test_without_a_password_nobody_gets_in(db: None) -> None:
    user = services.add_user(by=BY, at=AT, username="wumin", name="吴敏")
    assert not user.has_usable_password()
    assert user.must_change_password


def test_a_number_that_somebody_else_has_cannot_be_taken_over(lin: User) -> None:
    other = services.add_user(by=BY, at=AT, username="wumin", name="吴敏")
    with pytest.raises(services.UnableToChangeUser, match="手机号"):
        services.change_user(by=BY, at=AT, user_id=other.pk, mobile="13800000005")
    services.change_user(by=BY, at=AT, user_id=other.pk, mobile="13900000001", name="吴敏敏")
    other.refresh_from_db()
    assert (other.mobile, other.name) == ("13900000001", "吴敏敏")


def test_a_closed_account_loses_its_tokens_and_keeps_its_row(lin: User, lin_acts: Actor) -> None:
    last = AT.date()
    _token, secret = services.issue_token(
        by=lin_acts, at=AT, user_id=lin.pk, name="报表", scopes=["read"], expires_on=last
    )
    services.close_user(by=BY, at=AT, user_id=lin.pk)
    assert queries.token_holder(secret, AT) is None
    services.reopen_user(by=BY, at=AT, user_id=lin.pk)
    lin.refresh_from_db()
    assert lin.is_active
    assert queries.token_holder(secret, AT) is None


def test_closing_twice_and_closing_oneself_are_refused(lin: User, lin_acts: Actor) -> None:
    with pytest.raises(services.UnableToChangeUser, match="自己"):
        services.close_user(by=lin_acts, at=AT, user_id=lin.pk)
    services.close_user(by=BY, at=AT, user_id=lin.pk)
    with pytest.raises(services.UnableToChangeUser, match="已经停用"):
        services.close_user(by=BY, at=AT, user_id=lin.pk)


def test_every_change_is_noted_and_no_note_holds_a_password(lin: User) -> None:
    temporary = services.reset_password(by=BY, at=AT, user_id=lin.pk)
    services.close_user(by=BY, at=AT, user_id=lin.pk)
    assert trail() == ["accounts.user_added", "accounts.password_set", "accounts.user_closed"]
    assert PASSWORD not in noted_text()
    assert temporary not in noted_text()
    lin.refresh_from_db()
    assert temporary not in lin.password


def test_of_two_who_take_one_name_at_the_same_time_one_is_told(transactional_db: None) -> None:
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def take(mobile: str) -> None:
        try:
            together.wait()
            services.add_user(by=BY, at=AT, username="wumin", name="吴敏", mobile=mobile)
            outcomes.append("added")
        except services.UnableToAddUser as error:
            outcomes.append(error.field)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[f"1390000000{n}"]) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["added", "username"]


def test_the_database_itself_refuses_a_second_name(
    lin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "is_taken", lambda **_more: False)
    with pytest.raises(services.UnableToAddUser) as refusal:
        services.add_user(by=BY, at=AT, username="linxiaowen", name="林")
    assert refusal.value.field == "username"
    with pytest.raises(services.UnableToAddUser) as refusal:
        services.add_user(by=BY, at=AT, username="lin2", name="林", mobile="13800000005")
    assert refusal.value.field == "mobile"
