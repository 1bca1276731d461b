"""Whose password the personnel department may not reset: those who decide on money or set up."""

import pytest

from dakehu.accounts.services import UnableToSetPassword, reset_password
from tests.cast import AT, ON, Cast, build_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


@pytest.fixture(autouse=True)
def _business_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dakehu.organization.queries.acting.today", lambda: ON)


@pytest.mark.parametrize("key", ["gm", "cfo", "finance", "admin"])
def test_personnel_cannot_take_over_an_account_that_decides(cast: Cast, key: str) -> None:
    with pytest.raises(UnableToSetPassword, match="只能由系统管理员重置"):
        reset_password(by=cast.actor("hr_admin"), at=AT, user_id=cast.users[key])


@pytest.mark.parametrize("key", ["ka_rep", "ka_head", "ka_clerk"])
def test_personnel_helps_everybody_else(cast: Cast, key: str) -> None:
    assert len(reset_password(by=cast.actor("hr_admin"), at=AT, user_id=cast.users[key])) >= 12


def test_an_administrator_helps_the_general_manager(cast: Cast) -> None:
    assert reset_password(by=cast.actor("admin"), at=AT, user_id=cast.users["gm"])
