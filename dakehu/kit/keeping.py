"""What changes seldom is kept from request to request, for as long as its stamp stands.

A stamp is a random word in the settings, which every request reads anyway; the area that owns the
rows sets a new one in the same transaction as each change. Nothing is kept while a unit of work is
open, for it may have changed rows whose stamp is still to come.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from dakehu.kit.models import Setting
from dakehu.kit.settings_store import forget, read
from dakehu.kit.work import Sink, Unit, current, is_open, sinks

Found = TypeVar("Found")
MOST = 2000

_kept: "OrderedDict[tuple[str, str, Hashable], Any]" = OrderedDict()
_lock = Lock()


def kept(area: str, key: Hashable, look_up: Callable[[], Found]) -> Found:
    """What `look_up` gives, asked again only after a change in `area`. Treat it as frozen."""
    stamp = read(_setting(area))
    if stamp is None or is_open():
        return look_up()
    place = (area, stamp, key)
    with _lock:
        if place in _kept:
            _kept.move_to_end(place)
            known: Found = _kept[place]
            return known
    found = look_up()
    with _lock:
        _kept[place] = found
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found


def set_stamp(area: str) -> None:
    """Let nothing that was kept of `area` stand any longer; inside the unit that changed it."""
    current()
    Setting.objects.update_or_create(key=_setting(area), defaults={"value": secrets.token_hex(8)})
    forget()


def stamp_changes_of(area: str) -> None:
    """Set a new stamp at the end of every unit of work that noted something of the area."""

    def flush(unit: Unit) -> None:
        if any(note.action.startswith(f"{area}.") for note in unit.notes):
            set_stamp(area)

    sinks.add(Sink(f"kit.stamp.{area}", flush, order=900))


def _setting(area: str) -> str:
    return f"stamp.{area}"
