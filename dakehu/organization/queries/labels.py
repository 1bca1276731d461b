"""Words that a company may replace: role names, grade names and a dozen nouns.

They live in the settings of the installation, which every request reads once anyway.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext as _

from dakehu.kit.permissions import EVERY_ROLE
from dakehu.kit.settings_store import read
from dakehu.organization.data.words import ADMIN, GRADES, NOUNS
from dakehu.policy.chains import SEAT_NAMES

LONGEST: Final = 20

_ROLES: Final = {f"role.{code}": SEAT_NAMES.get(code, ADMIN) for code in EVERY_ROLE}

DEFAULTS: Final[Mapping[str, str]] = MappingProxyType({**_ROLES, **NOUNS, **GRADES})


def key_of(code: str) -> str:
    """Under which key of the settings a word is kept."""
    return f"label.{code}"


def label(code: str) -> str:
    """The word in use for `noun.rebate`, `grade.a`, `role.ka_rep`; the code where there is none."""
    return str(read(key_of(code), DEFAULTS.get(code, code)))


def role_label(code: str) -> str:
    """The name in use for a role or seat, also for the seats that a request fills."""
    return label(f"role.{code}") if f"role.{code}" in DEFAULTS else SEAT_NAMES.get(code, code)


def labels() -> dict[str, str]:
    """Every word in use by its code."""
    return {code: label(code) for code in DEFAULTS}


@dataclass(frozen=True)
class LabelRow:
    """A word: our own, the one in use."""

    code: str
    default: str
    text: str

    @property
    def is_changed(self) -> bool:
        return self.text != self.default


def label_table() -> list[tuple[str, list[LabelRow]]]:
    """The words in groups: roles, nouns, grades."""
    return [
        (str(title), [LabelRow(code, word, label(code)) for code, word in group.items()])
        for title, group in (
            (_("角色"), _ROLES),
            (_("名词"), NOUNS),
            (_("客户等级"), GRADES),
        )
    ]
