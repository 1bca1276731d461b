"""Days and months as people type them and as spreadsheets keep them."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from dakehu.exchange.reading.faults import CellFault
from dakehu.exchange.reading.lines import Broken, Raw
from dakehu.exchange.reading.spelling import narrow

_ZERO: Final = date(1899, 12, 30)
_YEARS: Final = range(1900, 2200)
_TAIL: Final = re.compile(
    r"(?:(?:\s*|T)\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2}(?:\.\d+)?)?[秒分Z]?)?"
    r"(?:\s*\(?(?:星期|周|礼拜).\)?)?"
)
_DAY: Final = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?\s*" + _TAIL.pattern
)
_PACKED_DAY: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?(?:\.0)?")
_NO_YEAR: Final = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_SHORT_YEAR: Final = re.compile(r"\d{1,2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?")
_DAY_FIRST: Final = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}")
_MONTH: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:月|月份|月度)?")
_PACKED_MONTH: Final = re.compile(r"(\d{4})(\d{2})(?:\.0)?")
_BARE_MONTH: Final = re.compile(r"\d{1,2}\s*(?:月|月份)")


def read_day(raw: Raw) -> date:
    """The day in a cell; CellFault where it cannot be told for sure."""
    if isinstance(raw, datetime):
        return _within(raw.date())
    if isinstance(raw, date):
        return _within(raw)
    if isinstance(raw, str):
        return _typed_day(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _no_day(str(raw))
    return _numbered_day(raw)


def _within(day: date) -> date:
    if day.year not in _YEARS:
        raise CellFault(
            _("年份 %(year)s 不对") % {"year": day.year},
            _("请核对年份，按 2026-11-23 的样子填写。"),
        )
    return day


def _typed_day(text: str) -> date:
    plain = narrow(text)
    found = _DAY.fullmatch(plain) or _PACKED_DAY.fullmatch(plain)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]), text)
    if _NO_YEAR.fullmatch(plain):
        raise CellFault(
            _("“%(text)s”没有年份") % {"text": text[:20]}, _("请写上年份，例如 2026-11-03。")
        )
    if _DAY_FIRST.fullmatch(plain) or _SHORT_YEAR.fullmatch(plain):
        raise CellFault(
            _("“%(text)s”分不清年月日") % {"text": text[:20]},
            _("请按年月日的顺序、用四位年份填写，例如 2026-11-03。"),
        )
    if re.fullmatch(r"\d{5}(?:\.\d+)?", plain):  # a serial number kept as text
        return _numbered_day(float(plain))
    raise _no_day(text)


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return _within(date(year, month, day))
    except ValueError as error:
        raise CellFault(
            _("“%(text)s”没有这一天") % {"text": text[:20]}, _("请核对月份和日期。")
        ) from error


def _numbered_day(number: float) -> date:
    whole = int(number) if abs(number) < 1e9 else 0
    if 19_000_101 <= whole <= 21_991_231 and whole == number:
        return _day(whole // 10_000, whole // 100 % 100, whole % 100, str(whole))
    if 20_000 <= whole < 110_000:  # from 1954 on; fewer is rather a year or a count
        return _ZERO + timedelta(days=whole)
    raise _no_day(f"{number:g}")


def _no_day(text: str) -> CellFault:
    return CellFault(
        _("“%(text)s”不是日期") % {"text": text[:20]}, _("请按 2026-11-23 的样子填写。")
    )


def read_month(raw: Raw) -> str:
    """The month in a cell, as 2026-11; CellFault where it cannot be told for sure."""
    if isinstance(raw, str):
        return _typed_month(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _numbered_month(raw)
    return _of_day(raw, _no_month)


def _typed_month(text: str) -> str:
    plain = narrow(text)
    found = _MONTH.fullmatch(plain) or _PACKED_MONTH.fullmatch(plain)
    if found:
        return _month(int(found[1]), int(found[2]), text)
    if _BARE_MONTH.fullmatch(plain):
        raise CellFault(
            _("“%(text)s”没有年份") % {"text": text[:20]}, _("请写上年份，例如 2026-11。")
        )
    return _of_day(text, _no_month)


def _month(year: int, month: int, text: str) -> str:
    if year not in _YEARS or not 1 <= month <= 12:
        raise CellFault(
            _("“%(text)s”没有这个月") % {"text": text[:20]}, _("请按 2026-11 的样子填写。")
        )
    return f"{year}-{month:02}"


def _numbered_month(number: float) -> str:
    whole = int(number) if abs(number) < 1e9 else 0
    if whole == number and 190_001 <= whole <= 219_912:
        return _month(whole // 100, whole % 100, str(whole))
    if whole in _YEARS and whole != number:
        months = f"{Decimal(repr(number)):f}".partition(".")[2]
        if len(months) == 2:
            return _month(whole, int(months), f"{number:g}")
        if months == "1":
            raise CellFault(
                _("“%(text)s”分不清是 1 月还是 10 月") % {"text": f"{number:g}"},
                _("请把单元格设为文本，按 2026-10 的样子填写。"),
            )
        return _month(whole, int(months) if len(months) == 1 else 0, f"{number:g}")
    return _of_day(number, _no_month)


def _of_day(raw: Raw, otherwise: "Callable[[str], CellFault]") -> str:
    try:
        day = read_day(raw)
    except CellFault as error:
        raise otherwise("" if isinstance(raw, Broken) else str(raw)) from error
    return f"{day.year}-{day.month:02}"


def _no_month(text: str) -> CellFault:
    return CellFault(_("“%(text)s”不是月份") % {"text": text[:20]}, _("请按 2026-11 的样子填写。"))
