"""The month's pay in the browser: an explained yuan, and one's own income."""

import re

from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.sizes import everywhere
from tests.journeys.steps import drawer, enter_as, h1

SETTLEMENT = "/pay/runs/"


def open_statement(page: Page, name: str) -> None:
    """Go from the month to one person."""
    page.goto(f"{SETTLEMENT}?q={name}")
    page.get_by_role("link", name=name, exact=True).click()
    check_that(h1(page)).to_contain_text(name)


@everywhere
def test_one_yuan_from_the_total_to_the_bank_line_and_the_clause(page: Page, size: str) -> None:
    """Journey 9: what it is made of, which clause and version, which facts, nothing changed."""
    enter_as(page, "总经理")
    page.goto(SETTLEMENT)
    check_that(page.locator(".page-head-state")).to_contain_text(
        "2026年11月发放（10月考核 · 10-01 至 10-30 回款）"
    )
    check_that(page.get_by_text("186,420.00").first).to_be_visible()
    open_statement(page, "林晓雯")
    page.locator(".is-total .figure").first.click()
    told = drawer(page)
    check_that(told).to_contain_text("怎么算的：应发工资（税前） 25,272.00")
    check_that(told).to_contain_text("绩效工资 2,640.00 = 3,000.00 × 88%")
    check_that(told).to_contain_text("2026-10-09 核实回款（流水 20261009000118")
    told.locator("summary", has_text="《大客户销售政策》第36条").first.click()
    check_that(told.locator(".clause").first).to_be_visible()
    check_that(told).to_contain_text("起施行的版本")
    told.locator("details[open]").get_by_role("link", name="打开制度").first.click()
    told.get_by_role("link", name="看全文").click()
    check_that(page).to_have_url(re.compile("/rulebook/"))

    page.goto(SETTLEMENT)
    page.get_by_role("button", name="更多操作").click()
    page.get_by_role("button", name="重算核对").click()
    check_that(page.get_by_role("status")).to_contain_text("每一个数和每一步依据都一致")


@everywhere
def test_a_rep_reads_the_own_income_down_to_the_receipt(page: Page, size: str) -> None:
    enter_as(page, "大客户员")
    page.goto("/pay/own/")
    check_that(page.locator(".stats")).to_contain_text("12,800.00")
    check_that(page.locator(".stats")).to_contain_text("4,200.00")
    page.get_by_role("button", name=re.compile("^12,800.00")).click()
    check_that(drawer(page)).to_contain_text("640,000.00 × 2%")
    drawer(page).get_by_role("button", name="关闭").click()
    page.get_by_role("link", name="打开工资单").click()
    check_that(page.locator(".pay-sheet").first).to_contain_text("25,272.00")
    check_that(page.get_by_text("计提成的回款（3 笔）")).to_be_visible()
