"""Rows go out: written as they are read, watermarked, logged."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from dakehu.documents.services.files import store_file
from dakehu.exchange.access import EXPORT_MANY, is_open, may_export
from dakehu.exchange.models import Export
from dakehu.exchange.writing.books import TabToWrite, Watermark, write_book
from dakehu.exchange.writing.names import file_name
from dakehu.kit import masking
from dakehu.kit.actors import Actor
from dakehu.kit.clock import now, today
from dakehu.kit.errors import UnableTo
from dakehu.kit.exporting import Taken
from dakehu.kit.listing import Cell, Column, ListingPage
from dakehu.kit.settings_store import read
from dakehu.kit.sheets import CellKind, SheetColumn, sheets
from dakehu.kit.work import work
from dakehu.organization.queries.people import staff_by_id

MOST_ROWS: Final = 500_000
CONTACT_ROWS: Final = 200
"""How many rows with contact data anybody may take out at once, unless the company sets more."""

LINK_LIVES: Final = timedelta(hours=24)
_FIGURE: Final = re.compile(r"-?[0-9]{1,3}(,?[0-9]{3})*(\.[0-9]{1,2})?")
_SHORT: Final = 15


class UnableToExport(UnableTo):
    """The rows cannot be taken out that way."""


@dataclass(frozen=True)
class _Wanted:
    """What is to be written: a name, columns and rows, and how many rows at most."""

    code: str
    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Mapping[str, Any]]
    most: int = MOST_ROWS
    refusal: str = ""
    purpose: str = ""
    is_listing: bool = False
    is_kept: bool = False
    filters: tuple[str, ...] = ()


def export_sheet(
    *,
    by: Actor,
    at: datetime,
    on: date,
    sheet: str,
    asked: Mapping[str, str],
    purpose: str = "",
) -> Taken:
    """The rows of a sheet that the person sees, as a workbook.

    Where there is contact data, a purpose is needed, only some may take out many rows, and the file
    is kept for a day under a link of its own.
    """
    kind = sheets[sheet]
    if not may_export(by, kind) or kind.export is None:
        raise PermissionDenied
    if kind.has_contacts and not purpose.strip():
        raise UnableToExport(_("导出联系方式须写明用途。"), field="purpose")
    limit = int(read("exchange.contact_rows", CONTACT_ROWS))
    is_limited = kind.has_contacts and not (by.is_system or by.may(EXPORT_MANY))
    columns, rows = _masked(by, kind.shape.columns, kind.export(by, asked))
    return _written(
        _Wanted(
            code=kind.code,
            name=str(kind.name),
            columns=columns,
            rows=rows,
            most=limit if is_limited else MOST_ROWS,
            refusal=_too_many_contacts(limit) if is_limited else "",
            purpose=purpose.strip(),
            is_kept=kind.has_contacts,
            filters=tuple(f"{key}={value}" for key, value in asked.items() if value),
        ),
        by,
        at,
        on,
    )


def _too_many_contacts(limit: int) -> str:
    told = _("含联系方式的内容一次最多导出 %d 行。请缩小范围，或请大客户部经理导出。")
    return told % limit


def listing_taken(listing: ListingPage) -> Taken:
    """Every row of a list with the filters, order and columns in force, as a workbook."""
    by: Actor = listing.request.actor  # type: ignore[attr-defined]
    if by.is_anonymous:
        raise PermissionDenied
    rows = listing.every_row()
    first = next(rows, None)
    columns = [
        SheetColumn(one.key, one.label, _kind_of(one, None if first is None else first[place]))
        for place, one in enumerate(listing.chosen)
    ]
    wanted = _Wanted(
        code=listing.listing.code,
        name=str(listing.title),
        columns=columns,
        rows=_cells(listing.chosen, chain([first] if first else [], rows)),
        is_listing=True,
        filters=tuple(one.label for one in listing.chips),
    )
    return _written(wanted, by, now(), today())


def watermark_of(by: Actor, at: datetime, purpose: str = "") -> Watermark:
    """What a workbook says of who took it out, when, and what for."""
    return Watermark(
        user=by.name if not by.is_system else _("系统"),
        number=_number_of(by),
        at=timezone.localtime(at).replace(tzinfo=None),
        purpose=purpose,
    )


def note_export(
    *, by: Actor, at: datetime, code: str, name: str, file_name: str, rows: int
) -> None:
    """Note that rows went out in a file which an area wrote itself."""
    with work(by=by, at=at) as unit:
        Export.objects.create(
            code=code,
            name=name[:80],
            row_count=rows,
            file_name=file_name,
            user_id=by.user_id,
            user_name=by.name,
            made_at=at,
        )
        told: dict[str, Any] = {"columns": [], "purpose": "", "filters": []}
        unit.note("exchange.exported", None, sheet=name, rows=rows, **told)


def drop_expired(*, by: Actor, at: datetime) -> int:
    """Forget the files whose links have expired; how many."""
    with work(by=by, at=at):
        return Export.objects.filter(expires_at__lte=at, file__isnull=False).update(file=None)


def _written(wanted: _Wanted, by: Actor, at: datetime, on: date) -> Taken:
    """Write the book, log it, and open it for reading; the file itself is gone when closed."""
    name = file_name(wanted.name, on)
    with tempfile.TemporaryDirectory(prefix="dakehu-") as folder:
        target = Path(folder) / "export.xlsx"
        mark = watermark_of(by, at, wanted.purpose)
        tab = TabToWrite(wanted.name, wanted.columns, _limited(wanted))
        count = write_book(target, [tab], watermark=mark, title=wanted.name)
        _logged(wanted, by, at, name, count, target)
        content: BinaryIO = target.open("rb")
    return Taken(name, content)


def _number_of(by: Actor) -> str:
    person = staff_by_id(by.staff_id) if by.staff_id else None
    return person.number if person else ""


def _logged(wanted: _Wanted, by: Actor, at: datetime, name: str, count: int, target: Path) -> None:
    with work(by=by, at=at) as unit:
        kept: dict[str, Any] = {}
        if wanted.is_kept:
            file = store_file(by=by, at=at, name=name, content=target)
            kept = {"file": file, "expires_at": at + LINK_LIVES}
        labels = [str(one.label) for one in wanted.columns]
        Export.objects.create(
            code=wanted.code,
            name=wanted.name[:80],
            is_listing=wanted.is_listing,
            purpose=wanted.purpose[:200],
            columns=labels,
            row_count=count,
            file_name=name,
            user_id=by.user_id,
            user_name=by.name,
            made_at=at,
            **kept,
        )
        unit.note(
            "exchange.listing_exported" if wanted.is_listing else "exchange.exported",
            None,
            sheet=wanted.name,
            rows=count,
            columns=labels,
            purpose=wanted.purpose,
            filters=list(wanted.filters),
        )


def _limited(wanted: _Wanted) -> Iterator[Mapping[str, Any]]:
    for number, row in enumerate(wanted.rows, 1):
        if number > wanted.most:
            told = _("超过 %d 行，无法一次导出。请先用筛选缩小范围。") % wanted.most
            raise UnableToExport(wanted.refusal or told, code="too_many_rows")
        yield row


def _masked(
    by: Actor, columns: Sequence[SheetColumn], rows: Iterable[Mapping[str, Any]]
) -> tuple[list[SheetColumn], Iterable[Mapping[str, Any]]]:
    """The columns and rows, cells that this person may not take out masked."""
    closed = {one.code: _mask_of(one) for one in columns if not is_open(by, one.field_class)}
    if not closed:
        return list(columns), rows
    shown = [
        replace(one, kind=CellKind.TEXT, choices=None, is_totalled=False)
        if one.code in closed
        else one
        for one in columns
    ]
    return shown, (_with_masks(row, closed) for row in rows)


def _with_masks(
    row: Mapping[str, Any], closed: Mapping[str, Callable[[str], str]]
) -> Mapping[str, Any]:
    return {
        code: closed[code](str(value)) if code in closed and value not in (None, "") else value
        for code, value in row.items()
    }


def _mask_of(column: SheetColumn) -> Callable[[str], str]:
    return masking.mobile if column.kind is CellKind.MOBILE else masking.hidden


def _cells(columns: Sequence[Column], rows: Iterable[list[Cell]]) -> Iterator[Mapping[str, Any]]:
    """Cells by the keys of their columns; figures as numbers again."""
    for row in rows:
        yield {
            column.key: _value(cell.text, is_figure=column.is_figure)
            for column, cell in zip(columns, row, strict=True)
        }


def _kind_of(column: Column, cell: Cell | None) -> CellKind:
    """Figures are numbers, with two decimals where the first row has decimals."""
    if not column.is_figure:
        return CellKind.TEXT
    return CellKind.SCORE if cell and "." in str(cell.text) else CellKind.QUANTITY


def _value(text: Any, *, is_figure: bool) -> Any:
    if text is None or isinstance(text, Decimal | int):
        return text
    told = str(text)
    if is_figure and len(told) <= _SHORT and _FIGURE.fullmatch(told):
        return Decimal(told.replace(",", ""))
    return told
