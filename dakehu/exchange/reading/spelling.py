"""How text is made comparable: invisible characters, widths, blanks, brackets."""

import re
from typing import Final

_INVISIBLE: Final = dict.fromkeys(
    [
        *range(0x00, 0x09),
        *range(0x0E, 0x20),
        0x7F,
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0xFFF9, 0xFFFC),
        0xFEFF,
    ]
)
_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xFFE5: 0xA5,
    0x2212: 0x2D,
    0x2010: 0x2D,
    0x2013: 0x2D,
    0x2014: 0x2D,
}
_DECORATION: Final = re.compile(r"[^\w()\[\]【】〔〕%]+|_+")
_BRACKETED: Final = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")


def tidy(text: str) -> str:
    """Without invisible characters, each run of blanks one space, none at the ends."""
    if text.isascii() and text.isprintable() and " " not in text:
        return text
    made = " ".join(text.split())
    return made if made.isprintable() else " ".join(made.translate(_INVISIBLE).split())


def narrow(text: str) -> str:
    """Tidied, with full-width letters, digits and signs made half-width."""
    made = tidy(text)
    return made if made.isascii() else made.translate(_NARROW)


def compact(text: str) -> str:
    """Narrow and without any blank."""
    return narrow(text).replace(" ", "")


def comparable(heading: str) -> str:
    """A heading as it is compared: no blanks, marks, width or case; brackets are kept."""
    text = narrow(heading).lower()
    whole = _BRACKETED.fullmatch(text)
    return _DECORATION.sub("", whole[1] if whole else text)


def bracketed(heading: str) -> tuple[str, ...]:
    """What stands in brackets in a heading."""
    return tuple(found.strip() for found in _BRACKETED.findall(narrow(heading)))


def without_brackets(heading: str, which: "re.Pattern[str]") -> str:
    """The heading without those brackets whose content matches `which` wholly."""
    return _BRACKETED.sub(
        lambda found: "" if which.fullmatch(found[1].strip().lower()) else found[0],
        narrow(heading),
    )
