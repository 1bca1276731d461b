"""The real server, started and stopped as a user would, with data of its own."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

DAKEHU = Path(sys.executable).parent / "dakehu"
TRIES = 600
"""Tenths of a second that a first start may take."""


@dataclass(frozen=True)
class Site:
    """A running installation: its address, its data, and what its start printed."""

    address: str
    folder: Path
    said: str

    def command(self, *words: str) -> str:
        """Give a command to this installation, in another process; what it prints."""
        done = subprocess.run(
            [DAKEHU, *words], env=_environment(self.folder), capture_output=True, timeout=60
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Site]:
    """`dakehu serve` until the block ends; then it must stop cleanly and have no fault to tell."""
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    out, faults = folder / "stdout.txt", folder / "stderr.txt"
    with out.open("wb") as said, faults.open("wb") as complained:
        process = subprocess.Popen(
            [DAKEHU, "serve", "--port", str(port), *options],
            env=_environment(folder),
            stdout=said,
            stderr=complained,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_healthy(process, address, faults)
        yield Site(address, folder, out.read_text("utf-8"))
    finally:
        process.send_signal(signal.SIGTERM)
        status = process.wait(timeout=40)
    assert status == 0, f"ended with {status}: {faults.read_text('utf-8')[-2000:]}"
    told = [line for line in faults.read_text("utf-8").splitlines() if _is_fault(line)]
    assert not told, "\n".join(line[-3000:] for line in told)


def _is_fault(line: str) -> bool:
    """An error in the log, or a program that fell over beside it."""
    return line.startswith("Traceback") or '"level": "ERROR"' in line


def _environment(folder: Path) -> dict[str, str]:
    """The caller's, but with the installation's own settings only."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DAKEHU_")}
    kept.pop("DATABASE_URL", None)
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "DAKEHU_VAR": str(folder)}


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str, faults: Path) -> None:
    for _try in range(TRIES):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=10):
                return
        except urllib.error.HTTPError:
            break
        except (urllib.error.URLError, ConnectionError):
            pass
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
            break
    raise AssertionError(f"the server did not come up: {faults.read_text('utf-8')[-4000:]}")
