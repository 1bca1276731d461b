"""Every page that a role can reach: usable by everybody, on both screens, light and dark."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visiting
from tests.journeys.examining import (
    axe_faults,
    contrast_faults,
    heading_faults,
    width_faults,
    word_faults,
)
from tests.journeys.steps import enter_as, sign_in
from tests.journeys.walking import walk

ROLES = ("人事", "系统管理员", "总经理", "财务", "大客户员")
MET = {
    "人事": {
        "/rulebook/one/clause/",
        "/rulebook/approvers/",
        "/organization/staff/1/appoint/",
        "/organization/positions/1/",
        "/calendar/",
        "/account/password/",
        "/performance/scores/",
        "/conduct/points/",
        "/exchange/one/import/",
    },
    "财务": {"/receipts/"},
    "系统管理员": {"/audit/1/", "/account/users/1/", "/setup/posts/", "/access/"}
    | {"/documents/papers/one/", "/documents/attachments/", "/jobs/", "/daily/one/time/"},
}
"""Some that the walk must come by; else it no longer walks."""


@pytest.fixture(scope="session")
def seen() -> set[str]:
    """The kinds of pages examined so far: each is examined with the first role that meets it."""
    return {"/account/sign-out/"}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_for_everybody(visiting: Visiting, seen: set[str], role: str) -> None:
    context, _watch = visiting(reduced_motion="reduce")
    wide = context.new_page()
    enter(wide, role)
    narrow_context, _watch = visiting(
        phone=True, reduced_motion="reduce", storage_state=context.storage_state()
    )
    narrow = narrow_context.new_page()
    seen -= {"/", "/exchange/"}  # whose tabs differ by role
    faults = [
        f"{address} {fault}"
        for address in walk(wide, seen)
        for fault in _examined(wide, narrow, address)
    ]
    assert MET.get(role, set()) <= seen, seen
    assert not faults, "\n".join(faults)


def enter(page: Page, role: str) -> None:
    if role == "系统管理员":
        sign_in(page, "wangyang")
    else:
        enter_as(page, role)


def _examined(wide: Page, narrow: Page, address: str) -> list[str]:
    faults = [*heading_faults(wide), *axe_faults(wide)]
    if not address.startswith(("/audit/", "/api/")):  # these tell codes, to those who need them
        faults += word_faults(wide)
    frame = "html" if address == "/" else "main"  # the frame is the same around every page
    faults += [f"dark {one}" for one in _in_the_dark(wide, frame)]
    narrow.goto(address)
    faults += [f"phone {one}" for one in [*width_faults(narrow), *axe_faults(narrow)]]
    return faults + [f"phone, dark {one}" for one in _in_the_dark(narrow, frame)]


def _in_the_dark(page: Page, within: str) -> list[str]:
    page.emulate_media(color_scheme="dark")
    found = contrast_faults(page, within)
    page.emulate_media(color_scheme="light")
    return found


def test_the_pages_before_signing_in_are_for_everybody(visiting: Visiting) -> None:
    context, watch = visiting(reduced_motion="reduce")
    watch.expects(404)
    narrow_context, narrow_watch = visiting(phone=True, reduced_motion="reduce")
    narrow_watch.expects(404)
    wide, narrow = context.new_page(), narrow_context.new_page()
    faults: list[str] = []
    for address in ("/account/sign-in/", "/no/such/page/"):
        wide.goto(address)
        faults += [f"{address} {fault}" for fault in _examined(wide, narrow, address)]
    assert not faults, "\n".join(faults)
