"""API tokens: what they open, for how long, and that their secret is kept nowhere."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from dakehu.accounts import queries, services
from dakehu.accounts.models import ApiToken, User
from dakehu.accounts.tokens import UnableToIssueToken, UnableToRevokeToken
from dakehu.kit.actors import Actor
from tests.accounts.conftest import AT, BY, PASSWORD, noted_text, trail

ON = date(2026, 11, 23)
SignIn = Callable[..., Client]


def issue(by: Actor, **more: object) -> tuple[ApiToken, str]:
    asked = {"name": "报表机器人", "scopes": ["read"], "expires_on": ON, **more}
    return services.issue_token(by=by, at=AT, user_id=by.user_id or 0, **asked)  # type: ignore[arg-type]


def test_a_token_acts_for_its_owner_within_its_scopes(lin: User, lin_acts: Actor) -> None:
    _token, secret = issue(lin_acts, scopes=["calc", "read", "calc"])
    assert queries.token_holder(secret, AT) == (lin, frozenset({"calc", "read"}))
    assert queries.token_holder(secret + "x", AT) is None
    assert queries.token_holder("", AT) is None


def test_a_token_is_good_until_the_end_of_its_last_day(lin: User, lin_acts: Actor) -> None:
    _token, secret = issue(lin_acts)
    last_moment = AT.replace(hour=15, minute=59, second=59)  # 23:59:59 in the company's zone
    assert queries.token_holder(secret, last_moment) is not None
    assert queries.token_holder(secret, last_moment + timedelta(seconds=1)) is None


def test_a_revoked_token_opens_nothing(lin: User, lin_acts: Actor) -> None:
    token, secret = issue(lin_acts)
    services.revoke_token(by=lin_acts, at=AT, token_id=token.pk)
    assert queries.token_holder(secret, AT) is None
    with pytest.raises(UnableToRevokeToken, match="已经吊销"):
        services.revoke_token(by=lin_acts, at=AT, token_id=token.pk)
    assert trail()[-2:] == ["accounts.token_issued", "accounts.token_revoked"]


@pytest.mark.parametrize(
    "more, field",
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"expires_on": ON - timedelta(days=1)}, "expires_on"),
        ({"expires_on": ON + timedelta(days=367)}, "expires_on"),
        ({"name": "  "}, "name"),
    ],
)
def test_a_token_is_refused_at_the_field_at_fault(
    lin: User, lin_acts: Actor, more: dict[str, object], field: str
) -> None:
    with pytest.raises(UnableToIssueToken) as refusal:
        issue(lin_acts, **more)
    assert refusal.value.field == field


def test_two_tokens_in_force_have_two_names(lin: User, lin_acts: Actor) -> None:
    token, _secret = issue(lin_acts)
    with pytest.raises(UnableToIssueToken, match="同名"):
        issue(lin_acts)
    services.revoke_token(by=lin_acts, at=AT, token_id=token.pk)
    assert issue(lin_acts)[0].pk != token.pk


def test_tokens_are_issued_for_oneself_only(lin: User, lin_acts: Actor) -> None:
    with pytest.raises(UnableToIssueToken, match="本人"):
        services.issue_token(
            by=Actor(lin.pk + 1, "吴敏"),
            at=AT,
            user_id=lin.pk,
            name="报表",
            scopes=["read"],
            expires_on=ON,
        )
    token, _secret = issue(lin_acts)
    with pytest.raises(UnableToRevokeToken):
        services.revoke_token(by=Actor(lin.pk + 1, "吴敏"), at=AT, token_id=token.pk)


def test_the_secret_is_kept_nowhere(lin: User, lin_acts: Actor) -> None:
    token, secret = issue(lin_acts)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_apitoken")
        row = str(cursor.fetchall())
    assert token.prefix in row
    assert secret not in row + noted_text()
    assert secret.removeprefix(token.prefix) not in row + noted_text()
    assert len(secret) > 40


def test_the_last_use_is_remembered_once_an_hour(
    lin: User, lin_acts: Actor, django_assert_num_queries: Callable
) -> None:
    token, secret = issue(lin_acts)
    services.use_token(secret=secret, at=AT + timedelta(minutes=20))
    token.refresh_from_db()
    assert token.last_used_at == AT
    with django_assert_num_queries(1):
        services.use_token(secret=secret, at=AT + timedelta(minutes=50))
    token.refresh_from_db()
    assert token.last_used_at == AT
    services.use_token(secret=secret, at=AT + timedelta(minutes=70))
    token.refresh_from_db()
    assert token.last_used_at == AT + timedelta(hours=1)
    assert services.use_token(secret="dkh_nothing", at=AT) is None


def test_a_token_of_somebody_who_must_change_the_password_rests(lin: User, lin_acts: Actor) -> None:
    _token, secret = issue(lin_acts)
    User.objects.filter(pk=lin.pk).update(must_change_password=True)
    assert queries.token_holder(secret, AT) is None


def test_the_page_shows_the_secret_once_and_asks_for_the_password(
    lin: User, sign_in: SignIn
) -> None:
    client = sign_in()
    asked = {"name": "报表", "scopes": ["read"], "lasts": "90", "password": "Wrong-lamp-72"}
    refused = client.post("/account/tokens/new/", asked)
    assert refused.context["form"].errors["password"]
    answer = client.post("/account/tokens/new/", {**asked, "password": PASSWORD})
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    shown = client.get("/account/tokens/").content.decode()
    assert secret[:10] in shown
    assert secret not in shown
    token = ApiToken.objects.get()
    client.post(f"/account/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_the_token_of_somebody_else_looks_like_none(
    lin: User, lin_acts: Actor, sign_in: SignIn
) -> None:
    services.add_user(
        by=BY, at=AT, username="wumin", name="吴敏", password=PASSWORD, must_change=False
    )
    token, _secret = issue(lin_acts)
    assert sign_in("wumin").post(f"/account/tokens/{token.pk}/revoke/").status_code == 404
