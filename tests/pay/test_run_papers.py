"""What goes out of a stored run: statements, the sheet for approval, the workbook, 说明.json."""

import io
import json
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dakehu.audit.models import Entry
from dakehu.documents.models import PrintBatch
from dakehu.documents.queries.files import path_of
from dakehu.documents.queries.printing import NoSuchPaper
from dakehu.documents.services.batches import run_batch
from dakehu.documents.services.printing import print_paper
from dakehu.kit.jobs import Progress
from dakehu.kit.refs import RecordRef
from dakehu.organization.models import Staff
from dakehu.pay.models import PayStatement, SettlementRun
from dakehu.pay.papers.statement import StatementData
from dakehu.pay.queries.papers import rebuilt
from dakehu.pay.queries.runs import replayed
from dakehu.pay.services.outputs import print_statements
from dakehu.pay.services.runs import compute_run, freeze_run, review_run
from dakehu.pay.settling.stored import run_told, sheet_of_record, statement_of_record
from tests.cast import AT, ON, Cast
from tests.documents.reading_pdf import text_of
from tests.organization.conftest import SignedIn
from tests.pay.months import (
    OCTOBER_END,
    SEPTEMBER_END,
    appraise,
    enter_department,
    frozen,
    receive,
)
from tests.pay.test_late_facts import AFTER, raise_actual

D = Decimal


@pytest.fixture
def run(cast: Cast) -> SettlementRun:
    """The pay month November: 林晓雯 has a correction, a late receipt and a set-off."""
    enter_department(cast)
    appraise(cast, "2026-09", at=SEPTEMBER_END)
    receive("S1", "2026-09-08", "100000", at=SEPTEMBER_END)
    receive("S2", "2026-09-09", "40000", project="", at=SEPTEMBER_END)
    frozen(cast, "2026-10", SEPTEMBER_END)
    appraise(cast, "2026-10")
    receive("S1", "2026-09-08", "70000", at=AFTER)
    receive("S2", "2026-09-09", "40000", project="二期", at=AFTER)
    raise_actual(cast, 1_000_000)
    receive("S3", "2026-10-08", "600000")
    receive("S4", "2026-10-15", "100000", staff="孟凡", project="样板段")
    receive("S5", "2026-10-16", "5000", project="")
    return compute_run(by=cast.actor("finance"), at=OCTOBER_END, pay_month="2026-11")


def of(run: SettlementRun, name: str) -> PayStatement:
    return PayStatement.objects.get(run=run, name=name)


def given(run: SettlementRun, cast: Cast, name: str, key: str = "finance") -> StatementData:
    found = statement_of_record(of(run, name).pk, cast.actor(key), ON)
    assert found is not None
    return found


def printed(cast: Cast, key: str, form: str, record: RecordRef) -> str:
    by = cast.actor(key)
    content = print_paper(by=by, at=AT, on=ON, form=form, record=record).content
    return text_of(content).replace(" ", "")


def statement(run: SettlementRun, name: str) -> RecordRef:
    return RecordRef("pay_statement", of(run, name).pk)


# ---------------------------------------------------------------- statements


def test_a_stored_run_gives_the_figures_that_its_replay_gives(run: SettlementRun) -> None:
    stored = list(rebuilt(run, PayStatement.objects.filter(run=run).order_by("place")))

    for one, again in zip(stored, replayed(run).statements, strict=True):
        assert one.person == again.person
        assert one.pay.total.value == again.pay.total.value
        assert one.commission.sentence() == again.commission.sentence()
        assert [each.read() for each in one.corrections] == [
            each.read() for each in again.corrections
        ]
        assert [each.to_json() for each in one.notices] == [
            each.to_json() for each in again.notices
        ]


def test_a_statement_names_what_is_paid_afterwards_and_adds_up(
    run: SettlementRun, cast: Cast
) -> None:
    told = given(run, cast, "林晓雯")

    lines = {one.label: one for one in told.lines}
    owed = lines["补发2026年9月绩效工资"]
    assert (owed.amount, owed.how) == (D("378.00"), "按更正后的记录 3,150.00 − 已核算 2,772.00")
    assert "《大客户销售政策》" in owed.clause
    assert sum(one.amount for one in told.lines) == of(run, "林晓雯").total


