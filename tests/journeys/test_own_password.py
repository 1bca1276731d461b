"""Changing one's password: what is refused, what happens to other browsers."""

import re

from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.conftest import Visiting
from tests.journeys.sizes import everywhere
from tests.journeys.steps import PASSWORD, check_is_in, sign_in

NEW = "晴川-历历-2026-汉阳树"
CHANGING = {"desktop": ("xiewan", "谢婉"), "phone": ("hansong", "韩松")}


def _change(page: Page, old: str, new: str, again: str = "") -> None:
    page.get_by_label("原密码").fill(old)
    page.get_by_label("新密码 ", exact=False).first.fill(new)
    page.get_by_label("再输一遍新密码").fill(again or new)
    page.get_by_role("button", name="修改密码").click()


@everywhere
def test_a_new_password_ends_the_other_browsers_and_keeps_this_one(
    page: Page, visiting: Visiting, size: str
) -> None:
    login, name = CHANGING[size]
    context, _watch = visiting()
    elsewhere = context.new_page()
    for each in (page, elsewhere):
        sign_in(each, login)
        check_is_in(each, name)
    page.goto("/account/password/")
    _change(page, "Wrong-2026-xyz", NEW)
    check_that(page.get_by_label("原密码")).to_have_attribute("aria-invalid", "true")
    _change(page, PASSWORD, "12345678")
    check_that(page.locator("#id_new")).to_have_attribute("aria-invalid", "true")
    _change(page, PASSWORD, f"{login}-2026-1")
    check_that(page.locator("#id_new")).to_have_attribute("aria-invalid", "true")
    _change(page, PASSWORD, NEW, again=f"{NEW}x")
    check_that(page.locator("#id_again")).to_have_attribute("aria-invalid", "true")
    _change(page, PASSWORD, NEW)
    check_that(page.get_by_role("status")).to_contain_text("密码已修改")
    page.goto("/")
    check_is_in(page, name)
    elsewhere.goto("/")
    check_that(elsewhere).to_have_url(re.compile("/account/sign-in/"))
    sign_in(elsewhere, login)
    check_that(elsewhere).to_have_url(re.compile("/account/sign-in/"))
    sign_in(elsewhere, login, NEW)
    check_is_in(elsewhere, name)


def test_one_device_can_be_signed_out_from_the_other(page: Page, visiting: Visiting) -> None:
    context, _watch = visiting()
    elsewhere = context.new_page()
    for each in (page, elsewhere):
        sign_in(each, "suya")
        check_is_in(each, "苏雅")
    page.goto("/account/sessions/")
    page.get_by_role("button", name="退出其他").click()
    confirm = page.locator("#ask[open] #ask-yes")
    if confirm.count():
        confirm.click()
    elsewhere.goto("/")
    check_that(elsewhere).to_have_url(re.compile("/account/sign-in/"))
    page.goto("/")
    check_is_in(page, "苏雅")
