"""Comparing a run with the company's own pay sheet: upload, columns, result, workbook."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from dakehu.documents.queries.files import path_of
from dakehu.documents.services.files import store_file
from dakehu.exchange.queries.looking import column_fault
from dakehu.exchange.reading.books import Book, UnreadableFile, open_book
from dakehu.exchange.reading.headings import told_apart
from dakehu.exchange.services.exporting import note_export
from dakehu.exchange.services.layouts import remember_layout
from dakehu.exchange.services.uploading import on_disk
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.exporting import Taken
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import Unit, work
from dakehu.pay.access import COMPARE, comparisons_visible_to, runs_visible_to
from dakehu.pay.comparing.book import write_comparison
from dakehu.pay.comparing.causes import find_causes
from dakehu.pay.comparing.choosing import best_of
from dakehu.pay.comparing.compare import DIFFERENT, SAME, compare
from dakehu.pay.comparing.lines import OurLine
from dakehu.pay.comparing.reading import PaySheet, read_pay_sheets
from dakehu.pay.comparing.telling import stored, summary
from dakehu.pay.data.pay_sheet import PAY_SHEET
from dakehu.pay.models import PayComparison, SettlementRun
from dakehu.pay.queries import comparisons as reading
from dakehu.pay.queries.axes import axes_of_run
from dakehu.pay.settling.axes import heading_axes
from dakehu.periods.queries import month_name

LONGEST: Final = 10 * 1024 * 1024


class UnableToCompare(UnableTo):
    """The sheet cannot be compared that way."""


def upload_pay_sheet(
    *, by: Actor, at: datetime, run: int, name: str, content: bytes | BinaryIO | Path
) -> PayComparison:
    """Keep a pay sheet and compare it, where its columns are known; else somebody is asked.

    Of several worksheets the one is taken that agrees best. Raises `UnreadableFile` for what is no
    table, `UnableToStoreFile` for what is not kept.
    """
    found_run = _run(by, run)
    with on_disk(content, name) as path:
        book = open_book(path, name)
        sheets = _usable(book)
        ours = reading.our_lines_of(by, found_run) if sheets else []
        sheet = best_of(ours, sheets)[0] if sheets else None
        look = reading.first_look(book, sheet.tab if sheet else "")
        if look is None:
            raise UnreadableFile(_("没有找到工资表的表头。请在数据上面写一行列名。"), field="file")
        result = _result(found_run, ours, sheet) if sheet else {}
        with work(by=by, at=at) as unit:
            file = store_file(by=by, at=at, name=name, content=path, longest=LONGEST)
            found = PayComparison.objects.create(
                run=found_run,
                revision=found_run.revision,
                file=file,
                file_name=file.name,
                tab=look.tab,
                headings=look.headings,
                matching=look.codes,
                compared_at=at,
                compared_by_id=by.staff_id,
            )
            if result:
                _store_result(unit, found, found_run, result)
    return PayComparison.objects.get(pk=found.pk)


def match_pay_sheet(
    *, by: Actor, at: datetime, comparison: int, codes: Sequence[str]
) -> PayComparison:
    """Say what each column is ("" for nothing), remember it, and compare."""
    found = _comparison(by, comparison)
    run = _run(by, found.run_id)
    _check_codes(found, codes)
    decided = dict(zip(told_apart(found.headings), codes, strict=True))
    sheet = read_pay_sheets(_book(found), lambda _headings: decided, found.tab)[0]
    result = _result(run, reading.our_lines_of(by, run), sheet)
    with work(by=by, at=at) as unit:
        remember_layout(sheet=PAY_SHEET.code, headings=found.headings, codes=codes, at=at)
        PayComparison.objects.filter(pk=found.pk).update(matching=list(codes), compared_at=at)
        _store_result(unit, found, run, result)
    return PayComparison.objects.get(pk=found.pk)


def choose_pay_tab(*, by: Actor, at: datetime, comparison: int, tab: str) -> PayComparison:
    """Take another worksheet of the file; it is compared once its columns are confirmed."""
    found = _comparison(by, comparison)
    look = reading.first_look(_book(found), tab)
    if look is None:
        raise UnableToCompare(_("这张工作表里没有表头，请换一张。"), field="tab")
    with work(by=by, at=at):
        PayComparison.objects.filter(pk=found.pk).update(
            tab=look.tab, headings=look.headings, matching=look.codes
        )
    return PayComparison.objects.get(pk=found.pk)


def take_comparison(*, by: Actor, at: datetime, comparison: int) -> Taken:
    """The result as a workbook, and note that it went out."""
    found = _comparison(by, comparison)
    if not found.is_matched:
        raise UnableToCompare(_("还没有对比，请先对应列。"))
    run = SettlementRun.objects.defer("facts").get(pk=found.run_id)
    name = _("对比_%(month)s.xlsx") % {"month": run.pay_month}
    about = (_about(found), reading.summary_told(found))
    with tempfile.TemporaryDirectory(prefix="dakehu-") as folder:
        target = Path(folder) / "comparison.xlsx"
        heading = heading_axes(axes_of_run(run)).told
        moment = timezone.localtime(at)
        write_comparison(target, found.result, heading=heading, about=about, at=moment)
        title = _("%s发放与工资表的对比") % month_name(run.pay_month)
        count = len(found.result["people"])
        note_export(by=by, at=at, code="pay.comparison", name=title, file_name=name, rows=count)
        return Taken(name, target.open("rb"))


# ---------------------------------------------------------------- comparing


def _usable(book: Book) -> list[PaySheet]:
    """The worksheets whose columns are known; none where somebody has to be asked."""
    try:
        return read_pay_sheets(book, reading.remembered)
    except UnreadableFile:
        return []


def _result(run: SettlementRun, ours: Sequence[OurLine], sheet: PaySheet) -> dict[str, Any]:
    """The comparison with its causes, as it is stored."""
    found = compare(ours, sheet.lines)
    if found.count(DIFFERENT):
        found = find_causes(found, reading.month_again(run))
    found = replace(found, notices=(*found.notices, *sheet.notices))
    return {**stored(found), "summary": summary(found)}


def _store_result(
    unit: Unit, found: PayComparison, run: SettlementRun, result: dict[str, Any]
) -> None:
    states = [one["state"] for one in result["people"]]
    agree, differ = states.count(SAME), states.count(DIFFERENT)
    PayComparison.objects.filter(pk=found.pk).update(
        revision=run.revision,
        result=result,
        agree=agree,
        differ=differ,
        apart=len(states) - agree - differ,
    )
    unit.note(
        "pay.sheet_compared",
        RecordRef("settlement_run", run.pk),
        month=run.pay_month,
        summary=result["summary"],
    )


def _check_codes(found: PayComparison, codes: Sequence[str]) -> None:
    fault = column_fault(PAY_SHEET, found.headings, codes)
    if fault is not None:
        raise UnableToCompare(fault[0])
    if not reading.may_be_compared(filter(None, codes)):
        told = _("至少要有工号或姓名，再加一项要对比的，如应发合计。")
        raise UnableToCompare(told)


def _about(found: PayComparison) -> str:
    told = _("对比的表：%(file)s，工作表“%(tab)s”")
    return told % {"file": found.file_name, "tab": found.tab}


def _book(found: PayComparison) -> Book:
    return open_book(path_of(found.file), found.file_name)


def _run(by: Actor, pk: int) -> SettlementRun:
    found = runs_visible_to(by).filter(pk=pk).first() if by.may(COMPARE) else None
    if found is None:
        raise PermissionDenied
    return found


def _comparison(by: Actor, pk: int) -> PayComparison:
    found = comparisons_visible_to(by).select_related("file").filter(pk=pk).first()
    if found is None:
        raise PermissionDenied
    return found