def test_a_statement_marks_receipts_of_settled_windows(run: SettlementRun, cast: Cast) -> None:
    told = given(run, cast, "林晓雯")

    notes = {one.serial: (one.amount, one.note) for one in told.receipts}
    assert notes["S2"] == (D("40000.00"), "补计")
    assert notes["S1"] == (D("-30000.00"), "冲减")
    assert notes["S3"] == (D("600000.00"), "")
    commission = next(one for one in told.lines if one.label == "业务提成")
    assert "以前窗口补计、冲减 2 笔，共 10,000.00 元" in commission.how
    assert commission.amount == D("12200.00") + D("1200.00")


def test_a_statement_without_anything_late_has_no_column_for_it(
    run: SettlementRun, cast: Cast
) -> None:
    assert not any(one.note for one in given(run, cast, "陈静").receipts)
    assert "情况" not in printed(cast, "finance", "pay.statement", statement(run, "陈静"))


def test_a_paper_says_how_far_the_run_is_and_that_nobody_has_approved_it(
    run: SettlementRun, cast: Cast
) -> None:
    text = printed(cast, "finance", "pay.statement", statement(run, "林晓雯"))
    assert "2026年11月发放（10月考核·10-01至10-30回款）" in text
    assert "试算（2026-11-02第1次核算），未经审批" in text
    assert "未经审批吴敏" in text

    review_run(by=cast.actor("finance"), at=AT, run=run.pk)
    assert given(run, cast, "林晓雯").state == "已复核（2026-11-23），未经审批"
    freeze_run(by=cast.actor("cfo"), at=AT, run=run.pk)
    assert given(run, cast, "林晓雯").state == "已冻结（2026-11-23），未经审批"


def test_everybody_prints_their_own_statement_and_no_other(run: SettlementRun, cast: Cast) -> None:
    assert "21,050.00" in printed(cast, "ka_rep", "pay.statement", statement(run, "林晓雯"))
    with pytest.raises(NoSuchPaper):
        printed(cast, "ka_rep", "pay.statement", statement(run, "孟凡"))


def test_nobody_but_the_chain_prints_a_statement_of_their_own_making(cast: Cast) -> None:
    from dakehu.pay.data.samples import sample_statement

    with pytest.raises(PermissionDenied):
        print_paper(
            by=cast.actor("ka_rep"), at=AT, on=ON, form="pay.statement", data=sample_statement()
        )


# ---------------------------------------------------------------- the sheet for approval


def test_the_sheet_for_approval_has_the_correction_in_its_sums(
    run: SettlementRun, cast: Cast
) -> None:
    told = sheet_of_record(run.pk, cast.actor("finance"), ON)

    assert told is not None
    assert sum(one.total for one in told.lines) == run.total
    assert {one.name: one.corrected for one in told.lines}["林晓雯"] == D("378.00")
    text = printed(cast, "finance", "pay.approval_sheet", RecordRef("settlement_run", run.pk))
    assert "补发（元）" in text
    assert "未经审批" in text


def test_only_who_sees_runs_prints_the_sheet_for_approval(run: SettlementRun, cast: Cast) -> None:
    assert sheet_of_record(run.pk, cast.actor("ka_rep"), ON) is None
    with pytest.raises(PermissionDenied):
        printed(cast, "ka_rep", "pay.approval_sheet", RecordRef("settlement_run", run.pk))


# ---------------------------------------------------------------- files


