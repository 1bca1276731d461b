"""HR's work: the list of people kept as one likes it, and somebody appointed from tomorrow."""

import re

from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.browsing import Watch
from tests.journeys.sizes import everywhere, on_phone
from tests.journeys.steps import enter_as, h1

STAFF = "/organization/staff/"
TOMORROW = "2026-11-24"
COMING = {"desktop": "方倩", "phone": "梁志远"}


@everywhere
def test_somebody_appointed_from_tomorrow_decides_from_tomorrow(page: Page, size: str) -> None:
    name = COMING[size]
    enter_as(page, "人事")
    page.goto(f"{STAFF}?q={name}")
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("link", name="任命", exact=True).click()
    post = page.get_by_label("岗位")
    wanted = post.locator("option", has_text="出纳").first.get_attribute("value")
    post.select_option(wanted)
    page.get_by_label("开始日期").fill(TOMORROW)
    page.get_by_label("兼岗").check()
    page.get_by_role("button", name="任命").click()
    check_that(page.get_by_role("status")).to_contain_text("已任命")
    check_that(page.locator("tr", has_text="出纳")).to_contain_text(TOMORROW)

    card = page.locator(".org-card", has_text="出纳")
    page.goto("/organization/")
    check_that(card).to_contain_text("邓丽萍")
    check_that(card).not_to_contain_text(name)
    page.goto(f"/organization/?on={TOMORROW}")
    check_that(card).to_contain_text(name)

    page.goto("/rulebook/approvers/?on=2026-11-23")
    deciders = page.locator(".approval-steps b")
    check_that(deciders.filter(has_text="邓丽萍").first).to_be_visible()
    check_that(deciders.filter(has_text=name)).to_have_count(0)
    page.goto(f"/rulebook/approvers/?on={TOMORROW}")
    check_that(deciders.filter(has_text=name).first).to_be_visible()


def test_an_appointment_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    page: Page, watch: Watch
) -> None:
    watch.expects(422)
    enter_as(page, "人事")
    page.goto(f"{STAFF}?q=叶知秋")
    page.get_by_role("link", name="叶知秋", exact=True).click()
    page.get_by_role("link", name="任命", exact=True).click()
    page.get_by_label("开始日期").fill(TOMORROW)
    page.get_by_label("最后一天").fill("2026-11-01")
    post = page.get_by_label("岗位")
    wanted = post.locator("option", has_text="项目经理").first.get_attribute("value")
    post.select_option(wanted)
    page.get_by_role("button", name="任命").click()
    check_that(page.get_by_role("alert").first).to_be_visible()
    check_that(page.get_by_label("开始日期")).to_have_value(TOMORROW)
    check_that(post).to_have_value(wanted or "")


def test_filters_become_chips_and_go_one_by_one(page: Page) -> None:
    enter_as(page, "人事")
    page.goto(STAFF)
    rows = page.locator("tbody tr")
    page.locator("#filters").get_by_label("部门").select_option(label="大客户部")
    chips = page.locator(".chip.is-on")
    check_that(chips).to_have_count(1)
    check_that(chips.first).to_contain_text("大客户部")
    check_that(page).to_have_url(re.compile("unit="))
    few = rows.count()
    page.goto(f"{page.url}&q=xu")
    check_that(chips).to_have_count(2)
    check_that(rows).to_have_count(1)
    chips.filter(has_text="xu").click()
    check_that(rows).to_have_count(few)
    page.get_by_role("link", name="清除条件").first.click()
    check_that(chips).to_have_count(0)


def test_a_person_is_found_by_initials_and_the_row_opens_by_a_click(page: Page) -> None:
    enter_as(page, "人事")
    page.goto(f"{STAFF}?q=lxw")
    page.locator("tbody tr", has_text="林晓雯").locator("td").nth(3).click()
    check_that(h1(page)).to_contain_text("林晓雯")


def test_columns_are_chosen(page: Page) -> None:
    enter_as(page, "人事")
    page.goto(STAFF)
    heads = page.locator("thead th")
    check_that(heads.filter(has_text="试用期截止")).to_have_count(0)
    page.get_by_role("button", name="列", exact=True).click()
    page.get_by_label("试用期截止").check()
    page.get_by_label("手机号").uncheck()
    page.get_by_role("button", name="照此显示").click()
    check_that(heads.filter(has_text="试用期截止")).to_have_count(1)
    check_that(heads.filter(has_text="手机号")).to_have_count(0)


def test_a_view_of_the_list_is_kept_marked_and_deleted(page: Page) -> None:
    enter_as(page, "人事")
    page.goto(f"{STAFF}?state=gone")
    page.get_by_role("button", name="视图").click()
    page.get_by_label("把现在的条件存为视图").fill("离职的人")
    page.get_by_role("button", name="保存").click()
    tab = page.locator(".listing .tabs a", has_text="离职的人")
    check_that(tab).to_have_attribute("aria-current", "page")
    page.goto(STAFF)
    check_that(tab).not_to_have_attribute("aria-current", "page")
    tab.click()
    check_that(page.locator(".chip.is-on")).to_have_count(1)
    page.get_by_role("button", name="视图").click()
    page.get_by_role("button", name="删除视图“离职的人”").click()
    confirm = page.locator("#ask[open] #ask-yes")
    if confirm.count():
        confirm.click()
    check_that(tab).to_have_count(0)


@everywhere
def test_nobody_is_found_says_what_to_do(page: Page) -> None:
    enter_as(page, "人事")
    page.goto(f"{STAFF}?q=没有这个人")
    check_that(page.get_by_text("没有符合条件的记录")).to_be_visible()
    page.locator(".empty-list").get_by_role("link", name="清除条件").click()
    check_that(page.locator("tbody tr").first).to_be_visible()


@on_phone
def test_on_the_phone_a_person_is_a_card_that_opens_by_a_tap(page: Page) -> None:
    enter_as(page, "人事")
    page.goto(STAFF)
    row = page.locator("tbody tr").first
    box = row.bounding_box()
    assert box
    assert box["width"] <= 390
    assert box["height"] >= 44
    row.tap()
    check_that(page).to_have_url(re.compile(r"/organization/staff/\d+/"))
