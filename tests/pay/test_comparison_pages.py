"""对比我们的Excel: a pay sheet is brought, matched once, compared, and the result stays."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dakehu.exchange.models import Export, Layout
from dakehu.pay.comparing.lines import our_lines
from dakehu.pay.models import PayComparison, PayStatement, SettlementRun
from dakehu.pay.queries.comparisons import our_lines_of
from dakehu.pay.queries.runs import replayed
from dakehu.pay.services.comparison_sample import sample_pay_sheet
from dakehu.pay.services.comparisons import upload_pay_sheet
from dakehu.pay.services.runs import compute_run
from examples.make import write_book
from tests.cast import Cast
from tests.organization.conftest import SignedIn
from tests.pay.months import OCTOBER_END, appraise, enter_department, number_of, receive

HEADS = ("工号", "姓名", "得分", "绩效系数", "绩效工资", "部门加发", "业务提成", "基本工资")
STEPS = ("score", "factor", "performance_pay", "extra", "commission", "basic_wage")


@pytest.fixture
def run(cast: Cast) -> SettlementRun:
    enter_department(cast)
    appraise(cast, "2026-10")
    receive("S1", "2026-10-08", "600000")
    receive("S2", "2026-10-30", "300000")
    receive("S3", "2026-10-31", "100000")
    return compute_run(by=cast.actor("finance"), at=OCTOBER_END, pay_month="2026-11")


def sheet(
    folder: Path, run: SettlementRun, *, total: str = "应发合计", **wrong: dict[str, Any]
) -> bytes:
    """The run's own figures as a pay sheet, some people's replaced by number."""
    rows = []
    for one in PayStatement.objects.filter(run=run).order_by("place"):
        given = wrong.get(f"n{one.number}", {})
        values = {code: getattr(one, code) for code in (*STEPS, "total")} | given
        rows.append((one.number, one.name, *(values[code] for code in (*STEPS, "total"))))
    path = folder / "工资.xlsx"
    write_book(path, {"十月": ((*HEADS, total), rows)})
    return path.read_bytes()


def compared(cast: Cast, run: SettlementRun, content: bytes, by: str = "finance") -> PayComparison:
    return upload_pay_sheet(
        by=cast.actor(by), at=OCTOBER_END, run=run.pk, name="工资.xlsx", content=content
    )


def posted(client: Any, run: SettlementRun, content: bytes) -> Any:
    file = SimpleUploadedFile("工资.xlsx", content)
    return client.post(reverse("pay:compare", args=[run.pk]), {"file": file}, follow=True)


def late(cast: Cast) -> dict[str, Any]:
    """A receipt verified on the 31st, taken into the window."""
    lin = PayStatement.objects.get(number=number_of(cast, "ka_rep"))
    more = {"commission": lin.commission + 2000, "total": lin.total + 2000}
    return {f"n{lin.number}": more}


def test_finance_brings_the_sheet_and_sees_who_differs_and_why(
    cast: Cast, run: SettlementRun, signed_in: SignedIn, tmp_path: Path
) -> None:
    answer = posted(signed_in("finance"), run, sheet(tmp_path, run, **late(cast)))
    text = answer.content.decode()

    assert "3人一致 · 1人不同" in text
    assert "从“业务提成”起不同" in text
    assert "多算了 10-31 核实的回款 100,000.00 元 × 2%（截止日按 31 日）" in text
    assert "2026年11月发放（10月考核 · 10-01 至 10-30 回款）" in text


def test_the_figures_open_our_explanation(
    cast: Cast, run: SettlementRun, signed_in: SignedIn, tmp_path: Path
) -> None:
    finance = signed_in("finance")
    text = posted(finance, run, sheet(tmp_path, run, **late(cast))).content.decode()
    lin = PayStatement.objects.get(number=number_of(cast, "ka_rep"))
    url = reverse("pay:statement_explain", args=[lin.pk, "amount"])

    assert f'data-explain-url="{url}"' in text
    assert finance.get(url).status_code == 200


def test_a_run_page_leads_there(run: SettlementRun, signed_in: SignedIn) -> None:
    text = signed_in("finance").get(reverse("pay:run", args=[run.pk])).content.decode()

    assert reverse("pay:compare", args=[run.pk]) in text


def test_one_kind_of_people_may_be_looked_at_alone(
    cast: Cast, run: SettlementRun, signed_in: SignedIn, tmp_path: Path
) -> None:
    found = compared(cast, run, sheet(tmp_path, run, **late(cast)))
    page = reverse("pay:comparison", args=[found.pk])
    finance = signed_in("finance")
    differing = finance.get(page, {"show": "different"}).content.decode()
    same = finance.get(page, {"show": "same"}).content.decode()

    assert "林晓雯" in differing
    assert "compare-same" not in differing
    assert "从“业务提成”起不同" not in same
    assert finance.get(page, {"show": "nonsense"}).status_code == 200


def test_the_stored_statements_are_what_is_compared(cast: Cast, run: SettlementRun) -> None:
    stored = our_lines_of(cast.actor("finance"), run)
    again = {one.number: one for one in our_lines(replayed(run))}

    assert len(stored) == 4
    for one in stored:
        assert one.values == again[one.number].values
        assert {code: each.key for code, each in one.figures.items()} == {
            code: each.key for code, each in again[one.number].figures.items()
        }


# ---------------------------------------------------------------- columns


def test_unknown_columns_are_asked_for_once_and_remembered(
    cast: Cast, run: SettlementRun, signed_in: SignedIn, tmp_path: Path
) -> None:
    finance = signed_in("finance")
    path = tmp_path / "own.xlsx"
    lin = PayStatement.objects.get(number=number_of(cast, "ka_rep"))
    write_book(path, {"一": (("职员", "总数"), [(lin.name, lin.total)])})
    answer = posted(finance, run, path.read_bytes())
    found = PayComparison.objects.get()

    assert "工资表：对应列" in answer.content.decode()
    assert not found.is_matched

    columns = reverse("pay:comparison_columns", args=[found.pk])
    done = finance.post(columns, {"column_0": "name", "column_1": "total"}, follow=True)
    assert "1人一致 · 0人不同 · 3人只在核算中" in done.content.decode()
    assert Layout.objects.filter(sheet="pay_sheet").count() == 1

    again = posted(finance, run, path.read_bytes())
    assert "1人一致" in again.content.decode()


@pytest.mark.parametrize(
    "codes,told",
    [
        (("name", "name"), "“姓名”对应了不止一列"),
        (("name", ""), "至少要有工号或姓名"),
        (("", "total"), "至少要有工号或姓名"),
    ],
)
def test_columns_that_do_not_do_are_refused(
    cast: Cast,
    run: SettlementRun,
    signed_in: SignedIn,
    tmp_path: Path,
    codes: tuple[str, str],
    told: str,
) -> None:
    finance = signed_in("finance")
    path = tmp_path / "own.xlsx"
    write_book(path, {"一": (("职员", "总数"), [("林晓雯", 1)])})
    posted(finance, run, path.read_bytes())
    columns = reverse("pay:comparison_columns", args=[PayComparison.objects.get().pk])
    answer = finance.post(columns, {"column_0": codes[0], "column_1": codes[1]})

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_another_worksheet_may_be_taken(
    cast: Cast, run: SettlementRun, signed_in: SignedIn, tmp_path: Path
) -> None:
    finance = signed_in("finance")
    path = tmp_path / "two.xlsx"
    tabs = {"甲": (("姓名", "应发"), [("林晓雯", 1)]), "乙": (("姓名", "应发"), [("何川", 2)])}
    write_book(path, tabs)
    posted(finance, run, path.read_bytes())
    found = PayComparison.objects.get()
    finance.post(reverse("pay:comparison_tab", args=[found.pk]), {"tab": "乙"})
    found.refresh_from_db()

    assert found.tab == "乙"


def test_a_file_that_is_no_table_is_refused_at_its_field(
    run: SettlementRun, signed_in: SignedIn
) -> None:
    answer = posted(signed_in("finance"), run, b"%PDF-1.7 nothing")

    assert answer.status_code == 422
    assert not PayComparison.objects.exists()


# ---------------------------------------------------------------- what stays


def test_a_comparison_stays_when_the_run_is_computed_again(
    cast: Cast, run: SettlementRun, signed_in: SignedIn, tmp_path: Path
) -> None:
    finance = signed_in("finance")
    found = compared(cast, run, sheet(tmp_path, run, **late(cast)))
    receive("S9", "2026-10-20", "50000", at=OCTOBER_END)
    compute_run(by=cast.actor("finance"), at=OCTOBER_END, pay_month="2026-11")
    text = finance.get(reverse("pay:comparison", args=[found.pk])).content.decode()
    upload = finance.get(reverse("pay:compare", args=[run.pk])).content.decode()

    assert "3人一致 · 1人不同" in text
    assert "这是和第 1 次核算的对比，之后已重新核算" in text
    assert "data-explain-url" not in text
    assert "之后已重新核算" in upload


def test_earlier_comparisons_are_listed(
    cast: Cast, run: SettlementRun, signed_in: SignedIn, tmp_path: Path
) -> None:
    compared(cast, run, sheet(tmp_path, run))
    compared(cast, run, sheet(tmp_path, run, **late(cast)))
    text = signed_in("finance").get(reverse("pay:compare", args=[run.pk])).content.decode()

    assert text.index("3人一致 · 1人不同") < text.index("4人一致 · 0人不同")


def test_the_result_goes_out_as_a_workbook_and_that_is_noted(
    cast: Cast, run: SettlementRun, signed_in: SignedIn, tmp_path: Path
) -> None:
    found = compared(cast, run, sheet(tmp_path, run, **late(cast)))
    answer = signed_in("finance").get(reverse("pay:comparison_book", args=[found.pk]))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    book = openpyxl.load_workbook(BytesIO(content))

    assert book.sheetnames == ["对比", "逐项", "说明"]
    assert [row[2].value for row in book["对比"].iter_rows(min_row=2)].count("不同") == 1
    assert Export.objects.get().code == "pay.comparison"


def test_a_result_costs_the_same_for_many_people(
    cast: Cast, run: SettlementRun, signed_in: SignedIn, tmp_path: Path
) -> None:
    wrong = {f"n{one.number}": {"commission": 1} for one in PayStatement.objects.filter(run=run)}
    one = compared(cast, run, sheet(tmp_path, run, **late(cast)))
    many = compared(cast, run, sheet(tmp_path, run, **wrong))
    finance = signed_in("finance")
    finance.get(reverse("pay:comparison", args=[one.pk]))
    asked = []
    for found in (one, many):
        with CaptureQueriesContext(connection) as queries:
            finance.get(reverse("pay:comparison", args=[found.pk]))
        asked.append(len(queries))

    assert many.differ > one.differ
    assert asked[0] == asked[1]


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize("key", ["ka_rep", "ka_clerk", "admin", "product_mgmt"])
def test_nobody_outside_the_chain_compares(
    run: SettlementRun, signed_in: SignedIn, key: str
) -> None:
    assert signed_in(key).get(reverse("pay:compare", args=[run.pk])).status_code == 403


def test_a_head_compares_the_own_department_and_sees_the_own_comparisons(
    cast: Cast, run: SettlementRun, signed_in: SignedIn, tmp_path: Path
) -> None:
    theirs = compared(cast, run, sheet(tmp_path, run))
    mine = compared(cast, run, sheet(tmp_path, run), by="ka_head")
    head = signed_in("ka_head")

    assert head.get(reverse("pay:comparison", args=[theirs.pk])).status_code == 404
    assert head.get(reverse("pay:comparison", args=[mine.pk])).status_code == 200
    assert {one["state"] for one in mine.result["people"]} == {"same"}


def test_the_general_manager_sees_everybodys(
    cast: Cast, run: SettlementRun, signed_in: SignedIn, tmp_path: Path
) -> None:
    found = compared(cast, run, sheet(tmp_path, run))

    assert signed_in("gm").get(reverse("pay:comparison", args=[found.pk])).status_code == 200


# ---------------------------------------------------------------- the sample


def test_the_sample_has_two_people_wrong_with_causes(cast: Cast, run: SettlementRun) -> None:
    _name, content = sample_pay_sheet(by=cast.actor("finance"), run=run.pk)
    found = compared(cast, run, content)
    wrong = [one for one in found.result["people"] if one["state"] == "different"]

    assert (found.agree, found.differ, found.apart) == (2, 2, 0)
    assert all(one["causes"] for one in wrong)


def test_the_sample_is_for_the_demo_alone(run: SettlementRun, signed_in: SignedIn) -> None:
    finance = signed_in("finance")
    page = reverse("pay:compare_sample", args=[run.pk])

    assert finance.post(page).status_code == 404
    assert (
        "用示例文件试试" not in finance.get(reverse("pay:compare", args=[run.pk])).content.decode()
    )


def test_the_run_shows_beside_each_person_by_how_much_the_sheet_differs(
    cast: Cast, run: SettlementRun, signed_in: SignedIn, tmp_path: Path
) -> None:
    client, url = signed_in("finance"), reverse("pay:run", args=[run.pk])
    assert "与Excel差" not in client.get(url).content.decode()
    lin = PayStatement.objects.get(name="林晓雯")
    wrong = {f"n{lin.number}": {"commission": lin.commission + 1, "total": lin.total + 1}}

    compared(cast, run, sheet(tmp_path, run, **wrong))

    text = client.get(url).content.decode()
    assert "与Excel差" in text
    assert "+1.00" in text
    assert "0.00" in text
    receive("S9", "2026-10-20", "50000")
    compute_run(by=cast.actor("finance"), at=OCTOBER_END, pay_month="2026-11")
    assert "与Excel差" not in client.get(url).content.decode()
