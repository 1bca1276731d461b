"""Keyset pages: the next rows after a known one, at the cost of those rows alone."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Q, QuerySet


@dataclass(frozen=True)
class Order:
    """An order of rows: a column that is never null, and the primary key to tell equals apart."""

    column: str
    is_descending: bool = False

    @classmethod
    def parsed(cls, text: str) -> "Order":
        """`-at` → descending by `at`."""
        return cls(text.removeprefix("-"), text.startswith("-"))

    def applied(self, rows: "QuerySet[Any]", *, backwards: bool = False) -> "QuerySet[Any]":
        sign = "-" if self.is_descending != backwards else ""
        if self.column == "pk":
            return rows.order_by(f"{sign}pk")
        return rows.order_by(f"{sign}{self.column}", f"{sign}pk")

    def beyond(self, place: Sequence[Any], *, backwards: bool = False) -> Q:
        """The rows past `place` (value, primary key) in this order."""
        value, pk = place
        side = "lt" if self.is_descending != backwards else "gt"
        if self.column == "pk":
            return Q(**{f"pk__{side}": pk})
        # Redundant at first sight: the plain comparison is the one that the index answers.
        return Q(**{f"{self.column}__{side}e": value}) & (
            Q(**{f"{self.column}__{side}": value}) | Q(**{f"pk__{side}": pk})
        )


def token_of(order: Order, row: Any) -> str:
    """A row's place in the order, as a word for an address."""
    value: Any = row
    for part in order.column.split("__"):
        value = getattr(value, part)
    raw = orjson.dumps([value, row.pk], default=_written)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _written(value: Any) -> str:
    if isinstance(value, Decimal | date | datetime):
        return str(value)
    raise TypeError(type(value).__name__)


def place_of(token: str) -> list[Any] | None:
    """The place behind a token; None for anything that is none."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        place = orjson.loads(raw)
    except (binascii.Error, ValueError):
        return None
    if "\\u0000" in raw.decode(errors="replace"):
        return None
    fits = isinstance(place, list) and len(place) == 2 and isinstance(place[1], int)
    return place if fits and not isinstance(place[0], list | dict) else None


@dataclass(frozen=True)
class Slice:
    """One page of rows and the tokens of its neighbours, empty where there is none."""

    rows: list[Any]
    next_token: str = ""
    previous_token: str = ""


def slice_of(
    rows: "QuerySet[Any]", order: Order, *, size: int, after: str = "", before: str = ""
) -> Slice:
    """At most `size` rows after (or before) a token; the first page for a token that is none."""
    backwards = bool(before)
    place = place_of(before or after) if before or after else None
    found = order.applied(rows, backwards=backwards and place is not None)
    try:
        if place is not None:
            found = found.filter(order.beyond(place, backwards=backwards))
        page = list(found[: size + 1])
    except (
        ValueError,
        TypeError,
        OverflowError,
        ValidationError,
        DataError,
    ):  # a token made for another order
        return slice_of(rows, order, size=size)
    has_more = len(page) > size
    page = page[:size]
    if backwards and place is not None:
        page.reverse()
        return Slice(page, _token(order, page, -1), _token(order, page, 0) if has_more else "")
    return Slice(
        page,
        _token(order, page, -1) if has_more else "",
        _token(order, page, 0) if place is not None else "",
    )


def _token(order: Order, page: list[Any], at: int) -> str:
    return token_of(order, page[at]) if page else ""
