"""From a paper to PDF or picture by typst, and to Word.

The libraries are loaded by the first paper: most processes never set one.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Final

from dakehu.documents.printing.fields import context_of, with_fields
from dakehu.documents.printing.glyphs import FOLDER
from dakehu.documents.printing.laying import Laid, laid_out
from dakehu.documents.printing.marks import Mark
from dakehu.kit.papers import Paper

PDF: Final = "pdf"
PNG: Final = "png"

_SOURCE: Final = Path(__file__).with_name("typst")
_NOWHERE: Final = str(_SOURCE / "none")
_lock = Lock()
_compilers: list[Any] = []


def set_pdf(paper: Paper, mark: Mark) -> bytes:
    """The paper as PDF."""
    return pdf_of([laid_out(paper, mark)], mark)


def pdf_of(laid: Sequence[Laid], mark: Mark) -> bytes:
    """Papers already laid out as one PDF, each with pages numbered from 1."""
    found = _compiled(laid, PDF, timestamp=int(mark.at.timestamp()))
    return found if isinstance(found, bytes) else b"".join(found)


def set_pictures(paper: Paper, mark: Mark, *, ppi: int = 110) -> list[bytes]:
    """The paper's pages as PNG."""
    found = _compiled([laid_out(paper, mark)], PNG, ppi=float(ppi))
    return [found] if isinstance(found, bytes) else list(found)


def _compiled(laid: Sequence[Laid], form: str, **more: Any) -> Any:
    data = json.dumps([one.data for one in laid], ensure_ascii=False)
    with _lock:  # one compiler a process: what it has loaded and laid out before is kept
        return _compiler().compile(format=form, sys_inputs={"papers": data}, **more)


def _compiler() -> Any:
    """The process's compiler: our template alone, our fonts alone, no packages."""
    if not _compilers:
        import typst

        _compilers.append(
            typst.Compiler(
                str(_SOURCE / "paper.typ"),
                root=str(_SOURCE),
                font_paths=[str(FOLDER)],
                ignore_system_fonts=True,
                package_path=_NOWHERE,
                package_cache_path=_NOWHERE,
            )
        )
    return _compilers[0]


def set_word(paper: Paper, template: Path | None, mark: Mark) -> bytes:
    """The paper as Word, in our own form or in that of a company's template."""
    from dakehu.documents.printing.own_templates import filled
    from dakehu.documents.printing.word import marked, word_of

    data = laid_out(paper, mark, keeps_rare=True).data
    if template is None:
        return word_of(data)
    return marked(filled(template.read_bytes(), context_of(data)), data)


def starting_template(paper: Paper, mark: Mark) -> bytes:
    """Our own form with the names of the fields in place of values: to make a template from."""
    from dakehu.documents.printing.word import word_of

    return word_of(with_fields(laid_out(paper, mark).data))
