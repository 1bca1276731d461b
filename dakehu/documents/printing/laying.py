"""A paper laid out for typst: plain JSON, every word written, lines that must break breakable."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.documents.printing.glyphs import lacking, stood_in
from dakehu.documents.printing.marks import Mark
from dakehu.documents.printing.writing import (
    UnableToPrint,
    capitals_written,
    clean,
    day_written,
    written,
    yuan_written,
)
from dakehu.kit.papers import (
    Block,
    Capitals,
    Fact,
    Facts,
    Paper,
    Signature,
    Signatures,
    Table,
    TableColumn,
    Words,
)

PORTRAIT: Final = 481
LANDSCAPE: Final = 728
"""The width of the text in points, upright and across."""

MOST_ROWS: Final = 20_000
STEPS_A_LINE: Final = 5
TALL: Final = 400
"""A cell with more characters may break over pages; shorter rows stay together."""

_TABLE_SIZE: Final = 9
_FACT_SIZE: Final = 10
_LABEL: Final = 72
_LONG_LABEL: Final = 96
_SHORT: Final = 6
_INSET: Final = 10
_LATIN: Final = "\u2e80"
_BREAK: Final = "\u200b"


@dataclass(frozen=True)
class Laid:
    """A paper ready to be set; `lacking` are the characters that the fonts do not have."""

    data: dict[str, Any]
    lacking: str


def laid_out(paper: Paper, mark: Mark, *, keeps_rare: bool = False) -> Laid:
    """The paper as JSON, with its mark; characters that our fonts lack are kept for Word."""
    width = LANDSCAPE if paper.is_landscape else PORTRAIT
    data = {
        **head_of(paper),
        "company": clean(paper.company),
        "landscape": paper.is_landscape,
        "blocks": _keyed([_block(one, width) for one in paper.blocks]),
        "fields": {key: written(value) for key, value in paper.fields.items()},
        **_marked(mark, clean(paper.standing)),
    }
    gone = lacking("".join(_texts(data)))
    return Laid(_stood_in(data) if gone and not keeps_rare else data, gone)


def _keyed(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks with a name for whatever a company's own template may name, each once."""
    taken: set[str] = set()
    for place, block in enumerate(blocks, start=1):
        after = blocks[place]["kind"] if place < len(blocks) else ""
        block["leads"] = after in {"signatures", "seals"}
        if "key" in block:
            block["key"] = _free(block["key"] or f"{block['kind']}_{place}", taken)
        facts = [fact for row in block["rows"] for fact in row] if block["kind"] == "facts" else ()
        for number, fact in enumerate(facts, start=1):
            fact["key"] = _free(fact["key"] or f"facts_{place}_{number}", taken)
    return blocks


def _free(key: str, taken: set[str]) -> str:
    found, number = key, 1
    while found in taken:
        number += 1
        found = f"{key}_{number}"
    taken.add(found)
    return found


def head_of(paper: Paper) -> dict[str, Any]:
    """Title, subtitle, number line and secrecy as they are written."""
    number = clean(paper.number)
    return {
        "title": clean(paper.title),
        "subtitle": clean(paper.subtitle),
        "number": _("编号：%s") % number if number else "",
        "on": _("日期：%s") % day_written(paper.on) if paper.on else "",
        "secrecy": clean(paper.secrecy),
    }


def _marked(mark: Mark, standing: str) -> dict[str, Any]:
    pages = _("第 %(page)s 页  共 %(pages)s 页") % {"page": "\t", "pages": "\t"}
    return {
        "watermark": f"{standing} {clean(mark.watermark)}".strip(),
        "footer": " · ".join(filter(None, (clean(mark.footer), standing))),
        "stamp": mark.stamp,
        "notice": mark.head,
        "page_words": pages.split("\t"),
    }


def _block(block: Block, width: int) -> dict[str, Any]:
    if isinstance(block, Facts):
        return _facts(block, width)
    if isinstance(block, Table):
        return _table(block, width)
    if isinstance(block, Words):
        return _words(block, width)
    if isinstance(block, Capitals):
        return _capitals(block)
    if isinstance(block, Signatures):
        return _signatures(block)
    places = [clean(one) for one in block.places]
    return {"kind": "seals", "places": places, "blank_day": _blank_day()}


def _words(block: Words, width: int) -> dict[str, Any]:
    return {
        "kind": "words",
        "key": block.key,
        "heading": clean(block.heading),
        "is_list": block.is_list,
        "paragraphs": [_breakable(clean(one), width, 10.5) for one in block.paragraphs],
    }


def _capitals(block: Capitals) -> dict[str, Any]:
    return {
        "kind": "capitals",
        "key": block.key,
        "label": clean(block.label),
        "label_width": _label_width(block.label),
        "figure": _breakable(yuan_written(block.amount), 110, _FACT_SIZE),
        "capitals": capitals_written(block.amount),
        "lower": _("小写"),
    }


def _facts(block: Facts, width: int) -> dict[str, Any]:
    across = max(1, block.across)
    label = _label_width(*(one.label for one in block.items))
    room = width / across - label - _INSET
    return {
        "kind": "facts",
        "heading": clean(block.heading),
        "across": across,
        "label_width": label,
        "rows": fact_rows(block, room, width - label - _INSET),
    }


