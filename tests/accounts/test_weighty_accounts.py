"""Whose password the personnel department may not reset: those who decide on money or set up."""

import pytest
from django.test import Client
from django.urls import reverse

from dakehu.accounts.models import User
from dakehu.accounts.services import UnableToSetPassword, close_user, reset_password
from tests.cast import AT, ON, Cast, build_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


@pytest.fixture(autouse=True)
def _business_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dakehu.organization.queries.acting.today", lambda: ON)


@pytest.mark.parametrize("key", ["gm", "cfo", "finance", "admin"])
def test_personnel_cannot_take_over_an_account_that_decides(cast: Cast, key: str) -> None:
    with pytest.raises(UnableToSetPassword, match="只能由系统管理员重设"):
        reset_password(by=cast.actor("hr_admin"), at=AT, user_id=cast.users[key])


@pytest.mark.parametrize("key", ["ka_rep", "ka_head", "ka_clerk"])
def test_personnel_helps_everybody_else(cast: Cast, key: str) -> None:
    assert len(reset_password(by=cast.actor("hr_admin"), at=AT, user_id=cast.users[key])) >= 12


def test_an_administrator_helps_the_general_manager(cast: Cast) -> None:
    assert reset_password(by=cast.actor("admin"), at=AT, user_id=cast.users["gm"])


@pytest.fixture
def personnel(cast: Cast, client: Client) -> Client:
    """The browser of the personnel department."""
    User.objects.update(must_change_password=False)
    user = User.objects.get(pk=cast.users["hr_admin"])
    client.force_login(user, backend="dakehu.accounts.backends.NameOrMobile")
    return client


def test_the_page_offers_no_button_that_would_be_refused(cast: Cast, personnel: Client) -> None:
    pages = {
        key: personnel.get(reverse("user_detail", args=[cast.users[key]])).text
        for key in ("gm", "ka_rep")
    }
    told = "这个账号能决定款项或管理系统，只能由系统管理员重设密码、停用或启用。"
    for key, is_refused in (("gm", True), ("ka_rep", False)):
        assert (told in pages[key]) is is_refused
        for route, more in (("user_reset_password", []), ("user_act", ["close"])):
            address = reverse(route, args=[cast.users[key], *more])
            assert (address in pages[key]) is not is_refused, address


def test_a_closed_account_that_decides_is_not_offered_for_reopening(
    cast: Cast, personnel: Client
) -> None:
    close_user(by=cast.actor("admin"), at=AT, user_id=cast.users["gm"])
    text = personnel.get(reverse("user_detail", args=[cast.users["gm"]])).text
    assert reverse("user_act", args=[cast.users["gm"], "reopen"]) not in text
    assert "只能由系统管理员重设密码、停用或启用" in text
