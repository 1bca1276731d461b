"""Names in pinyin, for sorting and for search by letters; computed once and stored.

Dictionaries read surnames as ordinary words (单 as dan, 曾 as ceng), so surnames have a table here.
"""

from typing import Final, NamedTuple

from dakehu.kit.data.surnames import DOUBLE, SINGLE

LONGEST: Final = 200
"""How much of either text is stored."""


class Pinyin(NamedTuple):
    """`full` is zhaoqiming, `initials` zqm; letters and digits of the name stay as they are."""

    full: str
    initials: str


def pinyin_of_person(name: str) -> Pinyin:
    """The pinyin of a person's name, its surname read as a surname."""
    plain = name.strip()
    for length, table in ((2, DOUBLE), (1, SINGLE)):
        surname = table.get(plain[:length])
        if surname and len(plain) > length:
            return _joined([*surname.split(), *_syllables(plain[length:])])
        if surname and len(plain) == length:
            return _joined(surname.split())
    return _joined(_syllables(plain))


def pinyin_of(text: str) -> Pinyin:
    """The pinyin of any other name: a company, a product, a unit."""
    return _joined(_syllables(text))


def _syllables(text: str) -> list[str]:
    from pypinyin import lazy_pinyin  # here: it takes a while, and most processes need none

    found: list[str] = lazy_pinyin(text, errors=_foreign)  # type: ignore[arg-type]
    return found


def _foreign(text: str) -> list[str]:
    """Letters and digits as a word, everything else left out."""
    words = "".join(each if each.isalnum() else " " for each in text).split()
    return [word.lower() for word in words]


def _joined(syllables: list[str]) -> Pinyin:
    kept = [each for each in syllables if each]
    return Pinyin("".join(kept)[:LONGEST], "".join(each[0] for each in kept)[:LONGEST])
