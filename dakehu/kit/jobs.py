"""Background work: enqueued inside the transaction, done at least once, with its own progress.

The queue is django-q2 on the same database; moving to another one would change this file alone. The
queue delivers a job again every minute until it is acknowledged, so what counts is the claim on our
own row: one worker holds it, and a worker that died loses it (ADR 17).
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import Error, connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_q.models import OrmQ
from django_q.tasks import async_task

from dakehu.kit.errors import UnableTo
from dakehu.kit.models import Job
from dakehu.kit.processes import is_gone, own_name
from dakehu.kit.registry import Registry
from dakehu.kit.settings_store import forget
from dakehu.kit.work import current

if TYPE_CHECKING:
    from django.utils.functional import Promise

_log = logging.getLogger(__name__)

LONGEST_SECONDS: Final = 3600
"""How long a job may run before its worker is ended."""

MOST_TRIES: Final = 3
"""A job whose worker died that often is not tried again by itself: it may be the cause."""

_BEAT: Final = 10
_SILENT: Final = timedelta(seconds=60)
"""A worker on another machine that said nothing for that long is gone."""

_PAUSES: Final = (1, 5, 15, 30)
"""Seconds between the attempts to tell how a job ended."""


class Progress:
    """What a handler uses to say how far it is; also tells whether it was done before."""

    def __init__(self, job_id: int) -> None:
        self.job_id = job_id

    def tell(self, done: int, total: int, message: str = "") -> None:
        Job.objects.filter(pk=self.job_id).update(
            done_count=done, total_count=total, message=message
        )


@dataclass(frozen=True)
class Handler:
    """The function behind a job's name. It may be called again after a crash: be idempotent."""

    code: str
    run: Callable[..., None]
    name: "str | Promise" = ""


handlers: Registry[Handler] = Registry("jobs")


def job(
    code: str, name: "str | Promise" = ""
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register `run(progress, *ids)` as the handler of jobs `code`, called `name` on pages."""

    def register(run: Callable[..., None]) -> Callable[..., None]:
        handlers.add(Handler(code, run, name))
        return run

    return register


def enqueue(code: str, *ids: int | str) -> int:
    """Queue a job inside the open `work()`; its id. Nothing is queued if the work fails.

    Only ids go into the payload: the handler reads what it needs when it runs.
    """
    if code not in handlers:
        raise LookupError(f"no job named {code}")
    unit = current()
    queued = Job.objects.create(
        name=code, arguments=list(ids), user_id=unit.by.user_id, queued_at=unit.at
    )
    deliver(queued)
    return queued.pk


def deliver(queued: Job) -> None:
    """Hand a queued job to the queue, inside the transaction that queued it."""
    async_task(
        "dakehu.kit.jobs.run_job",
        queued.pk,
        task_name=f"{queued.name} {queued.pk}",
        timeout=LONGEST_SECONDS,
    )


def run_job(job_id: int) -> None:
    """What a worker calls: run the handler, unless somebody else does or did."""
    forget()  # a worker lives long: what an earlier job read of the settings may have changed
    queued = _claimed(job_id)
    if queued is None:
        return
    try:
        with _beating(job_id):
            handlers[queued.name].run(Progress(job_id), *queued.arguments)
    except Exception as error:
        _end(queued, state=Job.State.FAILED, message=_told(error))
        raise
    _end(queued, state=Job.State.DONE)


def recover(at: datetime) -> int:
    """Queue again what a dead worker left undone; how many jobs. Called every few seconds.

    Jobs that wait while the queue is empty too: a worker that finds no database to claim its job in
    has used up the message.
    """
    again = 0 if OrmQ.objects.exists() else deliver_again()
    for left in Job.objects.filter(state=Job.State.RUNNING):
        if not is_abandoned(left, at):
            continue
        if left.tries >= MOST_TRIES:
            told = _("执行时程序 %s 次意外中断，请联系管理员后再重试。") % left.tries
            _take_over(left, state=Job.State.FAILED, message=told, finished_at=at)
        elif _take_over(left, state=Job.State.QUEUED):
            deliver(left)
            again += 1
    return again


def deliver_again() -> int:
    """Hand every waiting job to the queue once more; how many. Called when workers start, too.

    The ones before them may have died with jobs in hand, which the queue would hold back for a
    minute. A job that is delivered twice is claimed once.
    """
    waiting = list(Job.objects.filter(state=Job.State.QUEUED).order_by("pk"))
    for queued in waiting:
        deliver(queued)
    return len(waiting)


def is_abandoned(running: Job, at: datetime) -> bool:
    """Whether the worker that claimed a running job is gone."""
    gone = is_gone(running.worker)
    if gone is not None:
        return gone
    return running.beat_at is None or running.beat_at < at - _SILENT


def _claimed(job_id: int) -> Job | None:
    """The job, now this worker's; None where there is nothing left to do for this one."""
    found = Job.objects.get(pk=job_id)
    at = timezone.now()
    waits = found.state == Job.State.QUEUED
    left = found.state == Job.State.RUNNING and is_abandoned(found, at)
    claim: dict[str, Any] = {"tries": F("tries") + 1, "worker": own_name(), "beat_at": at}
    if not (waits or left) or not _take_over(
        found, state=Job.State.RUNNING, started_at=at, finished_at=None, message="", **claim
    ):
        return None
    found.state, found.worker, found.tries = Job.State.RUNNING, claim["worker"], found.tries + 1
    return found


def _end(held: Job, **values: Any) -> None:
    """Tell how the job ended. A worker that cannot ends itself: `recover` sees that it is gone."""
    values["finished_at"] = timezone.now()
    for pause in (*_PAUSES, None):
        try:
            return _told_end(held, **values)
        except Error:
            _log.warning("the end of job %s was not told", held.pk, exc_info=True)
        if not connection.in_atomic_block:
            connection.close()  # a broken one would be asked again
        if pause is not None:
            time.sleep(pause)
    raise SystemExit(1)


def _told_end(held: Job, **values: Any) -> None:
    """Where the job was given to another worker meanwhile, only that one tells."""
    if not _take_over(held, **values):
        _log.warning("job %s was taken over while it ran", held.pk)


def _take_over(seen: Job, **values: Any) -> bool:
    """Change a job that is still as it was seen: of many who try, one succeeds."""
    still = Job.objects.filter(pk=seen.pk, state=seen.state, worker=seen.worker, tries=seen.tries)
    return still.update(**values) == 1


def _mark(job_id: int, **values: Any) -> None:
    Job.objects.filter(pk=job_id).update(**values)


def _told(error: Exception) -> str:
    """What the list of jobs says: a refusal in its own words, a fault by its kind alone."""
    if isinstance(error, UnableTo):
        return str(error)
    return _("程序出错（%(kind)s）：%(what)s") % {
        "kind": type(error).__name__,
        "what": str(error)[:300],
    }


@contextmanager
def _beating(job_id: int) -> Iterator[None]:
    """Say every few seconds that the job's worker lives, for those who watch from elsewhere."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(_BEAT):
            try:
                _mark(job_id, beat_at=timezone.now())
            except Exception:  # the job itself goes on; the next beat may get through
                _log.warning("no beat for job %s", job_id, exc_info=True)
            finally:
                connection.close()

    thread = threading.Thread(target=beat, name=f"beat of job {job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
