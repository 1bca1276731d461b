"""Attachments as somebody may see them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dakehu.audit.queries import Line, trail_of, was_noted
from dakehu.documents.access import is_there, may_attach, may_change, may_see, sees_class
from dakehu.documents.content.retention import GENERAL, RETENTIONS
from dakehu.documents.models import Attachment
from dakehu.documents.queries.limits import MB, longest_file, most_of_record
from dakehu.kit.actors import Actor
from dakehu.kit.refs import RecordRef
from dakehu.kit.registry import record_kinds

OPENED = "documents.attachment_opened"
USUAL_SECRECY = Attachment.Secrecy.INTERNAL.value
SECRECY_COLOURS = {"public": "grey", "internal": "blue", "secret": "red"}


@dataclass(frozen=True)
class FileLine:
    """A file in the panel of its record."""

    id: int
    title: str
    kind: "str | Promise"
    icon: str
    size: str
    who: str
    uploaded_at: Any
    secrecy: str
    colour: str
    is_booked: bool


@dataclass(frozen=True)
class Panel:
    """The files of a record for one reader."""

    record: RecordRef
    lines: tuple[FileLine, ...]
    can_attach: bool
    secrecies: tuple[tuple[str, str], ...]
    retentions: tuple[tuple[str, str], ...]
    retention: str
    file_mb: int
    record_mb: int


@dataclass(frozen=True)
class FilePage:
    """One attachment with all that is known of it."""

    row: Attachment
    line: FileLine
    record_title: str
    record_url: str
    kept: str
    state: "State"
    trail: tuple[Line, ...]
    can_change: bool
    can_agree: bool
    name: str


@dataclass(frozen=True)
class State:
    """Where a file stands in its period, as a word and a colour."""

    word: str
    colour: str


def size_text(size: int) -> str:
    """Bytes as people say them: 12 KB, 3.4 MB."""
    if size < 1024 * 1024:
        return f"{max(1, -(-size // 1024))}\N{NO-BREAK SPACE}KB"
    tenths = size * 10 // (1024 * 1024)
    return f"{tenths // 10}.{tenths % 10}\N{NO-BREAK SPACE}MB"


def panel_of(actor: Actor, record: RecordRef) -> Panel | None:
    """The files of a record that is there, or None for somebody who may not see them; one query."""
    if not may_see(actor, record):
        return None
    retentions = tuple(retention_choices())
    # A record has a handful of files: put in order here, which costs less than to ask for it.
    rows = list(attachments_of(actor, record).order_by())
    rows.sort(key=lambda one: (one.uploaded_at, one.pk), reverse=True)
    return Panel(
        record=record,
        lines=tuple(_line(one) for one in rows),
        can_attach=may_attach(actor, record),
        secrecies=tuple(secrecy_choices(actor)),
        retentions=retentions,
        retention=record.kind if record.kind in dict(retentions) else GENERAL,
        file_mb=longest_file() // MB,
        record_mb=most_of_record() // MB,
    )


def attachments_of(actor: Actor, record: RecordRef) -> "QuerySet[Attachment]":
    """The files of a record that the actor may see, the latest first."""
    rows = _there().filter(record=record).order_by("-uploaded_at", "-pk")
    return rows if sees_class(actor, Attachment.Secrecy.SECRET) else rows.exclude(secrecy="secret")


def has_files(record: RecordRef) -> bool:
    """Whether anything hangs on a record, whoever may see it: such a record cannot be removed."""
    return Attachment.objects.filter(record=record, deleted_at=None).exists()


def attachment_for(actor: Actor, pk: int) -> Attachment | None:
    """A file by its number, or None for one that is not there or that the actor may not see."""
    found = _there().filter(pk=pk).first()
    if found is None or not sees_class(actor, found.secrecy):
        return None
    return found if is_there(found.record) and may_see(actor, found.record) else None


def those_there(ids: Iterable[int]) -> set[int]:
    """Those of some attachments that ever were: their trail outlives them."""
    return set(Attachment.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def title_of(number: int) -> str:
    """What an attachment is called where its name may not be told."""
    return _("附件 %d") % number


def was_opened(actor: Actor, attachment: int, since: datetime) -> bool:
    """Whether the trail tells that the actor opened a file since a moment."""
    return was_noted(actor, OPENED, RecordRef("attachment", attachment), since)


def file_page(actor: Actor, pk: int, on: date) -> FilePage | None:
    """Everything on the page of a file."""
    found = attachment_for(actor, pk)
    if found is None:
        return None
    can_change = may_change(actor, found)
    kind = record_kinds[found.record.kind]
    return FilePage(
        row=found,
        line=_line(found),
        record_title=kind.title(found.record.id),
        record_url=kind.url(found.record.id),
        kept=kept_text(found),
        state=state_of(found, on),
        trail=tuple(trail_of(RecordRef("attachment", found.pk))) if can_change else (),
        can_change=can_change,
        can_agree=can_change and found.proposed_by_id not in (None, actor.user_id),
        name=found.file.safe_name,
    )


def attachment_facts(row: Attachment) -> dict[str, Any]:
    """A file as the REST interface tells it."""
    return {
        "id": row.pk,
        "record": str(row.record),
        "title": row.title,
        "file": row.file.safe_name,
        "kind": row.file.kind,
        "media_type": row.file.about_kind.media_type,
        "size": row.file.size,
        "sha256": row.file.sha256,
        "secrecy": row.secrecy,
        "retention": row.retention,
        "booked_on": row.booked_on and row.booked_on.isoformat(),
        "keep_until": row.keep_until and row.keep_until.isoformat(),
        "uploaded_by": row.uploaded_by.name if row.uploaded_by else "",
        "uploaded_at": row.uploaded_at.isoformat(),
    }


def all_attachments(actor: Actor) -> "QuerySet[Attachment]":
    """Every file, without the secret ones for those who may not see them."""
    rows = _there()
    return rows if sees_class(actor, Attachment.Secrecy.SECRET) else rows.exclude(secrecy="secret")


def reader_of_records(actor: Actor) -> Callable[[RecordRef], str]:
    """Tells a record's name, or nothing where the actor may not see its files; asks once each."""

    @cache
    def name(record: RecordRef) -> str:
        return record_kinds[record.kind].title(record.id) if may_see(actor, record) else ""

    return name


