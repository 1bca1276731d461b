"""Papers for the tests of printing, and what can be read back from what was set."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
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


def long_lines(data: Any, count: int = 40) -> Any:
    """The data with `count` lines, long names and a rare character."""
    lines = getattr(data, "lines", None) or getattr(data, "duties", ())
    key = "lines" if hasattr(data, "lines") else "duties"
    if not lines:
        return replace(data, name=f"阿卜杜热依木·买买提{RARE}")
    many = tuple(lines[at % len(lines)] for at in range(count))
    return replace(
        data, **{key: many, "company": f"{RARE}江州恒筑新型建筑防水材料科技集团有限公司"}
    )
