"""Several files at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dakehu.documents.models import Attachment
from dakehu.documents.services.attachments import attach
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef


@dataclass(frozen=True)
class Attached:
    """What became of several files: those attached, and why the others were not."""

    made: tuple[Attachment, ...]
    refused: tuple[str, ...]


def attach_all(
    *,
    by: Actor,
    at: datetime,
    record: RecordRef,
    files: Sequence[Any],
    secrecy: str,
    retention: str,
    title: str = "",
) -> Attached:
    """Attach uploaded files one by one; what one of them lacks does not keep the others out."""
    made: list[Attachment] = []
    refused: list[str] = []
    for file in files:
        try:
            one = attach(
                by=by,
                at=at,
                record=record,
                name=file.name,
                content=file,
                title=title if len(files) == 1 else "",
                secrecy=secrecy,
                retention=retention,
            )
        except UnableTo as error:
            refused.append(f"{file.name}：{error}")
        else:
            made.append(one)
    return Attached(tuple(made), tuple(refused))
