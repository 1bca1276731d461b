"""Text for the terminal: Chinese counts double, lines end before column 100, tables line up."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from unicodedata import combining, east_asian_width

WIDTH: Final = 100
"""Columns that a line may take."""

_GAP: Final = "  "
_LEAST: Final = 8
_WORDS: Final = re.compile(r"[!-~]+|.", re.DOTALL)
_CLOSING: Final = "，。；：、！？）》」』】〕”’…％%"
_OPENING: Final = "（《「『【〔“‘"


def width_of(text: str) -> int:
    """The columns that `text` takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def wrapped(text: str, width: int = WIDTH) -> list[str]:
    """`text` in lines of at most `width` columns (2 or more); its own line breaks stay.

    A line does not begin with a closing mark nor end with an opening one where that can be helped.
    """
    return [line for part in text.split("\n") for line in _wrapped(part, width)]


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(text, width):
        needed = width_of(piece)
        if line and taken + needed > width:
            lines.append(line.rstrip())
            line, taken = "", 0
            if piece.isspace():
                continue
        line, taken = line + piece, taken + needed
    return [*lines, line.rstrip()]


def _pieces(text: str, width: int) -> list[str]:
    """The parts between which a line may break, none wider than a line."""
    pieces: list[str] = []
    for word in _WORDS.findall(text):
        sticks = pieces and (word[0] in _CLOSING or pieces[-1][-1] in _OPENING)
        if sticks and width_of(pieces[-1]) + width_of(word) <= width:
            pieces[-1] += word
        elif width_of(word) <= width:
            pieces.append(word)
        else:
            pieces += [word[at : at + width] for at in range(0, len(word), width)]
    return pieces


def indented(text: str, by: int, width: int = WIDTH) -> str:
    """`text` wrapped, every line moved right by so many columns."""
    return "\n".join((" " * by + line).rstrip() for line in wrapped(text, width - by))


def laid_out(
    rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), width: int = WIDTH
) -> str:
    """Rows as columns that line up; columns whose index is in `right` are flush right.

    Where the rows are too wide, the widest columns are narrowed and their text wrapped.
    """
    if not rows:
        return ""
    return "\n".join(_lines(rows, _columns(rows, width), right))


def _lines(
    rows: Sequence[Sequence[str]], columns: Sequence[int], right: Sequence[int]
) -> Iterator[str]:
    for row in rows:
        cells = [wrapped(cell, room) for cell, room in zip(row, columns, strict=True)]
        for at in range(max(len(cell) for cell in cells)):
            parts = [cell[at] if at < len(cell) else "" for cell in cells]
            line = _GAP.join(
                _padded(part, room, index in right)
                for index, (part, room) in enumerate(zip(parts, columns, strict=True))
            )
            yield line.rstrip()


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[int] = (),
    width: int = WIDTH,
) -> str:
    """A table with a line under its heads."""
    columns = _columns([heads, *rows], width)
    rule = _GAP.join("─" * room for room in columns)
    return "\n".join([*_lines([heads], columns, right), rule, *_lines(rows, columns, right)])


def _padded(text: str, room: int, right: bool) -> str:
    fill = " " * (room - width_of(text))
    return fill + text if right else text + fill


def _columns(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """The columns' widths: what they need, the widest cut down until all fit."""
    columns = [
        max(width_of(line) for cell in column for line in cell.split("\n"))
        for column in zip(*rows, strict=True)
    ]
    room = width - len(_GAP) * (len(columns) - 1)
    while sum(columns) > room and max(columns) > _LEAST:
        widest = columns.index(max(columns))
        others = sorted(columns)[-2] if len(columns) > 1 else 0
        excess = sum(columns) - room
        columns[widest] = max(columns[widest] - excess, min(others, columns[widest] - 1), _LEAST)
    return columns
