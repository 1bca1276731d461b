"""A file comes in: kept, looked at, its columns matched."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from dakehu.documents.queries.files import hash_of, path_of
from dakehu.documents.services.files import store_file
from dakehu.exchange.access import require_import
from dakehu.exchange.models import Import
from dakehu.exchange.queries.imports import OPEN_STATES, gone_in_before, told_before
from dakehu.exchange.queries.looking import column_fault, look_at
from dakehu.exchange.reading.books import open_book
from dakehu.exchange.services.layouts import remember_layout
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.sheets import SheetKind, SheetShape, sheets
from dakehu.kit.work import work

LONGEST: Final = 50 * 1024 * 1024


class UnableToImport(UnableTo):
    """The file cannot go in; `number` is the import that is in the way, if one is."""

    def __init__(self, message: str, *, number: int | None = None, **more: Any) -> None:
        super().__init__(message, **more)
        self.number = number


def upload(
    *,
    by: Actor,
    at: datetime,
    sheet: str,
    name: str,
    content: bytes | BinaryIO | Path,
    tab: str = "",
    asks: bool = True,
    goes_on: str = "",
) -> Import:
    """Keep a file for a sheet and match its columns; nothing of it is stored in the area yet.

    Where nobody can be asked (`asks`), likely columns stay out; `goes_on` is the mode in which it
    is stored as soon as it is checked. Raises `UnreadableFile` for what is no table,
    `UnableToImport` for a file that is in already or lacks a column.
    """
    kind = sheets[sheet]
    require_import(by, kind)
    with on_disk(content, name) as path:
        look = look_at(kind.shape, open_book(path, name), tab)
        is_settled = look.is_certain or not asks
        if not asks and look.lacking:
            told = _("文件缺少必填的列：%s。") % "、".join(look.lacking)
            raise UnableToImport(told, field="file", code="required_missing")
        sha256 = hash_of(path)
        refuse_a_second_time(sheet, sha256, look.tab)
        with work(by=by, at=at):
            file = store_file(by=by, at=at, name=name, content=path, longest=LONGEST)
            return Import.objects.create(
                sheet=sheet,
                file=file,
                file_name=file.name,
                sha256=sha256,
                tab=look.tab,
                headings=look.headings,
                matching=look.codes,
                state=Import.State.MATCHED if is_settled else Import.State.UPLOADED,
                goes_on=goes_on,
                row_count=look.row_count,
                user_id=by.user_id,
                user_name=by.name,
                uploaded_at=at,
            )


def refuse_a_second_time(sheet: str, sha256: str, tab: str) -> None:
    """UnableToImport where this very table went in, or is going in, already."""
    before = gone_in_before(sheet, sha256, tab)
    if before is not None:
        told = told_before(before)
        raise UnableToImport(told, field="file", code="done_before", number=before.pk)


@contextmanager
def on_disk(content: bytes | BinaryIO | Path, name: str) -> Iterator[Path]:
    """The content as a file for as long as it is looked at."""
    if isinstance(content, Path):
        yield content
        return
    with tempfile.NamedTemporaryFile(prefix="dakehu-", suffix=Path(name).suffix[:8]) as file:
        size = 0
        for piece in (
            [content] if isinstance(content, bytes) else iter(lambda: content.read(1 << 20), b"")
        ):
            size += len(piece)
            if size > LONGEST:
                told = _("文件超过 50 MB。请拆成几个文件分别导入。")
                raise UnableToImport(told, field="file", code="file_too_large")
            file.write(piece)
        file.flush()
        yield Path(file.name)


def choose_tab(*, by: Actor, at: datetime, number: int, tab: str) -> Import:
    """Take another worksheet of the file, and match its columns."""
    found, kind = open_import(by, number)
    _require_nothing_stored(found)
    look = look_at(kind.shape, open_book(path_of(found.file), found.file_name), tab)
    with work(by=by, at=at):
        _change(
            found,
            tab=look.tab,
            headings=look.headings,
            matching=look.codes,
            row_count=look.row_count,
            state=Import.State.UPLOADED,
        )
    return Import.objects.get(pk=number)


def match_columns(*, by: Actor, at: datetime, number: int, codes: Sequence[str]) -> Import:
    """Say which column of the sheet each of the file's columns is ("" for none), and remember it.

    `codes` follow the file's columns. Raises `UnableToImport` for a column named twice or a
    required one that is missing.
    """
    found, kind = open_import(by, number)
    _require_nothing_stored(found)
    _check_codes(kind.shape, found, codes)
    with work(by=by, at=at):
        refuse_a_second_time(found.sheet, found.sha256, found.tab)
        _change(found, matching=list(codes), state=Import.State.MATCHED)
        remember_layout(sheet=found.sheet, headings=found.headings, codes=codes, at=at)
    return Import.objects.get(pk=number)


def ask_again(*, by: Actor, at: datetime, number: int) -> Import:
    """Have the file checked once more: what is stored may have changed since."""
    found, _kind = open_import(by, number)
    with work(by=by, at=at):
        _change(found, state=Import.State.MATCHED)
    return Import.objects.get(pk=number)


def cancel(*, by: Actor, at: datetime, number: int) -> None:
    """Drop an import; one that stopped half-way ends with the rows that it stored."""
    found, _kind = open_import(by, number)
    with work(by=by, at=at):
        stored = found.written.count()
        if not stored:
            _change(found, state=Import.State.CANCELLED, finished_at=at)
            return
        new = found.written.filter(before__isnull=True).count()
        counts = {"new_count": new, "changed_count": stored - new, "done_count": stored}
        _change(found, state=Import.State.DONE, finished_at=at, **counts)


def open_import(by: Actor, number: int) -> tuple[Import, SheetKind]:
    """An import on which nothing was written yet; UnableToImport for one that is further."""
    found = Import.objects.get(pk=number)
    kind = sheets[found.sheet]
    require_import(by, kind)
    if found.state not in OPEN_STATES:
        raise UnableToImport(_moved_on(found))
    return found, kind


def _require_nothing_stored(found: Import) -> None:
    """UnableToImport for an import that stopped half-way: its rows were read by these columns."""
    stored = found.written.count()
    if stored:
        told = _(
            "这次导入已经写入 %d 行，不能再改列的对应。请重新检查，导入其余的行；或取消后撤销。"
        )
        raise UnableToImport(told % stored)


def _moved_on(found: Import) -> str:
    return _("这次导入的状态已经是“%s”，请刷新页面查看。") % found.get_state_display()


def _change(found: Import, **values: Any) -> None:
    """Change an import that is still as it was read; UnableToImport where somebody was quicker."""
    still = Import.objects.filter(pk=found.pk, state=found.state, revision=found.revision)
    fresh = {"revision": F("revision") + 1, "job_id": None, "message": "", "read_until": 0}
    try:
        with transaction.atomic():
            changed = still.update(**{**fresh, **values})
    except IntegrityError:
        refuse_a_second_time(found.sheet, found.sha256, values.get("tab", found.tab))
        raise
    if not changed:
        raise UnableToImport(_moved_on(Import.objects.get(pk=found.pk)))


def _check_codes(shape: SheetShape, found: Import, codes: Sequence[str]) -> None:
    fault = column_fault(shape, found.headings, codes)
    if fault is not None:
        message, code = fault
        raise UnableToImport(message, field="columns" if code else "", code=code)
