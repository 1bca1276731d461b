"""Work that comes round every day: registered by the areas, kept by the queue's own schedule."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone
from django_q.models import Schedule

from dakehu.kit.registry import Registry
from dakehu.kit.settings_store import forget

FUNCTION = "dakehu.kit.schedules.run_daily"


@dataclass(frozen=True)
class Daily:
    """A piece of work for every day at a time of the company's zone; it may run twice."""

    code: str
    run: Callable[[datetime], None]
    at: time


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
                "next_run": _next(one.at, now),
            },
        )


def _next(at: time, now: datetime) -> datetime:
    local = timezone.localtime(now)
    found = timezone.make_aware(datetime.combine(local.date(), at))
    return found if found > now else found + timedelta(days=1)


def run_daily(code: str) -> None:
    """What a worker calls: the work registered under a code, if it still is."""
    forget()
    known = daily.get(code)
    if known is not None:
        known.run(timezone.now())
