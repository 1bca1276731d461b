"""HR's work: the list of people kept as one likes it, and somebody appointed from tomorrow."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.browsing import Watch
from tests.journeys.sizes import everywhere, on_phone
from tests.journeys.steps import enter_as, h1

STAFF = "/organization/staff/"
TOMORROW = "2026-11-24"


def test_somebody_appointed_from_tomorrow_decides_from_tomorrow(page: Page) -> None:
    enter_as(page, "人事")
    page.goto(f"{STAFF}?q=方倩")
    page.get_by_role("link", name="方倩", exact=True).click()
    page.get_by_role("link", name="任命", exact=True).click()
    post = page.get_by_label("岗位")
    wanted = post.locator("option", has_text="出纳").first.get_attribute("value")
    post.select_option(wanted)
    page.get_by_label("开始日期").fill(TOMORROW)
    page.get_by_label("兼岗").check()
    page.get_by_role("button", name="任命").click()
    expect(page.get_by_role("status")).to_contain_text("已任命")
    expect(page.locator("tr", has_text="出纳")).to_contain_text(TOMORROW)

    card = page.locator(".org-card", has_text="出纳")
    page.goto("/organization/")
    expect(card).to_contain_text("邓丽萍")
    expect(card).not_to_contain_text("方倩")
    page.goto(f"/organization/?on={TOMORROW}")
    expect(card).to_contain_text("方倩")

    page.goto("/rulebook/approvers/?on=2026-11-23")
    deciders = page.locator(".approval-steps b")
    expect(deciders.filter(has_text="邓丽萍").first).to_be_visible()
    expect(deciders.filter(has_text="方倩")).to_have_count(0)
    page.goto(f"/rulebook/approvers/?on={TOMORROW}")
    expect(deciders.filter(has_text="方倩").first).to_be_visible()


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
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("开始日期")).to_have_value(TOMORROW)
    expect(post).to_have_value(wanted or "")


def test_filters_become_chips_and_go_one_by_one(page: Page) -> None:
    enter_as(page, "人事")
    page.goto(STAFF)
    rows = page.locator("tbody tr")
    page.locator("#filters").get_by_label("部门").select_option(label="大客户部")
    chips = page.locator(".chip.is-on")
    expect(chips).to_have_count(1)
    expect(chips.first).to_contain_text("大客户部")
    expect(page).to_have_url(re.compile("unit="))
    few = rows.count()
    page.goto(f"{page.url}&q=xu")
    expect(chips).to_have_count(2)
    expect(rows).to_have_count(1)
    chips.filter(has_text="xu").click()
    expect(rows).to_have_count(few)
    page.get_by_role("link", name="清除条件").first.click()
    expect(chips).to_have_count(0)


def test_a_person_is_found_by_initials_and_the_row_opens_by_a_click(page: Page) -> None:
    enter_as(page, "人事")
    page.goto(f"{STAFF}?q=lxw")
    page.locator("tbody tr", has_text="林晓雯").locator("td").nth(3).click()
    expect(h1(page)).to_contain_text("林晓雯")


def test_columns_are_chosen(page: Page) -> None:
    enter_as(page, "人事")
    page.goto(STAFF)
    heads = page.locator("thead th")
    expect(heads.filter(has_text="试用期截止")).to_have_count(0)
    page.get_by_role("button", name="列", exact=True).click()
    page.get_by_label("试用期截止").check()
    page.get_by_label("手机号").uncheck()
    page.get_by_role("button", name="照此显示").click()
    expect(heads.filter(has_text="试用期截止")).to_have_count(1)
    expect(heads.filter(has_text="手机号")).to_have_count(0)


def test_a_view_of_the_list_is_kept_marked_and_deleted(page: Page) -> None:
    enter_as(page, "人事")
    page.goto(f"{STAFF}?state=gone")
    page.get_by_role("button", name="视图").click()
    page.get_by_label("把现在的条件存为视图").fill("离职的人")
    page.get_by_role("button", name="保存").click()
    tab = page.locator(".listing .tabs a", has_text="离职的人")
    expect(tab).to_have_attribute("aria-current", "page")
    page.goto(STAFF)
    expect(tab).not_to_have_attribute("aria-current", "page")
    tab.click()
    expect(page.locator(".chip.is-on")).to_have_count(1)
    page.get_by_role("button", name="视图").click()
    page.get_by_role("button", name="删除视图「离职的人」").click()
    confirm = page.locator("#ask[open] #ask-yes")
    if confirm.count():
        confirm.click()
    expect(tab).to_have_count(0)


@everywhere
def test_nobody_is_found_says_what_to_do(page: Page) -> None:
    enter_as(page, "人事")
    page.goto(f"{STAFF}?q=没有这个人")
    expect(page.get_by_text("没有符合条件的记录")).to_be_visible()
    page.locator(".empty-list").get_by_role("link", name="清除条件").click()
    expect(page.locator("tbody tr").first).to_be_visible()


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
    expect(page).to_have_url(re.compile(r"/organization/staff/\d+/"))
