"""What the area plugs into the engines below it."""

from datetime import datetime
from typing import Any

from dakehu.accounts.services import use_token
from dakehu.kit.api import token_source


def _holder(secret: str, at: datetime) -> tuple[Any, frozenset[str]] | None:
    return use_token(secret=secret, at=at)


token_source.fill(_holder)
