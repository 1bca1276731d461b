"""Records of any kind, as far as their files go."""

from django.http import Http404

from dakehu.documents.access import is_there, may_attach, may_see
from dakehu.kit.actors import Actor
from dakehu.kit.refs import RecordRef
from dakehu.kit.registry import record_kinds


def record_of(actor: Actor, kind: str, number: int) -> tuple[RecordRef, str]:
    """A record to which the actor may add files, and its page; Http404 for any other."""
    record = RecordRef(kind, number)
    if not (is_there(record) and may_see(actor, record) and may_attach(actor, record)):
        raise Http404
    return record, record_kinds[kind].url(number)


def seen_record(actor: Actor, kind: str, number: int) -> RecordRef:
    """A record whose files the actor may see; Http404 for any other."""
    record = RecordRef(kind, number)
    if not (is_there(record) and may_see(actor, record)):
        raise Http404
    return record
