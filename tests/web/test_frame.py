"""The frame around a page: each role's menu, the phone's bar, what is off is absent."""

import pytest
from django.test import Client, RequestFactory

from dakehu.accounts.models import User
from dakehu.kit.actors import ANONYMOUS, system
from dakehu.kit.context import Shell
from dakehu.kit.errors import server_error
from dakehu.kit.registry import MenuEntry, Pack, menu, packs
from dakehu.kit.settings_store import read, write
from dakehu.kit.templatetags.kit import face as face_of
from dakehu.kit.work import work
from dakehu.rulebook.services.versions import publish_shipped
from dakehu.web.frame import frame_of
from dakehu.web.menus import MENUS, MOST_ENTRIES, entries_for
from dakehu.web.services.switches import UnableToSwitchPacks, switch_packs
from tests.cast import AT, COMPANY, Cast, build_cast

BACKEND = "dakehu.accounts.backends.NameOrMobile"


def with_date(cast: Cast) -> None:
    """The business day of the tests, and nobody sent to change a password."""
    User.objects.update(must_change_password=False)
    with work(by=cast.actor("admin"), at=AT):
        write("business_day", "2026-11-23")


@pytest.fixture
def cast(db: None) -> Cast:
    publish_shipped(by=system("tests"), at=AT)
    return build_cast()


def _frame(cast: Cast, key: str, path: str = "/") -> Shell:
    request = RequestFactory().get(path)
    request.actor = cast.actor(key)  # type: ignore[attr-defined]
    return frame_of(request)


@pytest.mark.parametrize("role", MENUS)
def test_a_role_has_at_most_eight_entries_each_with_its_own_word(role: str) -> None:
    labels = [str(entry.label) for entry in MENUS[role]]

    assert labels[0] == "工作台"
    assert len(set(labels)) == len(labels)
    # 大客户员 and 业务主管: seven entries and the approvals.
    assert len([one for one in labels if one != "工作台"]) <= MOST_ENTRIES


def test_entries_whose_pages_do_not_exist_are_absent(cast: Cast) -> None:
    for key, role in (("ka_rep", "ka_rep"), ("hr_admin", "hr_admin")):
        there = {str(one.label) for one in MENUS[role] if any(page in menu for page in one.pages)}
        assert {item.label for item in _frame(cast, key).menu} <= there
        assert there < {str(one.label) for one in MENUS[role]}


def test_policies_are_pinned_at_the_foot_for_everyone(cast: Cast) -> None:
    for key in cast.users:
        assert [item.label for item in _frame(cast, key).foot_menu] == ["制度"]


def test_only_pages_that_the_person_may_open_are_offered(cast: Cast) -> None:
    def pages(key: str) -> set[str]:
        frame = _frame(cast, key)
        return {page.label for item in [*frame.menu, *frame.foot_menu] for page in item.pages}

    assert "制度体检" in pages("ka_head")
    assert "制度体检" not in pages("ka_rep")
    assert "操作记录" in pages("admin")
    assert "操作记录" not in pages("hr_admin")


def test_the_page_that_is_open_is_marked_with_its_entry_and_tabs(cast: Cast) -> None:
    frame = _frame(cast, "hr_admin", "/organization/staff/17/")

    assert [item.label for item in frame.menu if item.current] == ["员工与岗位"]
    assert [tab.label for tab in frame.tabs if tab.current] == ["员工"]


def test_the_home_page_is_marked_only_on_itself(cast: Cast) -> None:
    at_home = [item.label for item in _frame(cast, "ka_rep").menu if item.current]
    elsewhere = [item.label for item in _frame(cast, "ka_rep", "/rulebook/").menu if item.current]
    assert (at_home, elsewhere) == (["工作台"], [])


@pytest.mark.parametrize("key", ["ka_rep", "gm", "hr_admin", "admin", "finance"])
def test_the_phone_has_at_most_five_places_the_first_and_last_fixed(cast: Cast, key: str) -> None:
    bar = _frame(cast, key).phone

    assert 3 <= len(bar) <= 5
    assert (bar[0].label, bar[-1].label) == ("工作台", "我的")
    assert len({item.url for item in bar}) == len(bar)
    assert len({item.label for item in bar}) == len(bar)


