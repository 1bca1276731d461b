"""What is done with files every day: periods that begin, drafts long deleted, contents unused."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from dakehu.documents.models import Attachment, PrintBatch, StoredFile
from dakehu.documents.queries.printing import BATCHES_FOR
from dakehu.documents.services.attachments import note_end
from dakehu.documents.services.files import clear_unused
from dakehu.kit.actors import Actor
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.organization.queries.people import last_days

_DRAFTS_FOR: Final = timedelta(days=30)


def note_leavers(*, by: Actor, at: datetime) -> int:
    """Let the periods of the files of those who left begin, on the day after their last one."""
    rows = Attachment.objects.filter(deleted_at=None, record__startswith="staff:")
    records = {RecordRef(*ref) for ref in rows.values_list("record", flat=True).distinct()}
    left = last_days(one.id for one in records)
    return sum(note_end(by=by, at=at, record=one, on=left.get(one.id)) for one in sorted(records))


def clear_deleted(*, by: Actor, at: datetime) -> int:
    """Let go of what nobody needs: drafts deleted a month ago, batches as old, unused contents."""
    with work(by=by, at=at):
        gone = Attachment.objects.filter(deleted_at__lt=at - _DRAFTS_FOR)
        printed = PrintBatch.objects.filter(asked_at__lt=at - BATCHES_FOR, file__isnull=False)
        wanted = Q(pk__in=gone.values("file_id")) | Q(pk__in=printed.values("file_id"))
        StoredFile.objects.filter(wanted, cleared_at=None).update(cleared_at=at)
    return clear_unused(at=at)
