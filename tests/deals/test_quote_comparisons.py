"""对比我们的报价表: a list of quotes is brought, matched once, compared, and the result stays."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dakehu.audit.models import Entry
from dakehu.deals.models import QuoteComparison
from dakehu.deals.services.comparisons import UnableToCompareQuotes, upload_quotes
from dakehu.exchange.models import Export, Layout
from examples.make import write_book
from tests.cast import AT, ON, Cast
from tests.deals.conftest import PRODUCT
from tests.organization.conftest import SignedIn

HEADS = ("报价单号", "客户", "产品", "数量", "成本价", "单价", "返点比例")
BELOW = ("BJ-1", "华岳重工", PRODUCT, 10000, None, 84, "8%")
FITTING = ("BJ-2", "江州水务", PRODUCT, 10000, None, 85.4, "8%")
"""The policy's own example, 1.40 too cheap and at its rule price."""
NEW = reverse("deals:compare_quotes")


def sheet(folder: Path, *rows: Any, heads: Any = HEADS) -> bytes:
    path = folder / "报价.xlsx"
    write_book(path, {"报价": (heads, rows)})
    return path.read_bytes()


def compared(company: Cast, content: bytes, by: str = "ka_rep") -> QuoteComparison:
    return upload_quotes(by=company.actor(by), at=AT, on=ON, name="报价.xlsx", content=content)


def posted(client: Any, content: bytes) -> Any:
    return client.post(NEW, {"file": SimpleUploadedFile("报价.xlsx", content)}, follow=True)


def one(found: QuoteComparison) -> Any:
    (row,) = found.result["rows"]
    return row


# ---------------------------------------------------------------- what comes out


