"""A trace that somebody read another person's pay."""

from datetime import datetime, timedelta
from typing import Final

from dakehu.audit.queries import was_noted
from dakehu.kit.actors import Actor
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.pay.models import PayStatement

SEEN: Final = "pay.statement_seen"
_GOES_ON_FOR: Final = timedelta(hours=1)
"""Whoever looks again so soon goes on looking."""


def note_seen(*, by: Actor, at: datetime, statement: PayStatement) -> None:
    """Note that `by` reads a statement; not of the own one, nor again within the hour."""
    ref = RecordRef("pay_statement", statement.pk)
    if by.staff_id == statement.staff_id or was_noted(by, SEEN, ref, at - _GOES_ON_FOR):
        return
    with work(by=by, at=at) as unit:
        unit.note(SEEN, ref, month=statement.run.pay_month, name=statement.name)
