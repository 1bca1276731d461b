"""A worker killed in the middle of an import: what is left is whole, and the rest is done once."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection

from dakehu.audit.models import Entry
from dakehu.audit.queries import verify
from dakehu.calendar.models import Day
from dakehu.exchange.models import Import, ImportedRow
from dakehu.exchange.services.checking import check_soon
from dakehu.exchange.services.running import begin, carry_on, run_import
from dakehu.exchange.services.uploading import UnableToImport, upload
from dakehu.kit.models import Job
from tests.cast import AT, ON, Cast
from tests.exchange.sheets_at_hand import csv_of
from tests.exchange.worker_to_kill import ROWS_AT_ONCE

BATCHES = 4
ROWS = BATCHES * ROWS_AT_ONCE
ROOT = Path(__file__).resolve().parents[2]


def _file(rows: int = ROWS) -> bytes:
    start = date(2031, 1, 1)
    return csv_of((start + timedelta(days=day), "休息", "停产") for day in range(rows))


def _checked(cast: Cast) -> Import:
    by = cast.actor("hr_admin")
    found = upload(by=by, at=AT, sheet="working_days", name="停产.csv", content=_file())
    return check_soon(by=by, at=AT, on=ON, number=found.pk)


@pytest.fixture
def queued(stored_cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    """Start an import in that mode, large enough for a worker; the number of its job."""

    def start(mode: str) -> int:
        found = _checked(stored_cast)
        monkeypatch.setattr("dakehu.exchange.services.running.AT_ONCE", 0)
        by = stored_cast.actor("hr_admin")
        return run_import(by=by, at=AT, on=ON, number=found.pk, mode=mode).job_id or 0

    return start


def _worker(folder: Path, job: int, place: str = "", batch: int = 0) -> "subprocess.Popen[str]":
    """A worker on the database and the files of this test."""
    about = connection.settings_dict
    if connection.vendor == "sqlite":
        own = {"DATABASE_URL": f"sqlite:///{about['NAME']}"}
    else:
        user = f"{about['USER']}:{about['PASSWORD']}" if about["PASSWORD"] else about["USER"]
        port = f":{about['PORT']}" if about["PORT"] else ""
        own = {
            "DATABASE_URL": f"postgres://{user}@{port}/{about['NAME']}",
            "DATABASE_HOST": str(about["HOST"]),
        }
    words = [sys.executable, "-m", "tests.exchange.worker_to_kill", str(job), place, str(batch)]
    return subprocess.Popen(
        words,
        cwd=ROOT,
        env={**os.environ, **own, "DAKEHU_VAR": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _killed_at(folder: Path, job: int, place: str, batch: int) -> None:
    with _worker(folder, job, place, batch) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "here\n"
        worker.kill()
    assert worker.returncode == -9


def _stored() -> tuple[int, int, int]:
    """Days, rows noted, rows counted: equal at every moment."""
    return Day.objects.count(), ImportedRow.objects.count(), Import.objects.get().done_count


@pytest.mark.slow
@pytest.mark.parametrize(
    "mode, place, batch, left",
    [
        ("good", "written", 1, 0),
        ("good", "written", 3, 2),
        ("good", "stored", 2, 2),
        ("good", "stored", BATCHES, BATCHES),
        ("all", "written", BATCHES, 0),
    ],
)
def test_what_a_killed_worker_left_is_whole_and_the_rest_is_done_once(
    queued: Callable[[str], int], tmp_path: Path, mode: str, place: str, batch: int, left: int
) -> None:
    job = queued(mode)

    _killed_at(tmp_path, job, place, batch)
    assert _stored() == (left * ROWS_AT_ONCE,) * 3
    assert Import.objects.get().state == "running"

    with _worker(tmp_path, job) as again:
        assert again.stdin is not None
        again.stdin.close()
    assert again.returncode == 0
    assert _stored() == (ROWS,) * 3
    assert Import.objects.get().state == "done"
    assert Job.objects.get().state == "done"
    assert Entry.objects.filter(action="calendar.day_set_off").count() == ROWS
    assert Entry.objects.filter(action="exchange.imported").count() == 1
    assert verify().is_whole


def _together(*acts: Callable[[], object]) -> list[str]:
    """What came of acts that start at the same moment: ok, or the refusal."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait(timeout=20)
            act()
        except UnableToImport:
            return "refused"
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_two_workers_on_one_import_do_it_once(
    stored_cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dakehu.exchange.queries.checking.BATCH", ROWS_AT_ONCE)
    found, by = _checked(stored_cast), stored_cast.actor("hr_admin")
    begin(by=by, at=AT, number=found.pk, mode="good")

    def work() -> None:
        carry_on(by=by, at=AT, on=ON, number=found.pk)

    assert _together(work, work) == ["ok", "ok"]
    # One of them may have stopped half-way because the other was quicker: nobody did it twice.
    carry_on(by=by, at=AT, on=ON, number=found.pk)
    assert _stored() == (ROWS,) * 3
    assert Entry.objects.filter(action="exchange.imported").count() == 1


def test_of_two_people_who_press_at_once_one_imports(stored_cast: Cast) -> None:
    found = _checked(stored_cast)

    def press(key: str) -> Callable[[], object]:
        by = stored_cast.actor(key)
        return lambda: run_import(by=by, at=AT, on=ON, number=found.pk, mode="all")

    assert _together(press("hr_admin"), press("admin")) == ["ok", "refused"]
    assert _stored() == (ROWS,) * 3


def test_of_two_uploads_of_one_file_one_goes_in(stored_cast: Cast) -> None:
    first, second = _checked(stored_cast), _checked(stored_cast)
    by = stored_cast.actor("hr_admin")

    def press(found: Import) -> Callable[[], object]:
        return lambda: run_import(by=by, at=AT, on=ON, number=found.pk, mode="all")

    assert _together(press(first), press(second)) == ["ok", "refused"]
    assert (Day.objects.count(), ImportedRow.objects.count()) == (ROWS, ROWS)
