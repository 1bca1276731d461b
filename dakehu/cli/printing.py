"""`dakehu paper CODE`: a paper as PDF or Word, of data, of a record, or of invented data."""

import sys
from pathlib import Path
from typing import Any

from dakehu.cli.arguments import Arguments, similar
from dakehu.cli.console import CommandFailed, Console
from dakehu.cli.site import set_up, set_up_with_tables

_SOURCES = ("--data", "--record", "--sample")


def run(arguments: Arguments, console: Console) -> int:
    """Print one paper into a file."""
    if sum(arguments.get(one) is not None or arguments.has(one) for one in _SOURCES) != 1:
        raise CommandFailed("请写明内容：--data 文件、--record 编号、--sample 三者之一")
    target = _target(arguments)
    set_up_with_tables()
    from django.core.exceptions import PermissionDenied

    from dakehu.documents.queries.printing import NoSuchPaper
    from dakehu.kit.errors import UnableTo

    try:
        printed = _printed(arguments, target.suffix[1:])
    except UnableTo as error:
        raise CommandFailed(str(error)) from error
    except NoSuchPaper as error:
        raise CommandFailed("没有这种单据，或者这条记录没有可以打印的内容") from error
    except PermissionDenied as error:
        raise CommandFailed("没有权限打印这种单据") from error
    _write(target, printed.content)
    console.say(f"已写入 {target}")
    if printed.lacking:
        console.complain(f"字库缺字：{printed.lacking}，PDF 中印成带框的 〓")
    return 0


def papers_told() -> str:
    """Every paper with its name, for the help."""
    from dakehu.cli.tables import laid_out

    set_up()
    from dakehu.kit.papers import print_forms

    return "单据：\n" + laid_out([(f"  {one.code}", str(one.name)) for one in print_forms])


def _target(arguments: Arguments) -> Path:
    target = Path(arguments.get("--out") or "")
    if target.suffix not in {".pdf", ".docx"}:
        raise CommandFailed("请用 --out 写明文件，扩展名为 .pdf 或 .docx")
    return target


def _printed(arguments: Arguments, format: str) -> Any:
    from dakehu.documents.queries.reading import data_of
    from dakehu.documents.services.printing import preview, print_paper
    from dakehu.kit.actors import system
    from dakehu.kit.clock import now, today
    from dakehu.kit.papers import print_forms
    from dakehu.kit.refs import RecordRef

    code, by, at = arguments["CODE"], system("command"), now()
    form = print_forms.get(code)
    if form is None:
        raise CommandFailed(f"没有单据 {code}{similar(code, [one.code for one in print_forms])}")
    if arguments.has("--sample"):
        return preview(by=by, at=at, form=code, format=format)
    number, data = arguments.get("--record"), arguments.get("--data")
    if number is not None:
        if not (number.isascii() and number.isdigit()):
            raise CommandFailed(f"--record 须为记录的编号：{number}")
        record = RecordRef(form.record_kind, int(number))
        return print_paper(by=by, at=at, on=today(), form=code, record=record, format=format)
    given = data_of(form, _read(str(data)))
    return print_paper(by=by, at=at, on=today(), form=code, data=given, format=format)


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CommandFailed(f"无法读取 {name}：{error.strerror}") from error


def _write(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise CommandFailed(f"无法写入 {target}：{error.strerror}") from error
