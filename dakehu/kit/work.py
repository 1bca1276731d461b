"""The one way to write: `with work(by=actor, at=moment) as unit:`.

The outermost `work` opens the transaction. Notes for the audit trail and messages are collected and
flushed as its last statements, so that the audit chain's lock is taken after all row locks and held
for an instant. Whatever fails leaves nothing behind.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from dakehu.kit.actors import Actor
from dakehu.kit.refs import RecordRef
from dakehu.kit.registry import Registry


@dataclass(frozen=True)
class Note:
    """What happened, as a code and data: sentences are made when it is read."""

    action: str
    by: Actor
    at: datetime
    record: RecordRef | None
    data: dict[str, Any]


@dataclass
class Unit:
    """One unit of work: who does it, when, and what it will leave in the trail."""

    by: Actor
    at: datetime
    notes: list[Note] = field(default_factory=list)
    buffers: dict[str, list[Any]] = field(default_factory=dict)

    def note(self, action: str, record: RecordRef | None = None, /, **data: Any) -> None:
        """Leave a row in the audit trail: `unit.note("organization.staff_added", ref, name=…)`."""
        self.notes.append(Note(action, self.by, self.at, record, data))

    def put(self, buffer: str, item: Any) -> None:
        """Hand something to the sink of that code at the end: a message, a job."""
        self.buffers.setdefault(buffer, []).append(item)

    def after_commit(self, run: Callable[[], None]) -> None:
        """Run something once the work is safely stored, never if it is not."""
        transaction.on_commit(run)

    def _joined(self, by: Actor) -> "Unit":
        return Unit(by=by, at=self.at, notes=self.notes, buffers=self.buffers)


@dataclass(frozen=True)
class Sink:
    """What is done with a unit's notes and buffers at its end; sinks run in order of `order`."""

    code: str
    flush: Callable[[Unit], None]
    order: int = 100


sinks: Registry[Sink] = Registry("sinks")
"""Filled by the engines; the audit trail is the last (order 1000)."""

undoings: list[Callable[[], None]] = []
"""What is called when a unit's rows are taken back: caches of this process forget."""

_current: ContextVar[Unit | None] = ContextVar("current_work", default=None)


def current() -> Unit:
    """The unit of work that is open; RuntimeError outside of one."""
    unit = _current.get()
    if unit is None:
        raise RuntimeError("open work(by=…, at=…) first")
    return unit


def is_open() -> bool:
    """Whether a unit of work is open in this thread."""
    return _current.get() is not None


@contextmanager
def work(*, by: Actor, at: datetime) -> Iterator[Unit]:
    """Open a unit of work, or join the one that is open.

    A joined unit keeps the outer moment and undoes its own writes and notes when it fails.
    """
    if at.tzinfo is None:
        raise ValueError("at must be an aware datetime")
    outer = _current.get()
    opened = _outermost(by, at) if outer is None else _inner(outer, by)
    with opened as unit:
        yield unit


@contextmanager
def _outermost(by: Actor, at: datetime) -> Iterator[Unit]:
    unit = Unit(by=by, at=at)
    with transaction.atomic(durable=True):
        token = _current.set(unit)
        try:
            yield unit
            for sink in sorted(sinks, key=lambda one: one.order):
                sink.flush(unit)
        except BaseException:
            _undo()
            raise
        finally:
            _current.reset(token)


def _undo() -> None:
    for forget in undoings:
        forget()


@contextmanager
def _inner(outer: Unit, by: Actor) -> Iterator[Unit]:
    unit = outer._joined(by)
    notes, buffered = len(unit.notes), {code: len(items) for code, items in unit.buffers.items()}
    token = _current.set(unit)
    try:
        with transaction.atomic():
            yield unit
    except BaseException:
        del unit.notes[notes:]
        for code, items in unit.buffers.items():
            del items[buffered.get(code, 0) :]
        _undo()
        raise
    finally:
        _current.reset(token)
