"""What workers do for imports; each may be begun again after its worker was killed."""

from datetime import datetime

from dakehu.exchange.models import Import
from dakehu.exchange.services.checking import check_import
from dakehu.exchange.services.receiving import go_on
from dakehu.exchange.services.running import carry_on
from dakehu.exchange.services.undoing import keep_refusal, undo_import
from dakehu.kit.actors import Actor, system
from dakehu.kit.clock import now, today
from dakehu.kit.errors import UnableTo
from dakehu.kit.jobs import Progress
from dakehu.kit.models import Job
from dakehu.organization.queries.acting import actor_for


def check_in_background(progress: Progress, number: int, revision: int) -> None:
    """Check a large file, unless its columns were matched anew meanwhile."""
    found = Import.objects.get(pk=number)
    if found.revision == revision:
        by = _who_asked(progress)
        check_import(by=by, at=now(), on=today(), number=number, tell=progress.tell)
        go_on(by=by, at=now(), on=today(), number=number)


def run_in_background(progress: Progress, number: int) -> None:
    """Store a large file, from where an earlier worker left it."""
    by = _who_asked(progress)
    carry_on(by=by, at=now(), on=today(), number=number, tell=progress.tell)


def undo_in_background(progress: Progress, number: int) -> None:
    """Take a large import back; a refusal is kept where the person looks."""
    by, at = _who_asked(progress), _asked_at(progress)
    if Import.objects.get(pk=number).state != Import.State.DONE:
        return
    try:
        undo_import(by=by, at=at, number=number)
    except UnableTo as refusal:
        keep_refusal(by=by, at=now(), number=number, why=str(refusal))


def _asked_at(progress: Progress) -> datetime:
    return Job.objects.get(pk=progress.job_id).queued_at


def _who_asked(progress: Progress) -> Actor:
    """The person who asked for the job, with the roles of today."""
    user_id = Job.objects.get(pk=progress.job_id).user_id
    return system("command") if user_id is None else actor_for(user_id, today())
