"""试算: numbers in, the answer with its clauses out; nothing is stored."""

import re

from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.sizes import everywhere
from tests.journeys.steps import drawer, enter_as


@everywhere
def test_a_quote_below_the_rule_price_tells_what_is_missing_and_why(page: Page) -> None:
    enter_as(page, "大客户员")
    page.goto("/rulebook/try/quote/")
    page.get_by_label("单位成本（元）").fill("70")
    page.get_by_label("数量").fill("10000")
    page.get_by_label("预估销售额（元）").fill("85.4万")
    page.get_by_label("返点比例（%）").fill("8")
    page.get_by_label("对客单价（元）").fill("84")
    page.get_by_role("button", name="计算").click()
    answer = page.get_by_role("region", name="结果")
    check_that(answer).to_contain_text("85.40")
    check_that(answer).to_contain_text("14,000.00")
    answer.locator("button.figure, a.figure").first.click()
    check_that(drawer(page)).to_be_visible()
    source = drawer(page).locator("summary", has_text="大客户销售政策").first
    source.click()
    drawer(page).locator("details[open]").get_by_role("link", name="打开制度").first.click()
    check_that(drawer(page).get_by_role("heading").first).to_contain_text("大客户销售政策")
    drawer(page).get_by_role("button", name="返回").click()
    check_that(drawer(page).get_by_role("heading").first).to_contain_text("怎么算的")
    check_that(page).to_have_url(re.compile("/rulebook/try/quote/"))


def test_an_answer_has_an_address_that_can_be_passed_on(page: Page) -> None:
    enter_as(page, "财务")
    page.goto("/rulebook/try/capitals/?amount=186420.00")
    check_that(page.get_by_role("region", name="结果")).to_contain_text("壹拾捌万陆仟肆佰贰拾元整")


@everywhere
def test_a_nonsense_number_is_told_at_its_field_and_what_was_typed_stays(page: Page) -> None:
    enter_as(page, "大客户员")
    page.goto("/rulebook/try/quote/")
    page.get_by_label("单位成本（元）").fill("七十")
    page.get_by_label("数量").fill("10000")
    page.get_by_role("button", name="计算").click()
    check_that(page.get_by_label("单位成本（元）")).to_have_value("七十")
    check_that(page.get_by_label("单位成本（元）")).to_have_attribute("aria-invalid", "true")
    check_that(page.get_by_label("数量")).to_have_value("10000")


def test_every_kind_of_trial_answers_its_own_example(page: Page) -> None:
    enter_as(page, "人事")
    page.goto("/rulebook/try/")
    trials = page.locator("a.policy-card").evaluate_all("(all) => all.map((a) => a.href)")
    assert len(trials) >= 8
    for address in trials:
        page.goto(address)
        page.get_by_role("link", name="用例子试试").click()
        check_that(page.locator("form[method=get]").last).to_be_visible()
        check_that(page.locator(".field-error")).to_have_count(0)