def test_one_place_of_the_phone_is_marked_at_most(cast: Cast) -> None:
    for path in ("/", "/organization/", "/organization/staff/", "/rulebook/", "/me/"):
        marked = [item.label for item in _frame(cast, "hr_admin", path).phone if item.current]
        assert len(marked) <= 1, (path, marked)


def test_a_pack_that_is_off_takes_its_pages_away(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = MenuEntry("work.daily", "日报", "home", pack="visits")
    monkeypatch.setitem(menu._entries, entry.code, entry)
    monkeypatch.setitem(packs._entries, "visits", Pack("visits", "客户拜访", "拜访和日报"))
    monkeypatch.setitem(packs._entries, "money", Pack("money", "报价回款", "", is_fixed=True))

    assert "日报" not in [item.label for item in _frame(cast, "ka_rep").menu]
    switched = switch_packs(by=cast.actor("admin"), at=AT, on=["visits"])
    assert switched == read("packs") == ["visits", "money"]
    assert "日报" in [item.label for item in _frame(cast, "ka_rep").menu]


def test_a_pack_that_does_not_exist_cannot_be_switched_on(cast: Cast) -> None:
    with pytest.raises(UnableToSwitchPacks, match="没有这项功能"):
        switch_packs(by=cast.actor("admin"), at=AT, on=["nothing"])


def test_several_roles_share_one_menu_without_doubles() -> None:
    labels = [str(entry.label) for entry in entries_for(frozenset({"ka_rep", "hr_admin"}))]

    assert len(labels) == len(set(labels))
    assert labels.index("员工与岗位") < labels.index("商机报价")


def test_a_stranger_gets_a_bare_frame(db: None) -> None:
    request = RequestFactory().get("/account/sign-in/")
    request.actor = ANONYMOUS  # type: ignore[attr-defined]

    frame = frame_of(request)
    assert (frame.menu, frame.phone, frame.user_name) == ((), (), "")


def test_the_home_page_says_which_dates_the_policies_set(cast: Cast, client: Client) -> None:
    with_date(cast)
    client.force_login(User.objects.get(pk=cast.users["ka_rep"]), BACKEND)

    page = client.get("/").content.decode()

    assert "11月第16个工作日，本月还剩6个（含今天）" in page
    assert "本期回款核实截止" in page
    assert "部门周例会" in page


def test_a_date_opens_the_clause_that_set_it(cast: Cast, client: Client) -> None:
    with_date(cast)
    client.force_login(User.objects.get(pk=cast.users["ka_rep"]), BACKEND)

    answer = client.get("/dates/claim/2026-11-23/", headers={"HX-Request": "true"})

    told = answer.content.decode()
    assert answer.status_code == 200
    assert "2026-12-07" in told
    assert "《费用与差旅办法》" in told
    assert "按 2020-01-01 起施行的版本" in told
    assert 'href="/rulebook/EX/' in told
    assert "<html" not in told


@pytest.mark.parametrize("path", ["/dates/nothing/2026-11-23/", "/dates/claim/2026-11-99/"])
def test_a_date_that_is_none_is_not_found(cast: Cast, client: Client, path: str) -> None:
    with_date(cast)
    client.force_login(User.objects.get(pk=cast.users["ka_rep"]), BACKEND)

    assert client.get(path).status_code == 404


def test_a_plain_page_names_the_company_to_those_who_are_in(cast: Cast, client: Client) -> None:
    assert COMPANY not in client.get("/account/sign-in/").text
    with_date(cast)
    client.force_login(User.objects.get(pk=cast.users["ka_rep"]), BACKEND)

    for path in ("/account/password/", "/access/", "/nowhere/"):
        text = client.get(path).text
        assert f"· {COMPANY}</title>" in text, path
        assert text.count(COMPANY) == 2, path


def test_the_page_of_a_fault_asks_for_nothing(rf: RequestFactory, db: None) -> None:
    class Broken:
        @property
        def is_authenticated(self) -> bool:
            raise RuntimeError("no database")

    request = rf.get("/")
    request.user = Broken()  # type: ignore[assignment]
    answer = server_error(request)
    assert answer.status_code == 500
    assert "· 大客户</title>" in answer.text


@pytest.mark.parametrize(
    "name, face",
    [("何蕾", "何蕾"), ("林晓雯", "晓雯"), ("系统管理员", "系"), ("欧阳明月", "欧"), ("", "")],
)
def test_a_face_shows_the_given_name_or_the_first_character(name: str, face: str) -> None:
    assert face_of(name) == face
