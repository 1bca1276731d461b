"""What is wrong with a shipped Chinese text: placeholders, half-width marks, foreign leftovers."""

import re
from collections.abc import Iterator
from typing import Any

ARTICLE = re.compile(r"第[1-9][0-9]*条(?:\([一二三四五六七八九十]+\))?")
PLACEHOLDERS = re.compile(
    r"待补|待填|待完善|此处|占位|某某|TODO|TBD|FIXME|XX|lorem|ipsum|示例文字|\?\?|？？|…",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<=[0-9])[,:.](?=[0-9])")
_CODES = re.compile(r"\b[A-Z]{2}:CH-[0-9]+")
_HALF_WIDTH = re.compile(r"[,;:!?()\"'<>]|\.(?![0-9])")
_WORDS = re.compile(r"[A-Za-z][A-Za-z-]+")
ALLOWED_WORDS = frozenset({"CH-", "OFD", "XML", "PDF", "GB", "KA", "OF", "DE", "AP", "SA", "EX"})


def half_width_marks(text: str) -> list[str]:
    """Western punctuation in a Chinese sentence; article numbers and figures keep theirs."""
    for known in (ARTICLE, _CODES, _NUMBERS):
        text = known.sub("", text)
    return _HALF_WIDTH.findall(text)


def foreign_words(text: str) -> list[str]:
    """Words in Latin letters that no Chinese reader expects; single letters name grades."""
    return [word for word in _WORDS.findall(text) if word not in ALLOWED_WORDS]


def unended(text: str) -> bool:
    """Whether a sentence breaks off without a closing mark."""
    return re.search(r"[。；：]$", text.strip()) is None


def strings_of(content: Any, skipped: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every text in nested plain data, but for what stands under the skipped keys."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for key, value in content.items():
            if key not in skipped:
                yield from strings_of(value, skipped)
    elif isinstance(content, list):
        for value in content:
            yield from strings_of(value, skipped)
