"""A price below the floor: measured on the phone, explained, kept, compared."""

import re

from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.examining import axe_faults, heading_faults, width_faults, word_faults
from tests.journeys.sizes import everywhere
from tests.journeys.steps import ask_yes, drawer, enter_as, h1

DESK = "/deals/desk/"
DRAFTS = "/deals/desk/drafts/"
FIGURES = ("85.40", "1.40", "14,000.00", "16,800.00", "17,080.00", "840,000.00", "67,200.00")


def ask_for_the_example(page: Page) -> None:
    """Type the example of the policy, offered 1.40 too cheap."""
    page.goto(DESK)
    page.get_by_label("客户", exact=True).fill("华岳重工")
    page.get_by_label("产品", exact=True).fill("TPO防水卷材1.5mm")
    page.get_by_label("数量", exact=True).fill("10,000")
    page.locator(".desk-folded summary").click()
    page.get_by_label("成本价（元）").fill("70")
    page.get_by_label("返点比例（%）").fill("8")
    page.get_by_label("对客单价（元）").fill("84.00")


@everywhere
def test_a_typed_price_stays_as_typed_when_the_keyboard_leaves_it(page: Page) -> None:
    """Tab goes on to the stepper's button, Enter would press one: neither changes the price."""
    enter_as(page, "大客户员")
    ask_for_the_example(page)
    price = page.get_by_label("对客单价（元）")
    answer = page.get_by_role("region", name="测算结果")
    for key, typed, total in (("Tab", "83", "830,000.00"), ("Enter", "82", "820,000.00")):
        price.fill(typed)
        price.press(key)
        check_that(answer).to_contain_text(total)
        check_that(price).to_have_value(re.compile(rf"^{typed}(\.00)?$"))
    page.get_by_role("button", name="升一档").click()
    check_that(price).to_have_value("82.10")


@everywhere
def test_a_price_below_the_floor_says_by_how_much_who_decides_and_what_would_do(page: Page) -> None:
    enter_as(page, "大客户员")
    ask_for_the_example(page)
    answer = page.get_by_role("region", name="测算结果")
    for figure in FIGURES:
        check_that(answer).to_contain_text(figure)
    check_that(answer).to_contain_text("需总经理特批")
    path = answer.locator(".approval-path li")
    check_that(path).to_have_text([re.compile("周建国"), re.compile("孙立"), re.compile("赵启明")])
    check_that(page.locator("#verdict-said")).to_contain_text("需总经理特批")

    answer.locator(".desk-verdict .figure").last.click()
    check_that(drawer(page)).to_contain_text("是否需要特批")
    check_that(drawer(page)).to_contain_text("大客户销售政策")
    drawer(page).get_by_role("button", name="关闭").click()

    page.get_by_role("button", name="用这个价").click()
    check_that(page.get_by_label("对客单价（元）")).to_have_value("85.40")
    check_that(answer).to_contain_text("854,000.00")
    check_that(answer).to_contain_text("不需要特批")
    page.get_by_role("button", name="降一档").click()
    check_that(page.get_by_label("对客单价（元）")).to_have_value("85.30")
    check_that(answer).to_contain_text("1,000.00")


@everywhere
def test_drafts_are_kept_opened_again_and_compared(page: Page) -> None:
    enter_as(page, "大客户员")
    ask_for_the_example(page)
    check_that(page.get_by_role("region", name="测算结果")).to_contain_text("14,000.00")
    page.get_by_role("button", name="存草稿").click()
    check_that(page).to_have_url(re.compile(r"\?draft=\d+$"))
    check_that(page.get_by_text("第 1 版")).to_be_visible()
    page.get_by_label("对客单价（元）").fill("85")
    check_that(page.get_by_role("region", name="测算结果")).to_contain_text("4,000.00")
    page.get_by_role("button", name="存为新一版").click()
    page.get_by_role("link", name="看这一版").click()
    check_that(h1(page)).to_contain_text("华岳重工")
    page.get_by_role("link", name="与上版对比").click()
    check_that(page.get_by_text("项不同，已标出")).to_be_visible()
    different = page.locator("tr.is-different")
    check_that(different.filter(has_text="对客单价")).to_contain_text("85.00")
    page.get_by_role("link", name="我的草稿").click()
    page.locator(".row-name").first.click()
    page.get_by_role("button", name="并排对比").click()
    check_that(page.locator("thead th")).to_have_count(3)
    page.go_back()
    page.get_by_role("button", name="删除").click()
    ask_yes(page)
    check_that(page.get_by_text("已删除草稿")).to_be_visible()


