"""The chain of hashes: how an entry's hash is made, and what a broken chain looks like."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

GENESIS = hashlib.sha256(b"dakehu audit trail").hexdigest()
"""What the first entry names as its predecessor's hash."""


def packed(data: Any) -> str:
    """Data as canonical JSON text, the same whoever wrote it."""
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS, default=str).decode()


def moment(at: datetime) -> str:
    """A moment as the hash sees it: UTC, to the microsecond, on both databases."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def hash_of(
    *,
    number: int,
    at: datetime,
    action: str,
    record: str | None,
    user_id: int | None,
    actor_name: str,
    acts_for: str,
    request_id: str,
    data: str,
    previous_hash: str,
) -> str:
    """SHA-256 over all columns of an entry, in a form in which no two entries read alike."""
    columns = [
        *(number, moment(at), action, record, user_id),
        *(actor_name, acts_for, request_id, data, previous_hash),
    ]
    return hashlib.sha256(orjson.dumps(columns)).hexdigest()


@dataclass(frozen=True)
class Break:
    """A place at which the chain does not hold; `number` is the entry's, `code` says how."""

    number: int
    code: str
