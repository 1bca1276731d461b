"""What a role may not see, and what is not there: a Chinese page that says what to do."""

import re

from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.browsing import Watch
from tests.journeys.sizes import everywhere
from tests.journeys.steps import enter_as, h1


@everywhere
def test_a_rep_is_told_that_the_page_is_not_theirs(page: Page, watch: Watch) -> None:
    watch.expects(403)
    enter_as(page, "大客户员")
    for address in ("/audit/", "/account/users/", "/packs/", "/setup/"):
        page.goto(address)
        check_that(h1(page)).to_have_text("这一页不在您的岗位权限内")
        check_that(page.get_by_text("没有改动任何数据")).to_be_visible()
    page.get_by_role("link", name="回到工作台").click()
    check_that(h1(page)).to_have_text("工作台")


@everywhere
def test_a_rep_sees_the_people_of_the_department_and_nobody_else(page: Page, watch: Watch) -> None:
    watch.expects(404)
    enter_as(page, "人事")
    page.goto("/organization/staff/?q=吴敏")
    page.get_by_role("link", name="吴敏", exact=True).click()
    check_that(h1(page)).to_have_text("吴敏")
    foreign = page.url
    enter_as(page, "大客户员")
    page.goto("/organization/staff/")
    seen = page.locator("a.row-name").all_inner_texts()
    assert "林晓雯" in seen
    assert not {"吴敏", "赵启明", "何蕾"} & set(seen)
    page.goto(foreign)
    check_that(h1(page)).to_have_text("没有找到")


@everywhere
def test_mobile_numbers_are_open_to_personnel_and_masked_for_colleagues(page: Page) -> None:
    row = page.locator("tbody tr", has_text="孟凡")
    for role, told in (("人事", "138 0000 0008"), ("大客户员", "138****0008")):
        enter_as(page, role)
        page.goto("/organization/staff/?q=孟凡")
        check_that(row).to_contain_text(told)


@everywhere
def test_an_unknown_record_gives_a_page_with_a_number_to_quote(page: Page, watch: Watch) -> None:
    watch.expects(404)
    enter_as(page, "人事")
    for address in ("/organization/staff/987654/", "/rulebook/ZZ/", "/no/page/"):
        page.goto(address)
        check_that(h1(page)).to_have_text("没有找到")
        check_that(page.locator(".error-number code")).to_have_text(re.compile(r"^\w{6,}$"))


def test_a_form_that_stood_open_too_long_says_so_in_chinese(page: Page, watch: Watch) -> None:
    watch.expects(403)
    page.goto("/account/sign-in/")
    page.context.clear_cookies()
    page.get_by_label("用户名或手机号").fill("chenjing")
    page.get_by_label("密码").fill("Demo-2026-dkh")
    page.get_by_role("button", name="登录", exact=True).click()
    check_that(h1(page)).to_have_text(re.compile("[\u4e00-\u9fff]{3,}"))
    check_that(page.get_by_text("怎么办")).to_be_visible()
