"""Somebody's pay changes because a deduction is withdrawn; each walk begins with a fresh demo."""

from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.sizes import everywhere
from tests.journeys.steps import drawer, enter_as, reset_demo
from tests.journeys.test_pay import SETTLEMENT, open_statement


@everywhere
def test_a_withdrawn_deduction_changes_the_band_and_everybody_sees_why(
    page: Page, size: str
) -> None:
    """Journey 7, the pay part: HR drops it, finance settles again, the person is paid."""
    enter_as(page, "人事")
    reset_demo(page)
    enter_as(page, "人事")
    open_statement(page, "孟凡")
    check_that(page.locator("main")).to_contain_text("扣分改变了绩效系数档次")
    before = page.locator(".is-total .figure").last.inner_text()
    assert before.startswith("59."), before
    page.goto("/conduct/points/?q=孟凡&month=2026-10")
    page.get_by_role("link", name="孟凡", exact=True).first.click()
    page.get_by_role("link", name="不扣").click()
    page.get_by_label("不扣的原因").fill("当天出差，见行程单 CC-2026-0118")
    page.get_by_role("button", name="不扣", exact=True).click()
    check_that(page.locator("main")).to_contain_text("当天出差，见行程单")

    enter_as(page, "财务")
    page.goto(SETTLEMENT)
    page.get_by_role("button", name="重新核算").click()
    check_that(page.get_by_role("status")).to_contain_text("已核算")
    open_statement(page, "孟凡")
    after = page.locator(".is-total .figure").last.inner_text()
    assert after.startswith("61."), after
    check_that(page.locator("main")).not_to_contain_text("扣分改变了绩效系数档次")
    page.locator(".is-total .figure").first.click()
    check_that(drawer(page)).to_contain_text("绩效系数")
