"""What a command takes, read from the words of the command line and told in its help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dakehu.cli.console import CommandFailed
from dakehu.cli.tables import laid_out, wrapped


@dataclass(frozen=True)
class Operand:
    """A word that a command takes by its place."""

    name: str
    told: str


@dataclass(frozen=True)
class Option:
    """`--name`, with a value where `value` names it in the help, else a switch."""

    name: str
    told: str
    value: str = ""


@dataclass(frozen=True)
class Command:
    """A command: its words, what it takes, and the function that runs it (`module:function`).

    `more` is said in its help, as is what the function named by `further` gives.
    """

    words: tuple[str, ...]
    told: str
    run: str
    operands: tuple[Operand, ...] = ()
    options: tuple[Option, ...] = ()
    more: str = ""
    further: str = ""

    @property
    def name(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Arguments:
    """What was given: operands and options by name, the switches that were set."""

    operands: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    switches: frozenset[str] = frozenset()

    def __getitem__(self, operand: str) -> str:
        return self.operands[operand]

    def get(self, option: str) -> str | None:
        """The value of an option, None where it was not given."""
        return self.values.get(option)

    def has(self, switch: str) -> bool:
        """Whether a switch was set."""
        return switch in self.switches


HELP: Final = Option("--help", "显示本说明")
_HELP_WORDS: Final = ("--help", "-h")


def asks_for_help(words: Sequence[str]) -> bool:
    """Whether the words before a bare `--` ask for help."""
    before = words[: words.index("--")] if "--" in words else words
    return any(word in _HELP_WORDS for word in before)


def read_arguments(command: Command, words: Sequence[str]) -> Arguments:
    """The arguments of `command`; CommandFailed says what is wrong with them."""
    options = {option.name: option for option in command.options}
    operands: list[str] = []
    values: dict[str, str] = {}
    switches: set[str] = set()
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            operands += rest
            break
        if not word.startswith("-") or word == "-":
            operands.append(word)
            continue
        name, equals, value = word.partition("=")
        option = options.get(name)
        if option is None:
            raise CommandFailed(f"{command.name} 没有选项 {name}{similar(name, options)}")
        if not option.value:
            if equals:
                raise CommandFailed(f"选项 {name} 不带内容")
            switches.add(name)
            continue
        if not equals:
            if not rest:
                raise CommandFailed(f"选项 {name} 后面须写{option.value}")
            value = rest.pop(0)
        values[name] = value
    return Arguments(_by_name(command, operands), values, frozenset(switches))


def _by_name(command: Command, given: Sequence[str]) -> dict[str, str]:
    wanted = command.operands
    if len(given) < len(wanted):
        missing = wanted[len(given)]
        raise CommandFailed(f"{command.name} 缺少 {missing.name}（{missing.told}）")
    if len(given) > len(wanted):
        raise CommandFailed(f"{command.name} 多了一项：{given[len(wanted)]}")
    return {operand.name: word for operand, word in zip(wanted, given, strict=True)}


def similar(word: str, known: Mapping[str, object] | Sequence[str]) -> str:
    """A hint at the known word that `word` was probably meant to be; empty where there is none."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), 1)
    return f"，是不是 {near[0]}？" if near else ""


def usage(command: Command) -> str:
    """The command as it is written."""
    operands = "".join(f" {operand.name}" for operand in command.operands)
    return f"dakehu {command.name}{operands} [选项]"


def help_of(command: Command, further: str = "") -> str:
    """The help page of one command."""
    blocks = [f"{command.told}\n\n用法：{usage(command)}"]
    if command.operands:
        rows = [(f"  {operand.name}", operand.told) for operand in command.operands]
        blocks.append(laid_out(rows))
    blocks += [text for text in ("\n".join(wrapped(command.more)), further) if text]
    options = [*command.options, HELP]
    rows = [(f"  {f'{each.name} {each.value}'.strip()}", each.told) for each in options]
    blocks.append("选项：\n" + laid_out(rows))
    return "\n\n".join(blocks)


def overview(commands: Sequence[Command], told: str) -> str:
    """The help page of several commands."""
    rows = [
        (f"  dakehu {each.name}{''.join(f' {one.name}' for one in each.operands)}", each.told)
        for each in commands
    ]
    return f"{told}\n\n命令：\n{laid_out(rows)}\n\n各命令的用法：dakehu 命令 --help"
