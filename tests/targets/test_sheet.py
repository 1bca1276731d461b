"""Targets as a file brings them in: subjects, faults, changes, taking back, who sees what."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dakehu.exchange.reading.books import open_book
from dakehu.exchange.reading.headings import find_headings, match
from dakehu.exchange.reading.rows import read_rows
from dakehu.kit.actors import system
from dakehu.kit.keyed_rows import UnableToTakeBack
from dakehu.kit.sheets import SheetRow, Standing
from dakehu.organization.models import Staff
from dakehu.organization.services.staff import add_staff, end_employment
from dakehu.periods.queries import MonthIsClosed
from dakehu.periods.services import close_month
from dakehu.targets.models import Target
from dakehu.targets.queries import check_rows, rows_given_out, targets_of
from dakehu.targets.services import UnableToSetTarget, set_target, set_targets, undo_targets
from dakehu.targets.sheets import TARGETS
from tests.cast import AT, ON, SINCE, Cast
from tests.organization.conftest import SignedIn
from tests.sheet_rows import rows_of, told

BY = system("tests")


def number(cast: Cast, key: str) -> str:
    return Staff.objects.get(pk=cast.staff[key]).number


def line(subject: str, **given: Any) -> dict[str, Any]:
    return {
        "subject": subject,
        "name": None,
        "month": "2026-11",
        "metric": "receipts",
        "base": Decimal("1000000.00"),
        "challenge": Decimal("1200000.00"),
        "actual": None,
        **given,
    }


def test_a_subject_is_a_person_by_number_or_a_unit_by_name(cast: Cast) -> None:
    rows = rows_of(line(number(cast, "ka_rep")), line("大客户部"))
    assert not check_rows(rows, BY, ON).faults
    set_targets(by=BY, at=AT, on=ON, rows=rows)
    person, unit = Target.objects.order_by("pk")
    assert (person.staff_id, person.unit_id, person.home_id) == (
        cast.staff["ka_rep"],
        None,
        cast.units["ka"],
    )
    assert (unit.staff_id, unit.unit_id) == (None, cast.units["ka"])
    assert set(check_rows(rows, BY, ON).standing.values()) == {Standing.SAME}
    assert list(rows_given_out(BY, {"q": "大客户部"})) == [line("大客户部")]


def test_wrong_subjects_are_told_with_what_was_meant(cast: Cast) -> None:
    rows = rows_of(line("大客户"), line("林晓雯"), line(number(cast, "ka_rep"), name="孟凡"))
    found = check_rows(rows, BY, ON)
    assert told(found, 2) == ["没有叫“大客户”的部门，也没有这个工号。"]
    by_row = {one.row: one for one in found.faults}
    assert "大客户部" in by_row[2].remedy
    assert told(found, 3) == ["没有工号“林晓雯”。"]
    assert number(cast, "ka_rep") in by_row[3].remedy
    assert told(found, 4) == [f"工号 {number(cast, 'ka_rep')} 是林晓雯，表中写的是孟凡。"]


def test_a_challenge_below_the_target_is_refused(cast: Cast) -> None:
    found = check_rows(rows_of(line("大客户部", challenge=Decimal(1))), BY, ON)
    assert told(found) == ["挑战目标低于目标。"]
    with pytest.raises(UnableToSetTarget, match="挑战目标低于目标"):
        set_target(by=BY, at=AT, on=ON, **line("大客户部", challenge=Decimal(1)))


def test_nobody_gets_a_target_for_a_month_in_which_they_were_gone(cast: Cast) -> None:
    end_employment(by=BY, at=AT, staff=cast.staff["ka_rep_2"], left_on=SINCE.replace(month=11))
    found = check_rows(rows_of(line(number(cast, "ka_rep_2"))), BY, ON)
    assert told(found) == ["孟凡自 2026-11-01 起已离职。"]
    newcomer = add_staff(by=BY, at=AT, name="新人", number="N1", hired_on=ON.replace(month=12))
    assert told(check_rows(rows_of(line(newcomer.number)), BY, ON)) == ["新人 2026-12-23 才入职。"]


@pytest.mark.parametrize("metrics", [None, ("回款", "")])
def test_a_target_that_stands_twice_in_a_file_is_told(
    tmp_path: Path, cast: Cast, metrics: tuple[str, str] | None
) -> None:
    heads = "对象,月份,目标" + (",指标" if metrics else "")
    lines = [
        f"大客户部,2026-12,{amount}" + (f",{metrics[place]}" if metrics else "")
        for place, amount in enumerate((100, 200))
    ]
    path = tmp_path / "目标.csv"
    path.write_text("\n".join([heads, *lines]), encoding="utf-8")
    (tab,) = open_book(path, path.name).tabs
    first, second = read_rows(TARGETS, tab, match(TARGETS, find_headings(tab, TARGETS)))
    assert isinstance(first, SheetRow)
    assert isinstance(second, list)
    assert second[0].message.startswith("第 3 行与第 2 行重复")


def test_a_closed_month_takes_no_target_and_gives_none_back(cast: Cast) -> None:
    written = set_targets(by=BY, at=AT, on=ON, rows=rows_of(line("大客户部", month="2026-10")))
    close_month(by=cast.actor("cfo"), at=AT, month="2026-10")
    assert told(check_rows(rows_of(line("大客户部", month="2026-10")), BY, ON)) == [
        "2026年10月已月结。"
    ]
    with pytest.raises(MonthIsClosed):
        undo_targets(by=BY, at=AT, written=written)


def test_an_undone_import_leaves_what_was_there_before(cast: Cast) -> None:
    set_target(by=BY, at=AT, on=ON, **line("大客户部"))
    written = set_targets(
        by=BY,
        at=AT,
        on=ON,
        rows=rows_of(line("大客户部", base=Decimal(5), challenge=None), line("市场部")),
    )
    assert [one.before is None for one in written] == [False, True]
    undo_targets(by=BY, at=AT, written=written)
    kept = Target.objects.get()
    assert (kept.base, kept.challenge) == (Decimal("1000000.00"), Decimal("1200000.00"))


def test_what_was_changed_again_after_an_import_keeps_it(cast: Cast) -> None:
    set_target(by=BY, at=AT, on=ON, **line("大客户部"))
    changed = line("大客户部", base=Decimal(5), challenge=None)
    written = set_targets(by=BY, at=AT, on=ON, rows=rows_of(changed))
    set_target(by=BY, at=AT, on=ON, **line("大客户部", base=Decimal(7)))
    with pytest.raises(UnableToTakeBack, match="之后又有改动"):
        undo_targets(by=BY, at=AT, written=written)
    assert Target.objects.get().base == Decimal(7)


def test_a_head_sets_targets_below_and_nowhere_else(cast: Cast) -> None:
    head = cast.actor("ka_head")
    mine = [line(number(cast, "ka_rep")), line("大客户部")]
    rows = rows_of(*mine, line("市场部"), line(number(cast, "project_manager")))
    found = check_rows(rows, head, ON)
    assert [one.message for one in found.faults] == [
        "市场部不在您可以登记的范围内。",
        "唐宁不在您可以登记的范围内。",
    ]
    with pytest.raises(PermissionDenied):
        set_targets(by=cast.actor("ka_rep"), at=AT, on=ON, rows=rows)


def test_a_rep_sees_the_own_target_and_that_of_the_own_unit(cast: Cast) -> None:
    set_targets(
        by=BY,
        at=AT,
        on=ON,
        rows=rows_of(
            line(number(cast, "ka_rep")),
            line(number(cast, "ka_rep_2")),
            line("大客户部"),
            line("市场部"),
        ),
    )
    rep = {str(one.staff or one.unit) for one in targets_of(cast.actor("ka_rep"))}
    head = {str(one.staff or one.unit) for one in targets_of(cast.actor("ka_head"))}
    assert rep == {"林晓雯", "大客户部"}
    assert head == {"林晓雯", "孟凡", "大客户部"}
    assert targets_of(cast.actor("gm")).count() == 4


def test_the_database_holds_one_target_of_a_subject_and_a_month(cast: Cast) -> None:
    made = set_target(by=BY, at=AT, on=ON, **line("大客户部"))
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.update(staff_id=cast.staff["ka_rep"])


def test_many_rows_need_a_few_queries(cast: Cast) -> None:
    subject = number(cast, "ka_rep")
    rows = [
        SheetRow(place, line(subject, month=f"{2100 + place // 12}-{place % 12 + 1:02d}"))
        for place in range(600)
    ]
    with CaptureQueriesContext(connection) as asked:
        assert not check_rows(rows, BY, ON).faults
    assert len(asked) <= 6


def test_the_list_tells_what_is_counted_from_receipts(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("ka_rep")
    empty = client.get(reverse("targets:list")).content.decode()
    assert "考核的业绩分" in empty
    set_target(by=BY, at=AT, on=ON, **line(number(cast, "ka_rep")))
    text = client.get(reverse("targets:list")).content.decode()
    assert "1,200,000.00" in text
    assert "按回款计算" in text
