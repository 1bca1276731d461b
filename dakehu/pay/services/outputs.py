"""What goes out of a settlement run: files and printed statements, each noted."""

import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dakehu.documents.services.batches import print_many
from dakehu.exchange.services.exporting import note_export
from dakehu.kit.actors import Actor
from dakehu.kit.exporting import XLSX, Taken
from dakehu.pay.data.result_files import SHEET, TOLD
from dakehu.pay.models import SettlementRun
from dakehu.pay.queries.papers import keys_for, sees_others

RUN_FILES: Final = {"sheet": (SHEET, XLSX), "json": (TOLD, "application/json")}
"""The files of a run by what they are called in addresses: name and media type."""

STATEMENT: Final = "pay.statement"
MOST_JOINED: Final = 100
"""So many statements at most are set as one PDF: each page of it stays in memory until the end."""


def take_run_file(
    *, by: Actor, at: datetime, run: SettlementRun, what: str, write: Callable[[Path], int]
) -> Taken:
    """Write a file of a run and note that it went out; `write` gives the number of people."""
    if not sees_others(by):
        raise PermissionDenied
    plain, media_type = RUN_FILES[what]
    name = f"{Path(plain).stem}_{run.pay_month}{Path(plain).suffix}"
    with tempfile.TemporaryDirectory(prefix="dakehu-") as folder:
        target = Path(folder) / plain
        count = write(target)
        title = _("%(month)s发放：%(file)s") % {"month": run.pay_month, "file": plain}
        note_export(by=by, at=at, code=f"pay.run_{what}", name=title, file_name=name, rows=count)
        return Taken(name, target.open("rb"), media_type)


def print_statements(
    *, by: Actor, at: datetime, on: date, run: SettlementRun, is_joined: bool = True
) -> int:
    """Queue the printing of every statement of a run that `by` may see; the batch.

    Where `is_joined`, as one PDF, if they are not too many; else each as a file of its own.
    """
    if not sees_others(by):
        raise PermissionDenied
    keys = keys_for(by, run)
    joined = is_joined and len(keys) <= MOST_JOINED
    made = print_many(by=by, at=at, on=on, form=STATEMENT, items=keys, is_joined=joined)
    return made.pk
