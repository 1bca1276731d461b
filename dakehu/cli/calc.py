"""`dakehu calc KIND`: questions on standard input, answers on standard output."""

import gc
import sys
from datetime import date
from io import BufferedReader

from dakehu.cli.arguments import Arguments, similar
from dakehu.cli.books import book_of, calendar_of, shanghai_date
from dakehu.cli.console import CommandFailed, Console
from dakehu.cli.jsonlines import answer_all, answer_line
from dakehu.cli.tables import laid_out, wrapped
from dakehu.policy.book import Book
from dakehu.policy.workdays import WorkingCalendar
from dakehu.rules.answering import Kind
from dakehu.rules.kinds import KINDS


def run(arguments: Arguments, console: Console) -> int:
    """Answer every line; 2 where one of them could not be answered."""
    kind = kind_named(arguments["KIND"])
    book, calendar, day = book_of(arguments), calendar_of(arguments), shanghai_date()
    source = _stdin()
    if source.isatty():
        console.complain("请逐行输入 JSON，每行一个对象，按 Ctrl-D 结束")
    _spare_the_collector()
    answer = explained if arguments.has("--explain") else answer_line
    well = answer_all(source, console.out, lambda line: answer(kind, line, book, day, calendar))
    return 0 if well else 2


def _spare_the_collector() -> None:
    """Look for garbage rarely: an answer leaves no cycles, and the book stays for good anyway."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _stdin() -> BufferedReader:
    """Standard input as bytes; CommandFailed where it was closed."""
    source: BufferedReader | None = getattr(sys.stdin, "buffer", None)
    if source is None:
        raise CommandFailed("没有标准输入可读，请把问题逐行送入，或者用 < 文件 指定")
    return source


def kind_named(name: str) -> Kind:
    """The kind of that name; CommandFailed lists the kinds there are."""
    if name not in list(KINDS):
        listed = "\n".join(wrapped("可用的种类：" + "、".join(KINDS)))
        raise CommandFailed(f"没有 {name} 这一种计算{similar(name, list(KINDS))}\n{listed}")
    return KINDS[name]


def kinds_told() -> str:
    """Every kind with its title, for the help."""
    return "种类：\n" + laid_out([(f"  {name}", kind.title) for name, kind in KINDS.items()])


def explained(
    kind: Kind, line: bytes, book: Book, day: date, calendar: WorkingCalendar
) -> tuple[bytes, bool]:
    """The answer to one line as text for people."""
    from json import loads

    from dakehu.cli.explaining import text_of

    answer, well = answer_line(kind, line, book, day, calendar)
    text = text_of(loads(answer))
    return text.encode(errors="backslashreplace"), well
