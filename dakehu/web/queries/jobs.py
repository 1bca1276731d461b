"""Background work as an administrator reads it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_q.models import Schedule

from dakehu.accounts.queries import names_of_users
from dakehu.kit.jobs import handlers
from dakehu.kit.models import Job
from dakehu.kit.schedules import DAILY, FUNCTION, PAUSED, daily

if TYPE_CHECKING:
    from django.utils.functional import Promise

STATES: Final[dict[str, "str | Promise"]] = {
    Job.State.QUEUED: gettext_lazy("排队中"),
    Job.State.RUNNING: gettext_lazy("进行中"),
    Job.State.FAILED: gettext_lazy("失败"),
    Job.State.DONE: gettext_lazy("已完成"),
}


def jobs() -> "QuerySet[Job]":
    """All jobs."""
    return Job.objects.all()


def job_numbered(number: int) -> Job | None:
    """A job, or None."""
    return Job.objects.filter(pk=number).first()


def job_name(job: Job) -> str:
    """What a job is called; daily work by its own name."""
    if job.name == DAILY and job.arguments:
        return daily_name(str(job.arguments[0]))
    return code_told(job.name)


def code_told(code: str) -> str:
    """What jobs of a code are called."""
    known = handlers.get(code)
    return str(known.name) if known and known.name else code


def daily_name(code: str) -> str:
    """What daily work is called."""
    known = daily.get(code)
    return str(known.name) if known and known.name else code


def asked_by(job: Job) -> str:
    """Who asked for a job: a person, or the program itself."""
    if job.user_id is None:
        return _("系统")
    return names_of_users([job.user_id]).get(job.user_id, _("系统"))


def progress_told(job: Job) -> str:
    """12 / 1,000; nothing where there is nothing to count."""
    return f"{job.done_count:,} / {job.total_count:,}" if job.total_count else ""


def state_counts() -> dict[str, int]:
    """How many jobs wait, run and failed."""
    waiting = [Job.State.QUEUED, Job.State.RUNNING, Job.State.FAILED]
    return {state: Job.objects.filter(state=state).count() for state in waiting}


@dataclass(frozen=True)
class DailyLine:
    """Daily work: when it comes next, whether it rests, and how it went last."""

    code: str
    name: str
    time: str
    next_told: str
    is_paused: bool
    last: Job | None
    last_told: str


def daily_lines() -> list[DailyLine]:
    """All daily work in the order in which it was registered."""
    rows = {row.name: row for row in Schedule.objects.filter(func=FUNCTION)}
    last: dict[str, Job] = {}
    for job in Job.objects.filter(name=DAILY).order_by("-pk")[:200]:
        last.setdefault(str(job.arguments[0]), job)
    return [
        DailyLine(
            code=one.code,
            name=daily_name(one.code),
            time=f"{timezone.localtime(rows[one.code].next_run):%H:%M}",
            next_told=_("下次 %s") % _moment(rows[one.code].next_run),
            is_paused=rows[one.code].repeats == PAUSED,
            last=last.get(one.code),
            last_told=_last_told(last.get(one.code)),
        )
        for one in daily
        if one.code in rows
    ]


def _last_told(job: Job | None) -> str:
    """上次 2026-11-23 00:10 已完成."""
    if job is None:
        return ""
    when = _moment(job.finished_at or job.queued_at)
    return _("上次 %(when)s %(state)s") % {"when": when, "state": STATES[job.state]}


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def daily_line(code: str) -> DailyLine | None:
    """One piece of daily work, or None."""
    return next((one for one in daily_lines() if one.code == code), None)


def counts_told() -> str:
    """排队 2 · 进行中 1 · 失败 0."""
    told = {STATES[state]: count for state, count in state_counts().items()}
    return " · ".join(f"{word} {count}" for word, count in told.items())


def job_page(job: Job) -> dict[str, Any]:
    """What the page of a job shows."""
    return {
        "job": job,
        "name": job_name(job),
        "state": STATES[job.state],
        "who": asked_by(job),
        "progress": progress_told(job),
        "can_retry": job.state == Job.State.FAILED,
    }
