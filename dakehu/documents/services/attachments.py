"""Files of records: added, booked, opened, deleted."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from dakehu.documents.access import is_there, may_attach, may_see, require_change, sees_class
from dakehu.documents.content.kinds import KINDS
from dakehu.documents.content.names import clean_name
from dakehu.documents.content.retention import GENERAL, RETENTIONS, Start, keep_until
from dakehu.documents.models import Attachment, RecordSpace, StoredFile
from dakehu.documents.queries.attachments import attachment_for, was_opened
from dakehu.documents.queries.limits import longest_file, most_of_record
from dakehu.documents.services.files import UnableToStoreFile, store_file
from dakehu.kit.actors import Actor
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import Unit, work

KEPT: Final = frozenset(KINDS) - {"macro"}
"""Kinds of file that may be attached."""

_GOES_ON_FOR: Final = timedelta(minutes=15)

_ENDING: Final = [one.code for one in RETENTIONS.values() if one.start is Start.ENDED]


class UnableToAttach(UnableToStoreFile):
    """The file cannot be attached."""


class UnableToDelete(UnableToStoreFile):
    """The file cannot be deleted, or not by this person alone."""


def attach(
    *,
    by: Actor,
    at: datetime,
    record: RecordRef,
    name: str,
    content: bytes | BinaryIO | Path,
    title: str = "",
    secrecy: str = Attachment.Secrecy.INTERNAL,
    retention: str = GENERAL,
    kinds: Collection[str] = KEPT,
) -> Attachment:
    """Attach a file to a record; without a title it is called by its name.

    PermissionDenied where the actor may not, or asks for a secrecy class they cannot read.
    """
    if not (is_there(record) and may_see(by, record) and may_attach(by, record)):
        raise PermissionDenied
    if secrecy not in Attachment.Secrecy.values or not sees_class(by, secrecy):
        raise UnableToAttach(_("请选择您有权查看的密级。"), field="secrecy")
    if retention not in RETENTIONS:
        raise UnableToAttach(_("请选择资料类别。"), field="retention")
    with work(by=by, at=at) as unit:
        file = store_file(
            by=by, at=at, name=name, content=content, longest=longest_file(), kinds=kinds
        )
        _take_space(record, file.size)
        made = Attachment.objects.create(
            record=record,
            file=file,
            title=clean_name(title) if title.strip() else file.safe_name,
            secrecy=secrecy,
            retention=retention,
            uploaded_by_id=by.user_id,
            uploaded_at=unit.at,
        )
        _note(unit, "attached", made, of=str(record))
    return made


def book_attachment(*, by: Actor, at: datetime, attachment: int, on: date) -> Attachment:
    """Book a file: from now on it cannot be deleted before its period is over."""
    with work(by=by, at=at) as unit:
        found = _held(attachment)
        require_change(by, found)
        if found.booked_on is not None:
            raise UnableToAttach(_("这份附件已经归档。"))
        if not found.about_retention.is_booked:
            raise UnableToAttach(_("一般资料没有保存期，不需要归档。"), field="retention")
        _book(unit, found, on)
    return found


def book_record(*, by: Actor, at: datetime, record: RecordRef, on: date) -> int:
    """Book all files of a record that its own area has booked; how many there were."""
    with work(by=by, at=at) as unit:
        rows = _there().filter(record=record, booked_on=None).exclude(retention=GENERAL)
        found = list(rows.select_for_update(of=("self",)).order_by("pk"))
        for one in found:
            _book(unit, one, on)
    return len(found)


def note_end(*, by: Actor, at: datetime, record: RecordRef, on: date | None) -> int:
    """Tell that a contract, an employment or a relation ended, or (None) that it goes on.

    `on` is the first day without it; the periods that run from that day begin. Returns how many
    files that changed.
    """
    with work(by=by, at=at) as unit:
        rows = _there().filter(record=record, retention__in=_ENDING)
        found = list(rows.select_for_update(of=("self",)).order_by("pk"))
        changed = [one for one in found if one.ended_on != on]
        for one in changed:
            one.ended_on = on
            one.keep_until = keep_until(one.retention, one.booked_on, on)
            one.save(update_fields=["ended_on", "keep_until"])
            _note(unit, "end_noted", one, until=_last(one.keep_until))
    return len(changed)


def open_attachment(
    *, by: Actor, at: datetime, attachment: int, goes_on: bool = False
) -> StoredFile:
    """The file behind an attachment for somebody who may read it.

    Opening an internal or a secret one is noted; a viewer that `goes_on` with what the same person
    opened within the last quarter of an hour is not noted again. Raises `Attachment.DoesNotExist`
    for one that is not there, and for one that the actor may not see: nobody learns which.
    """
    found = attachment_for(by, attachment)
    if found is None or found.file.cleared_at is not None:
        raise Attachment.DoesNotExist
    is_known = goes_on and was_opened(by, found.pk, at - _GOES_ON_FOR)
    if found.secrecy != Attachment.Secrecy.PUBLIC and not is_known:
        with work(by=by, at=at) as unit:
            _note(unit, "opened", found)
    return found.file


def delete_attachment(
    *, by: Actor, at: datetime, attachment: int, reason: str, on: date
) -> Attachment:
    """Delete a file that is not booked, or propose it where its period is over."""
    said = _reasoned(reason)
    with work(by=by, at=at) as unit:
        found = _held(attachment)
        require_change(by, found)
        _require_over(found, on)
        if found.booked_on is None:
            _remove(unit, found, by, said)
            return found
        if found.proposed_at is not None:
            raise UnableToDelete(_("已有人提请删除，请另一位同意。"))
        if by.user_id is None:
            raise UnableToDelete(_("归档资料由人提请删除。"))
        found.proposed_by_id, found.proposed_at, found.reason = by.user_id, unit.at, said
        found.save(update_fields=["proposed_by", "proposed_at", "reason"])
        _note(unit, "deletion_proposed", found, reason=said)
    return found


def agree_to_deletion(*, by: Actor, at: datetime, attachment: int, on: date) -> Attachment:
    """The second person agrees: the file goes, its row and its trail stay."""
    with work(by=by, at=at) as unit:
        found = _held(attachment)
        require_change(by, found)
        _require_proposed(found)
        _require_over(found, on)
        if by.user_id is None or by.user_id == found.proposed_by_id:
            raise UnableToDelete(_("提请和同意须是两个人，请另一位来同意。"))
        _remove(unit, found, by, found.reason)
    return found


def keep_after_all(*, by: Actor, at: datetime, attachment: int) -> Attachment:
    """Take a proposal back: the file stays."""
    with work(by=by, at=at) as unit:
        found = _held(attachment)
        require_change(by, found)
        _require_proposed(found)
        found.proposed_by, found.proposed_at, found.reason = None, None, ""
        found.save(update_fields=["proposed_by", "proposed_at", "reason"])
        _note(unit, "deletion_dropped", found)
    return found


def _there() -> "QuerySet[Attachment]":
    return Attachment.objects.filter(deleted_at=None)


def _held(attachment: int) -> Attachment:
    """The file for a change, its row held; DoesNotExist for one deleted or of a record gone."""
    found = _there().select_related("file").select_for_update(of=("self",)).get(pk=attachment)
    if not is_there(found.record):
        raise Attachment.DoesNotExist
    return found


def _book(unit: Unit, found: Attachment, on: date) -> None:
    found.booked_on = on
    found.keep_until = keep_until(found.retention, on, found.ended_on)
    found.save(update_fields=["booked_on", "keep_until"])
    _note(unit, "booked", found, until=_last(found.keep_until))


def _require_over(found: Attachment, on: date) -> None:
    """G-22: what is booked stays until its period is over."""
    if found.booked_on is None:
        return
    if found.keep_until is None or on < found.keep_until:
        told = _("资料仍在法定保存期内，不能删除。")
        raise UnableToDelete(told, code="G-22")


def _require_proposed(found: Attachment) -> None:
    if found.proposed_at is None:
        raise UnableToDelete(_("还没有人提请删除这份附件。"))


def _reasoned(reason: str) -> str:
    said = " ".join(reason.split())
    if not said:
        raise UnableToDelete(_("请写明删除的原因。"), field="reason")
    return said[:200]


def _remove(unit: Unit, found: Attachment, by: Actor, reason: str) -> None:
    found.deleted_by_id, found.deleted_at, found.reason = by.user_id, unit.at, reason
    found.save(update_fields=["deleted_by", "deleted_at", "reason"])
    RecordSpace.objects.filter(record=found.record).update(used=F("used") - found.file.size)
    if found.booked_on is not None:
        StoredFile.objects.filter(pk=found.file_id).update(cleared_at=unit.at)
    _note(unit, "deleted", found, reason=reason)


def _take_space(record: RecordRef, size: int) -> None:
    """Count the file to its record, in one statement: two at once cannot both be the last."""
    RecordSpace.objects.get_or_create(record=record)
    most = most_of_record()
    space = RecordSpace.objects.filter(record=record, used__lte=most - size)
    if not space.update(used=F("used") + size):
        told = _("这条记录的附件合计超过 %d MB，请先删除不需要的。") % (most // (1024 * 1024))
        raise UnableToAttach(told, field="file", code="record_full")


def _note(unit: Unit, action: str, found: Attachment, **more: object) -> None:
    """What happened to a file: by its number, for titles may tell of customers."""
    told = {"number": found.pk, "kind": found.file.kind, "secrecy": found.secrecy, **more}
    unit.note(f"documents.attachment_{action}", RecordRef("attachment", found.pk), **told)


def _last(until: date | None) -> str:
    """The last day on which a file is kept, nothing while that is not known."""
    return "" if until is None else (until - timedelta(days=1)).isoformat()
