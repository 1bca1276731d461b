"""What an administrator may do with background work: try again, move, pause, run now."""

from datetime import datetime, time

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_q.models import Schedule

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.jobs import deliver, enqueue
from dakehu.kit.models import Job
from dakehu.kit.permissions import Permission, Scope, permissions
from dakehu.kit.schedules import DAILY, FOREVER, FUNCTION, PAUSED, daily, next_time
from dakehu.kit.work import work

MANAGE_JOBS = permissions.add(
    Permission("kit.manage_jobs", gettext_lazy("管理后台任务"), {"admin": Scope.ALL})
)


class UnableToRetryJob(UnableTo):
    """A job cannot be tried again."""


class UnableToChangeSchedule(UnableTo):
    """Daily work cannot be changed that way."""


def retry_job(*, by: Actor, at: datetime, job_id: int) -> None:
    """Queue a failed job again; of two who press the button one succeeds."""
    _require(by)
    with work(by=by, at=at) as unit:
        found = Job.objects.filter(pk=job_id).first()
        failed = Job.objects.filter(pk=job_id, state=Job.State.FAILED)
        if found is None or not failed.update(state=Job.State.QUEUED, tries=0, finished_at=None):
            raise UnableToRetryJob(_("这项任务没有失败，不用重试。"))
        deliver(found)
        unit.note("kit.job_retried", None, job=found.name, number=found.pk)


def set_daily_time(*, by: Actor, at: datetime, code: str, time_of_day: time) -> None:
    """Do daily work at another time, from the next time of day on."""
    _require(by)
    with work(by=by, at=at) as unit:
        row = _schedule(code)
        before = timezone.localtime(row.next_run)
        row.next_run = next_time(time_of_day, at)
        row.save(update_fields=["next_run"])
        moved = {"before": f"{before:%H:%M}", "time": f"{time_of_day:%H:%M}"}
        unit.note("kit.daily_moved", None, daily=code, **moved)


def pause_daily(*, by: Actor, at: datetime, code: str) -> None:
    """Stop doing daily work until it is resumed."""
    _switch(by, at, code, PAUSED, "kit.daily_paused")


def resume_daily(*, by: Actor, at: datetime, code: str) -> None:
    """Do daily work again, from its next time on."""
    _switch(by, at, code, FOREVER, "kit.daily_resumed")


def run_daily_now(*, by: Actor, at: datetime, code: str) -> int:
    """Do daily work now, beside its schedule; the job's number."""
    _require(by)
    with work(by=by, at=at) as unit:
        _schedule(code)
        unit.note("kit.daily_run", None, daily=code)
        return enqueue(DAILY, code)


def _switch(by: Actor, at: datetime, code: str, repeats: int, action: str) -> None:
    _require(by)
    with work(by=by, at=at) as unit:
        row = _schedule(code)
        if row.repeats == repeats:
            return
        row.repeats = repeats
        row.next_run = next_time(timezone.localtime(row.next_run).time(), at)
        row.save(update_fields=["repeats", "next_run"])
        unit.note(action, None, daily=code)


def _schedule(code: str) -> Schedule:
    row = Schedule.objects.select_for_update().filter(func=FUNCTION, name=code).first()
    if row is None or code not in daily:
        raise UnableToChangeSchedule(_("没有这项例行工作。"))
    return row


def _require(by: Actor) -> None:
    if not by.may(MANAGE_JOBS):
        raise PermissionDenied
