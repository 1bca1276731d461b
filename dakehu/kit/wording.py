"""Sentences for the codes in the audit trail: stored as data, told when read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from dakehu.kit.registry import Registry


@dataclass(frozen=True)
class Wording:
    """How a note's code is told: `{name}` stands for an entry of the note's data."""

    code: str
    template: "str | Promise"


wordings: Registry[Wording] = Registry("wordings")


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


def told(code: str, data: Mapping[str, Any]) -> str:
    """The sentence for a note; its code where nobody registered a wording."""
    wording = wordings.get(code)
    if wording is None:
        return code
    read = {key: "—" if value in (None, "") else value for key, value in data.items()}
    return str(wording.template).format_map(_Blank(read))
