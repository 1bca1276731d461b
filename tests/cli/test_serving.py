"""`dakehu serve`: the real command, started and stopped as people do it."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from threading import Event

import pytest

COMMAND = [sys.executable, "-m", "dakehu.cli.main"]


@pytest.fixture
def place(tmp_path: Path) -> dict[str, str]:
    """An environment with a folder of its own."""
    return {**os.environ, "DAKEHU_VAR": str(tmp_path / "var")}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _serve(place: dict[str, str], port: int) -> "subprocess.Popen[str]":
    """Start in a group of its own and read on until the box is closed."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)],
        env=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("└"):
            return process
    raise AssertionError("the box was not printed")


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _answers_soon(port: int) -> bool:
    """Whether the server answers within half a minute."""
    pause = Event()
    return any(_answers(port) or pause.wait(0.1) for _try in range(300))


def _group_is_gone(group: int) -> bool:
    listed = subprocess.run(["ps", "-eo", "sid="], capture_output=True, text=True, check=True)
    return str(group) not in listed.stdout.split()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_whole_terminal_stops_everything_cleanly(
    place: dict[str, str], number: signal.Signals
) -> None:
    port = _free_port()
    process = _serve(place, port)
    assert _answers_soon(port)

    os.killpg(process.pid, number)

    assert process.wait(15) == 0
    assert process.stdout is not None
    process.stdout.close()
    assert _group_is_gone(process.pid)
    assert not _answers(port)


def test_a_port_in_use_is_told_before_anything_is_made(
    place: dict[str, str], tmp_path: Path
) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        done = subprocess.run(
            [*COMMAND, "serve", "--port", port], env=place, capture_output=True, check=False
        )

    assert done.returncode == 2
    assert "如果端口已被占用，请用 --port 另选一个" in done.stderr.decode()
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    "option, given", [("--port", "abc"), ("--port", "70000"), ("--workers", "0")]
)
def test_a_number_that_is_none_is_told_with_its_option(
    place: dict[str, str], option: str, given: str
) -> None:
    done = subprocess.run(
        [*COMMAND, "serve", option, given], env=place, capture_output=True, check=False
    )

    assert done.returncode == 2
    assert f"{option} 应为 1 到" in done.stderr.decode()


LOADED = """
import gc, sys
from dakehu.cli.serving import _load_for_all
from dakehu.cli.site import set_up
set_up()
_load_for_all()
heavy = "docx typst openpyxl xlsxwriter lxml PIL fontTools pypdf duckdb fido2 cryptography numpy"
print(sorted(set(heavy.split()) & set(sys.modules)))
print(gc.get_freeze_count() > 100_000, gc.isenabled())
print("dakehu.organization.views.staff" in sys.modules)
"""


def test_what_is_loaded_at_the_start_is_shared_and_holds_nothing_that_few_pages_need(
    place: dict[str, str],
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], env=place, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == ["[]", "True True", "True"], done.stderr
