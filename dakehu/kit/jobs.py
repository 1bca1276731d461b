"""Background work: enqueued inside the transaction, done at least once, with its own progress.

The queue is django-q2 on the same database; moving to another one would change this file alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django_q.tasks import async_task

from dakehu.kit.models import Job
from dakehu.kit.registry import Registry
from dakehu.kit.settings_store import forget
from dakehu.kit.work import current


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


handlers: Registry[Handler] = Registry("jobs")


def job(code: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register `run(progress, *ids)` as the handler of jobs named `code`."""

    def register(run: Callable[..., None]) -> Callable[..., None]:
        handlers.add(Handler(code, run))
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
    async_task("dakehu.kit.jobs.run_job", queued.pk, task_name=f"{code} {queued.pk}")
    return queued.pk


def run_job(job_id: int) -> None:
    """What a worker calls: run the handler unless the job was finished by an earlier try."""
    forget()  # a worker lives long: what an earlier job read of the settings may have changed
    queued = Job.objects.get(pk=job_id)
    if queued.state == Job.State.DONE:
        return
    _mark(job_id, state=Job.State.RUNNING, started_at=timezone.now())
    try:
        handlers[queued.name].run(Progress(job_id), *queued.arguments)
    except Exception as error:
        _mark(job_id, state=Job.State.FAILED, message=str(error), finished_at=timezone.now())
        raise
    _mark(job_id, state=Job.State.DONE, finished_at=timezone.now())


def _mark(job_id: int, **values: Any) -> None:
    Job.objects.filter(pk=job_id).update(**values)
