"""Getting in: by card, by password, by mobile number, locked out and let in again."""

import re

from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from dakehu.demo.cast import PEOPLE as PLANS
from dakehu.demo.cast import mobile_of
from tests.journeys.browsing import Watch
from tests.journeys.conftest import Visiting
from tests.journeys.running import Site
from tests.journeys.sizes import everywhere
from tests.journeys.steps import CARDS, PASSWORD, check_is_in, enter_as, sign_in, sign_out

PEOPLE = {
    "总经理": ("赵启明", "zhaoqiming"),
    "大客户部经理": ("周建国", "zhoujianguo"),
    "大客户员": ("林晓雯", "linxiaowen"),
    "内勤": ("陈静", "chenjing"),
    "财务": ("吴敏", "wumin"),
    "人事": ("何蕾", "helei"),
}
LOCKED = {"desktop": ("caoying", "曹颖"), "phone": ("mazhendong", "马振东")}


@everywhere
def test_a_visitor_of_the_demo_becomes_somebody_with_one_click(page: Page) -> None:
    for role in CARDS:
        enter_as(page, role)
        check_is_in(page, PEOPLE[role][0])


@everywhere
def test_everybody_can_sign_in_with_their_password(page: Page) -> None:
    for name, login in PEOPLE.values():
        page.context.clear_cookies()
        sign_in(page, login)
        check_is_in(page, name)


@everywhere
def test_a_mobile_number_is_as_good_as_a_name_however_it_is_typed(page: Page) -> None:
    mobile = mobile_of([plan.name for plan in PLANS].index("田野") + 1)
    for typed in (mobile, f" {mobile[:3]} {mobile[3:7]} {mobile[7:]}", f"+86{mobile}"):
        page.context.clear_cookies()
        sign_in(page, typed)
        check_is_in(page, "田野")


def test_a_name_is_the_same_in_capitals_and_full_width(page: Page) -> None:
    sign_in(page, " ＺhaoQiMing ")
    check_is_in(page, "赵启明")


@everywhere
def test_signing_out_ends_the_visit_and_pages_ask_to_sign_in_again(page: Page) -> None:
    enter_as(page, "内勤")
    sign_out(page)
    page.goto("/rulebook/")
    check_that(page).to_have_url(re.compile(r"/account/sign-in/\?next=/rulebook/"))
    sign_in_here(page, "chenjing")
    check_that(page).to_have_url(re.compile(r"/rulebook/$"))


def sign_in_here(page: Page, login: str) -> None:
    page.get_by_label("用户名或手机号").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


@everywhere
def test_a_wrong_password_says_so_and_keeps_the_name(page: Page) -> None:
    sign_in(page, "sunli", "Wrong-2026-xyz")
    check_that(page.get_by_role("alert").first).to_be_visible()
    check_that(page.get_by_label("用户名或手机号")).to_have_value("sunli")
    sign_in_here(page, "sunli")
    check_is_in(page, "孙立")


@everywhere
def test_five_wrong_passwords_lock_this_name_alone_until_the_command_unlocks_it(
    page: Page, watch: Watch, site: Site, visiting: Visiting, size: str
) -> None:
    watch.expects(429)
    login, name = LOCKED[size]
    context, _watch = visiting()
    neighbour = context.new_page()
    for _time in range(5):
        sign_in(page, login, "Wrong-2026-xyz")
    check_that(page.get_by_role("heading", level=1)).to_have_text("登录已暂停")
    sign_in(page, login)
    check_that(page.get_by_role("heading", level=1)).to_have_text("登录已暂停")
    sign_in(neighbour, "chenjing")
    check_is_in(neighbour, "陈静")
    site.command("user", "unlock", login)
    sign_in(page, login)
    check_is_in(page, name)
