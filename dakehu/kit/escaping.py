"""Escaping where it happens some hundred times a page."""

from html import escape
from typing import Any


def escaped(value: Any) -> str:
    """The value as HTML, what is safe already as it is: `conditional_escape`, at half its price."""
    safe = getattr(value, "__html__", None)
    return escape(str(value)) if safe is None else str(safe())
