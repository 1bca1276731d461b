"""A paper as Word: the same blocks in the same order as in the PDF."""

import io
from collections.abc import Callable, Mapping
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from dakehu.documents.printing.word_parts import (
    SIDES,
    add_field,
    add_row,
    add_table,
    add_watermark,
    fill,
    spaced,
    write,
)

_PORTRAIT: Final = 170.0
_LANDSCAPE: Final = 257.0
_POINT: Final = 25.4 / 72
_SMALL: Final = 9.0
_PLAIN: Final = 10.0
_BREAK: Final = "\u200b"


def word_of(data: Mapping[str, Any]) -> bytes:
    """A paper that was laid out, as a Word file."""
    target = io.BytesIO()
    _document(data).save(target)
    return target.getvalue()


def marked(content: bytes, data: Mapping[str, Any]) -> bytes:
    """A filled template with what every print carries behind its text, whatever it looks like.

    The first section gets all three headers: later ones may show those that it does not.
    """
    document = docx.Document(io.BytesIO(content))
    for number, section in enumerate(document.sections):
        for header in (section.header, section.first_page_header, section.even_page_header):
            if number and header.is_linked_to_previous:
                continue
            line = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
            _behind(line, data)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _document(data: Mapping[str, Any]) -> Any:
    document = docx.Document()
    _page(document, data)
    _margins(document.sections[0], data)
    _heading(document, data)
    width = _LANDSCAPE if data["landscape"] else _PORTRAIT
    was_box = False
    for block in data["blocks"]:
        is_box = block["kind"] != "words"
        if was_box and is_box:  # Word joins tables that touch: a hair between keeps them apart
            _hair(document)
        _WRITERS[block["kind"]](document, block, width)
        was_box = is_box
    _hair(document)
    return document


def _page(document: Any, data: Mapping[str, Any]) -> None:
    section = document.sections[0]
    sides = (Mm(210), Mm(297))
    if data["landscape"]:
        section.orientation = WD_ORIENT.LANDSCAPE
        sides = (sides[1], sides[0])
    section.page_width, section.page_height = sides
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    style = document.styles["Normal"]
    style.paragraph_format.space_after = 0
    properties = document.core_properties
    properties.title, properties.author = data["title"], data["company"]
    properties.comments = ""


def _margins(section: Any, data: Mapping[str, Any]) -> None:
    """Head and foot of each page, and what lies behind the text."""
    head = section.header.paragraphs[0]
    head.alignment = SIDES["start"]
    for text in filter(None, (data["secrecy"], data["stamp"])):
        write(head, f"【{text}】", size=10.5, is_bold=True)
    write(head, data["notice"], size=8, colour="555555")
    _behind(head, data)
    foot = section.footer.paragraphs[0]
    foot.alignment = SIDES["center"]
    before, between, after = data["page_words"]
    write(foot, f"{data['footer']}　　{before}", size=8)
    add_field(foot, "PAGE", size=8)
    write(foot, between, size=8)
    add_field(foot, "NUMPAGES", size=8)
    write(foot, after, size=8)


def _behind(head: Any, data: Mapping[str, Any]) -> None:
    if data["watermark"]:
        add_watermark(head, data["watermark"], number=1, width=420)
    if data["stamp"]:
        place = "mso-position-vertical:top;margin-top:60pt"
        add_watermark(head, data["stamp"], number=2, width=160, place=place)


def _heading(document: Any, data: Mapping[str, Any]) -> None:
    for key, size, is_bold in (
        ("company", 13, False),
        ("title", 20, True),
        ("subtitle", 10, False),
    ):
        if data[key]:
            line = document.add_paragraph()
            line.alignment = SIDES["center"]
            spaced(line, 3)
            write(line, data[key], size=size, is_bold=is_bold)
    if data["number"] or data["on"]:
        line = document.add_paragraph()
        spaced(line, 3)
        width = _LANDSCAPE if data["landscape"] else _PORTRAIT
        line.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
        write(line, data["number"], size=_PLAIN)
        line.add_run("\t")
        write(line, data["on"], size=_PLAIN)


def _hair(document: Any) -> None:
    line = document.add_paragraph()
    spaced(line, 0)
    write(line, "", size=1)
    line.paragraph_format.line_spacing = Pt(1)


def _head_row(table: Any, heading: str) -> None:
    if heading:
        cells = add_row(table, is_heading=True).cells
        merged = cells[0].merge(cells[-1])
        fill(merged, heading, side="center", is_shaded=True, size=_PLAIN, is_bold=True)


def _facts(document: Any, block: Mapping[str, Any], width: float) -> None:
    across = block["across"]
    label = block["label_width"] * _POINT
    table = add_table(document, [label, width / across - label] * across)
    _head_row(table, block["heading"])
    for facts in block["rows"]:
        cells = add_row(table).cells
        for place, fact in enumerate(facts):
            fill(cells[2 * place], fact["label"], side="center", is_shaded=True, size=_PLAIN)
            cell = cells[2 * place + 1]
            if place == len(facts) - 1 and place < across - 1:
                cell = cell.merge(cells[-1])
            fill(cell, _whole(fact["value"]), size=_PLAIN)


