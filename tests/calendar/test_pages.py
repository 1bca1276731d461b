"""The calendar's pages."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from dakehu.accounts.models import User
from dakehu.calendar.models import Day, OfficeHours
from dakehu.kit.models import Setting
from dakehu.kit.settings_store import forget
from tests.cast import ON, build_cast

SignedIn = Callable[[str], Client]


@pytest.fixture
def signed_in(db: None) -> Iterator[SignedIn]:
    cast = build_cast()
    User.objects.update(must_change_password=False)
    Setting.objects.create(key="business_day", value=ON.isoformat())
    forget()

    def sign_in(key: str) -> Client:
        client = Client()
        user = User.objects.get(pk=cast.users[key])
        client.force_login(user, backend="dakehu.accounts.backends.NameOrMobile")
        return client

    yield sign_in
    forget()


def test_everyone_reads_the_year_and_sees_what_is_estimated(signed_in: SignedIn) -> None:
    client = signed_in("ka_rep")
    text = client.get(reverse("calendar:year")).content.decode()
    assert "2026年工作日历" in text
    assert "按国家公布的放假安排" in text
    assert "设置一天" not in text
    later = client.get(reverse("calendar:year"), {"year": "2031"}).content.decode()
    assert "估算" in later


def test_hr_sets_a_day_and_takes_it_back(signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    client.post(reverse("calendar:day_set"), {"day": "2026-11-25", "kind": "off", "name": "厂庆"})
    assert not Day.objects.get().is_working
    assert "厂庆" in client.get(reverse("calendar:year")).content.decode()
    client.post(reverse("calendar:day_clear", args=["2026-11-25"]))
    assert not Day.objects.exists()


def test_a_faulty_notice_is_told_at_its_field(signed_in: SignedIn) -> None:
    answer = signed_in("hr_admin").post(
        reverse("calendar:notice_add"), {"year": "2031", "off": "春节"}
    )
    assert answer.status_code == 422
    assert "看不懂这一行：春节" in answer.content.decode()


def test_hr_changes_the_hours(signed_in: SignedIn) -> None:
    signed_in("hr_admin").post(
        reverse("calendar:hours_change"),
        {
            "starts_on": "2026-12-01",
            "morning_from": "09:00",
            "morning_until": "12:00",
            "afternoon_from": "13:00",
            "afternoon_until": "18:00",
        },
    )
    assert OfficeHours.objects.get().starts_on.isoformat() == "2026-12-01"


def test_a_rep_sets_nothing(signed_in: SignedIn) -> None:
    client = signed_in("ka_rep")
    for route in ("day_set", "notice_add", "hours_change"):
        assert client.get(reverse(f"calendar:{route}")).status_code == 403
