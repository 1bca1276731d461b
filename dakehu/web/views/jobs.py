"""Background work: what waits, runs and failed, and what comes round every day."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dakehu.kit.allowing import allow
from dakehu.kit.clock import now
from dakehu.kit.form_pages import form_page, posted
from dakehu.kit.job_services import (
    MANAGE_JOBS,
    pause_daily,
    resume_daily,
    retry_job,
    run_daily_now,
    set_daily_time,
)
from dakehu.kit.pages import page
from dakehu.web.forms import DailyTimeForm
from dakehu.web.queries import jobs as queries
from dakehu.web.tables import JOBS

DAILY = "daily"


@allow(MANAGE_JOBS)
def jobs(request: HttpRequest) -> HttpResponse:
    """All jobs, the newest first."""
    listing = JOBS.of(request, queries.jobs(), state=queries.counts_told())
    return page(
        request, "kit/listing/page.html", {"listing": listing}, part="kit/listing/rows.html"
    )


@allow(MANAGE_JOBS)
def job(request: HttpRequest, number: int) -> HttpResponse:
    """One job with what became of it."""
    found = queries.job_numbered(number)
    if found is None:
        raise Http404
    return page(request, "web/job.html", queries.job_page(found))


@allow(MANAGE_JOBS)
@require_POST
def job_retry(request: HttpRequest, number: int) -> HttpResponse:
    """Queue a failed job again."""
    return posted(
        request,
        act=lambda: retry_job(by=request.actor, at=now(), job_id=number),
        done=reverse("job", args=[number]),
        said=_("已重新排队"),
    )


@allow(MANAGE_JOBS)
def daily(request: HttpRequest) -> HttpResponse:
    """What is done every day."""
    return page(request, "web/daily.html", {"lines": queries.daily_lines()})


@allow(MANAGE_JOBS)
def daily_time(request: HttpRequest, code: str) -> HttpResponse:
    """Move daily work to another time of day."""
    line = queries.daily_line(code)
    if line is None:
        raise Http404
    return form_page(
        DailyTimeForm(request.POST or None, initial={"time_of_day": line.time}),
        request,
        title=line.name,
        about=_("每天到这个时间在后台执行一次。"),
        save=lambda data: set_daily_time(by=request.actor, at=now(), code=code, **data),
        done=lambda _none: reverse(DAILY),
        back=reverse(DAILY),
    )


DAILY_ACTS: Final = {
    "run": (run_daily_now, "jobs", gettext_lazy("已排队，马上执行")),
    "pause": (pause_daily, DAILY, gettext_lazy("已暂停")),
    "resume": (resume_daily, DAILY, gettext_lazy("已恢复")),
}
"""What one may do to daily work: the service, the page that follows, and what is said."""


@allow(MANAGE_JOBS)
@require_POST
def daily_act(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """Do daily work now, let it rest, or let it go on."""
    if action not in DAILY_ACTS:
        raise Http404
    act, after, said = DAILY_ACTS[action]
    return posted(
        request,
        act=lambda: act(by=request.actor, at=now(), code=code),
        done=reverse(after),
        said=said,
    )
