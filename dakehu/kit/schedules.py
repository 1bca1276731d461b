"""Work that comes round every day: registered by the areas, kept by the queue's own schedule."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_q.models import Schedule

from dakehu.kit.actors import system
from dakehu.kit.jobs import Progress, enqueue, job
from dakehu.kit.registry import Registry
from dakehu.kit.settings_store import forget
from dakehu.kit.work import work

if TYPE_CHECKING:
    from django.utils.functional import Promise

FUNCTION: Final = "dakehu.kit.schedules.run_daily"
DAILY: Final = "kit.daily"
"""The job that each daily work becomes when its time has come."""

FOREVER: Final = -1
PAUSED: Final = 0
"""What the queue's `repeats` says."""


@dataclass(frozen=True)
class Daily:
    """A piece of work for every day at a time of the company's zone; it may run twice."""

    code: str
    run: Callable[[datetime], None]
    at: time
    name: "str | Promise" = ""


daily: Registry[Daily] = Registry("daily")


def keep_schedules(now: datetime) -> None:
    """Make the queue's schedule match what is registered, without moving what is there."""
    Schedule.objects.filter(func=FUNCTION).exclude(name__in=[one.code for one in daily]).delete()
    for one in daily:
        Schedule.objects.get_or_create(
            name=one.code,
            func=FUNCTION,
            defaults={
                "args": repr(one.code),
                "schedule_type": Schedule.DAILY,
                "next_run": next_time(one.at, now),
            },
        )


def next_time(at: time, now: datetime) -> datetime:
    """The next moment with that time of day in the company's zone."""
    local = timezone.localtime(now)
    found = timezone.make_aware(datetime.combine(local.date(), at))
    return found if found > now else found + timedelta(days=1)


def run_daily(code: str) -> None:
    """What the queue calls when the time has come: a job of its own, if the work still exists."""
    forget()
    if code not in daily:
        return
    with work(by=system("schedule"), at=timezone.now()):
        enqueue(DAILY, code)


@job(DAILY, _("每日例行工作"))
def _run(progress: Progress, code: str) -> None:
    """Do the work registered under a code, if it still is."""
    known = daily.get(code)
    if known is not None:
        known.run(timezone.now())
