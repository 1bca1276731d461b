"""Tables in and out: an example tried, a file with faults, what was imported taken back, a list."""

import csv
import io
import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Download, Page
from playwright.sync_api import expect as check_that

from tests.journeys.browsing import Watch
from tests.journeys.sizes import everywhere
from tests.journeys.steps import ask_yes, enter_as, h1

RECEIPTS = "/receipts/"
IMPORT = "/exchange/receipts/import/"
HEAD = ("回单编号", "收款日期", "付款单位", "工程名称", "到账金额", "业务人员", "柜员")
SLOW = 60_000
"""Milliseconds that a job may take to be picked up and done."""


def _file(number: str, day: str = "2026-11-20") -> bytes:
    """Two good rows and three with faults, headed as a bank would, with a column nobody needs."""
    rows = [
        (f"{number}1", day, "江州澄川设备有限公司", "澄川二期", "12000.00", "林晓雯", "07"),
        (f"{number}2", day, "江州澄川设备有限公司", "澄川二期", "8,600.50", "孟凡", "07"),
        (f"{number}3", "2026-13-45", "江州澄川设备有限公司", "澄川二期", "100", "孟凡", "07"),
        (f"{number}4", day, "江州澄川设备有限公司", "澄川二期", "一千", "孟凡", "07"),
        (f"{number}5", day, "江州澄川设备有限公司", "澄川二期", "300", "没有此人", "07"),
    ]
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, *rows])
    return text.getvalue().encode("utf-8-sig")


def _upload(page: Page, name: str, content: bytes) -> None:
    page.goto(IMPORT)
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="上传并检查").click()


def _done(page: Page) -> None:
    check_that(page.locator(".page-head .state")).to_have_text("已导入", timeout=SLOW)


def _undo(page: Page) -> None:
    page.get_by_role("button", name="撤销导入").first.click()
    ask_yes(page)
    check_that(page.get_by_text("新增的已删除或作废")).to_be_visible()


def _taken(page: Page, name: str | re.Pattern[str]) -> Download:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    return waiting.value


@everywhere
def test_the_example_goes_in_is_seen_in_the_list_and_is_taken_back(page: Page) -> None:
    enter_as(page, "财务")
    page.goto(RECEIPTS)
    page.get_by_role("link", name="导入", exact=True).first.click()
    page.get_by_role("button", name="用示例文件试试").click()
    go = page.get_by_role("button", name=re.compile("^导入 2 行"))
    check_that(go).to_be_visible(timeout=SLOW)
    check_that(page.get_by_text("还没有写入任何数据")).to_be_visible()
    check_that(page.locator(".preview-table")).to_contain_text("江州示例置业有限公司")
    go.click()
    _done(page)
    result = page.url
    page.get_by_role("link", name="查看回款").click()
    counted = page.locator("tbody tr", has_text="-12,000.00").filter(has_not_text="已作废")
    check_that(counted).to_contain_text("江州示例置业有限公司")
    page.goto(result)
    _undo(page)
    page.goto(RECEIPTS)
    check_that(page.locator("tbody tr").first).to_be_visible()
    check_that(counted).to_have_count(0)


@everywhere
def test_a_file_with_faults_tells_them_and_its_good_rows_go_in(
    page: Page, size: str, tmp_path: Path
) -> None:
    enter_as(page, "财务")
    number = {"desktop": "CC26D", "phone": "CC26P"}[size]
    _upload(page, f"澄川{number}.csv", _file(number))
    go = page.get_by_role("button", name="只导入正确的 2 行")
    check_that(go.or_(h1(page).filter(has_text="对应列"))).to_be_visible(timeout=SLOW)
    if "对应列" in h1(page).inner_text():
        page.get_by_role("button", name="确认并检查").click()
    check_that(go).to_be_visible(timeout=SLOW)
    faults = page.locator(".fault-table")
    check_that(faults).to_contain_text("到账日期")
    check_that(faults).to_contain_text("没有此人")
    path = tmp_path / "faults.xlsx"
    _taken(page, "下载问题表").save_as(path)
    told = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    wrong = {str(row[1]): bool(row[0]) for row in told}
    assert wrong == {
        HEAD[0]: True,
        **{f"{number}{place}": place > 2 for place in range(1, 6)},
    }
    go.click()
    _done(page)
    result = page.url
    page.goto(f"{RECEIPTS}?q={number}")
    check_that(page.locator("tbody tr")).to_have_count(2)
    page.goto("/exchange/imports/")
    check_that(page.locator("tbody tr", has_text=f"澄川{number}.csv")).to_contain_text("已导入")
    page.goto(result)
    _undo(page)
    page.goto(f"{RECEIPTS}?q={number}")
    check_that(page.locator("tbody tr", has_text="已作废")).to_have_count(2)


@everywhere
def test_a_column_is_told_by_hand_and_the_same_heading_is_known_the_next_time(
    page: Page, size: str
) -> None:
    enter_as(page, "财务")
    odd = f"打款单位{size}"
    for time, number in enumerate(("DY26A", "DY26B")):
        text = _file(f"{number}{size}").decode("utf-8-sig").replace("付款单位", odd)
        _upload(page, f"{number}{size}.csv", text.encode("utf-8-sig"))
        if not time:
            check_that(h1(page)).to_contain_text("对应列")
            page.get_by_label(odd).select_option("customer")
            page.get_by_role("button", name="确认并检查").click()
        go = page.get_by_role("button", name="只导入正确的 2 行")
        check_that(go).to_be_visible(timeout=SLOW)
        page.get_by_role("button", name="取消导入").click()
        check_that(go).to_have_count(0)


def test_a_list_taken_along_as_a_workbook_holds_the_rows_of_the_page(
    page: Page, tmp_path: Path
) -> None:
    enter_as(page, "财务")
    page.goto(f"{RECEIPTS}?q=林晓雯")
    heads = [word.strip() for word in page.locator("thead th").all_inner_texts()]
    lines = [line.locator("td").all_inner_texts() for line in page.locator("tbody tr").all()]
    seen = [dict(zip(heads, map(str.strip, line), strict=True)) for line in lines]
    path = tmp_path / "list.xlsx"
    _taken(page, "导出").save_as(path)
    rows = [[*row] for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]
    first = next(place for place, row in enumerate(rows) if "流水号" in row)
    kept = [dict(zip(rows[first], row, strict=True)) for row in rows[first + 1 :]]
    assert len(seen) >= 5
    for line in seen:
        same = next(row for row in kept if str(row["流水号"]) == line["流水号"])
        assert same["客户"] == line["客户"]
        assert f"{same['金额（元）']:,.2f}" == line["金额（元）"]
        assert str(same["到账日期"])[:10] == line["到账日期"]


@everywhere
def test_what_a_rep_may_not_take_in_is_not_offered_and_not_open(page: Page, watch: Watch) -> None:
    watch.expects(403, 404)
    enter_as(page, "财务")
    page.goto("/exchange/imports/")
    foreign = page.locator("tbody a").first.get_attribute("href") or "/exchange/imports/1/"
    enter_as(page, "大客户员")
    page.goto(RECEIPTS)
    check_that(page.locator("tbody tr").first).to_be_visible()
    check_that(page.get_by_role("link", name="导入", exact=True)).to_have_count(0)
    for address in (IMPORT, foreign, "/documents/papers/", "/jobs/", "/daily/"):
        page.goto(address)
        check_that(h1(page)).to_have_text(re.compile("这一页不在您的岗位权限内|没有找到"))
