"""Background work: what waits, runs and failed, and what comes round every day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
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


@allow(MANAGE_JOBS)
@require_POST
def daily_pause(request: HttpRequest, code: str) -> HttpResponse:
    """Let daily work rest."""
    return posted(
        request,
        act=lambda: pause_daily(by=request.actor, at=now(), code=code),
        done=reverse(DAILY),
        said=_("已暂停"),
    )


@allow(MANAGE_JOBS)
@require_POST
def daily_resume(request: HttpRequest, code: str) -> HttpResponse:
    """Let daily work go on."""
    return posted(
        request,
        act=lambda: resume_daily(by=request.actor, at=now(), code=code),
        done=reverse(DAILY),
        said=_("已恢复"),
    )


@allow(MANAGE_JOBS)
@require_POST
def daily_run(request: HttpRequest, code: str) -> HttpResponse:
    """Do daily work now."""
    return posted(
        request,
        act=lambda: run_daily_now(by=request.actor, at=now(), code=code),
        done=reverse("jobs"),
        said=_("已排队，马上执行"),
    )
