"""An import: matched, checked, stored once, taken back; refused where it must be."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from dakehu.audit.models import Entry
from dakehu.calendar.models import Day
from dakehu.calendar.services import set_day
from dakehu.exchange.models import Import, ImportedRow, Layout
from dakehu.exchange.queries.imports import import_seen, page_of
from dakehu.exchange.reading.books import UnreadableFile
from dakehu.exchange.services import checking
from dakehu.exchange.services.checking import check_soon
from dakehu.exchange.services.running import run_import
from dakehu.exchange.services.undoing import UnableToUndo, undo_soon
from dakehu.exchange.services.uploading import (
    UnableToImport,
    ask_again,
    cancel,
    choose_tab,
    match_columns,
    upload,
)
from dakehu.kit.models import Job
from dakehu.kit.settings_store import forget
from tests.cast import AT, ON, Cast
from tests.exchange.sheets_at_hand import SPRING, book_of, csv_of

SHEET = "working_days"


def _upload(cast: Cast, content: bytes = SPRING, name: str = "放假.csv", tab: str = "") -> Import:
    by = cast.actor("hr_admin")
    return upload(by=by, at=AT, sheet=SHEET, name=name, content=content, tab=tab)


def _checked(cast: Cast, content: bytes = SPRING, name: str = "放假.csv") -> Import:
    found = _upload(cast, content, name)
    return check_soon(by=cast.actor("hr_admin"), at=AT, on=ON, number=found.pk)


def _run(cast: Cast, found: Import, mode: str = "all", key: str = "hr_admin") -> Import:
    return run_import(by=cast.actor(key), at=AT, on=ON, number=found.pk, mode=mode)


def _counts(found: Import) -> tuple[int, int, int, int, int]:
    return (
        found.new_count,
        found.changed_count,
        found.same_count,
        found.faulty_count,
        found.done_count,
    )


def test_a_file_with_known_headings_is_matched_and_checked_without_a_question(cast: Cast) -> None:
    found = _checked(cast)

    assert (found.state, found.matching) == ("checked", ["day", "kind", "name"])
    assert _counts(found) == (3, 0, 0, 0, 0)
    assert found.preview[0] == {
        "row": 2,
        "standing": "new",
        "cells": ["2027-02-08", "休息", "春节"],
    }
    assert not Day.objects.exists()


def test_what_was_checked_is_stored_and_told_in_the_trail(cast: Cast) -> None:
    found = _run(cast, _checked(cast))

    assert (found.state, found.done_count) == ("done", 3)
    assert list(Day.objects.values_list("day", "is_working"))[:2] == [
        (date(2027, 2, 8), False),
        (date(2027, 2, 9), False),
    ]
    assert ImportedRow.objects.filter(source=found, before__isnull=True).count() == 3
    assert Entry.objects.filter(action="exchange.imported", record=f"import:{found.pk}").exists()


def test_rows_that_are_stored_already_are_passed_over_and_changed_ones_told(cast: Cast) -> None:
    by = cast.actor("hr_admin")
    set_day(by=by, at=AT, day=date(2027, 2, 8), is_working=False, name="春节")
    set_day(by=by, at=AT, day=date(2027, 2, 9), is_working=True)

    found = _checked(cast)
    assert _counts(found) == (1, 1, 1, 0, 0)
    assert [one["standing"] for one in found.preview] == ["changed", "new"]

    assert _counts(_run(cast, found)) == (1, 1, 1, 0, 2)
    assert not Day.objects.get(day=date(2027, 2, 9)).is_working


def test_the_same_file_never_goes_in_a_second_time(cast: Cast) -> None:
    done = _run(cast, _checked(cast))

    with pytest.raises(UnableToImport, match=r"已于 .* 由何蕾导入") as refusal:
        _upload(cast, name="改了名字.csv")
    assert refusal.value.number == done.pk
    assert Import.objects.count() == 1


def test_a_file_uploaded_twice_before_it_went_in_goes_in_once(cast: Cast) -> None:
    first, second = _checked(cast), _checked(cast)
    _run(cast, first)

    with pytest.raises(UnableToImport, match="不能再次导入"):
        _run(cast, second)
    assert ImportedRow.objects.count() == 3


def test_pressed_twice_it_is_done_once_and_a_second_person_is_told(cast: Cast) -> None:
    found = _checked(cast)
    assert _run(cast, found).state == _run(cast, found).state == "done"

    with pytest.raises(UnableToImport):
        _run(cast, found, key="admin")
    assert ImportedRow.objects.count() == 3


FAULTY = csv_of(
    [
        ("2027-02-08", "休息", "春节"),
        ("2月9日", "休息", "春节"),
        ("2027-02-08", "休息", "又一次"),
        ("2027-02-20", "也许", "春节调休"),
    ]
)


def test_faults_are_told_with_row_column_and_remedy_and_keep_all_out(cast: Cast) -> None:
    found = _checked(cast, FAULTY)

    assert _counts(found)[:4] == (1, 0, 0, 3)
    told = {(one["row"], one["column"]) for one in found.faults}
    assert told == {(3, "日期"), (4, "日期"), (5, "上班或休息")}
    assert all(one["remedy"] for one in found.faults)
    assert found.error_file is not None
    assert found.error_file.name == "放假_问题表.xlsx"
    with pytest.raises(UnableToImport, match="有 3 行有问题"):
        _run(cast, found)
    assert not Day.objects.exists()


def test_the_good_rows_alone_go_in_where_that_was_chosen(cast: Cast) -> None:
    found = _run(cast, _checked(cast, FAULTY), "good")

    assert (found.state, _counts(found)) == ("done", (1, 0, 0, 3, 1))
    assert Day.objects.count() == 1


def test_a_row_that_went_bad_after_the_check_keeps_all_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _checked(cast)
    by = cast.actor("hr_admin")
    real = checking.sorted_by_area

    def gone_bad(kind, batch, by, on):  # type: ignore[no-untyped-def]
        batch.faults.append(checking.Fault(4, "day", "这一天已经过去"))
        return real(kind, batch, by, on)

    monkeypatch.setattr("dakehu.exchange.services.running.sorted_by_area", gone_bad)
    with pytest.raises(UnableToImport, match="检查之后数据有了变化"):
        run_import(by=by, at=AT, on=ON, number=found.pk, mode="all")
    assert not Day.objects.exists()
    assert Import.objects.get().state == "checked"


def test_unknown_headings_are_asked_for_once_and_remembered(cast: Cast) -> None:
    by = cast.actor("hr_admin")
    rows = [("2027-02-08", "休息", "春节")]
    headings = ("哪天", "怎么过", "为何")
    found = _upload(cast, csv_of(rows, headings))
    assert found.state == "uploaded"

    with pytest.raises(UnableToImport, match="必填的列：上班或休息"):
        match_columns(by=by, at=AT, number=found.pk, codes=["day", "", "name"])
    with pytest.raises(UnableToImport, match="“日期”对应了不止一列"):
        match_columns(by=by, at=AT, number=found.pk, codes=["day", "day", "kind"])
    match_columns(by=by, at=AT, number=found.pk, codes=["day", "kind", ""])
    found = check_soon(by=by, at=AT, on=ON, number=found.pk)
    assert found.preview[0]["cells"] == ["2027-02-08", "休息", ""]

    again = _upload(cast, csv_of([("2027-02-09", "休息", "春节")], headings))
    assert (again.state, again.matching) == ("matched", ["day", "kind", ""])
    assert Layout.objects.count() == 1


def test_two_columns_of_one_name_are_told_apart(cast: Cast) -> None:
    by = cast.actor("hr_admin")
    content = csv_of([("2027-02-08", "休息", "春节")], ("日期", "备注", "备注"))
    found = _upload(cast, content)
    match_columns(by=by, at=AT, number=found.pk, codes=["day", "kind", "name"])

    found = check_soon(by=by, at=AT, on=ON, number=found.pk)
    assert found.preview[0]["cells"] == ["2027-02-08", "休息", "春节"]


def test_another_worksheet_can_be_taken(cast: Cast, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "两张表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, day in (("去年", "2026-02-16"), ("今年", "2027-02-08")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["日期", "上班或休息"])
            sheet.write_row(1, 0, [day, "休息"])
    found = _upload(cast, path.read_bytes(), "两张表.xlsx")
    assert found.tab == "去年"

    by = cast.actor("hr_admin")
    found = choose_tab(by=by, at=AT, number=found.pk, tab="今年")
    match_columns(by=by, at=AT, number=found.pk, codes=["day", "kind"])
    found = check_soon(by=by, at=AT, on=ON, number=found.pk)
    assert found.preview[0]["cells"][0] == "2027-02-08"
    with pytest.raises(UnreadableFile, match="没有名为“明年”的工作表"):
        choose_tab(by=by, at=AT, number=found.pk, tab="明年")


def test_an_import_is_taken_back_within_a_day(cast: Cast) -> None:
    by = cast.actor("hr_admin")
    set_day(by=by, at=AT, day=date(2027, 2, 9), is_working=True, name="盘点")
    found = _run(cast, _checked(cast))

    late = AT + timedelta(hours=24, seconds=1)
    with pytest.raises(UnableToUndo, match="超过 24 小时"):
        undo_soon(by=by, at=late, number=found.pk)
    undone = undo_soon(by=by, at=AT + timedelta(hours=24), number=found.pk)

    assert (undone.state, undone.undone_by) == ("undone", "何蕾")
    assert list(Day.objects.values_list("day", "is_working", "name")) == [
        (date(2027, 2, 9), True, "盘点")
    ]
    with pytest.raises(UnableToUndo, match="已经撤销"):
        undo_soon(by=by, at=AT, number=found.pk)
    assert _run(cast, _checked(cast)).done_count == 3


def test_an_import_can_be_dropped_until_it_is_stored(cast: Cast) -> None:
    by = cast.actor("hr_admin")
    found = _checked(cast)
    cancel(by=by, at=AT, number=found.pk)
    assert Import.objects.get().state == "cancelled"

    done = _run(cast, _checked(cast))
    with pytest.raises(UnableToImport, match="已导入"):
        cancel(by=by, at=AT, number=done.pk)
    with pytest.raises(UnableToImport, match="已导入"):
        ask_again(by=by, at=AT, number=done.pk)


def test_only_those_with_the_sheets_permission_import_and_see_imports(cast: Cast) -> None:
    rep = cast.actor("ka_rep")
    with pytest.raises(PermissionDenied):
        upload(by=rep, at=AT, sheet=SHEET, name="放假.csv", content=SPRING)
    found = _checked(cast)
    for act in (run_import,):
        with pytest.raises(PermissionDenied):
            act(by=rep, at=AT, on=ON, number=found.pk, mode="all")
    assert import_seen(rep, found.pk) is None
    assert import_seen(cast.actor("admin"), found.pk) == found
    assert Import.objects.get().state == "checked"


def test_a_large_file_is_checked_and_stored_in_the_background(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dakehu.kit.jobs import run_job

    monkeypatch.setattr("dakehu.exchange.services.checking.AT_ONCE", 2)
    monkeypatch.setattr("dakehu.exchange.services.running.AT_ONCE", 2)
    monkeypatch.setattr("dakehu.exchange.services.undoing.AT_ONCE", 2)
    found = _checked(cast)
    assert (found.state, page_of(found).is_busy) == ("matched", True)
    run_job(found.job_id or 0)
    forget()

    found = _run(cast, Import.objects.get())
    assert (found.state, page_of(found).is_busy) == ("running", True)
    run_job(found.job_id or 0)
    found = Import.objects.get()
    assert (found.state, Day.objects.count()) == ("done", 3)

    found = undo_soon(by=cast.actor("hr_admin"), at=AT, number=found.pk)
    assert page_of(found).is_busy
    run_job(found.job_id or 0)
    assert (Import.objects.get().state, Day.objects.count()) == ("undone", 0)
    assert [job.state for job in Job.objects.all()] == ["done"] * 3


def test_a_table_of_a_thousand_days_needs_few_questions(
    cast: Cast, tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    start = date(2031, 1, 1)
    rows = [(start + timedelta(days=day), "休息", "停产") for day in range(1000)]
    found = _upload(cast, book_of(tmp_path / "days.xlsx", rows), "停产.xlsx")

    with django_assert_max_num_queries(30):
        found = check_soon(by=cast.actor("hr_admin"), at=AT, on=ON, number=found.pk)
    assert found.new_count == 1000


def test_a_worksheet_of_an_endless_name_is_known_by_its_beginning(
    cast: Cast, tmp_path: Path
) -> None:
    import zipfile

    book = tmp_path / "长.xlsx"
    book_of(book, [("2027-02-08", "休息", "春节")])
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    long = ("放假" * 80).encode()
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("放假".encode(), long)
    with zipfile.ZipFile(book, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    found = _checked(cast, book.read_bytes(), "长.xlsx")

    assert len(found.tab) == 100
    assert _run(cast, found).done_count == 1
