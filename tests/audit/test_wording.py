"""What a reader sees of the trail: people and the program, keys and values, in words."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from dakehu.accounts.models import User
from dakehu.audit.models import Entry
from dakehu.audit.queries import entry_numbered
from dakehu.kit.actors import system
from dakehu.kit.registry import Pack, packs
from dakehu.kit.settings_store import forget, read, write
from dakehu.kit.wording import actor_told, facts, told
from dakehu.kit.work import work
from tests.cast import AT, Cast, build_cast


@pytest.fixture(autouse=True)
def _settings_of_this_test() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


@pytest.fixture
def reader(cast: Cast, client: Client) -> Client:
    """The administrator's browser."""
    User.objects.update(must_change_password=False)
    user = User.objects.get(pk=cast.users["admin"])
    client.force_login(user, backend="dakehu.accounts.backends.NameOrMobile")
    return client


@pytest.mark.parametrize(
    "name, words",
    [
        ("starter", "系统（初始化）"),
        ("sign_in", "系统（登录）"),
        ("daily", "系统（每日任务）"),
        ("command", "系统（命令行）"),
        ("tests", "系统"),
    ],
)
def test_the_program_is_told_by_what_it_was_at(name: str, words: str) -> None:
    assert actor_told(name, is_system=True) == words


def test_a_person_is_told_by_name_and_a_deputy_by_both() -> None:
    assert actor_told("冯磊", is_system=False) == "冯磊"
    assert actor_told("冯磊", is_system=False, acts_for="周建国") == "冯磊（代周建国）"


def test_an_entry_tells_keys_and_values_in_words(cast: Cast) -> None:
    data = {
        "code": "SA",
        "title": "大客户销售政策",
        "digest": "ab12",
        "effective_from": "2020-01-01",
    }
    assert facts("rulebook.version_published", data) == [
        ("制度代码", "SA"),
        ("名称", "大客户销售政策"),
        ("校验值", "ab12"),
        ("施行日期", "2020-01-01"),
    ]
    seats = facts("organization.position_added", {"seats": ["gm", "hr_admin"], "position": "某岗"})
    assert seats == [("承担的角色", "总经理、人事行政部"), ("岗位", "某岗")]


def test_unknown_keys_stay_as_they_are_and_flags_are_yes_or_no() -> None:
    data = {"strange": True, "other": False, "none": [], "empty": None, "many": ["甲", "乙"]}
    assert facts("nobody.knows", data) == [
        ("strange", "是"),
        ("other", "否"),
        ("none", "无"),
        ("empty", "—"),
        ("many", "甲、乙"),
    ]


def test_a_setting_is_told_by_its_name_and_its_values_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(packs._entries, "visits", Pack("visits", "客户拜访", ""))

    def changed(key: str, before: object, after: object) -> str:
        return told("kit.setting_changed", {"key": key, "before": before, "after": after})

    assert changed("packs", None, []) == "设置“功能开关”定为“无”"
    assert changed("packs", [], ["visits"]) == "设置“功能开关”由“无”改为“客户拜访”"
    assert changed("mode", None, "demo") == "设置“运行方式”定为“演示公司”"
    assert changed("business_day", None, "2026-11-23").endswith("定为“2026-11-23”")
    assert changed("label.noun.rebate", "返点", "奖励") == "设置“名词”由“返点”改为“奖励”"
    assert changed("setup", {}, {"company": "saved"}).endswith("由“无”改为“公司：已填好”")
    assert changed("nobody", False, "") == "设置“nobody”由“否”改为“无”"
    assert changed("nobody", 1, 2) == "设置“nobody”由“1”改为“2”"


def test_the_first_start_is_told_without_a_code() -> None:
    assert told("demo.installed", {"mode": "demo"}) == "系统首次启动，方式：演示公司"


def test_a_name_that_nobody_has_and_no_unit_above_are_told_as_such() -> None:
    data = {"name": "", "device": "手机", "address": "192.0.2.7"}
    assert told("accounts.sign_in_refused", data).startswith("以未知的用户名登录未成功")
    assert told("organization.unit_added", {"unit": "本公司", "parent": ""}).endswith(
        "（上级：无）"
    )
    assert told("accounts.user_closed", {"name": "丁皓"}) == "停用丁皓的账号"


def test_a_quiet_setting_leaves_no_row(db: None) -> None:
    with work(by=system("tests"), at=AT):
        write("mode", "empty", note=False)
    assert read("mode") == "empty"
    assert not Entry.objects.exists()


def test_the_list_tells_the_program_and_finds_it(reader: Client) -> None:
    with work(by=system("starter"), at=AT) as unit:
        unit.note("tests.made")
    answer = reader.get(reverse("audit_entries"))
    assert "系统（初始化）" in answer.text
    assert "starter" not in answer.text
    found = reader.get(reverse("audit_entries"), {"who": "初始化"}).text
    assert "tests.made" in found
    assert "tests.made" in reader.get(reverse("audit_entries"), {"who": "系统"}).text
    assert "tests.made" not in reader.get(reverse("audit_entries"), {"who": "命令行"}).text
    assert "tests.made" not in reader.get(reverse("audit_entries"), {"who": "林晓雯"}).text


def test_an_entry_tells_who_and_what_in_words(reader: Client) -> None:
    with work(by=system("starter"), at=AT) as unit:
        unit.note("rulebook.version_published", title="甲办法", code="XX", digest="ab12")
    number = Entry.objects.order_by("number").last().number
    text = reader.get(reverse("audit_entry", args=[number])).text
    assert "系统（初始化）" in text
    assert "starter" not in text
    assert "<dt>制度代码</dt><dd>XX</dd>" in text
    assert "<dt>校验值</dt><dd>ab12</dd>" in text


def test_an_entry_leads_only_to_neighbours_that_exist(reader: Client) -> None:
    last = Entry.objects.count()
    first, end = (reader.get(reverse("audit_entry", args=[n])).text for n in (1, last))
    assert "上一条</a>" not in first
    assert f'href="{reverse("audit_entry", args=[2])}"' in first
    assert "下一条</a>" not in end
    assert f'href="{reverse("audit_entry", args=[last - 1])}"' in end


def test_an_entry_knows_its_neighbours(cast: Cast) -> None:
    last = Entry.objects.count()
    lines = [entry_numbered(n) for n in (1, 2, last)]
    assert [(one.previous, one.next) for one in lines if one] == [
        (None, 2),
        (1, 3),
        (last - 1, None),
    ]
