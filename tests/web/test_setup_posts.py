"""启用向导, second step: who holds the eight posts, and the chains that follow."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dakehu.accounts.queries import user_by_name
from dakehu.audit.queries import all_entries
from dakehu.kit.actors import system
from dakehu.organization.models import Staff
from dakehu.organization.queries.seats import seat_holders
from dakehu.organization.queries.structure import positions_on
from dakehu.organization.services.staff import add_staff
from dakehu.web.queries.setup import chain_lines, is_complete
from tests.web.setting_up import (
    AT,
    COMPANY,
    DAY,
    SMALL_FIRM,
    holder,
    posts_form,
)


def test_a_small_firm_gets_its_chains_at_once(admin: Client) -> None:
    admin.post(reverse("setup_company"), COMPANY)
    answer = admin.post(reverse("setup_posts"), posts_form(**SMALL_FIRM))
    assert answer.status_code == 200
    assert holder("gm") == holder("mkt_center") == holder("market_director") == ["李启航"]
    assert holder("ka_rep") == ["王芳", "刘洋"]
    assert holder("ka_clerk") == ["张伟"]
    assert holder("cfo") == holder("finance") == holder("hr_admin") == ["赵敏"]
    chains = {line.title: line for line in chain_lines(DAY)}
    assert chains["特批"].people == ("王芳", "张伟", "李启航（一并审批2级）")
    assert is_complete(list(chains.values()))
    plain = re.sub(r"<[^>]+>", "", admin.get(reverse("setup_posts")).text)
    assert "王芳 → 张伟 → 李启航（一并审批2级）" in plain


def test_new_people_get_accounts_and_a_slip_that_is_shown_once(admin: Client) -> None:
    answer = admin.post(reverse("setup_posts"), posts_form(**SMALL_FIRM))
    assert "首次登录通知单" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    words = re.findall(r"<code>([^<]+)</code>", answer.text)
    assert words[0::2] == ["liqihang", "zhangwei", "wangfang", "liuyang", "zhaomin"]
    for username, password in zip(words[0::2], words[1::2], strict=True):
        user = user_by_name(username)
        assert user is not None
        assert user.check_password(password)
        assert user.must_change_password
        assert not all_entries().filter(data__contains=password).exists()
    again = admin.post(reverse("setup_posts"), posts_form(**SMALL_FIRM))
    assert again.status_code == 302


def test_saving_the_posts_twice_changes_nothing(admin: Client) -> None:
    admin.post(reverse("setup_posts"), posts_form(**SMALL_FIRM))
    before = (all_entries().count(), positions_on(DAY))
    admin.post(reverse("setup_posts"), posts_form(**SMALL_FIRM))
    assert (all_entries().count(), positions_on(DAY)) == before


def test_a_post_may_be_kept_by_one_that_another_keeps(admin: Client) -> None:
    chained = {"gm": "李启航", "market_director_by": "ka_head", "ka_head_by": "gm"}
    admin.post(reverse("setup_posts"), posts_form(ka_rep="王芳", **chained))
    assert holder("mkt_center") == holder("ka_head") == ["李启航"]


@pytest.mark.parametrize(
    "given, field, told",
    [
        ({"gm_by": "cfo", "cfo_by": "gm"}, "gm", "没有人担任"),
        ({"gm": "李启航", "cfo_by": "finance"}, "cfo", "请先写明谁担任财务人员"),
        ({"gm": "李启航", "gm_by": "cfo", "cfo": "赵敏"}, "gm", "只能填一个"),
    ],
)
def test_posts_that_nobody_would_hold_are_refused_at_their_row(
    admin: Client, given: dict[str, str], field: str, told: str
) -> None:
    answer = admin.post(reverse("setup_posts"), posts_form(**given))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert told in answer.text
    assert holder("gm") == []


def test_a_changed_holder_ends_the_old_appointment_today(admin: Client) -> None:
    admin.post(reverse("setup_posts"), posts_form(gm="李启航", ka_head="张伟"))
    admin.post(reverse("setup_posts"), posts_form(gm="李启航", ka_head="陈晨"))
    assert holder("ka_head") == ["陈晨"]
    assert holder("ka_head", date(2026, 11, 20)) == ["张伟", "陈晨"]


def test_a_post_that_is_given_up_falls_to_its_keeper(admin: Client) -> None:
    admin.post(reverse("setup_posts"), posts_form(gm="李启航", cfo="赵敏", finance="吴丽"))
    admin.post(reverse("setup_posts"), posts_form(gm="李启航", cfo_by="gm", finance="吴丽"))
    assert holder("cfo") == ["李启航"]
    text = admin.get(reverse("setup_posts")).text
    assert '<option value="gm" selected>' in text


def test_namesakes_in_letters_get_user_names_of_their_own(admin: Client) -> None:
    admin.post(reverse("setup_posts"), posts_form(gm="李明", ka_head="黎明", ka_rep="厉铭"))
    names = [user_by_name(name) for name in ("liming", "liming2", "liming3")]
    assert [str(one) for one in names] == ["李明", "黎明", "厉铭"]


def test_a_post_is_corrected_on_its_very_start_day(admin: Client) -> None:
    today = {"since": DAY.isoformat()}
    admin.post(reverse("setup_posts"), posts_form(gm="李启航", ka_head="张伟") | today)
    answer = admin.post(reverse("setup_posts"), posts_form(gm="李启航", ka_head="陈晨") | today)
    assert answer.status_code == 200
    assert holder("ka_head") == ["陈晨"]
    assert holder("gm") == ["李启航"]


def test_a_start_in_the_future_saved_twice_changes_nothing(admin: Client) -> None:
    later = {"since": "2026-12-01"}
    admin.post(reverse("setup_posts"), posts_form(gm="李启航", ka_head="张伟") | later)
    before = all_entries().count()
    answer = admin.post(reverse("setup_posts"), posts_form(gm="李启航", ka_head="张伟") | later)
    assert answer.status_code == 302
    assert all_entries().count() == before
    assert holder("ka_head", date(2026, 12, 1)) == ["张伟"]
    admin.post(reverse("setup_posts"), posts_form(gm="李启航", ka_head="陈晨") | later)
    assert holder("ka_head", date(2026, 12, 1)) == ["陈晨"]


def test_two_people_of_one_name_are_told_apart_by_their_numbers(admin: Client) -> None:
    for username in ("liming", "liming2"):
        add_staff(by=system("test"), at=AT, name="李明", username=username)
    first, second = Staff.objects.filter(name="李明").order_by("pk")
    page = admin.get(reverse("setup_posts")).text
    assert f'<option value="李明（{first.number}）">' in page
    refused = admin.post(reverse("setup_posts"), posts_form(gm="李明"))
    assert refused.status_code == 422
    assert f"李明（{second.number}）" in refused.text
    named = posts_form(gm=f"李明（{second.number}）")
    admin.post(reverse("setup_posts"), named)
    assert [one.id for one in seat_holders(DAY)["gm"]] == [second.pk]
    before = all_entries().count()
    admin.post(reverse("setup_posts"), named)
    assert all_entries().count() == before
    assert f'value="李明（{second.number}）"' in admin.get(reverse("setup_posts")).text
    unknown = admin.post(reverse("setup_posts"), posts_form(gm="李明（K-99999）"))
    assert unknown.status_code == 422
