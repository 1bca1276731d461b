"""The strip of steps on the home page."""

import pytest
from django.urls import resolve, reverse

from dakehu.demo import cast
from dakehu.demo.queries import strip_card
from dakehu.demo.services import UnableToTakeStep, dismiss_strip, take_step
from dakehu.demo.strips import STRIPS, strip_of
from dakehu.kit.actors import Actor
from dakehu.organization.queries.acting import actor_for
from tests.demo.conftest import AT, SignIn, user_named

PEOPLE = {one.role: one.username for one in cast.ROLES}


def _actor(role: str) -> Actor:
    return actor_for(user_named(PEOPLE[role]).pk, cast.START)


@pytest.mark.parametrize("role", sorted(STRIPS))
def test_every_step_of_every_strip_leads_to_a_page(
    demo: None, signed_in: SignIn, role: str
) -> None:
    client = signed_in(PEOPLE[role])
    strip = strip_of(_actor(role))
    assert strip is not None
    assert len(strip.steps) == 3
    for step in strip.steps:
        answer = client.post(reverse("strip_step", args=[step.code]))
        assert answer.headers["Location"] == step.url
        assert resolve(step.url.partition("?")[0])
        assert client.get(step.url, follow=True).status_code == 200


def test_a_step_is_done_by_following_it_and_another_by_doing_it(
    demo: None, signed_in: SignIn
) -> None:
    actor = _actor("ka_clerk")
    for step in ("policy", "password"):
        take_step(by=actor, at=AT, step=step)
    card = strip_card(actor, cast.START)
    assert card is not None
    assert {one.code: one.is_done for one in card["steps"]} == {
        "policy": True,
        "workdays": False,
        "password": False,
    }


def test_the_strip_disappears_when_every_step_is_done(demo: None) -> None:
    actor = _actor("gm")
    for step in ("approvers", "lint", "special"):
        take_step(by=actor, at=AT, step=step)
    assert strip_card(actor, cast.START) is None


def test_a_closed_strip_stays_closed(demo: None, signed_in: SignIn) -> None:
    client = signed_in("linxiaowen")
    assert "看一条制度" in client.get("/").text
    client.post(reverse("strip_dismiss"))
    assert "看一条制度" not in client.get("/").text


def test_nobody_takes_a_step_of_another_strip(demo: None) -> None:
    with pytest.raises(UnableToTakeStep):
        take_step(by=_actor("ka_rep"), at=AT, step="lint")


def test_the_administrator_has_no_strip(demo: None) -> None:
    assert strip_of(actor_for(user_named("wangyang").pk, cast.START)) is None


def test_an_empty_company_shows_no_strip(empty: None) -> None:
    actor = Actor(user_named("admin").pk, "x", roles=frozenset({"ka_rep"}))
    assert strip_card(actor, cast.START) is None
    dismiss_strip(by=actor, at=AT)
    assert strip_card(actor, cast.START) is None
