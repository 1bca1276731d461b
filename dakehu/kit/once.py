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
from dakehu.kit.characters import has_controls
from dakehu.kit.errors import UnableTo
from dakehu.kit.models import LONGEST_ACTOR, LONGEST_KEY, OnceKey
from dakehu.kit.work import current


class KeyConflict(UnableTo):
    """The key was used before, for something else."""


class KeyUnusable(UnableTo):
    """The key is empty, too long, or has control characters."""


def fingerprint_of(payload: Mapping[str, Any]) -> str:
    """A hash that tells two payloads apart, "1.0" from a number too, in any order of their keys."""
    text = json.dumps(_typed(payload), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _typed(value: Any) -> Any:
    """The value with the name of its kind; TypeError for what may read differently each time."""
    if isinstance(value, Mapping):
        pairs = ([_typed(key), _typed(each)] for key, each in value.items())
        return ["fields", sorted(pairs, key=repr)]
    if isinstance(value, list | tuple):
        return ["list", [_typed(each) for each in value]]
    kind = type(value)
    if kind.__repr__ is object.__repr__ and kind.__str__ is object.__str__:
        raise TypeError(f"{kind.__name__} has no text of its own")
    return [kind.__name__, str(value)]


def once(
    *,
    key: str,
    by: Actor,
    payload: Mapping[str, Any],
    run: Callable[[], Mapping[str, Any] | None],
) -> Any:
    """Run once per key and person; a repetition gets the stored JSON result without running.

    Must be called inside `work()`: key and effect are stored together or not at all. Two callers at
    the same time: the second waits for the first. The first caller too gets the result as JSON
    reads it. Raises `KeyUnusable`, and `KeyConflict` for another payload.
    """
    unit = current()
    actor, key = _actor_of(by), _checked(key)
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
    result = json.loads(json.dumps(run(), allow_nan=False))
    OnceKey.objects.filter(pk=row.pk).update(result=result)
    return result


def _checked(key: str) -> str:
    if not 1 <= len(key) <= LONGEST_KEY or has_controls(key):
        raise KeyUnusable(
            _("编号须为 1 到 %(most)d 个字符，不含换行等控制字符。") % {"most": LONGEST_KEY},
            field="idempotency_key",
            code="key_unusable",
        )
    return key


def _actor_of(by: Actor) -> str:
    """Whose key it is; the program's own parts have theirs."""
    actor = f"user:{by.user_id}" if by.user_id is not None else f"system:{by.name}"
    if by.is_anonymous or len(actor) > LONGEST_ACTOR:
        raise ValueError(f"once is for people and named parts of the program, not {by.name!r}")
    return actor
