"""What was looked up once for the request in hand; outside of one nothing is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Found = TypeVar("Found")

_kept: ContextVar[dict[str, Any] | None] = ContextVar("kept_for_this_request", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Keep what is looked up inside; the middleware wraps each request in it."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def remembered(key: str, look_up: Callable[[], Found]) -> Found:
    """What `look_up` gives, asked once per request and key."""
    kept = _kept.get()
    if kept is None:
        return look_up()
    if key not in kept:
        kept[key] = look_up()
    found: Found = kept[key]
    return found


def forget(key: str) -> None:
    """Ask again next time: what was kept under `key` has changed."""
    kept = _kept.get()
    if kept is not None:
        kept.pop(key, None)
