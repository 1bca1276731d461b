"""How the site starts, rests, answers and is reset: a real server, one client, the demo company."""

import http.client
import os
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from bench.measuring import COMMAND, ROOT, Measured, repeated, seconds

PASSWORD = "Demo-2026-dkh"
PAGES = (
    ("home", "helei", "/", "工作台（人事）"),
    ("list", "helei", "/organization/staff/", "员工列表"),
    ("record", "helei", "/organization/staff/1/", "一名员工"),
    ("chart", "helei", "/organization/", "组织架构图"),
    ("reader", "linxiaowen", "/rulebook/SA/", "《大客户销售政策》全文"),
    ("parameters", "linxiaowen", "/rulebook/parameters/", "现行参数"),
)
ORDINARY = "≤ 12"


class Client:
    """A browser's worth of HTTP: one connection, cookies kept."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        """Status and body of one request."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Encoding": "gzip",
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body or None, headers)
        answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read()

    def sign_in(self, name: str) -> None:
        """Sign in as one of the demo's people."""
        self.ask("GET", "/account/sign-in/")
        token = self.cookies["csrftoken"]
        form = {"login": name, "password": PASSWORD, "csrfmiddlewaretoken": token}
        status, _ = self.ask("POST", "/account/sign-in/", urlencode(form))
        if status != 302:
            raise SystemExit(f"sign-in of {name} answered {status}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def served(var: Path) -> Iterator[tuple[int, float, subprocess.Popen[bytes]]]:
    """A running server: its port, the seconds until its first answer, its process."""
    port = free_port()
    start = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "DAKEHU_VAR": str(var)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(port):
            time.sleep(0.02)
        yield port, time.perf_counter() - start, process
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    try:
        return Client(port).ask("GET", "/account/sign-in/")[0] == 200
    except OSError:
        return False


def resting_mb(pid: int) -> float:
    """Memory of a process and all below it, shared pages counted once (PSS)."""
    found, waiting = 0.0, [pid]
    while waiting:
        each = waiting.pop()
        task = Path(f"/proc/{each}/task/{each}/children")
        waiting += [int(child) for child in task.read_text().split()]
        rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
        found += int(re.search(r"^Pss:\s+(\d+)", rollup, re.M)[1]) / 1024  # type: ignore[index]
    return found


def measure(*, quick: bool) -> Iterator[Measured]:
    """First start, later starts, the pages, memory at rest, and a reset of the demo."""
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        with served(var) as (_, first, _process):
            pass
        yield repeated(
            "first_start_s", "s", "", "首次启动：建库、载入制度和演示公司，到第一个页面", [first]
        )
        starts = []
        for _ in range(3 if quick else 5):
            with served(var) as (_, took, _process):
                starts.append(took)
        yield repeated("start_s", "s", "≤ 3", "再次启动，到第一个页面", starts)
        with served(var) as (port, _, process):
            yield from _pages(port, rounds=2 if quick else 5)
            time.sleep(1)
            rest = resting_mb(process.pid)
            told = "两个网页进程和一个后台进程，答过上面各页之后静止，共享内存只计一次"
            yield repeated("rest_mb", "MB", "≤ 300", told, [rest], 0)
        resets = [seconds(lambda: _reset(var)) for _ in range(1 if quick else 3)]
        told = "`dakehu demo reset`，从启动命令到退出；网页里重置少了启动的时间"
        yield repeated("demo_reset_s", "s", "≤ 10", told, resets)


def _reset(var: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "demo", "reset"],
        cwd=ROOT,
        env={**os.environ, "DAKEHU_VAR": str(var)},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"demo reset ended with {done.returncode}: {done.stderr.decode()}")


def _pages(port: int, rounds: int) -> Iterator[Measured]:
    for name, user, path, told in PAGES:
        client = Client(port)
        client.sign_in(user)
        size = 0
        medians = []
        for _ in range(rounds):
            times = []
            for _ in range(60):
                start = time.perf_counter()
                status, body = client.ask("GET", path)
                times.append((time.perf_counter() - start) * 1000)
                size = len(body)
                if status != 200:
                    raise SystemExit(f"{path} answered {status}")
            medians.append(sorted(times[10:])[25])
        what = f"{told}，1 个客户端，中位数；网络上 {size / 1024:.0f} KB"
        yield repeated(f"page_{name}_p50_ms", "ms", ORDINARY, what, medians, 1)