def test_a_rep_brings_the_list_and_sees_what_lies_below_by_how_much_and_who_decides(
    company: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    rows = (FITTING, BELOW, ("BJ-3", "砚山物流", "没有成本的产品", 5, None, 1, None))
    text = posted(signed_in("ka_rep"), sheet(tmp_path, *rows)).content.decode()

    assert "1份合规 · 1份低于规定价 · 1份算不了" in text
    assert "共低 14,000.00 元" in text
    for figure in ("85.40", "84.00", "1.40", "14,000.00", "需总经理特批"):
        assert figure in text
    assert text.index("华岳重工") < text.index("江州水务")
    assert "“没有成本的产品”还没有成本价" in text
    assert "请在表里填成本价" in text
    assert "赵启明" in text


def test_a_row_asks_the_price_desk_with_all_that_it_gives(company: Cast, tmp_path: Path) -> None:
    heads = (*HEADS, "合计", "预估销售额", "其他费用", "客户类型", "招投标", "单位")
    row = ("A", "", "", 100, 70, None, None, 12345.67, 860000, 500, "国企", "是", "桶")
    found = one(compared(company, sheet(tmp_path, row, heads=heads)))

    assert found["inputs"] == {
        "quantity": "100",
        "estimated_sales": "860000",
        "other_costs": [{"kind": "其他费用", "amount": "500", "per": "lump"}],
        "unit": "桶",
        "unit_cost": "70",
        "offered_unit_price": "123.4567",
        "customer_type": "state_owned",
        "tendered": True,
    }
    assert found["total"] == "12345.67"


def test_a_total_that_is_the_unit_price_rounded_counts_as_written(
    company: Cast, tmp_path: Path
) -> None:
    row = ("A", "", PRODUCT, 3, 70, 33.33, None, 100)
    found = one(compared(company, sheet(tmp_path, row, heads=(*HEADS, "合计"))))

    assert found["total"] == "100.00"


def test_a_price_below_the_rule_that_reaches_the_profit_needs_no_approval(
    company: Cast, tmp_path: Path
) -> None:
    row = ("A", "", PRODUCT, 10000, 70, 85.4, "8%", 100000)
    found = one(compared(company, sheet(tmp_path, row, heads=(*HEADS, "预估销售额"))))

    assert (found["state"], found["special"]) == ("below", "不需要特批")


def test_a_price_at_the_rule_that_lacks_profit_is_counted_apart(
    company: Cast, tmp_path: Path
) -> None:
    row = ("A", "", PRODUCT, 1000, 70, 85.4, "8%", 2000000)
    found = compared(company, sheet(tmp_path, row, heads=(*HEADS, "预估销售额")))

    assert one(found)["state"] == "short"
    assert found.result["summary"] == "0份合规 · 0份低于规定价 · 1份须特批"


@pytest.mark.parametrize(
    "row,told",
    [
        (("A", "", PRODUCT, 0, 70, 85, None), "数量须大于 0"),
        (("A", "", PRODUCT, "十", 70, 85, None), "不是数字"),
        (("A", "", PRODUCT, None, 70, 85, None), "没有填写"),
        (("A", "", PRODUCT, 5, 70, None, None), "没有单价，也没有合计"),
        (("A", "", PRODUCT, 5, 70, -1, None), "须大于 0"),
        (("A", "甲", "", 5, None, 85, None), "没有成本价，也没有写产品"),
        (("A", "甲", PRODUCT, 5, 70, 85, "8"), "分不清是比例还是百分数"),
        (("A", "甲", PRODUCT, 5, 70, 85, "150%"), ""),
    ],
)
def test_a_row_that_cannot_be_computed_says_why_and_what_to_do(
    company: Cast, tmp_path: Path, row: Any, told: str
) -> None:
    found = one(compared(company, sheet(tmp_path, row)))

    assert found["state"] == "untold"
    assert told in found["faults"][0]["message"]
    assert found["faults"][0]["remedy"]
    assert found["number"] == "A"


def test_a_total_that_does_not_fit_the_unit_price_is_told(company: Cast, tmp_path: Path) -> None:
    row = ("A", "", PRODUCT, 10, 70, 85, None, 800)
    found = one(compared(company, sheet(tmp_path, row, heads=(*HEADS, "合计"))))

    assert found["faults"][0]["message"] == "单价乘以数量是 850.00 元，合计写的是 800.00 元"


def test_a_rebate_for_a_public_customer_is_told(company: Cast, tmp_path: Path) -> None:
    row = ("A", "", PRODUCT, 10, 70, 85, "2%", "事业单位")
    found = one(compared(company, sheet(tmp_path, row, heads=(*HEADS, "客户类型"))))

    assert "不得设返点" in found["faults"][0]["message"]


def test_the_unit_must_be_that_of_the_cost(company: Cast, tmp_path: Path) -> None:
    row = ("A", "", PRODUCT, 10, None, 85, None, "卷")
    found = one(compared(company, sheet(tmp_path, row, heads=(*HEADS, "单位"))))

    assert found["faults"][0]["message"] == "成本价按“㎡”计，表里的单位是“卷”"


def test_a_sum_below_the_quotes_is_no_quote(company: Cast, tmp_path: Path) -> None:
    rows = (FITTING, ("合计", None, None, 10000, None, None, None))

    assert one(compared(company, sheet(tmp_path, *rows)))["number"] == "BJ-2"


# ---------------------------------------------------------------- columns and files


def test_unknown_columns_are_asked_for_once_and_remembered(
    company: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    rep = signed_in("ka_rep")
    content = sheet(tmp_path, (PRODUCT, 10000, 84), heads=("东西", "多少", "给他的价"))
    assert "报价表：对应列" in posted(rep, content).content.decode()
    found = QuoteComparison.objects.get()
    assert not found.is_matched
    assert rep.get(reverse("deals:quotes", args=[found.pk])).status_code == 302

    columns = reverse("deals:quotes_columns", args=[found.pk])
    codes = {"column_0": "product", "column_1": "quantity", "column_2": "unit_price"}
    done = rep.post(columns, codes, follow=True).content.decode()
    assert "0份合规 · 1份低于规定价" in done
    assert Layout.objects.filter(sheet="quote_sheet").count() == 1
    assert "1份低于规定价" in posted(rep, content).content.decode()


@pytest.mark.parametrize(
    "codes,told",
    [
        (("quantity", "quantity", ""), "“数量”对应了不止一列"),
        (("product", "", "unit_price"), "还没有对应必填的列：数量"),
        (("product", "quantity", ""), "还要有单价或合计中的一列"),
        (("", "quantity", "total"), "还要有单价或合计中的一列，和产品或成本价中的一列"),
    ],
)
def test_columns_that_do_not_do_are_refused(
    company: Cast, signed_in: SignedIn, tmp_path: Path, codes: tuple[str, ...], told: str
) -> None:
    rep = signed_in("ka_rep")
    posted(rep, sheet(tmp_path, (PRODUCT, 10000, 84), heads=("东西", "多少", "给他的价")))
    columns = reverse("deals:quotes_columns", args=[QuoteComparison.objects.get().pk])
    answer = rep.post(columns, {f"column_{at}": code for at, code in enumerate(codes)})

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_another_worksheet_may_be_taken(company: Cast, signed_in: SignedIn, tmp_path: Path) -> None:
    rep = signed_in("ka_rep")
    path = tmp_path / "two.xlsx"
    write_book(path, {"甲": (HEADS, [FITTING]), "乙": (HEADS, [BELOW])})
    posted(rep, path.read_bytes())
    found = QuoteComparison.objects.get()
    rep.post(reverse("deals:quotes_tab", args=[found.pk]), {"tab": "乙"})
    found.refresh_from_db()
    assert found.tab == "乙"

    gone = rep.post(reverse("deals:quotes_tab", args=[found.pk]), {"tab": "丙"}, follow=True)
    assert "没有名为“丙”的工作表" in gone.content.decode()


def test_a_file_that_is_no_table_is_refused_at_its_field(
    company: Cast, signed_in: SignedIn
) -> None:
    answer = posted(signed_in("ka_rep"), b"%PDF-1.7 nothing")

    assert answer.status_code == 422
    assert not QuoteComparison.objects.exists()


def test_a_list_without_a_quote_is_refused(company: Cast, tmp_path: Path) -> None:
    with pytest.raises(UnableToCompareQuotes, match="没有一行报价"):
        compared(company, sheet(tmp_path))


# ---------------------------------------------------------------- what stays


def test_the_result_stays_when_costs_change_and_its_figures_open_their_explanation(
    company: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    found = compared(company, sheet(tmp_path, BELOW))
    rep = signed_in("ka_rep")
    text = rep.get(reverse("deals:quotes", args=[found.pk])).content.decode()
    url = reverse("deals:quotes_explain", args=[found.pk, one(found)["row"], "unit_gap"])

    assert f'data-explain-url="{url}"' in text
    assert "85.40" in rep.get(url).content.decode()
    for row, figure in ((99, "unit_gap"), (one(found)["row"], "nonsense")):
        gone = reverse("deals:quotes_explain", args=[found.pk, row, figure])
        assert rep.get(gone).status_code == 404


def test_earlier_comparisons_are_listed_and_drafts_lead_there(
    company: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    compared(company, sheet(tmp_path, FITTING))
    compared(company, sheet(tmp_path, BELOW))
    rep = signed_in("ka_rep")
    text = rep.get(NEW).content.decode()

    assert text.index("0份合规 · 1份低于规定价") < text.index("1份合规 · 0份低于规定价")
    assert NEW in rep.get(reverse("deals:drafts")).content.decode()
    assert Entry.objects.filter(action="deals.quotes_compared").count() == 2


def book_of(client: Any, found: QuoteComparison) -> Any:
    answer = client.get(reverse("deals:quotes_book", args=[found.pk]))
    return openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))


def test_the_result_goes_out_as_a_workbook_and_that_is_noted(
    company: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    found = compared(company, sheet(tmp_path, FITTING, BELOW))
    lines = list(book_of(signed_in("ka_rep"), found)["对比"].iter_rows(values_only=True))
    first = dict(zip(lines[0], lines[1], strict=True))

    assert first["结果"] == "低于规定价"
    assert (first["成本价（元）"], first["合计比规定低（元）"]) == (70, 14000)
    assert Export.objects.get().code == "deals.quote_comparison"


def test_a_result_costs_the_same_for_many_quotes(
    company: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    few = compared(company, sheet(tmp_path, BELOW))
    many = compared(company, sheet(tmp_path, *[BELOW, FITTING] * 10))
    rep = signed_in("ka_rep")
    rep.get(reverse("deals:quotes", args=[few.pk]))
    asked = []
    for found in (few, many):
        with CaptureQueriesContext(connection) as queries:
            rep.get(reverse("deals:quotes", args=[found.pk]))
        asked.append(len(queries))

    assert asked[0] == asked[1]
