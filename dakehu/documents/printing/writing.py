"""How values are written on paper: amounts, days, capitals, and text that cannot do harm."""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from dakehu.kit.errors import UnableTo
from dakehu.kit.papers import Value
from dakehu.policy.capitals import LIMIT, capitals
from dakehu.policy.decimals import half_up

LONGEST: Final = 20_000
"""More characters than this stand in no cell of a paper."""

_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc"
    "\ufe00-\ufe0f\ufffe\uffff\ud800-\udfff\U000e0000-\U000e01ff]"
)
_LEAST_PLACES: Final = 2
MOST_DIGITS: Final = 40
"""Numbers with more digits, before the point or behind it, stand on no paper."""


class UnableToPrint(UnableTo):
    """A paper cannot be set that way."""


def clean(text: str) -> str:
    """The text without what a page cannot show: controls, hidden and turning characters."""
    if len(text) > LONGEST:
        told = _("一格内最多 %(most)d 个字，这一格有 %(count)d 个字。请缩短后再打印。")
        raise UnableToPrint(told % {"most": LONGEST, "count": len(text)}, code="too_long")
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\t", " ")
    return _UNPRINTABLE.sub("", plain)


def written(value: Value) -> str:
    """A value as it stands in a table: 854,000.00 and 2026年11月23日."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return amount_written(value)
    if isinstance(value, date):
        return day_written(value)
    return clean(value) if isinstance(value, str) else str(value)


def day_written(day: date | None) -> str:
    """A day as papers have it."""
    if day is None:
        return ""
    return _("%(year)d年%(month)d月%(day)d日") % {
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }


def amount_written(amount: Decimal) -> str:
    """An amount with separators, at least two decimals, and no zeros behind those."""
    if not amount.is_finite() or abs(amount.adjusted()) > MOST_DIGITS:
        raise UnableToPrint(_("有一个金额不是可以打印的数字，请核对数据。"), code="no_amount")
    whole, _point, places = f"{abs(amount):f}".partition(".")
    shown = places.rstrip("0").ljust(_LEAST_PLACES, "0")
    sign = "-" if amount < 0 else ""
    return f"{sign}{int(whole):,}.{shown}"


def yuan_written(amount: Decimal) -> str:
    """An amount with ¥ before the figure and the minus before that."""
    text = amount_written(amount)
    return f"-¥{text[1:]}" if text.startswith("-") else f"¥{text}"


def capitals_written(amount: Decimal) -> str:
    """The amount in capitals; UnableToPrint beyond 一万亿元."""
    rounded = half_up(amount) if abs(amount) < LIMIT else amount
    if abs(rounded) >= LIMIT:
        told = _("金额 %s 元达到一万亿元，不能写成大写。请核对金额。")
        raise UnableToPrint(told % amount_written(amount), code="too_large")
    text = capitals(abs(rounded))
    return _("（负数）%s") % text if rounded < 0 else text
