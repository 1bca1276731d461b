"""Imports as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dakehu.exchange.access import imports_visible_to
from dakehu.exchange.models import Import
from dakehu.exchange.queries.telling import FaultGroup, grouped
from dakehu.kit.actors import Actor
from dakehu.kit.models import Job
from dakehu.kit.sheets import CellKind, SheetKind, sheets

COLOURS = {
    Import.State.UPLOADED: "orange",
    Import.State.MATCHED: "blue",
    Import.State.CHECKED: "orange",
    Import.State.RUNNING: "blue",
    Import.State.DONE: "green",
    Import.State.FAILED: "red",
    Import.State.CANCELLED: "grey",
    Import.State.UNDONE: "grey",
}

_TEXTS = (".csv", ".txt", ".tsv")
_FIGURES = frozenset(
    {CellKind.AMOUNT, CellKind.QUANTITY, CellKind.RATE, CellKind.SCORE, CellKind.COUNT}
)
_UNBROKEN = dict.fromkeys((CellKind.DATE, CellKind.MONTH, CellKind.CODE), "nowrap")

OPEN_STATES = (
    Import.State.UPLOADED,
    Import.State.MATCHED,
    Import.State.CHECKED,
    Import.State.FAILED,
)
"""Before anything was stored: columns may be matched anew, the import may be dropped."""


def states() -> list[tuple[str, "str | Promise"]]:
    """The states to choose from."""
    return list(Import.State.choices)


def import_seen(actor: Actor, number: int) -> Import | None:
    """The import of that number, None where there is none for this person."""
    found = imports_visible_to(actor).filter(pk=number).select_related("error_file").first()
    return found if found and found.sheet in sheets else None


def gone_in_before(sheet: str, sha256: str, tab: str) -> Import | None:
    """The import with which this very table went in, or is going in."""
    states = (Import.State.RUNNING, Import.State.DONE)
    return Import.objects.filter(sheet=sheet, sha256=sha256, tab=tab, state__in=states).first()


def told_before(before: Import) -> str:
    """That a file went in before, when, and by whom."""
    if before.state == Import.State.RUNNING:
        return _("这个文件正由%s导入，不用再导入。") % who(before)
    return _("这个文件已于 %(day)s 由%(who)s导入，不能再次导入。如有改动，请先改好文件再上传。") % {
        "day": _moment(before.finished_at),
        "who": who(before),
    }


def who(found: Import) -> str:
    """The person who brought the file; the program's own name in words."""
    return found.user_name if found.user_id is not None else _("系统（命令行）")


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def last_imports() -> dict[str, Import]:
    """The last import that went in, by sheet; one query for each sheet there is."""
    found = {}
    for kind in sheets:
        rows = Import.objects.filter(sheet=kind.code, state=Import.State.DONE)
        last = rows.order_by("-pk").first()
        if last is not None:
            found[kind.code] = last
    return found


def sheet_name(code: str) -> "str | Promise":
    """What a sheet is called; its code where this version has no such sheet."""
    kind = sheets.get(code)
    return kind.name if kind else code


@dataclass
class ImportPage:
    """What the page of an import shows."""

    found: Import
    kind: SheetKind
    is_busy: bool
    done: int
    total: int
    message: str
    can_resume: bool

    @property
    def is_unmatched(self) -> bool:
        """Whether somebody has to say first which column is which."""
        return self.found.state == Import.State.UPLOADED

    @property
    def is_open(self) -> bool:
        """Whether nothing was stored yet and columns may still be matched anew."""
        return self.found.state in OPEN_STATES

    @property
    def is_waiting(self) -> bool:
        """Whether there is nothing to do but to wait, or to go on with what stopped."""
        state = self.found.state
        return self.is_busy or state in (Import.State.MATCHED, Import.State.RUNNING)

    @property
    def template(self) -> str:
        """The page that fits the state."""
        return "preview" if self.found.state == Import.State.CHECKED else "result"

    @property
    def percent_done(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def groups(self) -> list[FaultGroup]:
        """The faults by what is wrong."""
        return grouped(self.found.faults)

    @property
    def state_told(self) -> str:
        return str(self.found.get_state_display())

    @property
    def colour(self) -> str:
        return COLOURS[Import.State(self.found.state)]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each heading of the file with the column that it is, nothing for none."""
        labels = {one.code: str(one.label) for one in self.kind.shape.columns}
        pairs = zip(self.found.headings, self.found.matching, strict=True)
        return [(heading, labels.get(code, "")) for heading, code in pairs]

    @property
    def file_told(self) -> str:
        """The file, and which of its worksheets where it can have several."""
        name, tab = self.found.file_name, self.found.tab
        if Path(name).suffix.lower() in _TEXTS:
            return str(name)
        return _("%(file)s，工作表“%(tab)s”") % {"file": name, "tab": tab}

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The columns of the preview: heading, and the class that places it."""
        return [
            (str(one.label), "is-end" if one.kind in _FIGURES else _UNBROKEN.get(one.kind, ""))
            for one in self.kind.shape.columns
        ]

    @property
    def lines(self) -> list[tuple[dict[str, Any], list[tuple[str, str]]]]:
        """The rows of the preview, each cell with the class of its column."""
        places = [place for _label, place in self.columns]
        return [(one, list(zip(one["cells"], places, strict=False))) for one in self.found.preview]

    @property
    def wanted_count(self) -> int:
        """How many rows would be stored."""
        return self.found.new_count + self.found.changed_count

    @property
    def list_url(self) -> str:
        """Where the rows are to be seen afterwards."""
        return reverse(self.kind.route) if self.kind.route else ""

    @property
    def who(self) -> str:
        return who(self.found)


def page_of(found: Import) -> ImportPage:
    """The page of an import: where it stands, and the job behind it."""
    job = Job.objects.filter(pk=found.job_id).first() if found.job_id else None
    is_at_work = job is not None and job.state in (Job.State.QUEUED, Job.State.RUNNING)
    waits = found.state in (Import.State.MATCHED, Import.State.RUNNING)
    undoing = found.state == Import.State.DONE and is_at_work
    return ImportPage(
        found=found,
        kind=sheets[found.sheet],
        is_busy=is_at_work and (waits or undoing),
        done=_done(found, job),
        total=found.row_count,
        message=found.message or (job.message if job and job.state == Job.State.FAILED else ""),
        can_resume=found.state == Import.State.RUNNING and not is_at_work,
    )


def _done(found: Import, job: Any) -> int:
    return int(job.done_count) if job else found.done_count
