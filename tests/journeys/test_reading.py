"""From a figure to the clause behind it, and back."""

import re

import pytest
from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.conftest import Visiting
from tests.journeys.sizes import everywhere, on_phone
from tests.journeys.steps import drawer, enter_as, h1, open_figure


@everywhere
def test_a_date_on_the_home_page_leads_to_its_clause_and_to_the_whole_policy(page: Page) -> None:
    enter_as(page, "大客户员")
    open_figure(page, "本期回款核实截止")
    source = drawer(page).locator("summary").first
    check_that(source).to_have_text(re.compile("《.+》 ?第.+条"))
    source.click()
    clause = drawer(page).locator("details[open] .clause").first
    check_that(clause).to_contain_text("回款")
    clause.get_by_role("link", name="打开制度").click()
    drawer(page).get_by_role("link", name="看全文").click()
    check_that(page).to_have_url(re.compile(r"/rulebook/[A-Z]{2}/.*#"))
    anchor = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    check_that(page.locator(f'[id="{anchor}"]')).to_be_in_viewport()


def test_escape_closes_the_drawer_and_the_focus_returns(page: Page) -> None:
    enter_as(page, "总经理")
    figure = open_figure(page, "月度例会")
    page.keyboard.press("Escape")
    check_that(drawer(page)).not_to_be_visible()
    check_that(figure).to_be_focused()


@everywhere
def test_the_drawer_closes_by_its_cross_and_by_a_click_beside_it(page: Page) -> None:
    enter_as(page, "总经理")
    open_figure(page, "月度例会")
    drawer(page).get_by_role("button", name="关闭").click()
    check_that(drawer(page)).not_to_be_visible()
    open_figure(page, "月度例会")
    page.mouse.click(20, 60)
    check_that(drawer(page)).not_to_be_visible()


@on_phone
def test_on_the_phone_the_drawer_is_a_sheet_at_the_bottom(page: Page) -> None:
    enter_as(page, "大客户员")
    open_figure(page, "月度例会")
    drawer(page).evaluate(
        "(it) => Promise.all(it.getAnimations().map((one) => one.finished)).then(() => 0)"
    )
    box = drawer(page).bounding_box()
    assert box
    assert box["width"] >= 388
    assert abs(box["y"] + box["height"] - 844) <= 1
    assert box["y"] > 40


def test_the_drawer_of_the_desktop_stands_at_the_right(page: Page) -> None:
    enter_as(page, "大客户员")
    open_figure(page, "月度例会")
    drawer(page).evaluate(
        "(it) => Promise.all(it.getAnimations().map((one) => one.finished)).then(() => 0)"
    )
    box = drawer(page).bounding_box()
    assert box
    assert abs(box["x"] + box["width"] - 1440) <= 1
    assert box["height"] >= 880


def test_the_explanation_can_be_taken_along_as_text(visiting: Visiting) -> None:
    context, _watch = visiting(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    enter_as(page, "财务")
    open_figure(page, "月度例会")
    drawer(page).get_by_role("button", name="复制文字").click()
    check_that(drawer(page)).to_contain_text("已复制")
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[0].startswith("怎么算的")
    assert any(line.lstrip().startswith("└ ") for line in lines)
    assert any("《" in line and "条" in line for line in lines)


@pytest.mark.parametrize("words", ["特批", "回款"])
def test_words_of_a_clause_find_it(page: Page, words: str) -> None:
    enter_as(page, "内勤")
    page.goto("/rulebook/")
    page.get_by_label("在条文中查找").fill(words)
    page.keyboard.press("Enter")
    check_that(page.locator("mark").first).to_have_text(words)
    page.locator("a.hit-place").first.click()
    check_that(h1(page)).to_have_text(re.compile("《.+》第.+条|办法|政策"))


@everywhere
def test_every_policy_is_read_article_by_article(page: Page) -> None:
    enter_as(page, "总经理")
    page.goto("/rulebook/")
    addresses = page.locator("a.policy-card").evaluate_all("(all) => all.map((a) => a.href)")
    assert len(addresses) >= 5
    for address in addresses:
        page.goto(address)
        check_that(page.locator("section.article").first).to_be_visible()
        numbers = page.locator(".article-number").all_inner_texts()
        assert numbers == [f"第{number}条" for number in range(1, len(numbers) + 1)]
