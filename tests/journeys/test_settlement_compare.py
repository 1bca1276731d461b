"""Finance holds the pay sheet in use against the month that was settled."""

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Locator, Page
from playwright.sync_api import expect as check_that

from examples.make import write_book
from tests.journeys.examining import axe_faults, width_faults, word_faults
from tests.journeys.sizes import everywhere
from tests.journeys.steps import drawer, enter_as, h1


def _compare_sample(page: Page) -> None:
    enter_as(page, "财务")
    page.goto("/pay/runs/")
    page.get_by_role("link", name="对比我们的Excel").click()
    check_that(h1(page)).to_have_text("对比我们的Excel")
    page.get_by_role("button", name="用示例文件试试").click()
    check_that(h1(page)).to_have_text("10人一致 · 2人不同")


def _opened(page: Page) -> Locator:
    """The first person who differs, opened by a click."""
    person = page.locator("details.compare-person", has_text="从“").last
    if person.get_attribute("open") is None:
        person.locator("summary").click()
    return person


@everywhere
def test_finance_compares_and_sees_two_people_differ_and_where(page: Page) -> None:
    _compare_sample(page)
    check_that(page.get_by_text("2026年11月发放（10月考核 · 10-01 至 10-30 回款）")).to_be_visible()
    person = _opened(page)
    check_that(person.get_by_text("可能的原因")).to_be_visible()
    parted = person.locator("tr.is-parting")
    check_that(parted).to_have_count(1)
    check_that(parted).to_contain_text("从这一步起不同")
    faults = [*axe_faults(page), *width_faults(page), *word_faults(page)]
    assert not faults, "\n".join(faults)

    parted.locator(".figure").click()
    check_that(drawer(page)).to_contain_text("怎么算的")
    check_that(drawer(page)).to_contain_text("第")


@everywhere
def test_who_agrees_may_be_looked_at_alone(page: Page) -> None:
    _compare_sample(page)
    page.get_by_role("link", name="一致 10").click()
    check_that(page.locator(".compare-same li")).to_have_count(10)
    check_that(page.get_by_text("从“")).to_have_count(0)


@everywhere
def test_the_comparison_is_taken_out_and_found_again(page: Page, tmp_path: Path) -> None:
    _compare_sample(page)
    result = page.url
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载对比表").click()
    path = tmp_path / "a.xlsx"
    waiting.value.save_as(path)
    rows = list(openpyxl.load_workbook(path)["对比"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == ["不同"] * 2 + ["一致"] * 10

    page.goto("/pay/runs/")
    page.get_by_role("link", name="对比我们的Excel").click()
    faults = [*axe_faults(page), *width_faults(page), *word_faults(page)]
    assert not faults, "\n".join(faults)
    page.get_by_role("link", name="10人一致 · 2人不同").first.click()
    check_that(page).to_have_url(result)


@everywhere
def test_columns_that_nobody_knows_are_asked_for_once(
    page: Page, tmp_path: Path, size: str
) -> None:
    path = tmp_path / "我们的表.xlsx"
    heads = ("员工名称", f"税前总数{size}")
    write_book(path, {"十月": (heads, [("林晓雯", 25272), ("孟凡", 1)])})
    enter_as(page, "财务")
    page.goto("/pay/runs/")
    page.get_by_role("link", name="对比我们的Excel").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="上传并对比").click()
    check_that(h1(page)).to_have_text("工资表：对应列")
    faults = [*axe_faults(page), *width_faults(page), *word_faults(page)]
    assert not faults, "\n".join(faults)

    page.get_by_label("员工名称").select_option(label="姓名")
    page.get_by_label(heads[1]).select_option(label="应发合计")
    page.get_by_role("button", name="确认并对比").click()
    check_that(h1(page)).to_have_text(re.compile("1人一致 · 1人不同 · 10人只在核算中"))

    page.get_by_role("link", name="换一张表对比").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="上传并对比").click()
    check_that(h1(page)).to_have_text(re.compile("1人一致 · 1人不同"))
