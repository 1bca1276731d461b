"""What people do, as sentences."""

import re
from typing import Final

from playwright.sync_api import Locator, Page
from playwright.sync_api import expect as check_that

PASSWORD: Final = "Demo-2026-dkh"
CARDS: Final = ("总经理", "大客户部经理", "大客户员", "内勤", "财务", "人事")


def enter_as(page: Page, role: str) -> None:
    """Click the role's card on the sign-in page of the demo, as a visitor who is nobody yet."""
    page.context.clear_cookies()
    page.goto("/account/sign-in/")
    page.get_by_role("button", name=re.compile(f"^{role} ")).click()
    check_that(page).to_have_url(re.compile(r"/$"))
    be_ready(page)


def be_ready(page: Page) -> None:
    """Wait until the page's scripts have run and it is the one that hears the keyboard.

    The address changes as soon as the answer begins to come: a key pressed then finds a page
    that nobody listens to yet.
    """
    page.wait_for_load_state("load")
    page.bring_to_front()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """Fill the password form and send it."""
    page.goto("/account/sign-in/")
    page.get_by_label("用户名或手机号").fill(login)
    page.get_by_label("密码", exact=False).last.fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def sign_out(page: Page) -> None:
    """Leave by the person's menu."""
    open_person_menu(page)
    page.get_by_role("button", name="退出").click()
    check_that(page).to_have_url(re.compile("/account/sign-in/"))


def check_is_in(page: Page, name: str) -> None:
    """The workplace is this person's."""
    check_that(page.locator(".top-person")).to_contain_text(name)
    check_that(page.get_by_role("heading", level=1)).to_have_text("工作台")


def open_person_menu(page: Page) -> None:
    """The menu under the person's name."""
    page.locator(".top-person").click()
    check_that(page.locator(".person-menu")).to_be_visible()


def ask_yes(page: Page) -> None:
    """Answer the question that came up with yes."""
    page.locator("#ask[open] #ask-yes").click()


def menu_words(page: Page) -> list[str]:
    """The words of the side menu, without 制度 at its foot."""
    return [
        word.strip()
        for word in page.locator("#side .side-list:not(.side-foot) .word").all_inner_texts()
    ]


def h1(page: Page) -> Locator:
    """The page's heading."""
    return page.get_by_role("heading", level=1)


def drawer(page: Page) -> Locator:
    """The one 依据 drawer."""
    return page.locator("#drawer")


def open_figure(page: Page, line: str) -> Locator:
    """Click the dotted figure in the line with these words; the drawer stands open."""
    figure = page.locator(".row-line", has_text=line).locator(".figure").first
    figure.click()
    check_that(drawer(page).get_by_role("button", name="关闭")).to_be_visible()
    return figure


def open_demo_bar(page: Page) -> None:
    """Unfold the bar of the demo on the phone."""
    more = page.locator("[data-bar] summary")
    if more.is_visible() and page.locator("[data-bar][open]").count() == 0:
        more.click()


def reset_demo(page: Page) -> None:
    """Bring the demo company back to how it was at first; everybody is signed out."""
    open_demo_bar(page)
    page.get_by_role("button", name="重置演示").first.click()
    ask_yes(page)
    check_that(page).to_have_url(re.compile("/account/sign-in/"))
    check_that(page.get_by_role("status")).to_contain_text("演示公司已恢复")
