"""How the columns of a file were matched, remembered for the next file that looks like it."""

from collections.abc import Sequence
from datetime import datetime

from dakehu.exchange.models import Layout
from dakehu.exchange.queries.looking import signature_of
from dakehu.exchange.reading.headings import told_apart


def remember_layout(
    *, sheet: str, headings: Sequence[str], codes: Sequence[str], at: datetime
) -> None:
    """Remember which column of `sheet` each heading is ("": none); inside the open unit of work."""
    Layout.objects.update_or_create(
        sheet=sheet,
        signature=signature_of(headings),
        defaults={
            "columns": dict(zip(told_apart(headings), codes, strict=True)),
            "used_at": at,
        },
    )
