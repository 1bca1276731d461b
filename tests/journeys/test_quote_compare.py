"""A representative holds the list of quotes in use against the rule prices."""

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.examining import axe_faults, heading_faults, width_faults, word_faults
from tests.journeys.sizes import everywhere
from tests.journeys.steps import drawer, enter_as, h1


@everywhere
def test_the_quotes_in_use_are_compared_explained_taken_out_and_found_again(
    page: Page, tmp_path: Path
) -> None:
    enter_as(page, "大客户员")
    page.goto("/deals/desk/drafts/")
    page.get_by_role("main").get_by_role("link", name="对比我们的报价表").click()
    check_that(h1(page)).to_have_text("对比我们的报价表")
    page.get_by_role("button", name="用示例文件试试").click()
    check_that(h1(page)).to_have_text("8份合规 · 3份低于规定价 · 1份算不了")
    result = page.url

    below = page.get_by_role("region", name="低于规定价").locator("tbody tr")
    check_that(below).to_have_count(3)
    check_that(below.first).to_contain_text("需总经理特批")
    check_that(page.get_by_text("还没有成本价")).to_be_visible()
    page.locator("details.quotes-fitting summary").click()
    faults = [*axe_faults(page), *width_faults(page), *heading_faults(page), *word_faults(page)]
    assert not faults, "\n".join(faults)

    below.first.locator(".on-card-figure .figure").click()
    check_that(drawer(page)).to_contain_text("合计比规定低")
    drawer(page).get_by_role("button", name="关闭").click()

    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载对比表").click()
    path = tmp_path / "a.xlsx"
    waiting.value.save_as(path)
    rows = list(openpyxl.load_workbook(path)["对比"].iter_rows(min_row=2, values_only=True))
    assert [row[4] for row in rows] == ["低于规定价"] * 3 + ["算不了"] + ["合规"] * 8

    page.get_by_role("link", name="列的对应").click()
    faults = [*axe_faults(page), *width_faults(page), *word_faults(page)]
    page.goto("/deals/quotes/")
    faults += [*axe_faults(page), *width_faults(page), *word_faults(page)]
    assert not faults, "\n".join(faults)
    page.get_by_role("link", name=re.compile("3份低于规定价")).first.click()
    check_that(page).to_have_url(result)
