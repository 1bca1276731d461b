"""Settings of the installation that change at run time: read once per request, written audited."""

from contextvars import ContextVar
from typing import Any

from dakehu.kit.models import Setting
from dakehu.kit.work import current, undoings

_cache: ContextVar[dict[str, Any] | None] = ContextVar("settings_of_this_request", default=None)


def forget() -> None:
    """Drop what was read: at the start of each request, and after a write."""
    _cache.set(None)


undoings.append(forget)


def read(key: str, default: Any = None) -> Any:
    """The value under `key`, or `default`."""
    known = _cache.get()
    if known is None:
        known = dict(Setting.objects.values_list("key", "value"))
        _cache.set(known)
    return known.get(key, default)


def write(key: str, value: Any, *, note: bool = True) -> None:
    """Store a value; must run inside `work()`, whose audit trail tells old and new.

    Without `note` the caller leaves a row of its own that tells the change.
    """
    unit = current()
    # What this request read may be old: another process may have written since.
    row = Setting.objects.select_for_update().filter(key=key).first()
    before = None if row is None else row.value
    if row is not None and before == value:
        return
    Setting.objects.update_or_create(key=key, defaults={"value": value})
    if note:
        unit.note("kit.setting_changed", key=key, before=before, after=value)
    forget()


def is_demo() -> bool:
    """Whether this installation shows the demo company."""
    return read("mode") == "demo"


def pack_is_on(code: str) -> bool:
    """Whether a pack is switched on; pages that belong to none are always there."""
    return not code or code in read("packs", [])
