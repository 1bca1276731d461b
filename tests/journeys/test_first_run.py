"""An empty installation: the first password, three steps, and chains with people in them."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import expect as check_that

from tests.journeys.conftest import EmptySite, Visiting
from tests.journeys.steps import h1, sign_in

OWN_PASSWORD = "晴川-历历-2026-汉阳树"
PASTED = """名称：江州澄川设备有限公司
纳税人识别号：91369900MA0CQ00070
地址、电话：江州市滨河路9号 0999-8600111
开户行及账号：江州商业银行滨河支行 6999010020260111"""
PEOPLE = {
    "总经理": "李启航",
    "市场总监": "高远",
    "大客户部经理": "钱伟",
    "大客户员": "王芳、宋佳宁",
    "大客户内勤": "江心怡",
    "财务人员": "白洁",
    "人事行政主管": "何静",
}


def _is_through(page: Page) -> None:
    check_that(page.get_by_role("button", name="修改密码")).to_have_count(0)


@pytest.fixture
def first_visit(visiting: Visiting, empty_site: EmptySite) -> BrowserContext:
    context, _watch = visiting(origin=empty_site.site.address)
    return context


def test_an_empty_company_has_working_chains_after_three_steps(
    first_visit: BrowserContext, empty_site: EmptySite
) -> None:
    page = first_visit.new_page()
    page.goto("/account/sign-in/")
    check_that(page.locator(".role-card")).to_have_count(0)
    sign_in(page, "admin", empty_site.password)
    _change_the_temporary_password(page, empty_site.password)
    check_that(page.locator(".bar.is-trial")).to_contain_text("还差 3 步")
    page.locator(".bar.is-trial a").click()
    _fill_the_company(page)
    _fill_the_posts(page)
    _take_the_rules(page)
    check_that(page.get_by_role("main")).to_contain_text("每一级审批都有人")
    special = page.locator(".chain-lines li").first
    for name in ("王芳", "钱伟", "高远", "李启航"):
        check_that(special).to_contain_text(name)
    check_that(page.locator(".bar.is-trial")).not_to_contain_text("还差")
    page.goto("/rulebook/approvers/")
    check_that(page.get_by_role("main")).to_contain_text("李启航")
    page.goto("/organization/")
    check_that(page.locator(".org-card", has_text="大客户部经理")).to_contain_text("钱伟")
    _join_by_a_temporary_password(page, empty_site)


def _change_the_temporary_password(page: Page, given: str) -> None:
    check_that(h1(page)).to_have_text("修改密码")
    page.goto("/organization/")
    check_that(h1(page)).to_have_text("修改密码")
    page.get_by_label("原密码").fill(given)
    page.locator("#id_new").fill(OWN_PASSWORD)
    page.get_by_label("再输一遍新密码").fill(OWN_PASSWORD)
    page.get_by_role("button", name="修改密码").click()
    _is_through(page)


def _fill_the_company(page: Page) -> None:
    check_that(h1(page)).to_have_text("公司")
    page.get_by_label("开票信息").first.fill(PASTED)
    page.get_by_role("button", name="自动拆分").first.click()
    code = page.get_by_label("统一社会信用代码").first
    check_that(code).to_have_value("91369900MA0CQ00070")
    check_that(page.get_by_label("名称").first).to_have_value("江州澄川设备有限公司")
    page.get_by_role("button", name="保存，下一步").click()
    check_that(h1(page)).to_have_text("岗位与人")


def _fill_the_posts(page: Page) -> None:
    for post, names in PEOPLE.items():
        page.get_by_label(f"{post}由谁担任", exact=True).fill(names)
    page.get_by_label("没有财务总监，由谁一并负责").select_option(label="总经理")
    page.get_by_role("button", name="保存", exact=True).click()
    slip = page.locator(".slip-people tbody tr")
    check_that(slip).to_have_count(8)
    check_that(slip.first.locator("code").last).to_have_text(re.compile(r"\S{10,}"))
    page.get_by_role("link", name="继续").click()
    check_that(page.locator(".chain-lines li").first).to_contain_text("王芳")
    page.get_by_role("link", name="下一步").click()


def _take_the_rules(page: Page) -> None:
    check_that(h1(page)).to_have_text("制度")
    check_that(page.locator(".rule-rows > li")).to_have_count(8)
    page.get_by_role("button", name="保存，下一步").click()
    check_that(h1(page)).to_have_text("都填好了")


def _join_by_a_temporary_password(page: Page, empty_site: EmptySite) -> None:
    """Somebody of the slip who lost it: the command gives a new one."""
    printed = empty_site.site.command("user", "password", "wangfang")
    found = re.search(r"[\w-]{10,}", printed)
    assert found, printed
    page.context.clear_cookies()
    sign_in(page, "wangfang", found[0])
    _change_the_temporary_password(page, found[0])
    check_that(page.locator(".top-person")).to_contain_text("王芳")
