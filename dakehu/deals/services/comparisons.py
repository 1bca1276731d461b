"""Comparing the company's own list of quotes with the rule prices: upload, columns, workbook."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dakehu.catalog.queries import sees_cost
from dakehu.deals.access import COMPARE_QUOTES
from dakehu.deals.data.quote_sheet import BELOW, OK, QUOTE_SHEET, UNTOLD, is_enough
from dakehu.deals.data.result_columns import STATES, result_columns
from dakehu.deals.models import QuoteComparison
from dakehu.deals.queries.comparisons import comparison_of, quote_line, summary_of
from dakehu.deals.queries.quote_rows import compared, counts_of
from dakehu.documents.queries.files import path_of
from dakehu.documents.services.files import store_file
from dakehu.exchange.queries.looking import Look, column_fault, look_at, source_in
from dakehu.exchange.reading.books import Book, open_book
from dakehu.exchange.services.exporting import note_export, watermark_of
from dakehu.exchange.services.layouts import remember_layout
from dakehu.exchange.services.uploading import on_disk
from dakehu.exchange.writing.books import TabToWrite, write_book
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.exporting import Taken
from dakehu.kit.work import Unit, work

LONGEST: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 2000
_FIGURES: Final = ("cost", "rule", "offered", "unit_gap", "total_gap", "enough")


class UnableToCompareQuotes(UnableTo):
    """The list cannot be compared that way."""


def upload_quotes(
    *, by: Actor, at: datetime, on: date, name: str, content: bytes | BinaryIO | Path
) -> QuoteComparison:
    """Keep a list of quotes and compare it, where its columns are known; else somebody is asked.

    Raises `UnreadableFile` for what is no table, `UnableToStoreFile` for what is not kept.
    """
    if not by.may(COMPARE_QUOTES):
        raise PermissionDenied
    with on_disk(content, name) as path:
        book = open_book(path, name)
        look = look_at(QUOTE_SHEET, book)
        is_known = look.is_certain and is_enough(look.codes)
        result = _result(by, book, look.tab, look.codes, on) if is_known else {}
        with work(by=by, at=at) as unit:
            file = store_file(by=by, at=at, name=name, content=path, longest=LONGEST)
            found = QuoteComparison.objects.create(
                file=file,
                file_name=file.name,
                policies_on=on,
                compared_at=at,
                compared_by_id=by.staff_id,
                **_looked(look),
            )
            if result:
                _store_result(unit, found, result)
    return QuoteComparison.objects.get(pk=found.pk)


def match_quotes(
    *, by: Actor, at: datetime, on: date, comparison: int, codes: Sequence[str]
) -> QuoteComparison:
    """Say what each column is ("" for nothing), remember it, and compare."""
    found = _comparison(by, comparison)
    fault = column_fault(QUOTE_SHEET, found.headings, codes)
    if fault is not None:
        raise UnableToCompareQuotes(fault[0])
    if not is_enough(codes):
        told = _("还要有单价或合计中的一列，和产品或成本价中的一列。")
        raise UnableToCompareQuotes(told)
    result = _result(by, _book(found), found.tab, codes, on)
    with work(by=by, at=at) as unit:
        remember_layout(sheet=QUOTE_SHEET.code, headings=found.headings, codes=codes, at=at)
        QuoteComparison.objects.filter(pk=found.pk).update(
            matching=list(codes), policies_on=on, compared_at=at
        )
        _store_result(unit, found, result)
    return QuoteComparison.objects.get(pk=found.pk)


def choose_quotes_tab(*, by: Actor, at: datetime, comparison: int, tab: str) -> QuoteComparison:
    """Take another worksheet of the file; it is compared once its columns are confirmed."""
    found = _comparison(by, comparison)
    look = look_at(QUOTE_SHEET, _book(found), tab)
    with work(by=by, at=at):
        QuoteComparison.objects.filter(pk=found.pk).update(**_looked(look))
    return QuoteComparison.objects.get(pk=found.pk)


def take_quotes(*, by: Actor, at: datetime, comparison: int) -> Taken:
    """The result as a workbook, without cost for who does not see it; notes that it went out."""
    found = _comparison(by, comparison)
    if not found.is_matched:
        raise UnableToCompareQuotes(_("还没有对比，请先对应列。"))
    columns = result_columns(with_cost=sees_cost(by))
    title = _("报价与规定价的对比")
    name = _("报价对比_%s.xlsx") % found.policies_on
    with tempfile.TemporaryDirectory(prefix="dakehu-") as folder:
        target = Path(folder) / "comparison.xlsx"
        tab = TabToWrite(_("对比"), columns, _rows(by, found))
        purpose = f"{title}，{found.file_name}：{summary_of(found.result)}"
        mark = watermark_of(by, at, purpose)
        count = write_book(target, [tab], watermark=mark, title=title)
        note_export(
            by=by, at=at, code="deals.quote_comparison", name=title, file_name=name, rows=count
        )
        return Taken(name, target.open("rb"))


def _rows(by: Actor, found: QuoteComparison) -> Iterator[Mapping[str, Any]]:
    sees = sees_cost(by)
    order = list(STATES)
    for one in sorted(found.result["rows"], key=lambda row: order.index(row["state"])):
        line = quote_line(found, one, sees=sees)
        wrong = (f"{message}。{remedy}" for message, remedy in line.faults)
        yield {
            **{name: one[name] for name in ("row", "number", "customer", "product")},
            "state": str(STATES[one["state"]]),
            "quantity": _number(one.get("inputs", {}).get("quantity")),
            **{name: getattr(line, name) for name in ("unit", "special")},
            **{name: _number(getattr(line, name)) for name in _FIGURES},
            "told": line.told or " ".join(wrong),
        }


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _looked(look: Look) -> dict[str, Any]:
    return {"tab": look.tab, "headings": look.headings, "matching": look.codes}


def _result(by: Actor, book: Book, tab: str, codes: Sequence[str], on: date) -> dict[str, Any]:
    """The comparison as it is stored."""
    source = source_in(QUOTE_SHEET, book, tab, codes)
    if source.tab.height - source.matching.headings.first_data_row >= MOST_ROWS:
        told = _("一次最多对比 %d 行，请拆成几张表。") % MOST_ROWS
        raise UnableToCompareQuotes(told, field="file")
    found = compared(by, source, on)
    if not found["rows"]:
        raise UnableToCompareQuotes(_("表里没有一行报价，请检查后重新上传。"), field="file")
    return {**found, "summary": summary_of(found)}


def _store_result(unit: Unit, found: QuoteComparison, result: dict[str, Any]) -> None:
    counts = counts_of(result)
    QuoteComparison.objects.filter(pk=found.pk).update(
        result=result, fitting=counts[OK], below=counts[BELOW], untold=counts[UNTOLD]
    )
    unit.note("deals.quotes_compared", None, file=found.file_name, summary=result["summary"])


def _book(found: QuoteComparison) -> Book:
    return open_book(path_of(found.file), found.file_name)


def _comparison(by: Actor, pk: int) -> QuoteComparison:
    found = comparison_of(by, pk)
    if found is None:
        raise PermissionDenied
    return found
