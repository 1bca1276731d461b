"""`dakehu import` and `dakehu export`: sheets from and to files, by the services of the pages."""

import gc
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dakehu.cli.arguments import Arguments, similar
from dakehu.cli.console import CommandFailed, Console
from dakehu.cli.site import set_up, set_up_with_tables
from dakehu.cli.tables import laid_out, table

if TYPE_CHECKING:
    from dakehu.kit.actors import Actor

_MODES: Final = ("all", "good")
_SHOWN_FAULTS: Final = 50


def sheets_told() -> str:
    """The sheets there are, for the help page."""
    set_up()
    from dakehu.kit.sheets import sheets

    return "表：\n" + laid_out([(f"  {one.code}", str(one.name)) for one in sheets])


def import_file(arguments: Arguments, console: Console) -> int:
    """Check a file and store it; 2 where something in it is wrong."""
    set_up_with_tables()
    from django.core.exceptions import PermissionDenied

    from dakehu.exchange.services.receiving import receive_here
    from dakehu.kit.clock import now, today
    from dakehu.kit.errors import UnableTo

    sheet = _sheet(arguments["SHEET"])
    path = Path(arguments["FILE"])
    if not path.is_file():
        raise CommandFailed(f"没有文件 {path}")
    gc.freeze()  # what the application itself is made of stays: a fifth of the time goes on asking
    gc.set_threshold(50_000, 20, 50)
    mode = arguments.get("--mode") or "all"
    if mode not in _MODES:
        raise CommandFailed(f"--mode 应为 all 或 good，写的是 {mode}")
    try:
        done = receive_here(
            by=_actor(arguments),
            at=now(),
            on=today(),
            sheet=sheet,
            path=path,
            mode=mode,
            tab=arguments.get("--tab") or "",
            tell=_Told(console),
        )
    except UnableTo as refusal:
        raise CommandFailed(str(refusal)) from refusal
    except PermissionDenied as refusal:
        raise CommandFailed("这个账号不能导入这种表") from refusal
    _say(done, console, is_json=arguments.has("--json"))
    is_over = done.state == "done" or (done.state == "checked" and not done.faulty_count)
    return 0 if is_over else 2


def export_sheet(arguments: Arguments, console: Console) -> int:
    """Write every row of a sheet to a workbook."""
    set_up_with_tables()
    from django.core.exceptions import PermissionDenied

    from dakehu.exchange.services import exporting
    from dakehu.kit.clock import now, today
    from dakehu.kit.errors import UnableTo

    sheet = _sheet(arguments["SHEET"])
    try:
        taken = exporting.export_sheet(
            by=_actor(arguments),
            at=now(),
            on=today(),
            sheet=sheet,
            asked={},
            purpose=arguments.get("--purpose") or "",
        )
    except UnableTo as refusal:
        raise CommandFailed(str(refusal)) from refusal
    except PermissionDenied as refusal:
        raise CommandFailed("这个账号不能导出这种表") from refusal
    target = Path(arguments.get("--out") or taken.name)
    with taken.content, target.open("wb") as file:
        shutil.copyfileobj(taken.content, file)
    console.say(f"已导出到 {target}")
    return 0


class _Told:
    """How far an import is, on standard error, one line that is written over."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.is_seen = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        if self.is_seen:
            end = "\n" if done >= total else ""
            self.console.err.write(f"\r{done:,} / {total:,} 行{end}".encode())
            self.console.err.flush()


def _sheet(code: str) -> str:
    from dakehu.kit.sheets import sheets

    if code not in sheets:
        known = [one.code for one in sheets]
        raise CommandFailed(f"没有 {code} 这种表{similar(code, known)}")
    return code


def _actor(arguments: Arguments) -> "Actor":
    from dakehu.accounts.queries import user_by_name
    from dakehu.kit.actors import system
    from dakehu.kit.clock import today
    from dakehu.organization.queries.acting import actor_for

    name = arguments.get("--as")
    if name is None:
        return system("command")
    user = user_by_name(name)
    if user is None:
        raise CommandFailed(f"没有用户名或手机号为 {name} 的账号")
    return actor_for(user.pk, today())


def _say(done: Any, console: Console, *, is_json: bool) -> None:
    counts = {
        "rows": done.row_count,
        "new": done.new_count,
        "changed": done.changed_count,
        "same": done.same_count,
        "faulty": done.faulty_count,
        "done": done.done_count,
    }
    if is_json:
        told = {"id": done.pk, "state": done.state, **counts, "faults": done.faults}
        console.say_json({**told, "message": done.message})
        return
    if done.faults:
        console.complain(_faults_told(done.faults, done.faulty_count))
    if done.state == "done":
        console.say(
            f"已导入 {done.done_count:,} 行：新增 {done.new_count:,}，更改 {done.changed_count:,}，"
            f"无变化 {done.same_count:,}，有问题未导入 {done.faulty_count:,}。"
        )
    elif done.state == "checked" and not done.faulty_count:
        console.say("文件里的内容系统中都有了，没有要导入的行。")
    else:
        why = done.message or f"有 {done.faulty_count:,} 行有问题，没有写入任何数据。"
        console.complain(why)


def _faults_told(faults: Iterable[Mapping[str, Any]], row_count: int) -> str:
    rows = [
        (str(one["row"] or "–"), one["column"] or "–", one["message"], one["remedy"] or "–")
        for one in faults
    ]
    told = table(("行", "列", "问题", "怎么改"), rows[:_SHOWN_FAULTS], right=(0,))
    if len(rows) <= _SHOWN_FAULTS:
        return told
    return f"{told}\n以上是前 {_SHOWN_FAULTS} 处，共 {row_count:,} 行有问题。"
