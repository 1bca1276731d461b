"""What a visitor of the demo may do, and from where."""

import pytest
from django.test import Client
from django.urls import reverse

from dakehu.audit.queries import all_entries, verify
from dakehu.demo import cast
from dakehu.demo.services import (
    UnableToEnterDemo,
    UnableToMoveScene,
    UnableToResetDemo,
    enter,
    move_scene,
    reset,
)
from dakehu.kit.actors import system
from dakehu.kit.settings_store import read
from dakehu.organization.queries.company import company_name
from dakehu.organization.services.company import set_company
from tests.demo.conftest import AT, HOST, SignIn

TESTER = system("tester")


def test_one_click_opens_a_session_with_a_new_key_and_leaves_a_note(demo: None) -> None:
    client = Client(HTTP_HOST=HOST)
    client.get(reverse("sign_in"))
    answer = client.post(reverse("demo_enter", args=["ka_rep"]))
    first = client.session.session_key
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert "林晓雯" in client.get("/").text
    client.post(reverse("demo_enter", args=["gm"]))
    assert client.session.session_key != first
    assert "赵启明" in client.get("/").text
    assert all_entries().filter(action="demo.entered").count() == 2


@pytest.mark.parametrize("role", [one.role for one in cast.ROLES])
def test_every_role_card_leads_to_a_home_page(demo: None, role: str) -> None:
    client = Client(HTTP_HOST=HOST)
    assert client.post(reverse("demo_enter", args=[role]), follow=True).status_code == 200


@pytest.mark.parametrize(
    "whence",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"REMOTE_ADDR": "10.0.0.5"},
    ],
)
def test_one_click_is_refused_from_anywhere_else(demo: None, whence: dict[str, str]) -> None:
    client = Client(**{"HTTP_HOST": HOST, **whence})
    assert client.post(reverse("demo_enter", args=["gm"])).status_code == 404
    assert client.post(reverse("demo_reset")).status_code == 404
    assert "_auth_user_id" not in client.session
    door = client.get(reverse("sign_in")).text
    assert "role-card" not in door
    assert cast.PASSWORD not in door


def test_one_click_does_not_exist_in_an_empty_company(empty: None) -> None:
    client = Client(HTTP_HOST=HOST)
    assert client.post(reverse("demo_enter", args=["gm"])).status_code == 404
    assert client.post(reverse("demo_reset")).status_code == 404
    assert client.post(reverse("demo_scene", args=["pay"])).status_code == 404


def test_one_click_is_a_post_and_its_form_carries_a_token(demo: None) -> None:
    careful = Client(enforce_csrf_checks=True, HTTP_HOST=HOST)
    assert careful.get(reverse("demo_enter", args=["gm"])).status_code == 405
    assert careful.post(reverse("demo_enter", args=["gm"])).status_code == 403


def test_nobody_can_step_into_a_role_that_no_card_offers(demo: None) -> None:
    with pytest.raises(UnableToEnterDemo):
        enter(at=AT, role="admin")


def test_the_sign_in_page_shows_six_cards_and_counts_only_what_waits(demo: None) -> None:
    text = Client(HTTP_HOST=HOST).get(reverse("sign_in")).text
    assert all(f"{one.name} {one.person}" in text for one in cast.ROLES)
    assert text.count("件待处理") == 1  # one probation ends this month


def test_the_bar_stands_on_every_page_and_offers_roles_and_days(
    demo: None, signed_in: SignIn
) -> None:
    text = signed_in("linxiaowen").get("/").text
    assert "今天是 2026-11-23（周一）" in text
    assert reverse("demo_enter", args=["gm"]) in text
    assert reverse("demo_scene", args=["pay"]) in text
    assert "重置演示" in text


def test_the_bar_offers_nothing_to_a_visitor_from_elsewhere(demo: None, signed_in: SignIn) -> None:
    client = signed_in("linxiaowen")
    text = client.get("/", REMOTE_ADDR="192.0.2.7").text
    assert "演示公司" in text
    assert reverse("demo_reset") not in text


def test_an_empty_company_shows_no_demo_bar(empty: None, signed_in: SignIn) -> None:
    client = signed_in("admin")
    assert "演示公司" not in client.get(reverse("change_password")).text


def test_a_scene_moves_the_business_day(demo: None, signed_in: SignIn) -> None:
    client = signed_in("wumin")
    client.post(reverse("demo_scene", args=["receipts"]))
    assert read("business_day") == "2026-10-30"
    assert "2026-10-30（周五）" in client.get("/").text


def test_there_is_no_other_scene(demo: None) -> None:
    with pytest.raises(UnableToMoveScene):
        move_scene(by=TESTER, at=AT, scene="christmas")
    assert read("business_day") == "2026-11-23"


def test_a_reset_brings_the_first_day_back_and_signs_everybody_out(
    demo: None, signed_in: SignIn
) -> None:
    set_company(by=TESTER, at=AT, name="改过的名字")
    move_scene(by=TESTER, at=AT, scene="pay")
    visitor, other = signed_in("linxiaowen"), signed_in("wumin")
    answer = visitor.post(reverse("demo_reset"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("sign_in")
    assert "演示公司已恢复" in answer.text
    assert (company_name(), read("business_day")) == (cast.COMPANY, "2026-11-23")
    assert other.get("/").status_code == 302


def test_the_trail_begins_anew_with_a_note_of_the_reset(demo: None) -> None:
    reset(by=TESTER, at=AT)
    first = all_entries().order_by("number")[0]
    assert (first.number, first.action) == (1, "demo.reset")
    assert verify().is_whole


def test_a_reset_is_refused_outside_the_demo(empty: None) -> None:
    before = all_entries().count()
    with pytest.raises(UnableToResetDemo, match="不是演示公司"):
        reset(by=TESTER, at=AT)
    assert all_entries().count() == before
    with pytest.raises(UnableToMoveScene):
        move_scene(by=TESTER, at=AT, scene="pay")