@everywhere
def test_the_cliff_is_drawn_when_asked_for_and_is_a_table_one_tap_away(page: Page) -> None:
    enter_as(page, "大客户员")
    ask_for_the_example(page)
    page.get_by_role("button", name="总价与应有利润图").click()
    chart = page.locator("#cliff")
    check_that(chart.locator("svg")).to_contain_text("本单 84")
    page.get_by_label("对客单价（元）").fill("85")
    check_that(chart.locator("svg")).to_contain_text("本单 85")
    chart.get_by_role("button", name="看数").click()
    check_that(chart.locator("tbody tr").nth(200)).to_be_attached()
    check_that(chart.locator("th", has_text=re.compile("^85$"))).to_have_count(1)


@everywhere
def test_what_was_typed_wrongly_is_told_at_its_field_while_typing(page: Page) -> None:
    enter_as(page, "大客户员")
    ask_for_the_example(page)
    page.get_by_label("返点比例（%）").fill("八")
    field = page.get_by_label("返点比例（%）")
    check_that(field).to_have_attribute("aria-invalid", "true")
    check_that(field).to_have_value("八")
    check_that(field).to_be_focused()
    check_that(page.locator("#id_rebate_rate_error")).to_contain_text("百分数")
    field.fill("8")
    check_that(field).not_to_have_attribute("aria-invalid", "true")


@everywhere
def test_the_desk_is_accessible_with_an_answer_and_a_chart(page: Page) -> None:
    enter_as(page, "大客户员")
    ask_for_the_example(page)
    page.get_by_role("button", name="总价与应有利润图").click()
    check_that(page.locator("#cliff svg")).to_be_visible()
    page.locator(".desk-build summary").click()
    page.get_by_label("客户", exact=True).fill("江州" + "特大型基础设施建设投资集团" * 4)
    check_that(page.locator("#loading.is-on")).to_have_count(0)
    faults = [
        *axe_faults(page),
        *width_faults(page),
        *heading_faults(page),
        *word_faults(page),
    ]
    assert faults == []


@everywhere
def test_the_desk_can_be_read_in_the_dark(page: Page) -> None:
    enter_as(page, "大客户员")
    page.evaluate("window.setTheme('dark')")
    ask_for_the_example(page)
    check_that(page.get_by_role("region", name="测算结果")).to_contain_text("14,000.00")
    page.get_by_role("button", name="总价与应有利润图").click()
    check_that(page.locator("#cliff svg")).to_be_visible()
    assert axe_faults(page) == []


@everywhere
def test_drafts_cost_prices_and_switches_are_accessible(page: Page) -> None:
    faults: list[str] = []
    for role, addresses in (
        ("大客户员", (f"{DRAFTS}", f"{DRAFTS}4/", f"{DRAFTS}compare/?draft=4&draft=5&draft=1")),
        ("总经理", ("/catalog/costs/", "/catalog/cost-visibility/", DESK)),
    ):
        enter_as(page, role)
        for address in addresses:
            page.goto(address)
            found = [*axe_faults(page), *width_faults(page), *heading_faults(page)]
            faults += [f"{address}: {one}" for one in [*found, *word_faults(page)]]
    assert faults == []


def test_the_keyboard_alone_measures_and_saves(page: Page) -> None:
    enter_as(page, "大客户员")
    page.goto(f"{DESK}?draft=1")
    page.get_by_label("对客单价（元）").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("340")
    answer = page.get_by_role("region", name="测算结果")
    check_that(answer).to_contain_text("408,000.00")
    page.keyboard.press("Enter")
    check_that(page.get_by_label("对客单价（元）")).to_have_value("340")
    check_that(answer).to_contain_text("408,000.00")
