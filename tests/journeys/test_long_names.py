"""Names as long as they come: no page of any role scrolls sideways because of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.journeys.browsing import PHONE
from tests.journeys.conftest import Visiting
from tests.journeys.examining import width_faults
from tests.journeys.running import Site, served
from tests.journeys.steps import enter_as, sign_in
from tests.journeys.walking import walk

COMPANY = "江州砚岭新材料与水处理工程技术研究开发推广应用集团股份有限公司望江区第一分公司"
PERSON = "阿卜杜拉赫曼买买提艾力热合曼诺夫斯基古丽"
UNBROKEN = "Alexandrowitschenkow"
UNIT = "市场营销中心大客户与重点工程项目开发维护事业部"
POST = "大客户与重点工程项目高级客户经理兼水处理技术支持与交付协调负责人"
SHORT = 1024
RENAMED = {"林晓雯": PERSON, "何蕾": PERSON, "吴敏": UNBROKEN, "汪洋": UNBROKEN}
ROLES = ("人事", "系统管理员", "财务", "大客户员")
"""Each walks what the ones before have not walked."""


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demo of its own, because its names are changed."""
    with served(Path(tmp_path_factory.mktemp("long"))) as started:
        yield started


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """The kinds of pages walked so far."""
    return {"/account/sign-out/"}


def test_a_company_people_a_unit_and_a_post_take_the_longest_names(
    visiting: Visiting, long_site: Site
) -> None:
    context, _watch = visiting(origin=long_site.address)
    page = context.new_page()
    enter_as(page, "人事")
    for name, longer in RENAMED.items():
        page.goto(f"/organization/staff/?q={name}")
        page.get_by_role("link", name=name, exact=True).click()
        _rename(page, "姓名", longer)
    page.goto("/organization/units/")
    page.get_by_role("link", name="大客户部", exact=True).click()
    _rename(page, "名称", UNIT)
    page.goto("/organization/positions/")
    page.locator("a.row-name").get_by_text("大客户员", exact=True).click()
    _rename(page, "岗位名称", POST)
    page.context.clear_cookies()
    sign_in(page, "wangyang")
    check_that(page.locator(".top-person")).to_be_visible()
    page.goto("/organization/company/change/")
    page.get_by_label("公司名称").fill(COMPANY)
    page.locator("main form .btn-primary").first.click()
    check_that(page.get_by_role("main")).to_contain_text(COMPANY)


def _rename(page: Page, label: str, name: str) -> None:
    check_that(page).to_have_url(re.compile(r"/\d+/$"))
    page.goto(f"{page.url}change/")
    page.get_by_label(label, exact=False).first.fill(name)
    page.locator("main form .btn-primary").first.click()
    check_that(page.get_by_role("heading", level=1)).to_contain_text(name)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_scrolls_sideways_on_a_small_screen_or_a_phone(
    visiting: Visiting, long_site: Site, seen: set[str], role: str
) -> None:
    context, _watch = visiting(origin=long_site.address, reduced_motion="reduce")
    page = context.new_page()
    if role == "系统管理员":
        sign_in(page, "wangyang")
        check_that(page.locator(".top-person")).to_be_visible()
    else:
        enter_as(page, role)
    seen -= {"/", "/exchange/"}  # whose tabs differ by role
    page.set_viewport_size({"width": SHORT, "height": 768})
    faults = []
    for address in walk(page, seen):
        faults += [f"{address} {fault}" for fault in width_faults(page)]
        page.set_viewport_size(PHONE["viewport"])
        faults += [f"{address} {fault}" for fault in width_faults(page)]
        page.set_viewport_size({"width": SHORT, "height": 768})
    assert not faults, "\n".join(faults)