def _label_width(*labels: str) -> int:
    return _LONG_LABEL if any(len(one) > _SHORT for one in labels) else _LABEL


def fact_rows(block: Facts, room: float, whole: float) -> list[list[dict[str, Any]]]:
    """The facts in lines; one that is long takes a line of its own, the last fills its line."""
    across = max(1, block.across)
    rows: list[list[dict[str, Any]]] = [[]]
    for item in block.items:
        text = fact_written(item)
        is_long = "\n" in text or _extent(text, _FACT_SIZE) > 2 * room
        if rows[-1] and (is_long or len(rows[-1]) == across):
            rows.append([])
        text = _breakable(text, int(whole if is_long else room), _FACT_SIZE)
        rows[-1].append({"key": item.key, "label": clean(item.label), "value": text})
        if is_long:
            rows.append([])
    return [row for row in rows if row]


def fact_written(fact: Fact) -> str:
    """A fact's value; amounts with ¥."""
    if isinstance(fact.value, Decimal):
        return yuan_written(fact.value)
    return written(fact.value)


def _table(block: Table, width: int) -> dict[str, Any]:
    if len(block.rows) > MOST_ROWS:
        told = _("一张表最多打印 %(most)d 行，这张有 %(count)d 行。请分开打印。")
        raise UnableToPrint(told % {"most": MOST_ROWS, "count": len(block.rows)})
    rooms = [int(room) for room in _rooms(block.columns, width)]

    def row(cells: Sequence[Any]) -> dict[str, Any]:
        texts = [written(one) for one in cells]
        broken = [
            _breakable(text, room, _TABLE_SIZE) for text, room in zip(texts, rooms, strict=True)
        ]
        return {"cells": broken, "is_tall": any(len(text) > TALL for text in texts)}

    return {
        "kind": "table",
        "key": block.key,
        "heading": clean(block.heading),
        "columns": [
            {
                "key": one.key or f"column_{place}",
                "label": _breakable(clean(one.label), room, _TABLE_SIZE),
                "width": max(1, one.width),
                "align": one.align,
                "is_joined": one.is_joined,
            }
            for place, (one, room) in enumerate(zip(block.columns, rooms, strict=True), start=1)
        ],
        "rows": _joined([row(one) for one in block.rows], block.columns),
        "totals": None if block.totals is None else row(block.totals)["cells"],
        "none": _("（无）"),
    }


def _joined(rows: list[dict[str, Any]], columns: Sequence[TableColumn]) -> list[dict[str, Any]]:
    """The rows, each with how many lines its cells reach down; 0 is a part of the one above."""
    for row in rows:
        row["spans"] = [1] * len(columns)
    for place, column in enumerate(columns):
        top: dict[str, Any] | None = None
        for row in rows if column.is_joined else ():
            if top is None or row["cells"][place]:
                top = row
                continue
            top["spans"][place] += 1
            row["spans"][place] = 0
    return rows


def _rooms(columns: Sequence[TableColumn], width: int) -> Iterator[float]:
    whole = sum(max(1, one.width) for one in columns)
    for one in columns:
        yield width * max(1, one.width) / whole - _INSET


def _signatures(block: Signatures) -> dict[str, Any]:
    steps = [_signature(one) for one in block.steps]
    lines = [steps[at : at + STEPS_A_LINE] for at in range(0, len(steps), STEPS_A_LINE)]
    if len(lines) > 1:  # even lines look better than five and one
        each = -(-len(steps) // len(lines))
        lines = [steps[at : at + each] for at in range(0, len(steps), each)]
    return {
        "kind": "signatures",
        "key": "signatures",
        "heading": clean(block.heading),
        "lines": lines,
        "sign": _("签字："),
        "blank_day": _blank_day(),
    }


def _blank_day() -> str:
    return _("　　年　　月　　日")


def _signature(step: Signature) -> dict[str, Any]:
    return {
        "title": clean(step.title),
        "name": clean(step.name),
        "on": day_written(step.on),
        "opinion": clean(step.opinion),
    }


def _breakable(text: str, room: float, size: float) -> str:
    """The text with break points inside words that are wider than their place."""
    if _extent(text, size) <= room:
        return text
    return "".join(_words_broken(text, room, size))[:-1]


def _words_broken(text: str, room: float, size: float) -> Iterator[str]:
    run: list[str] = []
    for one in f"{text}\n":
        if one < _LATIN and one not in " \n":
            run.append(one)
            continue
        word = "".join(run)
        yield _BREAK.join(run) if _extent(word, size) > room else word
        run.clear()
        yield one


def _extent(text: str, size: float) -> float:
    """About how wide a text is in points."""
    return size * sum(1.0 if one >= _LATIN else 0.72 if one.isupper() else 0.58 for one in text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, Iterable):
        for one in value:
            yield from _texts(one)


def _stood_in(value: Any) -> Any:
    if isinstance(value, str):
        return stood_in(value)
    if isinstance(value, dict):
        return {key: _stood_in(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_stood_in(one) for one in value]
    return value
