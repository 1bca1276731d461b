"""Workers that are killed while they work: the job is done again, its effect exactly once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest
from django.conf import settings
from django.db import connection

from dakehu.kit.actors import system
from dakehu.kit.jobs import Handler, enqueue, handlers
from dakehu.kit.models import Job
from dakehu.kit.work import work
from tests.kit import left_work

PATIENCE = 60
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def booked(transactional_db: None) -> Iterator[Callable[[], list[tuple[int, int]]]]:
    """What the slow job has booked: account and step, in order."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {left_work.TABLE} (account int, step int, amount text)")

    def read() -> list[tuple[int, int]]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT account, step FROM {left_work.TABLE} ORDER BY 1, 2")
            return list(cursor.fetchall())

    yield read
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {left_work.TABLE}")


@pytest.fixture
def worker(booked: object) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Starts a process that does jobs on the tests' database."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.kit.left_work"],
            cwd=ROOT,
            env={**os.environ, **_database()},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        _end(process)


def _database() -> dict[str, str]:
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return {"DATABASE_URL": f"sqlite:///{own['NAME']}", "DAKEHU_VAR": str(settings.VAR)}
    where = f"{own['HOST']}" if not str(own["HOST"]).startswith("/") else ""
    url = f"postgres://{own['USER']}:{own['PASSWORD']}@{where}/{own['NAME']}"
    folder = "" if where else str(own["HOST"])
    return {"DATABASE_URL": url.replace(":@", "@"), "DATABASE_HOST": folder}


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill the process and all that it started, without a word."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, list(Job.objects.values())
        Event().wait(0.05)


def _queued(monkeypatch: pytest.MonkeyPatch, account: int) -> int:
    own = {**handlers._entries, left_work.JOB: Handler(left_work.JOB, left_work.book)}
    monkeypatch.setattr(handlers, "_entries", own)
    with work(by=system("tests"), at=left_work.AT):
        return enqueue(left_work.JOB, account)


def _job(number: int) -> Job:
    return Job.objects.get(pk=number)


def test_a_worker_killed_in_the_middle_leaves_its_job_to_the_next(
    booked: Callable[[], list[tuple[int, int]]],
    worker: Callable[[], "subprocess.Popen[bytes]"],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = _queued(monkeypatch, 7)
    worker()
    _until(lambda: _job(number).done_count >= 3)

    killed = int(_job(number).worker.split("|")[1])
    os.kill(killed, signal.SIGKILL)

    _until(lambda: _job(number).state == Job.State.DONE)
    assert booked() == [(7, step) for step in range(left_work.STEPS)]
    assert _job(number).tries == 2
    assert int(_job(number).worker.split("|")[1]) != killed


def test_everything_killed_at_once_goes_on_after_the_next_start(
    booked: Callable[[], list[tuple[int, int]]],
    worker: Callable[[], "subprocess.Popen[bytes]"],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = _queued(monkeypatch, 1), _queued(monkeypatch, 2)
    whole = worker()
    _until(lambda: _job(first).done_count >= 3)
    _end(whole)

    worker()

    _until(lambda: _job(first).state == Job.State.DONE)
    assert [one for one in booked() if one[0] == 1] == [(1, n) for n in range(left_work.STEPS)]
    _until(lambda: _job(second).state == Job.State.DONE)
    assert len(booked()) == 2 * left_work.STEPS


def test_a_worker_told_to_stop_ends_at_once_and_leaves_nothing_half_done(
    booked: Callable[[], list[tuple[int, int]]],
    worker: Callable[[], "subprocess.Popen[bytes]"],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = _queued(monkeypatch, 7)
    process = worker()
    _until(lambda: _job(number).done_count >= 3)

    process.terminate()

    assert process.wait(timeout=20) == 0
    assert _job(number).state == Job.State.DONE
    assert len(booked()) == left_work.STEPS
