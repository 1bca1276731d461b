"""The papers of the areas: what stands in them, and that each can be set in every form.

`DRAW_TO=folder pytest tests/documents/test_papers.py -k drawn` leaves the pictures to look at.
"""

import os
from pathlib import Path
from typing import Any

import pytest

from dakehu.documents.printing.engine import set_pdf, set_pictures, set_word
from dakehu.documents.printing.fields import context_of
from dakehu.documents.printing.laying import laid_out
from dakehu.documents.printing.marks import Mark
from dakehu.kit.papers import PrintForm, print_forms
from tests.cast import Cast
from tests.documents.papers_of_tests import AT, MARK, RARE, lines_of_word, long_lines
from tests.documents.reading_pdf import pages_of, text_of

FORMS = [pytest.param(one, id=one.code) for one in print_forms]


def _drawn(name: str, pictures: list[bytes]) -> None:
    folder = os.environ.get("DRAW_TO")
    for number, picture in enumerate(pictures if folder else [], start=1):
        (Path(str(folder)) / f"{name}-{number}.png").write_bytes(picture)


@pytest.mark.parametrize("form", FORMS)
def test_each_sample_is_drawn(form: PrintForm[Any], cast: Cast) -> None:
    paper = form.paper(form.sample())
    pictures = set_pictures(paper, MARK)
    _drawn(form.code, pictures)
    assert pictures
    assert paper.title in text_of(set_pdf(paper, MARK))


@pytest.mark.parametrize("form", FORMS)
def test_long_data_is_drawn_over_pages_with_nothing_lost(form: PrintForm[Any], cast: Cast) -> None:
    mark = Mark("林晓雯 A005", AT, is_trial=True, printed_count=12, is_confidential=True)
    paper = form.paper(long_lines(form.sample()))
    _drawn(f"{form.code}-long", set_pictures(paper, mark))
    pages = pages_of(set_pdf(paper, mark))
    assert len(pages) > 1
    assert all(f"第{number}页共{len(pages)}页" in page for number, page in enumerate(pages, 1))
    assert "〓" in "".join(pages)
    assert any(RARE in line for line in lines_of_word(set_word(paper, None, mark)))


@pytest.mark.parametrize("form", FORMS)
def test_word_and_pdf_hold_the_same_values(form: PrintForm[Any], cast: Cast) -> None:
    paper = form.paper(form.sample())
    on_pdf = text_of(set_pdf(paper, MARK))
    in_word = "".join(lines_of_word(set_word(paper, None, MARK))).replace(" ", "")
    context = context_of(laid_out(paper, MARK).data)
    values = [flat for flat in map(_flat, _texts(context)) if flat]
    assert len(values) > 10
    assert [value for value in values if value not in _flat(on_pdf)] == []
    beside = {_flat(MARK.footer), paper.secrecy}  # these stand at the margin
    assert [value for value in values if value not in _flat(in_word)] == [
        value for value in values if value in beside
    ]


def _flat(text: str) -> str:
    """Without spaces; the two middle dots of the font are one glyph."""
    return "".join(text.split()).replace("‧", "·").replace("・", "·")


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    inner = value.values() if isinstance(value, dict) else value
    return [text for one in inner for text in _texts(one)]