def in_state(rows: "QuerySet[Attachment]", state: str, on: date) -> "QuerySet[Attachment]":
    """Those of some files that are draft, kept, due or proposed on a day."""
    is_due = Q(keep_until__lte=on)
    chosen = {
        "draft": Q(booked_on=None),
        "kept": Q(booked_on__isnull=False) & ~is_due | Q(booked_on__isnull=False, keep_until=None),
        "due": is_due & Q(proposed_at=None),
        "proposed": Q(proposed_at__isnull=False),
    }.get(state, Q())
    return rows.filter(chosen)


def state_choices() -> list[tuple[str, str]]:
    return [
        ("draft", _("未归档")),
        ("kept", _("保存期内")),
        ("due", _("可提请删除")),
        ("proposed", _("待同意删除")),
    ]


def state_of(row: Attachment, on: date) -> State:
    """Where a file stands in its period on a day."""
    if row.proposed_at is not None:
        return State(_("待同意删除"), "red")
    if row.booked_on is None:
        return State(_("未归档"), "grey")
    if row.keep_until is not None and row.keep_until <= on:
        return State(_("可提请删除"), "orange")
    return State(_("保存期内"), "green")


def kept_text(row: Attachment) -> str:
    """How long a file is kept: its last day, or in words while that is not known."""
    if row.booked_on is None or row.keep_until is None:
        return str(row.about_retention.told)
    return _("保存至 %s") % (row.keep_until - timedelta(days=1)).isoformat()


def secrecy_choices(actor: Actor) -> list[tuple[str, str]]:
    """The secrecy classes that the actor may give: those that they may read."""
    return [
        (str(code), str(word))
        for code, word in Attachment.Secrecy.choices
        if sees_class(actor, str(code))
    ]


def retention_choices() -> list[tuple[str, str]]:
    """Kinds of material with their period, as a form offers them."""
    return list(_retentions_told(get_language()))


@cache
def _retentions_told(_language: str | None) -> tuple[tuple[str, str], ...]:
    logs = {"location", "privacy_log", "security_log"}
    return tuple(
        (one.code, f"{one.name}（{one.told}）")
        for one in RETENTIONS.values()
        if one.code not in logs
    )


def _there() -> "QuerySet[Attachment]":
    return Attachment.objects.filter(deleted_at=None).select_related("file", "uploaded_by")


def _line(row: Attachment) -> FileLine:
    return FileLine(
        id=row.pk,
        title=row.title,
        kind=row.file.kind_name,
        icon=row.file.about_kind.icon,
        size=size_text(row.file.size),
        who=row.uploaded_by.name if row.uploaded_by else _("系统"),
        uploaded_at=row.uploaded_at,
        secrecy=str(row.get_secrecy_display()),
        colour=SECRECY_COLOURS[row.secrecy],
        is_booked=row.booked_on is not None,
    )
