"""`python -m tests.journeys.shots`: the pictures of the README and the guide, from a fresh demo."""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from tests.journeys.browsing import SIZES, browser, visit
from tests.journeys.pictures import small
from tests.journeys.running import served
from tests.journeys.steps import enter_as, open_figure, sign_in
from tests.journeys.test_pay import SETTLEMENT, open_statement
from tests.journeys.test_prices import DESK, ask_for_the_example

FOLDER: Final = Path(__file__).parents[2] / "docs/guide/images"
LARGEST: Final = 200 * 1024


@dataclass(frozen=True)
class Shot:
    """A picture: its name, who looks at which page, and what they do there first."""

    name: str
    role: str
    address: str
    size: str = "desktop"
    theme: str = "light"
    first: Callable[[Page], object] = lambda _page: None


def _figure(page: Page) -> None:
    open_figure(page, "本期回款核实截止")
    page.locator("#drawer summary").first.click()


def _answer(page: Page) -> None:
    page.get_by_label("对客单价（元）").fill("84")
    page.get_by_role("button", name="计算").click()
    page.locator(".trial-answer").scroll_into_view_if_needed()


def _statement(page: Page) -> None:
    open_statement(page, "林晓雯")
    page.locator(".is-total .figure").first.click()
    page.locator("#drawer summary").first.wait_for()


def _price(page: Page) -> None:
    ask_for_the_example(page)
    answer = page.get_by_role("region", name="测算结果")
    answer.get_by_text("14,000.00").first.wait_for()
    page.locator(".desk-folded summary").click()
    page.get_by_label("客户", exact=True).scroll_into_view_if_needed()


def _compared(page: Page) -> None:
    page.get_by_role("link", name="对比我们的Excel").click()
    page.get_by_role("button", name="用示例文件试试").click()
    page.locator(".compare-person").first.wait_for()


def _preview(page: Page) -> None:
    page.get_by_role("button", name="用示例文件试试").click()
    page.locator(".preview-table").wait_for(timeout=60_000)


