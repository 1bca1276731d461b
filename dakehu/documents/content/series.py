"""Series of numbers (C-17): `BJ-2026-0001`."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SERIES: Final[dict[str, "str | Promise"]] = {
    "KH": _("客户"),
    "SJ": _("商机"),
    "BJ": _("报价"),
    "HT": _("合同"),
    "TB": _("投标"),
    "FD": _("返点"),
    "HK": _("回款"),
    "CC": _("出差"),
    "BX": _("报销"),
    "HY": _("会议"),
    "KH-K": _("考核"),
}
"""What is numbered, by the letters that a number begins with."""

WIDTH: Final = 4
MOST_DIGITS: Final = 9


def number_text(kind: str, year: int, count: int, width: int = WIDTH) -> str:
    """The number as it is written: at least `width` digits, more where they are needed."""
    return f"{kind}-{year}-{count:0{width}d}"
