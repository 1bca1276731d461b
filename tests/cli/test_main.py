"""The command line itself: help, mistakes in the words, and what it leaves unloaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from dakehu.cli.main import COMMANDS, named
from dakehu.cli.tables import WIDTH, width_of
from tests.cli.running import Run

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_help_names_every_command(dakehu: Run, words: list[str]) -> None:
    ran = dakehu(*words)
    assert ran.status == 0
    assert all(f"dakehu {command.name}" in ran.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_exists_and_has_help_in_chinese_of_100_columns(dakehu: Run, command) -> None:
    assert callable(named(command.run))
    ran = dakehu(*command.words, "--help")
    assert ran.status == 0
    assert command.told in ran.out
    assert "用法：dakehu" in ran.out
    assert "usage" not in ran.out
    assert all(width_of(line) <= WIDTH for line in ran.out.splitlines())
    assert all(option.name in ran.out for option in command.options)


def test_the_help_of_calc_names_every_kind(dakehu: Run) -> None:
    told = dakehu("calc", "-h").out
    assert "rebate_payment" in told
    assert "统一社会信用代码" in told


@pytest.mark.parametrize(
    "words, told",
    [
        (["calk"], "没有命令 calk，是不是 calc？"),
        (["zzz"], "没有命令 zzz"),
        (["policy", "lst"], "没有命令 policy lst，是不是 list？"),
        (["policy", "zzz"], "可用的有 list、show、lint、diff"),
        (["calc"], "calc 缺少 KIND"),
        (["policy", "diff", "A"], "policy diff 缺少 B"),
        (["policy", "list", "x"], "policy list 多了一项：x"),
        (["policy", "list", "--jsn"], "没有选项 --jsn，是不是 --json？"),
        (["policy", "list", "--json=1"], "选项 --json 不带内容"),
        (["policy", "list", "--book"], "选项 --book 后面须写文件夹"),
        (["policy", "show", "--", "--json"], "没有制度 --json"),
    ],
)
def test_mistakes_are_told_in_chinese(dakehu: Run, words: list[str], told: str) -> None:
    ran = dakehu(*words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("错误：")
    assert told in ran.err


def test_a_group_alone_shows_its_commands(dakehu: Run) -> None:
    alone, asked = dakehu("policy"), dakehu("policy", "--help")
    assert (alone.status, asked.status) == (2, 0)
    assert "dakehu policy lint" in alone.err
    assert alone.err == asked.out


def test_the_version_is_told(dakehu: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import PackageNotFoundError

    monkeypatch.setattr("importlib.metadata.version", lambda name: "1.2")
    assert dakehu("--version").out == "dakehu 1.2\n"

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    assert "未安装" in dakehu("--version").out


def test_a_calculation_loads_neither_yaml_nor_a_checker_nor_the_web() -> None:
    """With the checked book in the cache, a start is short because little is loaded."""
    script = (
        "import sys\n"
        "from dakehu.cli.main import main\n"
        "main(['calc', 'profit_rate'])\n"
        "heavy = ['yaml', 'pydantic', 'holidays', 'urllib.request', 'argparse', 'asyncio']\n"
        "sys.exit(' '.join(name for name in heavy if name in sys.modules) or 0)\n"
    )
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-c", script],
            input=b'{"estimated_sales": 1}',
            capture_output=True,
            cwd=ROOT,
            check=False,
        )
    assert (ran.returncode, ran.stderr) == (0, b"")
