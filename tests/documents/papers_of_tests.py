"""Papers for the tests of printing, and what can be read back from what was set.

`python -m tests.documents.papers_of_tests FOLDER` draws every registered paper as pictures, in
colour, with long names, forty lines and a rare character.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx

from dakehu.documents.printing.marks import Mark
from dakehu.kit.papers import (
    Capitals,
    Fact,
    Facts,
    Paper,
    Seals,
    Signature,
    Signatures,
    Table,
    TableColumn,
    Words,
)

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
MARK = Mark("周建国", AT, printed_count=2)
RARE = "𡋾"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


def paper(lines: int = 2, *, name: str = "防水卷材", amount: str = "854000", **more: Any) -> Paper:
    """A paper with every kind of block."""
    rows = [[str(number), name, Decimal("85.4")] for number in range(1, lines + 1)]
    made = Paper(
        title="报价单",
        company="江州恒筑新材料有限公司",
        number="BJ-2026-0001",
        on=date(2026, 11, 23),
        blocks=(
            Facts((Fact("客户", name, "customer"), Fact("有效期至", date(2026, 12, 23), "until"))),
            Table(
                (
                    TableColumn("序号", 10, "center", "place"),
                    TableColumn("产品", 60, key="product"),
                    TableColumn("单价（元）", 30, "end", "price"),
                ),
                rows,
                ["", "合计", Decimal(amount)],
            ),
            Capitals(Decimal(amount), "合计金额"),
            Words(("本报价含税。", "有效期三十天。"), "说明", is_list=True, key="notes"),
            Signatures((Signature("申请人"), Signature("总经理", "赵启明", date(2026, 11, 24)))),
            Seals(("需方（盖章处）：", "供方（盖章处）：")),
        ),
    )
    return replace(made, **more)


def lines_of_word(content: bytes) -> list[str]:
    """The paragraphs of a Word file, in their order, tables among them."""
    body = docx.Document(io.BytesIO(content)).element.body
    texts = ("".join(each.text or "" for each in one.iter(_TEXT)) for one in body.iter(_PARAGRAPH))
    return [text for text in texts if text]


def header_of_word(content: bytes) -> str:
    """The header of a Word file as XML: the watermark is in it."""
    header = docx.Document(io.BytesIO(content)).sections[0].header
    return str(header._element.xml)


def long_ones() -> Iterator[tuple[str, Any, Any]]:
    """Every registered paper with its own sample."""
    from dakehu.kit.papers import print_forms

    for form in print_forms:
        yield form.code, form, form.sample()


def _draw(folder: Path) -> None:
    from dakehu.documents.printing.engine import set_pictures

    for code, form, data in long_ones():
        for number, picture in enumerate(set_pictures(form.paper(data), MARK), start=1):
            (folder / f"{code}-{number}.png").write_bytes(picture)


if __name__ == "__main__":
    import sys

    import django

    django.setup()
    _draw(Path(sys.argv[1]))
