"""The shipped policies published, and versions made from them."""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dakehu.kit.actors import system
from dakehu.policy.book import Book
from dakehu.policy.loading.files import read_raw
from dakehu.rulebook.models import PolicyVersion
from dakehu.rulebook.services.versions import publish_shipped

AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
STARTER = system("starter")

Change = Callable[[dict[str, Any]], None]


def shipped(code: str) -> dict[str, Any]:
    """A shipped policy's checked content, to be changed at will."""
    for _name, raw in read_raw():
        if isinstance(raw, dict) and raw["code"] == code:
            return deepcopy(raw)
    raise LookupError(code)


def next_version(code: str, effective_from: str, change: Change | None = None) -> dict[str, Any]:
    """The shipped policy as a later version."""
    raw = shipped(code)
    raw.update(version=effective_from, effective_from=effective_from, adopted_on=effective_from)
    if change is not None:
        change(raw)
    return raw


def parameter(raw: dict[str, Any], key: str) -> dict[str, Any]:
    """One parameter of a content."""
    found: dict[str, Any] = next(each for each in raw["parameters"] if each["key"] == key)
    return found


@pytest.fixture
def published(db: None) -> tuple[PolicyVersion, ...]:
    """The shipped policies, published."""
    return publish_shipped(by=STARTER, at=AT)


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a process that has read no policy yet."""
    monkeypatch.setattr("dakehu.rulebook.queries.published._kept", ((), Book(())))
