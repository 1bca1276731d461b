"""Who acts, at which cost, and whose rows they reach."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from dakehu.accounts.models import User
from dakehu.kit.actors import Actor, system
from dakehu.kit.permissions import Scope
from dakehu.kit.settings_store import forget, read
from dakehu.organization.access import SEE_STAFF
from dakehu.organization.queries.acting import actor_of
from dakehu.organization.queries.people import staff_rows, staff_visible_to
from dakehu.organization.services.staff import add_staff
from tests.cast import AT, ON, PEOPLE, Cast

BY = system("tests")
Queries = Callable[[int], Any]


def _request(user: Any) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_the_actor_of_a_request_costs_one_query_and_is_found_once(
    cast: Cast, django_assert_num_queries: Queries
) -> None:
    request = _request(User.objects.get(pk=cast.users["market_director"]))
    forget()
    read("business_day")
    with django_assert_num_queries(1):
        first = actor_of(request)
        again = actor_of(request)
    assert first is again
    assert first.staff_id == cast.staff["market_director"]


def test_an_account_without_a_person_has_no_roles(cast: Cast) -> None:
    user = User.objects.create(username="robot", name="接口", joined_at=AT)
    actor = actor_of(_request(user))
    assert (actor.name, actor.roles, actor.staff_id) == ("接口", frozenset(), None)


def test_strangers_see_nobody(cast: Cast) -> None:
    assert AnonymousUser().is_anonymous
    assert list(staff_visible_to(Actor(user_id=None, name=""), ON)) == []


@pytest.mark.parametrize(
    "key, scope, seen",
    [
        ("hr_admin", Scope.ALL, {one[0] for one in PEOPLE}),
        ("ka_rep", Scope.DEPARTMENT, {"ka_head", "ka_rep", "ka_rep_2", "ka_clerk"}),
        ("ka_head", Scope.SUBTREE, {"ka_head", "ka_rep", "ka_rep_2", "ka_clerk"}),
        (
            "market_director",
            Scope.SUBTREE,
            {"market_director", "ka_head", "ka_rep", "ka_rep_2", "ka_clerk", "project_manager"},
        ),
        ("cfo", Scope.DEPARTMENT, {"cfo", "finance"}),
    ],
)
def test_each_role_sees_the_people_of_its_scope(
    cast: Cast, key: str, scope: Scope, seen: set[str]
) -> None:
    actor = cast.actor(key)
    assert actor.scope(SEE_STAFF) is scope
    found = set(staff_visible_to(actor, ON).values_list("pk", flat=True))
    assert found == {cast.staff[one] for one in seen}


def test_a_subtree_is_a_range_of_the_paths(cast: Cast) -> None:
    sql = str(staff_visible_to(cast.actor("ka_head"), ON).query)
    assert '"path" >=' in sql
    assert '"path" <' in sql


def test_whoever_has_no_position_sees_themselves(cast: Cast) -> None:
    person = add_staff(by=BY, at=AT, name="新人", username="xinren")
    actor = Actor(user_id=person.user_id, name=person.name, staff_id=person.pk)
    assert [one.pk for one in staff_visible_to(actor, ON)] == [person.pk]


def test_mobiles_and_hire_dates_are_masked_for_colleagues(cast: Cast) -> None:
    rows = {row.id: row for row in staff_rows(cast.actor("ka_rep"), ON)}
    own, other = rows[cast.staff["ka_rep"]], rows[cast.staff["ka_rep_2"]]
    assert (own.mobile, own.hired_on is None) == ("138 0000 0005", False)
    assert (other.mobile, other.hired_on) == ("138****0006", None)


def test_the_head_reads_the_mobiles_of_the_own_people(cast: Cast) -> None:
    rows = {row.id: row for row in staff_rows(cast.actor("ka_head"), ON)}
    assert rows[cast.staff["ka_rep_2"]].mobile == "138 0000 0006"
