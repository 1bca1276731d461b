"""What each role finds in the menu: its own work, in the agreed order, and nothing else."""

from typing import Final

import pytest
from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.sizes import on_phone
from tests.journeys.steps import enter_as, h1, menu_words, open_person_menu, sign_in

AGREED: Final = {
    "大客户员": "工作台 客户 商机报价 合同回款 我的 日报 审批",
    "内勤": "工作台 客户档案 投标 合同 回款认领 会议纪要 大客户月报 审批",
    "大客户部经理": "工作台 团队 客户 商机报价 合同回款 返点与工资提成 目标考核 审批",
    "总经理": "工作台 审批 客户 报表",
    "财务": "工作台 回款 应收 返点兑付 工资提成 报销付款 月结 审批",
    "人事": "工作台 员工与岗位 月度考核 扣分 工资提成 会议 培训 导入与导出",
    "系统管理员": "工作台 启用向导 组织与账号 功能开关 合规规则 打印模板 数据 操作记录",
}
BUILT: Final = {
    "人事": {"员工与岗位"},
    "系统管理员": {"启用向导", "组织与账号", "操作记录"},
}
"""What must be there already; the rest comes with its area."""


def _enter(page: Page, role: str) -> None:
    if role == "系统管理员":
        sign_in(page, "wangyang")
        check_that(page.locator(".top-person")).to_contain_text("汪洋")
    else:
        enter_as(page, role)


def test_the_menu_of_a_role_holds_its_own_work_and_nothing_else(page: Page) -> None:
    for role, told in AGREED.items():
        page.context.clear_cookies()
        _enter(page, role)
        check_that(page.locator("#side .side-foot a")).to_have_text("制度")
        words, agreed = menu_words(page), told.split()
        assert words == [word for word in agreed if word in words], (role, words)
        assert {"工作台"} | BUILT.get(role, set()) <= set(words), (role, words)
        assert len(words) <= 8


@pytest.mark.parametrize("role", ["人事", "系统管理员"])
def test_every_entry_and_tab_opens_a_page_that_marks_itself(page: Page, role: str) -> None:
    _enter(page, role)
    for word in [*menu_words(page), "制度"]:
        page.locator("#side").get_by_role("link", name=word, exact=True).click()
        current = page.locator('#side a[aria-current="page"]')
        check_that(current).to_contain_text(word)
        for tab in page.locator(".page-tabs a").all_inner_texts():
            page.locator(".page-tabs").get_by_role("link", name=tab, exact=True).click()
            check_that(page.locator('.page-tabs a[aria-current="page"]')).to_have_text(tab)
            check_that(h1(page)).to_be_visible()


@on_phone
@pytest.mark.parametrize("role", ["大客户员", "人事", "系统管理员"])
def test_the_bar_of_the_phone_has_its_places(page: Page, role: str) -> None:
    _enter(page, role)
    bar = page.locator(".phone-bar a")
    check_that(bar.first).to_have_text("工作台")
    check_that(bar.last).to_have_text("我的")
    assert bar.count() == 5
    for place in bar.all():
        box = place.bounding_box()
        assert box
        assert box["height"] >= 44


@on_phone
def test_the_phone_opens_and_closes_the_whole_menu(page: Page) -> None:
    enter_as(page, "人事")
    page.get_by_role("button", name="全部菜单").tap()
    check_that(page.locator("#side")).to_be_in_viewport()
    page.keyboard.press("Escape")
    check_that(page.locator("#side")).not_to_be_in_viewport()
    page.get_by_role("button", name="全部菜单").tap()
    page.locator("#side").get_by_role("link", name="员工与岗位").tap()
    check_that(h1(page)).to_have_text("员工")


def test_the_menu_stays_folded_on_the_next_page(page: Page) -> None:
    enter_as(page, "人事")
    page.get_by_role("button", name="收起").click()
    page.goto("/rulebook/")
    check_that(page.locator("html")).to_have_attribute("data-menu", "narrow")
    width = page.locator("#side").bounding_box()
    assert width
    assert width["width"] < 100


def test_the_persons_own_pages_stand_under_their_name(page: Page) -> None:
    enter_as(page, "内勤")
    open_person_menu(page)
    menu = page.locator(".person-menu")
    check_that(menu).to_contain_text("陈静")
    for word in ("我的", "组织架构", "代理", "工作日历", "我的账号", "退出"):
        check_that(menu).to_contain_text(word)
