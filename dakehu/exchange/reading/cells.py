"""One cell read for its column: the value, or what is wrong with it and what to do."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.exchange.reading.days import read_day, read_month
from dakehu.exchange.reading.faults import CellFault
from dakehu.exchange.reading.lines import Broken, Raw
from dakehu.exchange.reading.numbers import (
    decimal_of,
    settled,
    shown,
    typed_number,
    typed_share,
)
from dakehu.exchange.reading.spelling import compact, tidy
from dakehu.kit.sheets import CellKind, SheetColumn

__all__ = ["CellFault", "Reader", "read_cell", "reader_of"]

Reader = Callable[[Raw], Any]

_ERROR_WORDS: Final = re.compile(
    r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)"
)
_HASHES: Final = re.compile(r"#{3,}")
_NOTHING: Final = re.compile(r"[-—–/\\]*")
_YES: Final = re.compile(r"是|y|yes|true|t|1|1\.0|√|✓|✔|☑|对|有|v", re.I)
_NO: Final = re.compile(r"否|n|no|false|f|0|0\.0|×|✗|✘|☒|x|不是|没有|无", re.I)
_LONG_NUMBER: Final = 10**15
_SCIENTIFIC: Final = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+[0-9]{1,3}")
_MOBILE: Final = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
_SHOWN_CHOICES: Final = 8
_MOST_KNOWN: Final = 2_000
"""So many texts of a column are read once and then known: most columns say the same few things."""
_PLACES: Final = {
    CellKind.AMOUNT: 2,
    CellKind.SCORE: 2,
    CellKind.QUANTITY: 6,
    CellKind.RATE: 6,
    CellKind.COUNT: 0,
}


def read_cell(column: SheetColumn, raw: Raw | None) -> Any:
    """The value of a cell, None for nothing; CellFault says what is wrong."""
    return reader_of(column)("" if raw is None else raw)


def reader_of(column: SheetColumn, scale: Decimal | None = None) -> Reader:
    """What reads the cells of a column; asks its choices once.

    `scale` multiplies numbers that are given in another unit.
    """
    read = _inner_reader(column, scale)
    is_required, is_number = column.is_required, column.kind in _PLACES

    known: dict[str, Any] = {}

    def typed(raw: str) -> Any:
        text = tidy(raw)
        if not text or (is_number and _NOTHING.fullmatch(text)):
            if is_required:
                raise CellFault(_("没有填写"), _("这一列必须填写，请补上。"))
            return None
        if text[0] == "#":
            _refuse_error_words(text)
        return read(text)

    def reader(raw: Raw) -> Any:
        if isinstance(raw, str):
            if raw in known:
                return known[raw]
            value = typed(raw)
            if len(known) < _MOST_KNOWN:
                known[raw] = value
            return value
        if isinstance(raw, Broken):
            raise _broken(raw)
        return read(raw)

    return reader


_UNIT: Final = re.compile("[百千万亿元]")


def _inner_reader(column: SheetColumn, scale: Decimal | None) -> Reader:
    kind = column.kind
    if kind is CellKind.DATE:
        return read_day
    if kind is CellKind.MONTH:
        return read_month
    if kind in _PLACES:
        return _number_reader(column, scale)
    if kind is CellKind.CHOICE:
        return _choice_reader(column.choices() if column.choices else {})
    if kind is CellKind.YES_NO:
        return _read_yes_no
    if kind is CellKind.MOBILE:
        return _read_mobile
    return _text_reader(column, _code_of if kind is CellKind.CODE else _text_of)


def _refuse_error_words(text: str) -> None:
    if _ERROR_WORDS.fullmatch(text):
        raise _broken(Broken.ERROR)
    if _HASHES.fullmatch(text):
        raise CellFault(_("只有“####”，原来的内容没有存下来"), _("请把原表的列拉宽，再另存一次。"))


def _broken(how: Broken) -> CellFault:
    if how is Broken.ERROR:
        return CellFault(_("公式出错，没有结果"), _("请改正公式，或直接填写结果。"))
    return CellFault(_("公式没有算出结果"), _("请用 Excel 或 WPS 打开文件，保存一次后再上传。"))


def _text_reader(column: SheetColumn, make: Callable[[Raw], str]) -> Reader:
    longest = column.longest

    def read(raw: Raw) -> str:
        text = make(raw)
        if len(text) > longest:
            raise CellFault(
                _("有 %(signs)s 个字，超过 %(most)s 个") % {"signs": len(text), "most": longest},
                _("请缩短后再填。"),
            )
        return text

    return read


def _text_of(raw: Raw) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int | float):
        return _digits(raw)
    if isinstance(raw, datetime):
        return f"{raw:%Y-%m-%d %H:%M}"
    return str(raw)


def _code_of(raw: Raw) -> str:
    if isinstance(raw, str):
        code = compact(raw)
        if _SCIENTIFIC.fullmatch(code):
            raise _lost_digits()
        return code[1:] if code[0] in "'`" and len(code) > 1 else code
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise CellFault(_("号码变成了日期或其他内容"), _("请把该列设为文本，再重新填写这个号码。"))
    if abs(raw) >= _LONG_NUMBER:
        raise _lost_digits()
    return _digits(raw)


def _digits(number: float) -> str:
    exact = decimal_of(number)
    return f"{exact:.0f}" if exact == exact.to_integral_value() else f"{exact:f}"


def _lost_digits() -> CellFault:
    return CellFault(
        _("长号码已被 Excel 改成数字，末几位丢失"), _("请把该列设为文本，再重新填写完整的号码。")
    )


def _read_mobile(raw: Raw) -> str:
    code = _code_of(raw).replace("-", "")
    found = _MOBILE.fullmatch(code)
    if found is None:
        raise CellFault(
            _("“%(text)s”不是手机号") % {"text": code[:20]},
            _("请填 11 位手机号码，例如 13812345678。"),
        )
    return found[1]


def _read_yes_no(raw: Raw) -> bool:
    if isinstance(raw, bool):
        return raw
    word = compact(raw) if isinstance(raw, str) else str(raw)
    if _YES.fullmatch(word):
        return True
    if _NO.fullmatch(word):
        return False
    raise CellFault(_("“%(text)s”看不出是或否") % {"text": word[:20]}, _("请填“是”或“否”。"))


def _choice_reader(choices: Mapping[str, str]) -> Reader:
    words = {compact(str(word)).lower(): code for word, code in choices.items()}
    codes = {str(code).lower(): code for code in choices.values()}

    def read(raw: Raw) -> str:
        word = compact(_text_of(raw)).lower()
        if word in words:
            return words[word]
        if word in codes:
            return codes[word]
        raise CellFault(
            _("“%(text)s”不在可选范围内") % {"text": _text_of(raw)[:20]},
            _choices_told(word, choices),
        )

    return read


def _choices_told(word: str, choices: Mapping[str, str]) -> str:
    close = get_close_matches(word, [str(one) for one in choices], 1, 0.6)
    if close:
        return _("是不是“%(word)s”？请改成可选的内容。") % {"word": close[0]}
    listed = "、".join(str(one) for one in list(choices)[:_SHOWN_CHOICES])
    more = _("等") if len(choices) > _SHOWN_CHOICES else ""
    return _("可以填：%(listed)s%(more)s。") % {"listed": listed, "more": more}


def _number_reader(column: SheetColumn, scale: Decimal | None) -> Reader:
    places = _PLACES[column.kind]
    is_share, is_count = column.kind is CellKind.RATE, column.kind is CellKind.COUNT
    lowest, highest = column.lowest, column.highest
    if is_share:
        lowest = Decimal(0) if lowest is None else lowest
        highest = Decimal(1) if highest is None else highest

    def read(raw: Raw) -> Decimal | int:
        number = _share(raw, scale, highest) if is_share else _number(raw)
        if scale is not None and not is_share:
            _refuse_own_unit(raw)
            number *= scale
        number = settled(number, places)
        if lowest is not None and number < lowest:
            raise CellFault(
                _("“%(number)s”小于 %(bound)s") % {"number": shown(number), "bound": shown(lowest)},
                _("请核对后填写不小于 %(bound)s 的数。") % {"bound": shown(lowest)},
            )
        if highest is not None and number > highest:
            raise CellFault(
                _("“%(number)s”大于 %(bound)s")
                % {"number": shown(number), "bound": shown(highest)},
                _("请核对后填写不大于 %(bound)s 的数。") % {"bound": shown(highest)},
            )
        return int(number) if is_count else number

    return read


def _number(raw: Raw) -> Decimal:
    if isinstance(raw, float):
        return decimal_of(raw)
    if isinstance(raw, str):
        return typed_number(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Decimal(raw)
    if isinstance(raw, date | datetime | time | timedelta):
        raise CellFault(_("这里是日期或时间，不是数字"), _("请把单元格格式改为数值，再重新填写。"))
    raise CellFault(_("这里不是数字"), _("请只填数字，例如 1234.56。"))


def _refuse_own_unit(raw: Raw) -> None:
    """Under a heading in 万元, “1万” and “300元” could each mean two amounts."""
    if isinstance(raw, str) and _UNIT.search(raw):
        raise CellFault(
            _("“%(given)s”自己带有单位，表头又写明了单位，分不清是多少")
            % {"given": tidy(raw)[:30]},
            _("请去掉数字后面的单位，或者把表头的单位改为元。"),
        )


def _share(raw: Raw, scale: Decimal | None, highest: Decimal | None) -> Decimal:
    """A share of one: 50 % and 0.5; what could be either is refused."""
    if isinstance(raw, str):
        typed = typed_share(raw)
        if typed is not None:
            return typed
    number = _number(raw)
    if scale is not None:  # the heading says %
        if 0 < abs(number) <= 1:
            raise _unclear_share(number)
        return number * scale
    if highest is not None and number > highest:
        raise _unclear_share(number)
    return number


def _unclear_share(number: Decimal) -> CellFault:
    told = shown(number)
    return CellFault(
        _("“%(number)s”分不清是比例还是百分数") % {"number": told},
        _("请带上百分号，例如 %(number)s%%。") % {"number": told},
    )
