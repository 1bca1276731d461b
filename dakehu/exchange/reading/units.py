"""Units in headings: 金额（万元）, 占比(%), and what stands in brackets without meaning a thing."""

import re
from decimal import Decimal
from typing import Final

from dakehu.exchange.reading.spelling import bracketed, comparable, narrow, without_brackets
from dakehu.kit.sheets import CellKind, SheetColumn

_POWERS: Final = {"百": 2, "千": 3, "万": 4, "亿": 8}
_MONEY: Final = re.compile(r"(?:单位[::]?)?(?:人民币)?(百万|千万|百|千|万|亿)?元?(?:人民币)?")
_ABOVE: Final = re.compile(r".*单位[::](?:人民币)?((?:百万|千万|百|千|万|亿)?元).*")
_SHARE: Final = re.compile(r"(?:单位[::]?)?(?:%|百分比|百分数)")
_IDLE: Final = re.compile(
    r"|(?:单位[::]?)?(?:人民币|rmb)?(?:百万|千万|百|千|万|亿)?元?(?:人民币)?"
    r"|(?:单位[::]?)?(?:%|百分比|百分数|台|辆|套|吨|个|人|件|天|分|次|㎡|小时|米|公里)"
    r"|必填|必填项|选填|可选|非必填|文本|日期|数字|yyyy.?mm(?:.?dd)?|例.*|如.*"
)
_TAIL: Final = re.compile(r"[/、,，]?\s*(百万|千万|百|千|万|亿)元$")
_COUNTED: Final = frozenset({CellKind.AMOUNT})


def plain(heading: str) -> str:
    """A heading as it is compared, without units and marks in brackets."""
    return comparable(_TAIL.sub("", without_brackets(heading, _IDLE).strip()))


def scale_of(column: SheetColumn, heading: str, above: str = "") -> Decimal | None:
    """What numbers under this heading are multiplied by for the column; None for nothing.

    `above` is the money unit that a line over the table names for all of it.
    """
    if column.kind is CellKind.RATE:
        return _share_scale(heading)
    if column.kind not in _COUNTED:
        return None
    given = _money_power(heading)
    if given is None and above:
        given = _power(above)
    own = _money_power(str(column.label)) or 0
    if given is None or given == own:
        return None
    return Decimal(10) ** (given - own)


def unit_of(heading: str) -> str:
    """The money unit that a heading names, such as 万元; nothing where it names none."""
    for held in bracketed(heading):
        found = _MONEY.fullmatch(held)
        if found and held:
            return f"{found[1] or ''}元"
    found = _TAIL.search(narrow(heading))
    return f"{found[1]}元" if found else ""


def unit_above(text: str) -> str:
    """The money unit of a line such as 单位：万元."""
    found = _ABOVE.fullmatch(narrow(text).replace(" ", ""))
    return found[1] if found else ""


def _share_scale(heading: str) -> Decimal | None:
    is_percent = any(_SHARE.fullmatch(held) for held in bracketed(heading))
    return Decimal("0.01") if is_percent or narrow(heading).endswith("%") else None


def _money_power(heading: str) -> int | None:
    unit = unit_of(heading)
    return _power(unit) if unit else None


def _power(unit: str) -> int:
    return sum(_POWERS.get(sign, 0) for sign in unit)
