"""Files on a record, papers to print, and what the administrator sees of the work behind."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page
from playwright.sync_api import expect as check_that

from tests.documents.makers import pdf
from tests.journeys.browsing import Watch
from tests.journeys.sizes import everywhere
from tests.journeys.steps import check_is_in, enter_as, h1, sign_in


def _person(page: Page, name: str) -> None:
    page.goto(f"/organization/staff/?q={name}")
    page.get_by_role("link", name=name, exact=True).click()
    check_that(h1(page)).to_contain_text(name)


def _administrator(page: Page) -> None:
    sign_in(page, "wangyang")
    check_is_in(page, "汪洋")


def _kept(page: Page, press: str, role: str, folder: Path) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role(role, name=press).first.click()  # type: ignore[arg-type]
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path.read_bytes()


@everywhere
def test_a_file_is_attached_to_a_person_downloaded_and_deleted_with_a_reason(
    page: Page, size: str, tmp_path: Path
) -> None:
    content, title = pdf(f"合同 {size}"), f"劳动合同扫描件-{size}"
    enter_as(page, "人事")
    _person(page, "孟凡")
    panel = page.locator("#attachments")
    panel.locator('input[name="files"]').set_input_files(
        {"name": f"{title}.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    panel.get_by_role("button", name="上传").click()
    line = panel.locator("li", has_text=title)
    check_that(line).to_contain_text("何蕾")
    with page.expect_download() as waiting:
        line.get_by_role("link", name=re.compile(title)).click()
    waiting.value.save_as(tmp_path / "kept.pdf")
    assert (tmp_path / "kept.pdf").read_bytes() == content
    line.get_by_role("link", name="详情").click()
    check_that(h1(page)).to_contain_text(title)
    page.get_by_role("button", name="更多操作").click()
    page.get_by_role("link", name="删除", exact=True).click()
    page.get_by_label("原因").fill("传错了文件")
    page.locator("main form").get_by_role("button", name="删除").click()
    check_that(page.get_by_role("status")).to_contain_text("已删除")
    check_that(h1(page)).to_contain_text("孟凡")
    check_that(line).to_have_count(0)


def test_a_file_that_is_not_what_its_name_says_is_refused_in_words(
    page: Page, watch: Watch
) -> None:
    watch.expects(422)
    enter_as(page, "人事")
    _person(page, "孟凡")
    panel = page.locator("#attachments")
    panel.locator('input[name="files"]').set_input_files(
        {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00 program"}
    )
    panel.get_by_role("button", name="上传").click()
    check_that(panel.get_by_role("alert")).to_contain_text("合同.pdf")
    check_that(panel.locator("li")).to_have_count(0)


@everywhere
def test_a_job_description_is_printed_as_pdf_and_as_word(page: Page, tmp_path: Path) -> None:
    enter_as(page, "人事")
    page.goto("/organization/positions/")
    page.locator("a.row-name", has_text="大客户部经理").first.click()
    assert _kept(page, "PDF", "button", tmp_path).startswith(b"%PDF-")
    (tmp_path / "word.docx").write_bytes(_kept(page, "Word", "button", tmp_path))
    with zipfile.ZipFile(tmp_path / "word.docx") as packed:
        assert "大客户部经理" in packed.read("word/document.xml").decode()


@everywhere
def test_the_administrator_looks_at_every_paper_before_it_is_used(
    page: Page, tmp_path: Path
) -> None:
    _administrator(page)
    page.goto("/documents/papers/")
    names = page.locator("main .rows .row-main a")
    assert names.count() >= 4
    for address in names.evaluate_all("(all) => all.map((one) => one.href)"):
        page.goto(address)
        sample = page.locator("img.paper-sample")
        check_that(sample).to_be_visible()
        page.wait_for_function("document.querySelector('img.paper-sample').naturalWidth > 400")
    assert _kept(page, "样张 PDF", "link", tmp_path).startswith(b"%PDF-")


@everywhere
def test_the_administrator_moves_a_daily_time_pauses_and_runs_it_now(page: Page) -> None:
    _administrator(page)
    page.goto("/daily/")
    line = page.locator("main .rows li", has_text="导出文件")
    line.get_by_role("link", name="改时间").click()
    page.locator("#id_time_of_day").fill("03:15")
    page.locator("main form").get_by_role("button").first.click()
    check_that(line).to_contain_text("每天 03:15")
    line.get_by_role("button", name="暂停").click()
    check_that(line).to_contain_text("已暂停")
    line.get_by_role("button", name="恢复").click()
    check_that(line).not_to_contain_text("已暂停")
    line.get_by_role("button", name="现在执行").click()
    page.goto("/jobs/")
    check_that(page.get_by_role("main")).to_contain_text("导出文件")


@pytest.mark.parametrize("address", ["/documents/papers/", "/jobs/", "/daily/"])
def test_only_the_administrator_reaches_the_work_behind(
    page: Page, watch: Watch, address: str
) -> None:
    watch.expects(403)
    enter_as(page, "人事")
    page.goto(address)
    check_that(h1(page)).to_have_text("这一页不在您的岗位权限内")
