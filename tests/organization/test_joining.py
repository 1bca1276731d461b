"""Somebody joins: a number in line with the others, and a password that opens the door once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dakehu.accounts.models import User
from dakehu.accounts.services import add_user
from dakehu.kit.actors import system
from dakehu.organization.models import Staff
from dakehu.organization.services.appointments import appoint, end_appointment
from dakehu.organization.services.company import UnableToSetCompany, set_company
from dakehu.organization.services.positions import add_position
from dakehu.organization.services.staff import (
    UnableToChangeStaff,
    add_staff,
    change_staff,
    end_employment,
)
from dakehu.policy.credit_code import check_character
from tests.cast import AT, COMPANY, ON, Cast
from tests.organization.conftest import SignedIn

BY = system("tests")


def _add(client: Client, **more: str) -> object:
    given = {"name": "曾雨", "kind": "employee", "hired_on": "2026-11-23", **more}
    return client.post(reverse("organization:staff_add"), given)


def test_a_new_account_comes_with_a_password_shown_once(cast: Cast, signed_in: SignedIn) -> None:
    answer = _add(signed_in("hr_admin"), username="zengyu")
    user = User.objects.get(username="zengyu")
    password = answer.context["password"]
    assert (answer.status_code, user.check_password(password)) == (200, True)
    assert password in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert user.must_change_password
    person = Staff.objects.get(name="曾雨")
    assert reverse("organization:staff_detail", args=[person.pk]) in answer.text
    came = Client().post("/account/sign-in/", {"login": "zengyu", "password": password})
    assert came.status_code == 302


def test_without_an_account_there_is_no_password(cast: Cast, signed_in: SignedIn) -> None:
    answer = _add(signed_in("hr_admin"))
    person = Staff.objects.get(name="曾雨")
    assert person.user is None
    assert answer["Location"] == reverse("organization:staff_detail", args=[person.pk])


def test_an_account_opened_later_comes_with_a_password_too(cast: Cast, signed_in: SignedIn) -> None:
    person = add_staff(by=BY, at=AT, name="新人")
    client = signed_in("hr_admin")
    address = reverse("organization:staff_account", args=[person.pk])
    answer = client.post(address)
    person.refresh_from_db()
    assert person.user is not None
    assert person.user.check_password(answer.context["password"])
    assert "no-store" in answer["Cache-Control"]
    again = client.post(address, follow=True)
    assert "已有登录账号" in again.text


def test_an_account_without_a_password_is_told_as_such(cast: Cast, signed_in: SignedIn) -> None:
    person = add_staff(by=BY, at=AT, name="新人", username="xinren")
    client = signed_in("admin")
    for address in (
        reverse("organization:staff_detail", args=[person.pk]),
        reverse("user_detail", args=[person.user_id]),
        reverse("users") + "?q=xinren",
    ):
        assert "还没有密码" in client.get(address).text, address


@pytest.mark.parametrize(
    "latest, following",
    [("YL027", "YL028"), ("YL999", "YL1000"), ("0042", "0043"), ("甲-9", "甲-10")],
)
def test_a_number_follows_the_latest_one(cast: Cast, latest: str, following: str) -> None:
    add_staff(by=BY, at=AT, name="旧人", number=latest)
    assert add_staff(by=BY, at=AT, name="新人").number == following


def test_a_number_that_counts_nothing_is_passed_over(cast: Cast) -> None:
    add_staff(by=BY, at=AT, name="甲", number="YL031")
    add_staff(by=BY, at=AT, name="乙", number="YL007")
    add_staff(by=BY, at=AT, name="丙", number="外聘")
    assert add_staff(by=BY, at=AT, name="新人").number == "YL032"


def test_the_first_number_is_ours(db: None) -> None:
    assert add_staff(by=BY, at=AT, name="第一人").number == "YG0001"


def test_a_position_without_a_role_is_not_told_as_none(cast: Cast, signed_in: SignedIn) -> None:
    bare = add_position(by=BY, at=AT, title="采购", unit=cast.units["hr"], seats=[])
    person = add_staff(by=BY, at=AT, name="曹颖")
    address = reverse("organization:staff_detail", args=[person.pk])
    client = signed_in("hr_admin")
    assert "现在没有任职" in client.get(address).text
    held = appoint(by=BY, at=AT, staff=person.pk, position=bare.pk, starts_on=ON)
    text = client.get(address).text
    assert "现任岗位没有角色，登录后只看得到公共页面。" in text
    assert "现在没有任职" not in text
    end_appointment(by=BY, at=AT, appointment=held.pk, ends_on=ON + timedelta(days=1))
    assert "现在没有任职" in client.get(f"{address}?on=2026-12-01").text


@pytest.mark.parametrize(
    "code, told",
    [
        ("123", "应为 18 位"),
        ("91369900MA0CQ000I1", "没有字母 I、O、S、V、Z"),
        ("91369900MA0CQ00071", "最后一位对不上"),
    ],
)
def test_a_wrong_credit_code_is_told_for_what_it_is(
    cast: Cast, signed_in: SignedIn, code: str, told: str
) -> None:
    with pytest.raises(UnableToSetCompany, match=told):
        set_company(by=BY, at=AT, name=COMPANY, credit_code=code)
    answer = signed_in("admin").post(
        reverse("organization:legal_entity_add"), {"name": "江州恒筑", "credit_code": code}
    )
    assert told in answer.text


def test_a_credit_code_is_taken_as_it_is_printed(cast: Cast, signed_in: SignedIn) -> None:
    last = check_character("91369900MA0CQ0007")
    answer = signed_in("admin").post(
        reverse("organization:legal_entity_add"),
        {"name": "江州恒筑", "credit_code": f"9136 9900 ma0c q000 7{last.lower()}"},
    )
    assert answer.status_code == 302


def test_an_account_of_its_own_keeps_its_name(cast: Cast, signed_in: SignedIn) -> None:
    add_user(by=BY, at=AT, username="zengyu", name="别人")
    answer = _add(signed_in("hr_admin"), username="zengyu")
    assert answer.status_code == 422
    assert "这个用户名已有人用" in answer.text
    assert not Staff.objects.filter(name="曾雨").exists()


def test_nobody_joined_after_they_left(cast: Cast, signed_in: SignedIn) -> None:
    person = end_employment(by=BY, at=AT, staff=cast.staff["ka_rep_2"], left_on=ON)
    change = {"staff": person.pk, "name": person.name, "number": person.number}
    with pytest.raises(UnableToChangeStaff, match="入职日期不能晚于离职日期") as refusal:
        change_staff(by=BY, at=AT, **change, hired_on=ON + timedelta(days=1))
    assert refusal.value.field == "hired_on"
    assert change_staff(by=BY, at=AT, **change, hired_on=ON).hired_on == ON


def test_everything_wrong_with_a_new_person_is_told_at_once(
    cast: Cast, signed_in: SignedIn
) -> None:
    known = Staff.objects.get(pk=cast.staff["ka_rep"])
    answer = signed_in("hr_admin").post(
        reverse("organization:staff_add"),
        {
            **{"name": "", "number": known.number, "kind": "employee", "mobile": known.mobile},
            **{"hired_on": "2026-11-23", "probation_until": "2026-11-01", "username": "a b"},
        },
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {
        *("name", "number", "mobile", "probation_until", "username")
    }


def test_a_person_keeps_the_number_and_the_mobile_that_are_theirs(
    cast: Cast, signed_in: SignedIn
) -> None:
    known = Staff.objects.get(pk=cast.staff["ka_rep"])
    other = Staff.objects.get(pk=cast.staff["ka_rep_2"])
    address = reverse("organization:staff_change", args=[known.pk])
    given = {"name": known.name, "kind": known.kind, "hired_on": "2026-11-23"}
    own = {**given, "number": known.number, "mobile": known.mobile}
    client = signed_in("hr_admin")

    assert client.post(address, own).status_code == 302
    refused = client.post(address, {**given, "number": other.number, "mobile": other.mobile})
    assert set(refused.context["form"].errors) == {"number", "mobile"}
