"""The demo: other roles, other days, and back to the first day. Last, because it moves the day."""

import re

from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.sizes import everywhere
from tests.journeys.steps import CARDS, enter_as, h1, open_demo_bar, reset_demo


@everywhere
def test_the_bar_changes_the_role_with_one_click(page: Page) -> None:
    enter_as(page, "总经理")
    for role, name in zip(CARDS[1:], ("周建国", "林晓雯", "陈静", "吴敏", "何蕾"), strict=True):
        open_demo_bar(page)
        page.locator(".bar").get_by_role("button", name=role, exact=True).click()
        check_that(page.locator(".top-person")).to_contain_text(name)


@everywhere
def test_a_scene_moves_the_day_and_what_is_due(page: Page) -> None:
    enter_as(page, "财务")
    bar, dates = page.locator(".bar"), page.get_by_role("main")
    check_that(bar).to_contain_text("2026-11-23（周一）")
    for scene, day, due in (
        ("月末催款", "2026-10-30（周五）", "10-30"),
        ("月初核算", "2026-11-02（周一）", "11-30"),
    ):
        open_demo_bar(page)
        bar.get_by_role("button", name=re.compile(scene)).click()
        check_that(bar).to_contain_text(day)
        line = dates.locator(".row-line", has_text="本期回款核实截止")
        check_that(line).to_contain_text("今天" if due in day else due)
    open_demo_bar(page)
    bar.get_by_role("button", name=re.compile("周一例会")).click()
    check_that(bar).to_contain_text("2026-11-23（周一）")


def test_the_three_steps_lead_on_and_the_strip_can_be_closed(page: Page) -> None:
    enter_as(page, "大客户部经理")
    strip = page.locator(".strip")
    steps = strip.locator("li button").all_inner_texts()
    assert len(steps) == 3
    strip.get_by_role("button", name=re.compile("看谁批什么")).click()
    check_that(h1(page)).to_have_text("谁批什么")
    page.goto("/")
    check_that(strip.locator("li.is-done")).to_have_count(1)
    strip.get_by_role("button", name="不再显示").click()
    check_that(strip).to_have_count(0)


def test_a_reset_brings_back_what_was_renamed(page: Page) -> None:
    enter_as(page, "人事")
    page.goto("/organization/units/")
    page.get_by_role("link", name="产销协调部", exact=True).click()
    unit = page.url
    page.goto(f"{unit}change/")
    page.get_by_label("名称").fill("产销计划部")
    page.locator("main form").get_by_role("button").first.click()
    check_that(h1(page)).to_contain_text("产销计划部")
    reset_demo(page)
    enter_as(page, "人事")
    page.goto("/organization/units/")
    check_that(page.get_by_role("link", name="产销协调部", exact=True)).to_be_visible()
    check_that(page.get_by_role("link", name="产销计划部", exact=True)).to_have_count(0)