def _attached(page: Page) -> None:
    page.get_by_role("link", name="孟凡", exact=True).click()
    panel = page.locator("#attachments")
    panel.locator('input[name="files"]').set_input_files(
        {"name": "劳动合同.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
    )
    panel.get_by_role("button", name="上传").click()
    panel.locator("li", has_text="劳动合同").wait_for()


def _position(page: Page) -> None:
    page.locator("a.row-name", has_text="大客户部经理").first.click()


AS_IN_CHINA: Final = """document.querySelectorAll('input[type=date]').forEach((field) => {
  const day = field.value;
  field.type = 'text';
  field.value = day.replaceAll('-', '/');
});
document.querySelectorAll('input[type=file]').forEach((field) => {
  field.type = 'button';
  field.value = '选择文件';
  field.style.width = 'auto';
  field.style.justifySelf = 'start';
})"""
"""A browser in China shows days and files so; Debian's, without language packs, as in America."""

QUOTE: Final = (
    "/rulebook/try/quote/?unit_cost=70&quantity=10000&estimated_sales=854000&rebate_rate=8"
)
SHOTS: Final = (
    Shot("sign-in", "", "/account/sign-in/"),
    Shot("sign-in-phone", "", "/account/sign-in/", "phone"),
    Shot("home-rep", "大客户员", "/"),
    Shot("home-rep-phone", "大客户员", "/", "phone"),
    Shot("home-gm", "总经理", "/"),
    Shot("home-gm-dark", "总经理", "/", theme="dark"),
    Shot("home-hr", "人事", "/"),
    Shot("home-admin", "系统管理员", "/"),
    Shot("policy", "总经理", "/rulebook/SA/"),
    Shot("policy-phone", "大客户员", "/rulebook/SA/", "phone"),
    Shot("policy-dark", "总经理", "/rulebook/SA/", theme="dark"),
    Shot("explanation", "大客户员", "/", first=_figure),
    Shot("explanation-phone", "大客户员", "/", "phone", first=_figure),
    Shot("approvers", "大客户员", "/rulebook/approvers/"),
    Shot("approvers-phone", "大客户员", "/rulebook/approvers/", "phone"),
    Shot("organization", "人事", "/organization/"),
    Shot("job-description", "人事", "/organization/positions/", first=_position),
    Shot("lint", "总经理", "/rulebook/lint/"),
    Shot("try-quote", "大客户员", QUOTE, first=_answer),
    Shot("try-quote-phone", "大客户员", QUOTE, "phone", first=_answer),
    Shot("settlement", "财务", SETTLEMENT),
    Shot("statement", "财务", SETTLEMENT, first=_statement),
    Shot("statement-phone", "总经理", SETTLEMENT, "phone", first=_statement),
    Shot("own-income", "大客户员", "/pay/own/"),
    Shot("own-income-phone", "大客户员", "/pay/own/", "phone"),
    Shot("compare", "财务", SETTLEMENT, first=_compared),
    Shot("price", "大客户员", DESK, first=_price),
    Shot("price-phone", "大客户员", DESK, "phone", first=_price),
    Shot("staff", "人事", "/organization/staff/"),
    Shot("staff-phone", "人事", "/organization/staff/", "phone"),
    Shot("receipts", "财务", "/receipts/"),
    Shot("receipts-phone", "财务", "/receipts/", "phone"),
    Shot("exchange", "人事", "/exchange/"),
    Shot("import-preview", "财务", "/exchange/receipts/import/", first=_preview),
    Shot("import-preview-phone", "财务", "/exchange/receipts/import/", "phone", first=_preview),
    Shot("attachments", "人事", "/organization/staff/?q=孟凡", first=_attached),
    Shot("papers", "系统管理员", "/documents/papers/organization.job_description/"),
    Shot("daily", "系统管理员", "/daily/"),
    Shot("api-docs", "系统管理员", "/api/docs"),
)
FIRST_RUN: Final = (
    Shot("setup-posts", "", "/setup/posts/"),
    Shot("setup-rules", "", "/setup/rules/"),
)


def main() -> None:
    """Take every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browser() as opened:
        blank = opened.new_page()
        with served(Path(folder) / "demo") as site:
            for shot in SHOTS:
                _take(opened, blank, site.address, shot)
        with served(Path(folder) / "empty", "--empty") as site:
            password = site.said.split("密码 ")[1].split()[0]
            _first_run(opened, blank, site.address, password)


def _take(opened: Browser, blank: Page, address: str, shot: Shot) -> None:
    looks = {"color_scheme": shot.theme, "reduced_motion": "reduce"}
    with visit(opened, address, **SIZES[shot.size], **looks) as (context, _watch):
        page = context.new_page()
        if shot.role == "系统管理员":
            sign_in(page, "wangyang")
        elif shot.role:
            enter_as(page, shot.role)
        _look(page, blank, shot)


def _first_run(opened: Browser, blank: Page, address: str, password: str) -> None:
    """The set-up of an empty company, as its administrator sees it."""
    with visit(opened, address, **SIZES["desktop"], reduced_motion="reduce") as (context, _watch):
        page = context.new_page()
        sign_in(page, "admin", password)
        page.get_by_label("原密码").fill(password)
        for field in ("#id_new", "#id_again"):
            page.locator(field).fill("晴川-历历-2026-汉阳树")
        page.get_by_role("button", name="修改密码").click()
        page.locator("#side").wait_for()
        for shot in FIRST_RUN:
            _look(page, blank, shot)


def _look(page: Page, blank: Page, shot: Shot) -> None:
    page.goto(shot.address)
    shot.first(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(AS_IN_CHINA)
    taken = page.screenshot(animations="disabled", caret="hide")
    path = FOLDER / f"{shot.name}.png"
    path.write_bytes(small(blank, taken))
    size = path.stat().st_size
    assert size <= LARGEST, f"{path.name} has {size} bytes"
    sys.stdout.write(f"{path.name}  {size // 1024} KB\n")


if __name__ == "__main__":
    main()
