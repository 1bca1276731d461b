"""What a password must be."""

from typing import Any


class _Rule:
    def validate(self, password: str, user: Any = None) -> None:
        raise NotImplementedError

    def get_help_text(self) -> str:
        return ""


class NotLikeThePerson(_Rule):
    """The password does not contain the name or number of its owner."""


class NotLeaked(_Rule):
    """The password is on no list of leaked ones."""


class NotTooPlain(_Rule):
    """The password has more than one kind of character, and is no simple row."""
