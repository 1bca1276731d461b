"""The roll of people as a file brings it in: new ones, moves, pay basics, leaving, taking back."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dakehu.accounts.models import User
from dakehu.documents.services.attachments import attach
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.sheets import SheetRow, Standing
from dakehu.organization.models import Appointment, Staff
from dakehu.organization.services.company import set_company
from dakehu.pay.models import PayTerms
from dakehu.pay.queries.roll import check_rows, rows_given_out
from dakehu.pay.queries.terms import all_terms, in_force, terms_of
from dakehu.pay.services.roll import enter_roll, undo_roll
from dakehu.periods.queries import MonthIsClosed
from dakehu.periods.services import close_month
from dakehu.receipts.services import enter_receipt
from tests.cast import AT, COMPANY, ON, SINCE, Cast
from tests.organization.conftest import SignedIn
from tests.sheet_rows import notices, rows_of, told


@pytest.fixture
def hr(cast: Cast) -> Actor:
    return cast.actor("hr_admin")


def new(**given: Any) -> dict[str, Any]:
    return {
        "number": "2001",
        "name": "田野",
        "unit": "大客户部",
        "position": "大客户员",
        "scheme": "sales",
        "basic_wage": Decimal("4500.00"),
        "performance_base": Decimal("3000.00"),
        "on_probation": True,
        "hired_on": date(2026, 9, 7),
        "left_on": None,
        "mobile": "13911112222",
        "since": None,
        **given,
    }


def of(cast: Cast, key: str = "ka_rep", **given: Any) -> dict[str, Any]:
    """A row about somebody who is there, which asks for nothing but what is given."""
    person = Staff.objects.get(pk=cast.staff[key])
    blank = dict.fromkeys(new())
    return {**blank, "number": person.number, "name": person.name, **given}


PAY = {
    "scheme": "sales",
    "basic_wage": Decimal("4500.00"),
    "performance_base": Decimal("3000.00"),
}


def test_a_new_number_makes_a_person_with_position_account_and_terms(cast: Cast, hr: Actor) -> None:
    rows = rows_of(new())
    found = check_rows(rows, hr, ON)
    assert (told(found), found.standing) == ([], {})
    (written,) = enter_roll(by=hr, at=AT, on=ON, rows=rows)
    person = Staff.objects.get(number="2001")
    assert written.before is None
    assert written.record.id == person.pk
    assert User.objects.get(pk=person.user_id).mobile == "13911112222"
    held = Appointment.objects.get(staff=person)
    assert (held.position_id, held.starts_on) == (cast.positions["ka_rep"], date(2026, 9, 7))
    terms = PayTerms.objects.get()
    assert (terms.valid_from, terms.basic_wage, terms.is_on_probation) == (
        date(2026, 9, 1),
        Decimal("4500.00"),
        True,
    )
    assert check_rows(rows, hr, ON).standing == {2: Standing.SAME}


def test_terms_of_those_who_are_there_begin_when_they_joined_and_then_month_by_month(
    cast: Cast, hr: Actor
) -> None:
    enter_roll(by=hr, at=AT, on=ON, rows=rows_of(of(cast, **PAY)))
    raised = {**PAY, "basic_wage": Decimal("4800.00")}
    assert check_rows(rows_of(of(cast, **PAY)), hr, ON).standing == {2: Standing.SAME}
    enter_roll(by=hr, at=AT, on=ON, rows=rows_of(of(cast, **raised)))
    enter_roll(by=hr, at=AT, on=ON, rows=rows_of(of(cast, **PAY, since="2026-12")))
    mine = all_terms([cast.staff["ka_rep"]])[cast.staff["ka_rep"]]
    assert [(one.valid_from, one.basic_wage) for one in mine] == [
        (date(2026, 12, 1), Decimal("4500.00")),
        (date(2026, 11, 1), Decimal("4800.00")),
        (SINCE, Decimal("4500.00")),
    ]
    october = in_force(mine, date(2026, 10, 31))
    assert october is not None
    assert october.valid_from == SINCE
    assert in_force(mine, date(2025, 12, 31)) is None


def test_a_move_ends_the_old_position_on_the_day_the_new_one_begins(cast: Cast, hr: Actor) -> None:
    rows = rows_of(of(cast, "ka_rep_2", unit="市场部", position="项目经理", since="2026-11"))
    assert check_rows(rows, hr, ON).standing == {2: Standing.CHANGED}
    written = enter_roll(by=hr, at=AT, on=ON, rows=rows)
    held = Appointment.objects.filter(staff=cast.staff["ka_rep_2"]).order_by("starts_on")
    assert [(one.position_id, one.starts_on, one.ends_on) for one in held] == [
        (cast.positions["ka_rep"], SINCE, date(2026, 11, 1)),
        (cast.positions["project_manager"], date(2026, 11, 1), None),
    ]
    undo_roll(by=hr, at=AT, written=written)
    kept = Appointment.objects.get(staff=cast.staff["ka_rep_2"])
    assert (kept.position_id, kept.ends_on) == (cast.positions["ka_rep"], None)


def test_somebody_leaves_after_the_last_day_of_the_file(cast: Cast, hr: Actor) -> None:
    rows = rows_of(of(cast, "ka_rep_2", left_on=date(2026, 11, 15)))
    written = enter_roll(by=hr, at=AT, on=ON, rows=rows)
    assert Staff.objects.get(pk=cast.staff["ka_rep_2"]).left_on == date(2026, 11, 16)
    assert check_rows(rows, hr, ON).standing == {2: Standing.SAME}
    other = check_rows(rows_of(of(cast, "ka_rep_2", left_on=date(2026, 11, 20))), hr, ON)
    assert told(other) == ["孟凡的离职日期已登记为 2026-11-15。"]
    with pytest.raises(UnableTo, match="离职已经办理"):
        undo_roll(by=hr, at=AT, written=written)


@pytest.mark.parametrize(
    "given, fault",
    [
        ({"unit": "大客部"}, "没有叫“大客部”的部门，或者其中没有岗位。"),
        ({"position": "大客户专员"}, "大客户部没有“大客户专员”这个岗位。"),
        ({"position": None}, "部门和岗位只填了一个。"),
        ({"performance_base": None}, "方案、基本工资、绩效基数没有填全。"),
        ({"mobile": "13800000005"}, "这个手机号已由他人使用。"),
        ({"left_on": date(2026, 9, 1)}, "离职日期早于入职日期。"),
        (
            {"unit": "人事行政部", "position": "系统管理员"},
            "系统管理员只能由系统管理员任免。",
        ),
    ],
)
def test_a_faulty_row_is_told(cast: Cast, hr: Actor, given: dict[str, Any], fault: str) -> None:
    assert told(check_rows(rows_of(new(**given)), hr, ON)) == [fault]


def test_what_was_meant_is_suggested(cast: Cast, hr: Actor) -> None:
    rows = rows_of(new(unit="大客部"), new(number="2002", position="大客户专员", mobile=None))
    remedies = {one.row: one.remedy for one in check_rows(rows, hr, ON).faults}
    assert "“大客户部”" in remedies[2]
    assert "“大客户员”" in remedies[3]


def test_a_number_that_is_somebody_elses_is_told_and_a_namesake_noticed(
    cast: Cast, hr: Actor
) -> None:
    wrong = check_rows(rows_of(of(cast, name="林小雯")), hr, ON)
    number = Staff.objects.get(pk=cast.staff["ka_rep"]).number
    assert told(wrong) == [f"工号 {number} 是林晓雯，表中写的是林小雯。"]
    same = check_rows(rows_of(new(name="林晓雯")), hr, ON)
    assert (told(same), notices(same)) == ([], [f"已有一位林晓雯，工号 {number}。"])


def test_one_mobile_number_belongs_to_one_row(cast: Cast, hr: Actor) -> None:
    found = check_rows(rows_of(new(), new(number="2002", name="许佳")), hr, ON)
    assert told(found, 3) == ["手机号与第 2 行相同。"]


def test_a_wage_below_the_minimum_is_noticed(cast: Cast, hr: Actor) -> None:
    set_company(by=cast.actor("admin"), at=AT, name=COMPANY, minimum_wage=Decimal(2010))
    found = check_rows(rows_of(new(basic_wage=Decimal(2000))), hr, ON)
    assert (told(found), notices(found)) == ([], ["基本工资低于最低工资 2,010.00 元。"])


def test_terms_in_a_closed_month_stay_as_they_are(cast: Cast, hr: Actor) -> None:
    enter_roll(by=hr, at=AT, on=ON, rows=rows_of(of(cast, **PAY)))
    close_month(by=cast.actor("cfo"), at=AT, month="2026-10")
    changed = {**PAY, "basic_wage": Decimal(1)}
    found = check_rows(rows_of(of(cast, **changed, since="2026-10")), hr, ON)
    assert told(found) == ["2026年10月已月结，工资基础不能再改。"]


def test_an_undone_import_removes_newcomers_of_whom_nothing_is_recorded(
    cast: Cast, hr: Actor
) -> None:
    enter_roll(by=hr, at=AT, on=ON, rows=rows_of(of(cast, **PAY)))
    before = Staff.objects.count()
    raised = {**PAY, "basic_wage": Decimal("4800.00")}
    rows = rows_of(new(), of(cast, **raised, mobile="13700000000"))
    written = enter_roll(by=hr, at=AT, on=ON, rows=rows)
    undo_roll(by=hr, at=AT, written=written)
    assert Staff.objects.count() == before
    assert not User.objects.filter(mobile="13911112222").exists()
    assert PayTerms.objects.get().basic_wage == Decimal("4500.00")
    assert Staff.objects.get(pk=cast.staff["ka_rep"]).mobile == "13800000005"
    again = check_rows(rows, hr, ON)
    assert (told(again), again.standing) == ([], {3: Standing.CHANGED})


def test_a_newcomer_with_files_is_not_taken_back(
    cast: Cast, hr: Actor, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    written = enter_roll(by=hr, at=AT, on=ON, rows=rows_of(new()))
    person = written[0].record
    attach(by=hr, at=AT, record=person, name="a.txt", content="身份证".encode(), retention="staff")

    with pytest.raises(UnableTo, match="田野已有附件，不能撤销"):
        undo_roll(by=hr, at=AT, written=written)

    assert Staff.objects.filter(pk=person.id).exists()


def test_an_undone_import_leaves_the_mobile_number_that_was_changed_since(
    cast: Cast, hr: Actor
) -> None:
    rows = rows_of(of(cast, **PAY, mobile="13700000000", hired_on=date(2025, 5, 6)))
    enter_roll(by=hr, at=AT, on=ON, rows=rows)
    raised = {**PAY, "basic_wage": Decimal("4800.00")}
    written = enter_roll(by=hr, at=AT, on=ON, rows=rows_of(of(cast, **raised)))
    enter_roll(by=hr, at=AT, on=ON, rows=rows_of(of(cast, mobile="13700000001")))
    undo_roll(by=hr, at=AT, written=written)
    assert Staff.objects.get(pk=cast.staff["ka_rep"]).mobile == "13700000001"
    assert in_force(all_terms([cast.staff["ka_rep"]])[cast.staff["ka_rep"]], ON).basic_wage == 4500


def test_pay_of_a_month_that_was_closed_since_is_not_taken_back(cast: Cast, hr: Actor) -> None:
    enter_roll(by=hr, at=AT, on=ON, rows=rows_of(of(cast, **PAY)))
    raised = {**PAY, "basic_wage": Decimal("4800.00")}
    written = enter_roll(by=hr, at=AT, on=ON, rows=rows_of(of(cast, **raised, since="2026-10")))
    close_month(by=cast.actor("cfo"), at=AT, month="2026-10")
    with pytest.raises(MonthIsClosed):
        undo_roll(by=hr, at=AT, written=written)
    assert PayTerms.objects.filter(basic_wage=4800).exists()


def test_a_newcomer_with_a_receipt_stays(cast: Cast, hr: Actor) -> None:
    written = enter_roll(by=hr, at=AT, on=ON, rows=rows_of(new()))
    enter_receipt(
        by=cast.actor("finance"),
        at=AT,
        on=ON,
        number="1",
        arrived_on=ON,
        customer="江州华岳置业有限公司",
        amount=Decimal(1),
        staff="田野",
    )
    with pytest.raises(UnableTo, match="田野已有其他记录"):
        undo_roll(by=hr, at=AT, written=written)
    assert Staff.objects.filter(number="2001").exists()


def test_pay_is_seen_by_the_person_and_by_those_who_decide_on_it(cast: Cast, hr: Actor) -> None:
    enter_roll(by=hr, at=AT, on=ON, rows=rows_of(of(cast, **PAY), of(cast, "ka_rep_2", **PAY)))
    counts = {
        key: terms_of(cast.actor(key)).count()
        for key in ("ka_rep", "ka_head", "finance", "hr_admin", "cfo", "gm", "admin")
    }
    assert counts == {
        "ka_rep": 1,
        "ka_head": 0,
        "finance": 0,
        "hr_admin": 2,
        "cfo": 2,
        "gm": 2,
        "admin": 0,
    }
    given = {one["name"]: one for one in rows_given_out(cast.actor("ka_rep"), {}, ON)}
    assert given["林晓雯"]["basic_wage"] == Decimal("4500.00")
    assert (given["孟凡"]["basic_wage"], given["孟凡"]["mobile"]) == (None, "138****0006")
    with pytest.raises(PermissionDenied):
        enter_roll(by=cast.actor("ka_head"), at=AT, on=ON, rows=rows_of(of(cast, **PAY)))


def test_what_goes_out_is_what_came_in(cast: Cast, hr: Actor) -> None:
    enter_roll(by=hr, at=AT, on=ON, rows=rows_of(new()))
    (out,) = rows_given_out(hr, {"q": "田野"}, ON)
    assert out == new(since="2026-09")
    assert check_rows(rows_of(out), hr, ON).standing == {2: Standing.SAME}


def test_the_database_holds_one_term_a_month_and_none_below_zero(cast: Cast, hr: Actor) -> None:
    enter_roll(by=hr, at=AT, on=ON, rows=rows_of(of(cast, **PAY)))
    with pytest.raises(IntegrityError), transaction.atomic():
        PayTerms.objects.update(basic_wage=Decimal(-1))
    stored = PayTerms.objects.get()
    stored.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        stored.save(force_insert=True)


def test_a_thousand_rows_need_a_few_queries(cast: Cast, hr: Actor) -> None:
    rows = [SheetRow(place, new(number=f"N{place}", mobile=None)) for place in range(1000)]
    with CaptureQueriesContext(connection) as asked:
        assert not check_rows(rows, hr, ON).faults
    assert len(asked) <= 10


def test_the_list_tells_the_terms(cast: Cast, hr: Actor, signed_in: SignedIn) -> None:
    client = signed_in("ka_rep")
    assert "只有本人" in client.get(reverse("pay:terms")).content.decode()
    enter_roll(by=hr, at=AT, on=ON, rows=rows_of(of(cast, **PAY)))
    assert "4,500.00" in client.get(reverse("pay:terms")).content.decode()
    assert "4,500.00" not in signed_in("ka_head").get(reverse("pay:terms")).content.decode()
