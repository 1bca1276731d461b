"""`dakehu`: the commands, and the one place where their outcome becomes an exit status."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Final

from dakehu.cli.arguments import asks_for_help, help_of, overview, read_arguments, similar
from dakehu.cli.commands import COMMANDS
from dakehu.cli.console import CommandFailed, Console

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