def taken(client: Client, run: SettlementRun, what: str) -> bytes:
    answer = client.get(reverse("pay:run_file", args=[run.pk, what]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def book_of(client: Client, run: SettlementRun) -> Any:
    return openpyxl.load_workbook(io.BytesIO(taken(client, run, "sheet")), data_only=True)


def test_the_workbook_has_corrections_and_late_receipts(
    run: SettlementRun, signed_in: SignedIn
) -> None:
    book = book_of(signed_in("finance"), run)

    rows = list(book["核算表"].iter_rows(values_only=True))
    head = list(rows[3])
    lin = next(row for row in rows[4:] if row[2] == "林晓雯")
    assert D(str(lin[head.index("补发")])) == D("378")
    sums = next(row for row in rows if row[2] == "合计")
    assert D(str(sums[head.index("应发（税前）")])) == run.total
    listed = {(row[0], row[8]) for row in book["回款明细"].iter_rows(values_only=True)}
    assert {("S1", "冲减"), ("S2", "补计"), ("S3", "计入本期")} <= listed
    assert ("S1", "属于以前的窗口") in listed
    foot = " ".join(str(row[0]) for row in rows if row[0])
    assert "本表按系统中的记录核算：试算（2026-11-02 第 1 次核算），未经审批" in foot
    assert "吴敏" in {row[1] for row in book["说明"].iter_rows(values_only=True)}


def test_who_took_a_file_out_is_noted(run: SettlementRun, signed_in: SignedIn) -> None:
    taken(signed_in("finance"), run, "json")

    noted = Entry.objects.filter(action="exchange.exported").latest("pk")
    assert "说明.json" in str(noted.data)


def test_the_explanations_tell_corrections_where_there_are_any(
    run: SettlementRun, signed_in: SignedIn
) -> None:
    told = json.loads(taken(signed_in("finance"), run, "json"))

    people = {one["name"]: one for one in told["people"]}
    assert people["林晓雯"]["corrections"] == [
        {"month": "2026-09", "part": "performance_pay", "amount": "378.00"}
    ]
    assert "corrections" not in people["孟凡"]
    assert people["林晓雯"]["explanation"]["nodes"][0]["value"] == people["林晓雯"]["total"]
    assert told["departments"] == [
        {
            "name": run.told["departments"][0][0],
            "target": "1000000.00",
            "challenge": "1200000.00",
            "actual": "1300000.00",
            "state": "over",
        }
    ]


def test_a_head_takes_out_the_own_people_alone(
    run: SettlementRun, cast: Cast, signed_in: SignedIn
) -> None:
    other = cast.staff["ka_clerk"]
    PayStatement.objects.filter(run=run, staff=other).update(home=cast.units["finance"])
    name = Staff.objects.get(pk=other).name

    book = book_of(signed_in("ka_head"), run)

    cells = {
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    }
    assert "林晓雯" in cells
    assert not any(name in one for one in cells)
    told = run_told(cast.actor("ka_head"), run)
    assert name not in {one["name"] for one in told["people"]}


@pytest.mark.parametrize("key", ["ka_rep", "product_rnd", "admin"])
def test_others_take_nothing_out(run: SettlementRun, signed_in: SignedIn, key: str) -> None:
    client = signed_in(key)

    assert client.get(reverse("pay:run_file", args=[run.pk, "sheet"])).status_code == 403
    assert client.post(reverse("pay:run_print", args=[run.pk])).status_code == 403


def test_there_is_no_other_file(run: SettlementRun, signed_in: SignedIn) -> None:
    assert signed_in("gm").get(f"/pay/runs/{run.pk}/file/all").status_code == 404


# ---------------------------------------------------------------- all statements at once


def test_one_button_prints_every_statement(
    run: SettlementRun, cast: Cast, signed_in: SignedIn
) -> None:
    answer = signed_in("finance").post(reverse("pay:run_print", args=[run.pk]))

    batch = PrintBatch.objects.get()
    assert answer["Location"] == reverse("documents:batch_detail", args=[batch.pk])
    run_batch(Progress(batch.job_id or 0), batch.pk)
    batch.refresh_from_db()
    assert batch.file is not None
    text = text_of(path_of(batch.file).read_bytes())
    assert all(name in text for name in ("林晓雯", "孟凡", "陈静", "周建国"))


def test_too_many_statements_for_one_file_come_each_as_their_own(
    run: SettlementRun, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = cast.actor("finance")
    monkeypatch.setattr("dakehu.pay.services.outputs.MOST_JOINED", 4)
    whole = print_statements(by=by, at=AT, on=ON, run=run)
    monkeypatch.setattr("dakehu.pay.services.outputs.MOST_JOINED", 3)
    apart = print_statements(by=by, at=AT, on=ON, run=run)

    assert PrintBatch.objects.get(pk=whole).is_joined
    assert not PrintBatch.objects.get(pk=apart).is_joined


def test_a_person_does_not_print_a_whole_run(run: SettlementRun, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        print_statements(by=cast.actor("ka_rep"), at=AT, on=ON, run=run)
