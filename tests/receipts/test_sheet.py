"""Money received as a file brings it in: what is refused, stored, changed and taken back."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dakehu.audit.models import Entry
from dakehu.kit.actors import system
from dakehu.kit.keyed_rows import UnableToTakeBack
from dakehu.kit.sheets import SheetRow, Standing
from dakehu.kit.work import work
from dakehu.periods.queries import MonthIsClosed
from dakehu.periods.services import close_month
from dakehu.receipts.models import Receipt
from dakehu.receipts.queries import check_rows, receipts_of, rows_given_out
from dakehu.receipts.services import (
    UnableToEnterReceipt,
    UnableToVoidReceipt,
    enter_receipt,
    enter_receipts,
    undo_receipts,
    verify_receipts,
    void_receipt,
)
from tests.cast import AT, ON, Cast
from tests.sheet_rows import columns_at_fault, notices, rows_of, told

BY = system("tests")


def line(**given: Any) -> dict[str, Any]:
    return {
        "number": "20261120000186",
        "arrived_on": date(2026, 11, 20),
        "verified_on": None,
        "customer": "江州华岳置业有限公司",
        "project": "华岳中心二期",
        "amount": Decimal("326000.00"),
        "method": "wire",
        "staff": "林晓雯",
        "summary": "货款",
        **given,
    }


def test_a_good_line_is_new_and_then_the_same_and_then_changed(cast: Cast) -> None:
    rows = rows_of(line())
    assert check_rows(rows, BY, ON).standing == {}
    enter_receipts(by=BY, at=AT, rows=rows)
    again = check_rows(rows, BY, ON)
    assert (told(again), again.standing) == ([], {2: Standing.SAME})
    other = check_rows(rows_of(line(amount=Decimal("326000.01"))), BY, ON)
    assert other.standing == {2: Standing.CHANGED}


def test_what_is_stored_is_what_the_file_said(cast: Cast) -> None:
    finance = cast.actor("finance")
    enter_receipts(by=finance, at=AT, rows=rows_of(line(verified_on=date(2026, 11, 21))))
    stored = Receipt.objects.get()
    assert stored.amount == Decimal("326000.00")
    assert (stored.staff_id, stored.unit_id) == (cast.staff["ka_rep"], cast.units["ka"])
    assert (stored.verified_by_id, stored.verified_at) == (finance.staff_id, AT)
    assert stored.entered_by_id == finance.staff_id


def test_an_import_leaves_one_note_with_its_counts_and_no_customer(cast: Cast) -> None:
    rows = rows_of(line(), line(number="20261120000187"))
    enter_receipts(by=BY, at=AT, rows=rows)
    note = Entry.objects.get(action="receipts.entered")
    assert json.loads(note.data) == {
        "count": 2,
        "changed": 0,
        "first": "20261120000186",
        "last": "20261120000187",
    }


@pytest.mark.parametrize(
    "given, column, fault",
    [
        ({"arrived_on": date(2026, 11, 24)}, "arrived_on", "到账日期 2026-11-24 还没有到。"),
        (
            {"verified_on": date(2026, 11, 19)},
            "verified_on",
            "核实日期 2026-11-19 早于到账日期 2026-11-20。",
        ),
        ({"verified_on": date(2026, 11, 24)}, "verified_on", "核实日期 2026-11-24 还没有到。"),
        ({"amount": Decimal(0)}, "amount", "金额是 0。"),
        ({"staff": "林小雯"}, "staff", "没有工号“林小雯”。"),
    ],
)
def test_a_faulty_line_is_told_at_its_column(
    cast: Cast, given: dict[str, Any], column: str, fault: str
) -> None:
    found = check_rows(rows_of(line(**given)), BY, ON)
    assert told(found) == [fault]
    assert columns_at_fault(found) == [(2, column)]


def test_a_misspelt_person_is_suggested(cast: Cast) -> None:
    found = check_rows(rows_of(line(staff="林小雯")), BY, ON)
    assert "林晓雯" in found.faults[0].remedy


def test_a_refund_is_a_line_like_any_other(cast: Cast) -> None:
    assert told(check_rows(rows_of(line(amount=Decimal("-12000.00"))), BY, ON)) == []


def test_a_line_without_a_project_is_told_and_taken(cast: Cast) -> None:
    found = check_rows(rows_of(line(project=None)), BY, ON)
    assert told(found) == []
    assert notices(found) == ["没有项目，暂不计提成和返点。"]


def test_nothing_is_verified_into_a_closed_month_nor_changed_in_it(cast: Cast) -> None:
    old = line(arrived_on=date(2026, 10, 20), verified_on=date(2026, 10, 21))
    enter_receipts(by=BY, at=AT, rows=rows_of(old))
    close_month(by=cast.actor("cfo"), at=AT, month="2026-10")
    assert told(check_rows(rows_of({**old, "number": "2"}), BY, ON)) == ["2026年10月已月结。"]
    changed = check_rows(rows_of({**old, "amount": Decimal(1)}), BY, ON)
    assert "这笔回款已计入2026年10月，该月已月结。" in told(changed)
    with pytest.raises(MonthIsClosed):
        enter_receipts(by=BY, at=AT, rows=rows_of({**old, "amount": Decimal(1)}))


def test_money_of_a_closed_month_counts_when_it_is_verified_later(cast: Cast) -> None:
    close_month(by=cast.actor("cfo"), at=AT, month="2026-10")
    late = line(arrived_on=date(2026, 10, 30), verified_on=date(2026, 11, 2))
    assert told(check_rows(rows_of(late), BY, ON)) == []


def test_a_clerk_enters_for_her_department_and_verifies_nothing(cast: Cast) -> None:
    clerk = cast.actor("ka_clerk")
    assert told(check_rows(rows_of(line()), clerk, ON)) == []
    verified = rows_of(line(verified_on=date(2026, 11, 20)))
    assert told(check_rows(verified, clerk, ON)) == ["核实由财务登记。"]
    with pytest.raises(PermissionDenied):
        enter_receipts(by=clerk, at=AT, rows=verified)
    outside = check_rows(rows_of(line(staff="唐宁")), clerk, ON)
    assert told(outside) == ["唐宁不在您登记回款的范围内。"]


def test_a_clerk_changes_no_verified_line_and_none_of_others(cast: Cast) -> None:
    clerk = cast.actor("ka_clerk")
    enter_receipts(by=BY, at=AT, rows=rows_of(line(verified_on=date(2026, 11, 20))))
    enter_receipts(by=BY, at=AT, rows=rows_of(line(number="2", staff="唐宁")))
    found = check_rows(rows_of(line(project="别的项目"), line(number="2", staff=None)), clerk, ON)
    assert told(found, 2) == ["这笔回款已核实，不能再改。"]
    assert told(found, 3) == ["这个流水号已经登记，由他人负责。"]


def test_a_line_that_was_verified_after_the_check_stays_as_it_is(cast: Cast) -> None:
    clerk = cast.actor("ka_clerk")
    enter_receipts(by=BY, at=AT, rows=rows_of(line(verified_on=ON)))
    with pytest.raises(UnableToEnterReceipt, match="20261120000186 已核实"):
        enter_receipts(by=clerk, at=AT, rows=rows_of(line(amount=Decimal(5))))
    assert Receipt.objects.get().amount == Decimal("326000.00")


def test_a_bank_file_without_verification_takes_none_back(cast: Cast) -> None:
    enter_receipts(by=BY, at=AT, rows=rows_of(line(verified_on=date(2026, 11, 20))))
    bank = {"number": "20261120000186", "arrived_on": ON, "amount": Decimal("326000.00")}
    rows = rows_of({**bank, "arrived_on": date(2026, 11, 20), "customer": "江州华岳置业有限公司"})
    assert check_rows(rows, BY, ON).standing == {2: Standing.SAME}
    assert Receipt.objects.get().verified_on == date(2026, 11, 20)


def test_an_undone_import_voids_what_was_new_and_gives_back_what_changed(cast: Cast) -> None:
    enter_receipts(by=BY, at=AT, rows=rows_of(line()))
    later = AT + timedelta(hours=1)
    written = enter_receipts(
        by=BY,
        at=later,
        rows=rows_of(line(amount=Decimal(5), verified_on=ON), line(number="2")),
    )
    undo_receipts(by=BY, at=later, written=written)
    first, second = Receipt.objects.order_by("pk")
    assert (first.amount, first.verified_on, first.verified_at) == (
        Decimal("326000.00"),
        None,
        None,
    )
    assert (second.voided_at, second.void_reason) == (later, "撤销导入")
    assert told(check_rows(rows_of(line(number="2")), BY, ON)) == []


def test_an_import_is_not_undone_after_a_line_was_verified(cast: Cast) -> None:
    written = enter_receipts(by=BY, at=AT, rows=rows_of(line()))
    verify_receipts(
        by=cast.actor("finance"),
        at=AT + timedelta(hours=1),
        on=ON,
        receipts=[written[0].record.id],
        verified_on=ON,
    )
    with pytest.raises(UnableToTakeBack):
        undo_receipts(by=BY, at=AT + timedelta(hours=2), written=written)
    assert Receipt.objects.get().voided_at is None


def test_a_changed_line_that_was_verified_since_keeps_its_amount(cast: Cast) -> None:
    (made,) = enter_receipts(by=BY, at=AT, rows=rows_of(line()))
    written = enter_receipts(by=BY, at=AT, rows=rows_of(line(amount=Decimal(5))))
    verify_receipts(
        by=cast.actor("finance"),
        at=AT + timedelta(hours=1),
        on=ON,
        receipts=[made.record.id],
        verified_on=ON,
    )
    with pytest.raises(UnableToTakeBack, match="之后又有改动"):
        undo_receipts(by=BY, at=AT + timedelta(hours=2), written=written)
    assert Receipt.objects.get().amount == Decimal(5)


def test_a_changed_line_that_was_voided_since_stays_voided_as_it_was(cast: Cast) -> None:
    (made,) = enter_receipts(by=BY, at=AT, rows=rows_of(line()))
    written = enter_receipts(by=BY, at=AT, rows=rows_of(line(amount=Decimal(5))))
    void_receipt(by=cast.actor("finance"), at=AT, receipt=made.record.id, reason="重复登记")
    with pytest.raises(UnableToTakeBack, match="已经作废"):
        undo_receipts(by=BY, at=AT, written=written)
    assert Receipt.objects.get().amount == Decimal(5)


def test_one_receipt_is_entered_verified_and_voided_by_services(cast: Cast) -> None:
    finance = cast.actor("finance")
    made = enter_receipt(by=finance, at=AT, on=ON, **line())
    with pytest.raises(UnableToEnterReceipt, match="已经登记"):
        enter_receipt(by=finance, at=AT, on=ON, **line())
    with pytest.raises(UnableToEnterReceipt, match="还没有到"):
        enter_receipt(by=finance, at=AT, on=ON, **line(number="2", arrived_on=date(2026, 12, 1)))
    (verified,) = verify_receipts(by=finance, at=AT, on=ON, receipts=[made.pk], verified_on=ON)
    assert verified.verified_by_id == finance.staff_id
    with pytest.raises(UnableToVoidReceipt, match="原因"):
        void_receipt(by=finance, at=AT, receipt=made.pk, reason=" ")
    assert void_receipt(by=finance, at=AT, receipt=made.pk, reason="重复登记").voided_at == AT


def test_the_database_itself_refuses_a_zero_and_a_second_number(cast: Cast) -> None:
    enter_receipts(by=BY, at=AT, rows=rows_of(line()))
    stored = Receipt.objects.get()
    for values in ({"amount": Decimal(0)}, {"verified_on": date(2026, 11, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Receipt.objects.filter(pk=stored.pk).update(**values)
    stored.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        stored.save(force_insert=True)


def test_each_sees_the_receipts_of_their_scope(cast: Cast) -> None:
    enter_receipts(
        by=BY,
        at=AT,
        rows=rows_of(
            line(),
            line(number="2", staff="孟凡"),
            line(number="3", staff="唐宁"),
            line(number="4", staff=None),
        ),
    )
    seen = {
        key: "".join(sorted(one.number[-1] for one in receipts_of(cast.actor(key))))
        for key in ("ka_rep", "ka_clerk", "ka_head", "market_director", "finance", "admin")
    }
    assert seen == {
        "ka_rep": "6",
        "ka_clerk": "26",
        "ka_head": "26",
        "market_director": "236",
        "finance": "2346",
        "admin": "",
    }


def test_what_goes_out_is_what_came_in(cast: Cast) -> None:
    enter_receipts(by=BY, at=AT, rows=rows_of(line()))
    assert list(rows_given_out(BY, {})) == [line()]
    assert list(rows_given_out(BY, {"month": "2026-10"})) == []
    assert list(rows_given_out(BY, {"state": "verified"})) == []


def test_a_thousand_lines_need_a_few_queries(cast: Cast) -> None:
    rows = [SheetRow(number, line(number=f"N{number:05d}")) for number in range(2, 1002)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert told(check_rows(rows, BY, ON)) == []
    assert len(asked) <= 6
    with CaptureQueriesContext(connection) as done, work(by=BY, at=AT):
        enter_receipts(by=BY, at=AT, rows=rows)
    assert Receipt.objects.count() == 1000
    assert len(done) <= 40