def _rows(document: Any, block: Mapping[str, Any], width: float) -> None:
    columns = block["columns"]
    whole = sum(one["width"] for one in columns)
    table = add_table(document, [width * one["width"] / whole for one in columns])
    _head_row(table, block["heading"])
    for cell, one in zip(add_row(table, is_heading=True).cells, columns, strict=True):
        fill(cell, _whole(one["label"]), side="center", is_shaded=True, size=_SMALL, is_bold=True)
    for row in block["rows"]:
        _row(table, columns, row["cells"], is_bold=False)
    _join(table, block["rows"], len(table.rows) - len(block["rows"]))
    if not block["rows"]:
        cells = add_row(table).cells
        fill(cells[0].merge(cells[-1]), block["none"], side="center", size=_SMALL)
    if block["totals"] is not None:
        _row(table, columns, block["totals"], is_bold=True)


def _row(table: Any, columns: Any, texts: Any, *, is_bold: bool) -> None:
    for cell, one, text in zip(add_row(table).cells, columns, texts, strict=True):
        fill(cell, _whole(text), side=one["align"], size=_SMALL, is_bold=is_bold)


def _join(table: Any, rows: Any, first: int) -> None:
    """Make one cell of those that belong together."""
    for at, row in enumerate(rows, start=first):
        for place, span in enumerate(row.get("spans", ())):
            if span > 1:
                _merged_down(table.cell(at, place), table.cell(at + span - 1, place))


def _merged_down(top: Any, last: Any) -> None:
    whole = top.merge(last)
    for blank in whole.paragraphs[1:]:
        blank._element.getparent().remove(blank._element)


def _words(document: Any, block: Mapping[str, Any], _width: float) -> None:
    if block["heading"]:
        line = document.add_paragraph()
        spaced(line, 4)
        line.paragraph_format.keep_with_next = True
        write(line, block["heading"], size=10.5, is_bold=True)
    for number, text in enumerate(block["paragraphs"], start=1):
        line = document.add_paragraph()
        spaced(line, 2, line=1.3)
        if not block["is_list"]:
            line.paragraph_format.first_line_indent = Mm(7.4)
        write(line, f"{number}. {_whole(text)}" if block["is_list"] else _whole(text), size=10.5)


def _capitals(document: Any, block: Mapping[str, Any], width: float) -> None:
    label = block["label_width"] * _POINT
    table = add_table(document, [label, width - label - 14 - 42, 14, 42])
    cells = add_row(table).cells
    fill(cells[0], block["label"], side="center", is_shaded=True, size=_PLAIN)
    fill(cells[1], block["capitals"], size=_PLAIN, is_bold=True)
    fill(cells[2], block["lower"], side="center", is_shaded=True, size=_PLAIN)
    fill(cells[3], _whole(block["figure"]), side="end", size=_PLAIN, is_bold=True)


def _signatures(document: Any, block: Mapping[str, Any], width: float) -> None:
    for place, steps in enumerate(block["lines"]):
        if place:
            _hair(document)
        table = add_table(document, [width / len(steps)] * len(steps))
        _head_row(table, block["heading"] if not place else "")
        for cell, step in zip(add_row(table).cells, steps, strict=True):
            fill(cell, step["title"], side="center", is_shaded=True, size=_SMALL, is_bold=True)
        for cell, step in zip(add_row(table, height=24).cells, steps, strict=True):
            cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
            opinion = f"{step['opinion']}\n" if step["opinion"] else ""
            write(cell.paragraphs[0], f"{opinion}{block['sign']}{step['name']}", size=_SMALL)
            day = cell.add_paragraph()
            day.alignment = SIDES["end"]
            write(day, step["on"] or block["blank_day"], size=_SMALL)


def _seals(document: Any, block: Mapping[str, Any], width: float) -> None:
    places = block["places"]
    table = add_table(document, [width / len(places)] * len(places))
    for cell, text in zip(add_row(table, height=32).cells, places, strict=True):
        write(cell.paragraphs[0], text, size=_PLAIN)
        for _line in range(3):
            write(cell.add_paragraph(), "", size=_PLAIN)
        day = cell.add_paragraph()
        day.alignment = SIDES["end"]
        write(day, block["blank_day"], size=_SMALL)


def _whole(text: str) -> str:
    """Word breaks words by itself."""
    return text.replace(_BREAK, "")


_WRITERS: Final[Mapping[str, Callable[[Any, Any, float], None]]] = {
    "facts": _facts,
    "table": _rows,
    "words": _words,
    "capitals": _capitals,
    "signatures": _signatures,
    "seals": _seals,
}
