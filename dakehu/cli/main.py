"""`dakehu`: the commands, and the one place where their outcome becomes an exit status."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Final

from dakehu.cli.arguments import (
    Command,
    Operand,
    Option,
    asks_for_help,
    help_of,
    overview,
    read_arguments,
    similar,
)
from dakehu.cli.console import CommandFailed, Console

_BOOK: Final = Option("--book", "制度文件夹；不写则用随程序提供的制度", "文件夹")
_JSON: Final = Option("--json", "输出 JSON，供其他程序读取")

COMMANDS: Final = (
    Command(
        ("calc",),
        "按制度计算：从标准输入逐行读 JSON，逐行输出结果和计算过程",
        "dakehu.cli.calc:run",
        (Operand("KIND", "计算的种类，如 quote（报价）、commission（业务提成）"),),
        (
            Option(
                "--book",
                "制度文件夹；不写则用随程序提供的制度，db 为系统中已发布的制度",
                "文件夹|db",
            ),
            Option("--explain", "输出给人看的计算过程，不输出 JSON"),
            Option("--json", "输出 JSON（本来如此，可以不写）"),
        ),
        "每行一个对象，空行跳过；一行有误不影响其他行，全部答完后以状态 2 退出。\n"
        '示例：echo \'{"estimated_sales": "854000"}\' | dakehu calc profit_rate --explain',
        "dakehu.cli.calc:kinds_told",
    ),
    Command(
        ("policy", "list"),
        "列出各项制度及其版本",
        "dakehu.cli.policy:list_policies",
        (),
        (_BOOK, _JSON),
    ),
    Command(
        ("policy", "show"),
        "显示一项制度的全文、依据和参数",
        "dakehu.cli.policy:show_policy",
        (Operand("CODE", "制度代码，如 SA；指定版本写作 SA@2020-01-01"),),
        (
            Option("--on", "显示该日施行的版本，不写则为今天", "YYYY-MM-DD"),
            Option("--article", "只显示一条，如 第1条", "条款"),
            _BOOK,
            _JSON,
        ),
    ),
    Command(
        ("policy", "lint"),
        "制度体检：查出缺口、重叠、无依据的条款等，注明条款和改法",
        "dakehu.cli.policy_lint:lint",
        (),
        (
            Option("--seats", "任职情况（JSON：岗位 → 人员），据此查出无人任职的审批步骤", "文件"),
            _BOOK,
            _JSON,
        ),
        "有错误时以状态 1 退出，只有警告和说明时以状态 0 退出。",
    ),
    Command(
        ("policy", "diff"),
        "比较两个版本：改了哪些条款、参数、审批链和日期",
        "dakehu.cli.policy_diff:diff",
        (
            Operand("A", "旧版：CODE@版本，如 SA@2020-01-01，或者制度文件夹"),
            Operand("B", "新版：写法同上"),
        ),
        (_BOOK, _JSON),
        "两边都写文件夹时，比较其中每项制度的最新版本。",
    ),
    Command(
        ("cases", "run"),
        "跑一遍公开的算例，逐项核对结果",
        "dakehu.cli.cases:run",
        (),
        (
            Option("--against", "改为核对该地址上的系统（POST 地址/api/v1/calc/种类）", "网址"),
            Option("--token", "访问该系统所用的令牌", "令牌"),
            Option("--cases", "算例文件夹；不写则用随程序提供的算例", "文件夹"),
            _BOOK,
            _JSON,
        ),
        "全部相符时以状态 0 退出，有不符时以状态 1 退出。",
    ),
)

_ABOUT: Final = "大客户：按公司自己的制度运行的大客户业务系统"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the words name; the exit status."""
    console = Console.of_process()
    if sys.stdout is None:
        console.complain("错误：标准输出已关闭，无处写出结果")
        return 2
    try:
        status = run(list(sys.argv[1:] if argv is None else argv), console)
        console.out.flush()
    except CommandFailed as failure:
        console.complain(f"错误：{failure}")
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _drop_output()
        return 141
    except OSError as error:
        _drop_output()
        console.err.write(f"错误：无法写出结果：{error.strerror}\n".encode())
        console.err.flush()
        return 2
    return status


def run(words: list[str], console: Console) -> int:
    """Find the command, read its arguments, and run it."""
    if words == ["--version"]:
        console.say(_version())
        return 0
    if not words or words[0] in ("help", "--help", "-h"):
        console.say(overview(COMMANDS, _ABOUT))
        return 0
    command = next((each for each in COMMANDS if _begins(words, each.words)), None)
    if command is None:
        return _unfinished(words, console)
    rest = words[len(command.words) :]
    if asks_for_help(rest):
        console.say(help_of(command, named(command.further)() if command.further else ""))
        return 0
    status: int = named(command.run)(read_arguments(command, rest), console)
    return status


def _begins(words: Sequence[str], start: Sequence[str]) -> bool:
    return list(words[: len(start)]) == list(start)


def _unfinished(words: Sequence[str], console: Console) -> int:
    """Help on a group of commands, or an error for a word that is none."""
    group = [each for each in COMMANDS if each.words[0] == words[0]]
    if not group:
        firsts = list(dict.fromkeys(each.words[0] for each in COMMANDS))
        raise CommandFailed(f"没有命令 {words[0]}{similar(words[0], firsts)}\n用法见 dakehu --help")
    if len(words) > 1 and not asks_for_help(words[1:2]):
        seconds = [each.words[1] for each in group]
        hint = similar(words[1], seconds) or f"，可用的有 {'、'.join(seconds)}"
        raise CommandFailed(f"没有命令 {words[0]} {words[1]}{hint}")
    told = overview(group, f"dakehu {words[0]} 的各个命令")
    if len(words) == 1:
        console.complain(told)
        return 2
    console.say(told)
    return 0


def named(place: str) -> Callable[..., Any]:
    """The function at `module:function`, loaded only now: a command loads what it needs."""
    module, _, function = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"dakehu {version('dakehu')}"
    except PackageNotFoundError:
        return "dakehu（未安装）"


def _drop_output() -> None:
    """Nobody reads any more: let what is still buffered go nowhere instead of failing at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
