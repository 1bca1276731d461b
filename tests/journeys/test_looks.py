"""Dark and light, the keyboard, and paper."""

import re

from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.conftest import Visiting
from tests.journeys.sizes import everywhere
from tests.journeys.steps import enter_as, h1, open_person_menu

THEME_AT_FIRST_PAINT = """
new MutationObserver((_changes, watcher) => {
  if (!document.body) return;
  window.themeBeforeBody = document.documentElement.dataset.bsTheme;
  watcher.disconnect();
}).observe(document, { childList: true, subtree: true });
"""


@everywhere
def test_dark_is_kept_and_stands_before_the_first_paint(page: Page) -> None:
    enter_as(page, "大客户员")
    check_that(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    open_person_menu(page)
    page.get_by_role("button", name="深色").click()
    check_that(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.add_init_script(THEME_AT_FIRST_PAINT)
    page.reload()
    assert page.evaluate("window.themeBeforeBody") == "dark"
    page.goto("/rulebook/")
    assert page.evaluate("window.themeBeforeBody") == "dark"
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", dark)[:3])) < 200


def test_without_a_choice_the_system_decides(visiting: Visiting) -> None:
    context, _watch = visiting(color_scheme="dark")
    page = context.new_page()
    page.goto("/account/sign-in/")
    check_that(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.emulate_media(color_scheme="light")
    check_that(page.locator("html")).to_have_attribute("data-bs-theme", "light")


def test_the_menu_is_reached_by_two_keys(page: Page) -> None:
    enter_as(page, "人事")
    page.locator("body").press("g")
    page.locator("body").press("2")
    check_that(h1(page)).to_have_text("员工")
    page.locator("body").press("g")
    page.locator("body").press("0")
    check_that(h1(page)).to_have_text("制度")
    page.locator("body").press("g")
    page.locator("body").press("1")
    check_that(h1(page)).to_have_text("工作台")


def test_letters_typed_into_a_field_stay_letters(page: Page) -> None:
    enter_as(page, "人事")
    page.goto("/rulebook/")
    field = page.get_by_label("在条文中查找")
    field.press_sequentially("g1/")
    check_that(field).to_have_value("g1/")
    check_that(h1(page)).to_have_text("制度")


def test_the_slash_goes_to_the_search(page: Page) -> None:
    enter_as(page, "人事")
    page.goto("/rulebook/")
    page.locator("body").press("/")
    assert page.evaluate("document.activeElement.type") == "search"


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page) -> None:
    enter_as(page, "总经理")
    page.keyboard.press("Tab")
    first = page.get_by_role("link", name="跳到正文")
    check_that(first).to_be_focused()
    check_that(first).to_be_in_viewport()
    page.keyboard.press("Enter")
    check_that(page.locator("#content")).to_be_focused()


def test_every_stop_of_the_keyboard_can_be_seen(page: Page) -> None:
    enter_as(page, "人事")
    page.goto("/organization/staff/")
    unseen = []
    for _stop in range(30):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => {
              const at = document.activeElement, look = getComputedStyle(at);
              const box = at.getBoundingClientRect();
              const ring = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0;
              const here = box.width > 0 && box.right > 0 && box.left < innerWidth;
              return [at.outerHTML.slice(0, 90), here && (ring || look.boxShadow !== 'none')];
            }"""
        )
        if not told[1]:
            unseen.append(told[0])
    assert not unseen, unseen


def test_a_figure_is_opened_and_left_by_the_keyboard_alone(page: Page) -> None:
    enter_as(page, "财务")
    figure = page.locator(".row-line .figure").first
    figure.focus()
    page.keyboard.press("Enter")
    check_that(page.locator("#drawer")).to_be_visible()
    for _stop in range(12):
        page.keyboard.press("Tab")
        inside = (
            "document.activeElement === document.body || drawer.contains(document.activeElement)"
        )
        assert page.evaluate(
            f"(() => {{ const drawer = document.getElementById('drawer'); return {inside}; }})()"
        )
    page.keyboard.press("Escape")
    check_that(figure).to_be_focused()


def test_paper_carries_the_page_without_the_menu(page: Page) -> None:
    enter_as(page, "总经理")
    for address in ("/rulebook/KA/", "/rulebook/approvers/", "/organization/"):
        page.goto(address)
        page.emulate_media(media="print")
        for part in ("#side", ".top", ".phone-bar", ".bars", ".page-tabs"):
            assert page.locator(f"{part}:visible").count() == 0, (address, part)
        check_that(h1(page)).to_be_visible()
        page.emulate_media(media="screen")


def test_the_official_papers_open_and_hold_only_the_text(page: Page) -> None:
    enter_as(page, "总经理")
    for address in ("/rulebook/KA/print/", "/organization/print/"):
        page.goto(address)
        page.emulate_media(media="print")
        assert page.locator("#side").count() == 0
        assert page.locator("button:visible, .btn:visible").count() == 0, address
        check_that(page.locator("h1")).to_have_count(1)
        page.emulate_media(media="screen")
