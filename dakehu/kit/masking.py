"""What of a record may be seen by whom, field by field, and how the rest is masked.

A query asks here before a value leaves it; pages, exports and the API show what they are given.
"""

import re
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

STARS: Final = "****"


class FieldClass(Enum):
    """How confidential a field is."""

    PUBLIC = "public"
    PERSONAL = "personal"
    PAY = "pay"

    @property
    def label(self) -> "str | Promise":
        return _LABELS[self]


_LABELS: Final = {
    FieldClass.PUBLIC: _("公开"),
    FieldClass.PERSONAL: _("个人信息"),
    FieldClass.PAY: _("薪酬"),
}


def shown(value: str, mask: Callable[[str], str], is_open: bool) -> str:
    """`value` as it is where it is open to the reader, masked otherwise; nothing stays nothing."""
    return value if is_open or not value else mask(value)


def mobile(value: str) -> str:
    """138****5678."""
    value = value.replace(" ", "")
    return f"{value[:3]}{STARS}{value[-4:]}" if len(value) >= 11 else STARS


def mobile_told(value: str) -> str:
    """138 1234 5678: an open number as people read it."""
    return f"{value[:3]} {value[3:7]} {value[7:]}" if len(value) == 11 else value


def id_number(value: str) -> str:
    """The first three and the last two of an identity number, never the date of birth."""
    return f"{value[:3]}{'*' * (len(value) - 5)}{value[-2:]}" if len(value) >= 15 else STARS


def bank_account(value: str) -> str:
    """The last four digits."""
    plain = re.sub(r"\s", "", value)
    return f"{STARS} {STARS} {plain[-4:]}" if len(plain) >= 8 else STARS


def email(value: str) -> str:
    """The first letter and the domain: z***@example.cn."""
    name, at, domain = value.partition("@")
    return f"{name[:1]}***@{domain}" if at and name else STARS


def name(value: str) -> str:
    """The surname: 林**."""
    return f"{value[:1]}{'*' * (len(value) - 1)}"


def hidden(value: str) -> str:
    """Nothing of it: ****."""
    return STARS
