"""Idempotency: the same key from the same person is carried out once.

For API writes, imports, jobs, money actions and double clicks.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.models import OnceKey
from dakehu.kit.work import current


class KeyConflict(UnableTo):
    """The key was used before, for something else."""


def fingerprint_of(payload: Mapping[str, Any]) -> str:
    """A hash that tells two payloads apart and does not depend on the order of their keys."""
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def once(
    *,
    key: str,
    by: Actor,
    payload: Mapping[str, Any],
    run: Callable[[], Mapping[str, Any] | None],
) -> Any:
    """Run once per key and person; a repetition gets the stored JSON result without running.

    Must be called inside `work()`: key and effect are stored together or not at all. Two callers at
    the same time: the second waits for the first. Raises `KeyConflict` for another payload.
    """
    unit = current()
    actor = f"user:{by.user_id}" if by.user_id is not None else by.name
    fingerprint = fingerprint_of(payload)
    try:
        with transaction.atomic():
            row = OnceKey.objects.create(
                actor=actor, key=key, fingerprint=fingerprint, made_at=unit.at
            )
    except IntegrityError:
        row = OnceKey.objects.get(actor=actor, key=key)
        if row.fingerprint != fingerprint:
            raise KeyConflict(
                _("这个编号已经用于另一项操作，内容不同，没有执行。请换一个编号再提交。"),
                field="idempotency_key",
                code="key_conflict",
            ) from None
        return row.result
    result = run()
    OnceKey.objects.filter(pk=row.pk).update(result=result)
    return result
