"""Exports that are kept for a while."""

from datetime import datetime

from dakehu.documents.queries.files import path_of
from dakehu.exchange.access import exports_visible_to
from dakehu.kit.actors import Actor
from dakehu.kit.exporting import Taken


def kept_file(actor: Actor, number: int, at: datetime) -> Taken | None:
    """The file of the person's own export; None once its link has expired."""
    found = exports_visible_to(actor).filter(pk=number, expires_at__gt=at).first()
    if found is None or found.file is None:
        return None
    path = path_of(found.file)
    return Taken(found.file_name, path.open("rb")) if path.is_file() else None
