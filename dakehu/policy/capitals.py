"""Amounts of money in formal Chinese characters (人民币大写), as papers and cheques need them.

The figure is written in groups of four places (亿, 万, 元), then 角 and 分. Where 零 stands and
where 整 closes the text is decided here once (C-10); `parse_capitals` is the exact inverse.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from dakehu.policy.decimals import amount_text

LIMIT: Final = Decimal(10) ** 12
"""The first amount, in yuan, that is too large to be written."""

_PREFIX = "人民币"
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_FIRST_PLACE = 1_000
_GROUPS = ("亿", "万", "")
_WHOLE = re.compile(r"(?:([^亿万元角分]+)亿)?(?:([^亿万元角分]+)万)?([^亿万元角分]*)元")
_CENTS = re.compile(r"(?:(.)角)?零?(?:(.)分)?整?")


def capitals(amount: Decimal) -> str:
    """Write an amount of yuan in formal Chinese characters.

    The amount is first rounded half up to the fen. 整 follows 元 and 角 but not 分; zero is
    人民币零元整. Raises `ValueError` unless 0 <= rounded amount < 10**12.
    """
    fen_total = _whole_fen(amount)
    yuan, cents = divmod(fen_total, 100)
    if fen_total == 0:
        return f"{_PREFIX}零元整"
    whole = f"{''.join(_whole_part(yuan))}元" if yuan else ""
    return f"{_PREFIX}{whole}{_cents_part(cents, after_yuan=yuan > 0)}"


def parse_capitals(text: str) -> Decimal:
    """Read back a text written by `capitals`, in yuan with two decimals.

    Only the one correct spelling of an amount is read; anything else raises `ValueError`.
    """
    body = text.removeprefix(_PREFIX)
    whole = _WHOLE.match(body)
    cents = _CENTS.fullmatch(body, whole.end() if whole else 0)
    if cents is None:
        raise ValueError(f"not an amount in capitals: {text!r}")
    yuan = 0
    for group in whole.groups() if whole else ():
        yuan = yuan * 10_000 + _group_value(group or "")
    fen_total = yuan * 100 + _digit(cents[1]) * 10 + _digit(cents[2])
    amount = Decimal(f"{fen_total}E-2")
    if capitals(amount) != text:
        raise ValueError(f"not an amount in capitals: {text!r}")
    return amount


def _whole_fen(amount: Decimal) -> int:
    """The amount in whole fen, or `ValueError` where it cannot be written."""
    if amount.is_nan() or not -1 < amount < LIMIT:
        raise ValueError(f"amount outside 0 to 10**12: {amount}")
    fen_total = int(amount_text(amount).replace(".", ""))
    if not 0 <= fen_total < LIMIT * 100:
        raise ValueError(f"amount outside 0 to 10**12: {amount}")
    return fen_total


def _whole_part(yuan: int) -> Iterator[str]:
    """The characters of the whole yuan, group by group.

    零 stands before a group whose first place is empty and before one that follows an empty group;
    never after a group that merely ends in zero (107000 is 壹拾万柒仟).
    """
    written = False
    skipped = False
    for position, name in enumerate(_GROUPS):
        group = yuan // 10 ** (4 * (2 - position)) % 10_000
        if group == 0:
            skipped = True
            continue
        if written and (skipped or group < _FIRST_PLACE):
            yield "零"
        yield from _group_part(group)
        yield name
        written, skipped = True, False


def _group_part(group: int) -> Iterator[str]:
    """The characters of one group from 1 to 9999, without 零 at its head or tail."""
    started = False
    gap = False
    for digit, place in zip(f"{group:04d}", _PLACES, strict=True):
        if digit == "0":
            gap = started
            continue
        if gap:
            yield "零"
        yield _DIGITS[int(digit)] + place
        started, gap = True, False


def _cents_part(cents: int, *, after_yuan: bool) -> str:
    """角 and 分 with 整 or 零 as they need it; `cents` is 0 to 99."""
    jiao, fen = divmod(cents, 10)
    text = f"{_DIGITS[jiao]}角" if jiao else ""
    if fen == 0:
        return f"{text}整"
    gap = "零" if after_yuan and jiao == 0 else ""
    return f"{text}{gap}{_DIGITS[fen]}分"


def _group_value(group: str) -> int:
    """The value of the characters of one group; unknown characters raise `ValueError`."""
    value = 0
    digit = 0
    for character in group:
        if character in "仟佰拾":
            value += digit * 10 ** (3 - _PLACES.index(character))
            digit = 0
        else:
            digit = _digit(character)
    return value + digit


def _digit(character: str | None) -> int:
    """The value of one formal digit, 0 for none; anything else raises `ValueError`."""
    return _DIGITS.index(character) if character else 0
