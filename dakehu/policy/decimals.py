"""Exact decimals: the kernel's own context, its roundings, and how numbers are read and written.

Half up means half away from zero, also for negatives. Numbers come in as text of one fixed
form and are never seen as binary floats.
"""

import re
from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from functools import lru_cache, wraps
from typing import Final, ParamSpec, TypeVar

CONTEXT: Final = Context(
    prec=60,
    rounding=ROUND_HALF_UP,
    Emin=-999999,
    Emax=999999,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
_ROUNDING: Final = Context(prec=500, rounding=ROUND_HALF_UP, Emin=-999999, Emax=999999)
"""For rounding alone: an entered 1e99 has more digits at the fen than the context computes with."""
ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
FEN: Final = Decimal("0.01")
HALF_FEN: Final = Decimal("0.005")
AMOUNT_DIGITS: Final = 15
"""A computed amount has at most so many digits before the point."""
_NOTHING: Final = Decimal("0.00")

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?([eE][+-]?[0-9]{1,2})?")
_UNITS: Final = tuple(Decimal(1).scaleb(-places) for places in range(11))

_P = ParamSpec("_P")
_R = TypeVar("_R")


class AmountTooLarge(ArithmeticError):
    """A computed amount has more than 15 digits before the point."""


def exactly(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Run `function` in the kernel's decimal context, whatever the caller's own is."""

    @wraps(function)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with localcontext(CONTEXT):
            return function(*args, **kwargs)

    return run


def parse_number(text: str) -> Decimal | None:
    """The exact decimal that `text` spells, or None where it has not the agreed form."""
    if _NUMBER.fullmatch(text) is None:
        return None
    return Decimal(text)


def half_up(number: Decimal, places: int = 2) -> Decimal:
    """`number` rounded half away from zero to `places` digits; never a negative zero."""
    rounded = number.quantize(_UNITS[places], ROUND_HALF_UP, _ROUNDING)
    return rounded if rounded else _UNITS[places] - _UNITS[places]


def floor_fen(number: Decimal) -> Decimal:
    """`number` rounded down to the fen (G-01)."""
    rounded = number.quantize(FEN, ROUND_FLOOR, _ROUNDING)
    return rounded if rounded else abs(rounded)


def ceil_fen(number: Decimal) -> Decimal:
    """The least whole number of fen that is not below `number`."""
    rounded = number.quantize(FEN, ROUND_CEILING, _ROUNDING)
    return rounded if rounded else abs(rounded)


def amount(number: Decimal) -> Decimal:
    """A computed amount in yuan, half up to the fen; AmountTooLarge past 15 digits."""
    rounded = number.quantize(FEN, ROUND_HALF_UP, _ROUNDING)
    if not rounded:
        return _NOTHING
    if rounded.adjusted() >= AMOUNT_DIGITS:
        raise AmountTooLarge
    return rounded


def is_whole(number: Decimal) -> bool:
    """Whether `number` has no fractional part."""
    return number == number.to_integral_value()


def amount_text(number: Decimal) -> str:
    """Two decimals, never -0.00: how amounts and scores leave the kernel."""
    text = str(number)
    if text[-3:-2] == "." and text[0] != "-":
        return text  # two decimals already, which is the common case
    return str(half_up(number))


def plain_text(number: Decimal | int) -> str:
    """No trailing zeros and no exponent: how rates, factors and points leave the kernel."""
    if not number:
        return "0"
    text = str(number)
    if "E" in text or (text[-1] == "0" and "." in text):
        return f"{Decimal(number).normalize(CONTEXT):f}"
    return text


def grouped_text(number: Decimal, *, always_fen: bool = True) -> str:
    """An amount for reading: 1,234,567.80; whole yuan lose the fen where `always_fen` is off."""
    text = amount_text(number)
    if not always_fen and text[-3:] == ".00":
        return f"{int(text[:-3]):,}"
    return group_text(text)


def group_text(text: str) -> str:
    """`1234567.80` as `1,234,567.80`."""
    if len(text) < 7:
        return text
    if len(text) < 10 and text[0] != "-":
        return f"{text[:-6]},{text[-6:]}"
    sign = "-" if text[0] == "-" else ""
    return f"{sign}{int(text[len(sign) : -3]):,}{text[-3:]}"


def group_number(text: str) -> str:
    """`10000.5` as `10,000.5`: a written number of any places, grouped."""
    whole, dot, rest = text.partition(".")
    return f"{int(whole):,}{dot}{rest}" if len(whole) > 3 else text


def percent_text(rate: Decimal) -> str:
    """A rate for reading: 0.175 as 17.5%."""
    return percent_of(str(rate))


@lru_cache(maxsize=4096)
def percent_of(text: str) -> str:
    """The same from the rate's text."""
    return f"{plain_text(CONTEXT.scaleb(Decimal(text), 2))}%"
