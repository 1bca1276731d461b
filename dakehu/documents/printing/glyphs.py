"""Which characters the fonts of papers have: what they lack is told, never left out silently."""

from functools import lru_cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[1] / "fonts"
FAMILY: Final = "Noto Sans SC"
CHARACTERS: Final = "characters.txt"
STAND_IN: Final = "〓"
"""Printed, boxed, for a character that the font lacks."""

_ALWAYS: Final = frozenset("\n\u200b")


@lru_cache(maxsize=1)
def known_characters() -> frozenset[str]:
    """Every character that the regular and the bold font both have.

    Read from ranges that were noted when the fonts were fetched: the fonts themselves take 0.3 s.
    """
    found: set[str] = set()
    for line in (FOLDER / CHARACTERS).read_text("ascii").split():
        first, last = (int(each, 16) for each in line.split("-"))
        found.update(map(chr, range(first, last + 1)))
    return frozenset(found)


def lacking(text: str) -> str:
    """The characters of `text` that the fonts lack, each once, in their order."""
    if text.isascii():
        return ""
    gone = set(text) - known_characters() - _ALWAYS
    return "".join(dict.fromkeys(one for one in text if one in gone)) if gone else ""


def stood_in(text: str) -> str:
    """The text with 〓 for what the fonts lack."""
    gone = lacking(text)
    return text.translate({ord(one): STAND_IN for one in gone}) if gone else text
