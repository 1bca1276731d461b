"""Every address as every role, written to, and with the ids of real people and places."""

from collections.abc import Iterable

import pytest
from django.test import Client

from dakehu.accounts.models import User
from dakehu.audit.models import Entry
from dakehu.kit.allowing import ANYONE, DEMO, TOKEN, Guard
from dakehu.kit.permissions import Scope
from dakehu.kit.routes import Route
from dakehu.organization.access import SEE_STAFF
from tests.access.walking import BACKEND, REFUSED, addresses, addresses_of, allows
from tests.cast import Cast

ROLES = ("ka_rep", "ka_head", "gm", "finance", "hr_admin", "admin")
NO_SUCH = {403, 404}


def _walked(
    client: Client, cast: Cast, key: str, way: Iterable[tuple[Route, Guard, str]], method: str
) -> list[str]:
    """What was answered otherwise than the guard says, or broke, or was changed by the refused."""
    roles, user = cast.actor(key).roles, User.objects.get(pk=cast.users[key])
    wrong = []
    for _route, guard, path in way:
        client.force_login(user, backend=BACKEND)
        before = Entry.objects.count()
        status = getattr(client, method)(path).status_code
        if guard.kind == DEMO:
            fits = status == 404
        elif allows(guard, roles):
            fits = status < 500
        else:
            fits = status == REFUSED and Entry.objects.count() == before
        if not fits:
            wrong.append(f"{method} {path}: {status}")
    return wrong


@pytest.mark.parametrize("key", ROLES)
def test_nobody_writes_where_they_are_not_let_and_nothing_breaks(
    cast: Cast, client: Client, key: str
) -> None:
    assert _walked(client, cast, key, addresses(), "post") == []


@pytest.mark.parametrize("key", ROLES)
@pytest.mark.parametrize("whose", ["own", "other"])
def test_records_of_real_people_are_shown_as_the_guard_says(
    cast: Cast, client: Client, key: str, whose: str
) -> None:
    way = addresses_of(cast, key if whose == "own" else "product_rnd")
    assert _walked(client, cast, key, way, "get") == []


@pytest.mark.parametrize("key", ROLES)
def test_records_of_real_people_are_changed_as_the_guard_says(
    cast: Cast, client: Client, key: str
) -> None:
    assert _walked(client, cast, key, addresses_of(cast, "ka_rep_2"), "post") == []


@pytest.mark.parametrize("key", ROLES)
def test_somebody_elses_page_is_as_far_away_as_the_scope_says(
    cast: Cast, client: Client, key: str
) -> None:
    client.force_login(User.objects.get(pk=cast.users[key]), backend=BACKEND)
    seen = {
        whose: client.get(f"/organization/staff/{cast.staff[whose]}/").status_code
        for whose in (key, "ka_rep_2", "product_rnd")
    }
    scope = SEE_STAFF.scope_for(cast.actor(key).roles)
    assert seen[key] == 200
    assert (seen["product_rnd"] in NO_SUCH) is (scope < Scope.ALL)
    is_near = key in {"ka_rep", "ka_head"}
    assert (seen["ka_rep_2"] in NO_SUCH) is (scope < Scope.ALL and not is_near)


def test_a_stranger_writes_nothing(cast: Cast, client: Client) -> None:
    wrong = []
    before = Entry.objects.count()
    for _route, guard, path in addresses():
        answer = client.post(path)
        if guard.kind == ANYONE:
            fits = answer.status_code < 500
        elif guard.kind == DEMO:
            fits = answer.status_code == 404
        elif guard.kind == TOKEN:
            fits = answer.status_code in {401, 405}
        else:
            fits = answer.status_code == 302 and "/account/sign-in/" in answer["Location"]
        if not fits:
            wrong.append(f"{path}: {answer.status_code}")
    assert wrong == []
    assert Entry.objects.count() == before
