"""What is done with files every day: periods that begin, drafts long deleted, contents unused."""

from datetime import datetime, timedelta
from typing import Final

from dakehu.documents.models import Attachment, StoredFile
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
    """Let go of the contents of drafts that were deleted a month ago, and of unused ones."""
    with work(by=by, at=at):
        gone = Attachment.objects.filter(deleted_at__lt=at - _DRAFTS_FOR)
        StoredFile.objects.filter(cleared_at=None, pk__in=gone.values("file_id")).update(
            cleared_at=at
        )
    return clear_unused(at=at)
