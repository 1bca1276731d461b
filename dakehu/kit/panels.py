"""Panels: parts of a record's page that an engine supplies, such as its files.

A record page says `{% record_panels "staff" page.row.id %}` after `{% load panels %}`; it knows
nothing of who fills it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dakehu.kit.actors import Actor
from dakehu.kit.refs import RecordRef
from dakehu.kit.registry import Registry


@dataclass(frozen=True)
class Panel:
    """A part of record pages: its template and what to show, or None for nothing to show.

    `build` is asked on the page of a record that exists; lower `order` stands higher.
    """

    code: str
    template: str
    build: Callable[[Actor, RecordRef, date], Mapping[str, Any] | None]
    order: int = 100
    pack: str = ""


panels: Registry[Panel] = Registry("panels")
