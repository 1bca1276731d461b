"""What the page of a record offers to print."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dakehu.documents.queries.printing import forms_for
from dakehu.kit.actors import Actor
from dakehu.kit.refs import RecordRef


def papers_panel(actor: Actor, record: RecordRef, on: date) -> Mapping[str, Any] | None:
    """The papers of a record that the actor may print, or None for none."""
    found = [
        one
        for one in forms_for(actor)
        if one.record_kind == record.kind and one.of_record is not None
    ]
    return {"forms": found, "record": record, "on": on} if found else None
