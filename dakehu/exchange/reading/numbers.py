"""Numbers as people type them and as files keep them, made exact decimals."""

import re
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from dakehu.exchange.reading.faults import CellFault
from dakehu.exchange.reading.spelling import compact

_UNITS: Final = {"百": 2, "千": 3, "万": 4, "亿": 8}
_SIGNED: Final = re.compile(r"(?:¥|rmb|cny|人民币)?([+-]?)(?:¥|rmb|cny|人民币)?(.+?)", re.I)
_PLAIN: Final = re.compile(
    r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.([0-9]*))?(百|千|万|百万|千万|亿|万亿)?元?整?"
)
_SCIENTIFIC: Final = re.compile(r"[+-]?[0-9](?:\.[0-9]+)?e[+-]?[0-9]{1,3}", re.I)
_SHARE: Final = re.compile(r"([+-]?[0-9]*\.?[0-9]+|[+-]?[0-9]+\.)([%‰])")
_MOST_DIGITS: Final = 15
_LONGEST: Final = 60
_LARGEST: Final = Decimal(10) ** 15


def decimal_of(number: float) -> Decimal:
    """A stored number, by the shortest text that spells it; CellFault for what is none."""
    if number != number or number in {float("inf"), float("-inf")}:
        raise CellFault(_("不是有效的数字"), _("请重新填写这个数字。"))
    return Decimal(repr(number))


def settled(number: Decimal, places: int) -> Decimal:
    """`number` with at most `places` decimals; binary noise is rounded, real decimals refused.

    Noise is what lies beyond the 15 digits a spreadsheet keeps, or four places beyond the last.
    """
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or abs(number) >= _LARGEST:
        raise _too_large()
    unit = Decimal(1).scaleb(-places)
    if -exponent <= places:
        return number.quantize(unit) if number else abs(number.quantize(unit))
    rounded = number.quantize(unit)
    allowed = max(unit.scaleb(-4), Decimal(1).scaleb(number.adjusted() - _MOST_DIGITS))
    if number != rounded and abs(number - rounded) > allowed:
        if not places:
            raise CellFault(_("“%s”不是整数") % shown(number), _("请填整数。"))
        raise CellFault(
            _("“%(number)s”的小数超过 %(places)s 位") % {"number": shown(number), "places": places},
            _("最多保留 %(places)s 位小数，请四舍五入后再填。") % {"places": places},
        )
    return rounded if rounded else abs(rounded)


def shown(number: Decimal) -> str:
    """A number for a message: no exponent, at most 20 digits."""
    return f"{number:f}"[:20]


def typed_number(text: str) -> Decimal:
    """A number as text: 1,234.56, ￥1,234.56, (1,234.56), 85.4万; CellFault for anything else."""
    plain = compact(text)
    if len(plain) > _LONGEST:
        raise _too_large()
    is_negative = plain.startswith("(") and plain.endswith(")")
    if is_negative:
        plain = plain[1:-1]
    elif plain.endswith("-") and len(plain) > 1:  # as some ledgers print it
        plain, is_negative = plain[:-1], True
    if _SCIENTIFIC.fullmatch(plain):
        return -Decimal(plain) if is_negative else Decimal(plain)
    signed = _SIGNED.fullmatch(plain)
    found = _PLAIN.fullmatch(signed[2]) if signed else None
    if signed is None or found is None or not (found[1] or found[2]):
        raise _no_number(text)
    if is_negative and signed[1]:
        raise _no_number(text)
    whole, decimals = (found[1] or "0").replace(",", ""), found[2]
    number = Decimal(f"{whole}.{decimals}" if decimals else whole)
    for unit in found[3] or "":
        number = number.scaleb(_UNITS[unit])
    return -number if is_negative or signed[1] == "-" else number


def typed_share(text: str) -> Decimal | None:
    """50% and 5‰ as shares of one; None where there is no such sign."""
    found = _SHARE.fullmatch(compact(text)[:_LONGEST])
    if found is None:
        return None
    return Decimal(found[1]).scaleb(-2 if found[2] == "%" else -3)


def _too_large() -> CellFault:
    return CellFault(_("数字过大"), _("请核对位数，整数部分最多 15 位。"))


def _no_number(text: str) -> CellFault:
    plain = compact(text)
    if re.search(r"[0-9]", plain) and "," in plain and re.fullmatch(r"[0-9,.+-]+", plain):
        return CellFault(
            _("“%(text)s”的逗号位置不对") % {"text": text[:20]},
            _("请去掉逗号，或每三位一个，例如 1,234.56。"),
        )
    return CellFault(
        _("“%(text)s”不是数字") % {"text": text[:20]},
        _("请只填数字，例如 1234.56 或 85.4万。"),
    )
