"""Settlement runs through the REST interface."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from dakehu.accounts.models import User
from dakehu.accounts.services import issue_token
from dakehu.pay.models import SettlementRun
from tests.cast import AT, Cast
from tests.pay.months import BY
from tests.pay.test_runs import compute, october

__all__ = ["october"]


@pytest.fixture
def run(october: Cast, monkeypatch: pytest.MonkeyPatch) -> SettlementRun:
    monkeypatch.setattr("dakehu.kit.api.now", lambda: AT)
    return compute(october)


def asked(cast: Cast, key: str, path: str, *scopes: str) -> Any:
    User.objects.update(must_change_password=False)
    user = User.objects.get(pk=cast.users[key])
    _token, secret = issue_token(
        by=BY,
        at=AT,
        user_id=user.pk,
        name="、".join((key, path, *scopes)),
        scopes=scopes,
        expires_on=date(2026, 12, 31),
    )
    return Client().get(f"/api/v1/pay/{path}", headers={"Authorization": f"Bearer {secret}"})


def test_the_runs_are_listed_for_who_sees_them(october: Cast, run: SettlementRun) -> None:
    (line,) = asked(october, "finance", "runs", "read").json()["items"]

    assert (line["pay_month"], line["state"], line["people"]) == ("2026-11", "draft", 4)
    assert line["window"] == {"from": "2026-10-01", "to": "2026-10-30"}
    assert asked(october, "ka_rep", "runs", "read").json() == {"items": []}


def test_a_run_is_given_with_every_explanation(october: Cast, run: SettlementRun) -> None:
    told = asked(october, "finance", "runs/2026-11", "export").json()

    lin = next(one for one in told["people"] if one["name"] == "林晓雯")
    assert lin["total"] == lin["explanation"]["nodes"][0]["value"] == "26472.00"
    assert "corrections" not in lin
    assert told["window"] == {"from": "2026-10-01", "to": "2026-10-30"}
    assert [one["state"] for one in told["departments"]] == ["over"]


@pytest.mark.parametrize(
    "key, path, scope, status",
    [
        ("finance", "runs/2026-11", "read", 403),
        ("finance", "runs/2026-12", "export", 404),
        ("finance", "runs/november", "export", 422),
        ("ka_rep", "runs/2026-11", "export", 404),
        ("admin", "runs/2026-11", "export", 404),
    ],
)
def test_whom_a_run_is_not_given(
    october: Cast, run: SettlementRun, key: str, path: str, scope: str, status: int
) -> None:
    assert asked(october, key, path, scope).status_code == status
