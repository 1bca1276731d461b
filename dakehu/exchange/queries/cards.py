"""The sheets a person may use, as cards."""

from dataclasses import dataclass

from dakehu.exchange.access import may_export, may_import, sheets_for
from dakehu.exchange.models import Import
from dakehu.exchange.queries.imports import last_imports
from dakehu.kit.actors import Actor
from dakehu.kit.sheets import SheetKind


@dataclass(frozen=True)
class Card:
    """A sheet with what this person may do with it."""

    kind: SheetKind
    may_import: bool
    may_export: bool
    last: Import | None

    @property
    def has_samples(self) -> bool:
        return bool(self.kind.shape.samples)


def cards_for(actor: Actor) -> list[Card]:
    """A card for each sheet that the person may use."""
    last = last_imports()
    return [
        Card(
            kind,
            may_import(actor, kind),
            may_export(actor, kind),
            last.get(kind.code) if may_import(actor, kind) else None,
        )
        for kind in sheets_for(actor)
    ]


def sheet_options(actor: Actor) -> list[tuple[str, str]]:
    """The sheets that the person may import, to filter by."""
    return [(one.code, str(one.name)) for one in sheets_for(actor) if may_import(actor, one)]
