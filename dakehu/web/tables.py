"""The lists of the area."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dakehu.kit.listing import Cell, Column, Empty, Listing, choice_filter
from dakehu.web.queries.jobs import STATES, asked_by, job_name, progress_told


def _moment(at: datetime | None) -> str | None:
    return None if at is None else f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}"


def _state(job: Any) -> Cell:
    colour = {"failed": "red", "running": "blue", "done": "green"}.get(job.state, "grey")
    return Cell(STATES[job.state], badge=colour)


JOBS = Listing(
    "web.jobs",
    _("后台任务"),
    columns=(
        Column("name", _("任务"), job_name),
        Column("state", _("状态"), _state),
        Column("progress", _("进度"), progress_told, align="end"),
        Column("who", _("发起人"), asked_by),
        Column("queued", _("排队时间"), lambda job: _moment(job.queued_at), sort="queued_at"),
        Column("finished", _("结束时间"), lambda job: _moment(job.finished_at)),
        Column("told", _("说明"), lambda job: job.message[:80] or None),
        Column("tries", _("执行次数"), lambda job: job.tries, align="end", is_default=False),
        Column("number", _("编号"), lambda job: job.pk, sort="pk", is_default=False),
    ),
    url_of=lambda job: reverse("job", args=[job.pk]),
    title_of=job_name,
    order="-queued_at",
    filters=(
        choice_filter(
            "state", _("状态"), STATES.items, lambda rows, state: rows.filter(state=state)
        ),
    ),
    empty=Empty(_("导入、批量打印等费时的工作在后台进行，排在这里。现在没有任务。")),
)
