"""`dakehu serve`: prepare, tell the address, serve pages and do jobs until told to stop."""

import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Final

from dakehu.cli.arguments import Arguments
from dakehu.cli.console import CommandFailed, Console
from dakehu.cli.site import set_up, set_up_with_tables
from dakehu.cli.tables import width_of

STOP_SECONDS: Final = 20
"""How long a process may finish what it is doing before it is ended."""

RECOVER_SECONDS: Final = 3
"""How long a job whose worker was killed lies there before it is queued again."""


def serve(arguments: Arguments, console: Console) -> int:
    """Prepare the installation and serve it; ends on SIGTERM or Ctrl-C with status 0."""
    port = _whole("--port", arguments.get("--port") or "8000", most=65_535)
    workers = _whole("--workers", arguments.get("--workers") or "2", most=64)
    host = arguments.get("--host") or "127.0.0.1"
    if not arguments.has("--prepare-only"):
        _check_free(host, port)
    with _without_collections():
        set_up()
    prepare(is_empty_wanted=arguments.has("--empty"), console=console)
    from dakehu.demo.queries import welcome

    for line in boxed(welcome(f"http://{host}:{port}")):
        console.say(line)
    console.out.flush()
    if arguments.has("--prepare-only"):
        return 0
    _load_for_all()
    return _supervise([lambda: _web(host, port, workers), _jobs])


@contextmanager
def _without_collections() -> Iterator[None]:
    """No search for garbage while modules are loaded: they stay."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _load_for_all() -> None:
    """Load what every process of the site needs, and leave it out of all garbage collections.

    The processes forked from here share that memory for as long as nobody writes to it, and a
    collection writes to each object that it looks at.
    """
    from django.urls import reverse

    with _without_collections():
        reverse("sign_in")  # the first address asked for loads every page
        gc.collect()
        gc.freeze()


def _whole(option: str, given: str, *, most: int) -> int:
    if not (given.isascii() and given.isdigit() and 0 < int(given) <= most):
        raise CommandFailed(f"{option} 应为 1 到 {most} 的整数，写的是 {given}")
    return int(given)


def _check_free(host: str, port: int) -> None:
    """CommandFailed where nothing can listen there, told before anything else is."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host.strip("[]"), port))
        except OSError as error:
            raise CommandFailed(
                f"不能在 {host}:{port} 上提供服务（{error.strerror}）。"
                "如果端口已被占用，请用 --port 另选一个。"
            ) from error


def prepare(*, is_empty_wanted: bool, console: Console) -> None:
    """Bring the database up to date; on the first start, fill it."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        console.complain("正在准备数据库……")
        call_command("migrate", verbosity=0, interactive=False)
    from dakehu.demo.services import install
    from dakehu.kit.clock import now
    from dakehu.kit.schedules import keep_schedules
    from dakehu.kit.settings_store import forget, read

    forget()
    if read("mode") is None:
        console.complain("正在建立空的系统……" if is_empty_wanted else "正在载入制度和演示公司……")
        install(at=now(), with_demo=not is_empty_wanted)
    keep_schedules(now())
    connection.close()


def reset_demo(arguments: Arguments, console: Console) -> int:
    """Restore the demo company."""
    set_up_with_tables()
    from dakehu.demo.services import reset
    from dakehu.kit.actors import system
    from dakehu.kit.clock import now
    from dakehu.kit.errors import UnableTo

    try:
        reset(by=system("command"), at=now())
    except UnableTo as error:
        raise CommandFailed(str(error)) from error
    console.say("演示公司已恢复。")
    return 0


def boxed(lines: list[str]) -> list[str]:
    """Lines in a frame, Chinese counting two columns."""
    width = max(width_of(line) for line in lines)
    edge = "─" * (width + 4)
    rows = [f"│  {line}{' ' * (width - width_of(line))}  │" for line in lines]
    return [f"┌{edge}┐", *rows, f"└{edge}┘"]


def _web(host: str, port: int, workers: int) -> None:
    """Serve pages with gunicorn until told to stop; the application is loaded already."""
    from django.core.wsgi import get_wsgi_application
    from gunicorn.app.base import BaseApplication

    class Pages(BaseApplication):  # type: ignore[misc]
        """gunicorn, told by this command instead of its own."""

        def load_config(self) -> None:
            options: dict[str, Any] = {
                "bind": f"{host}:{port}",
                "workers": workers,
                "threads": 4,
                "worker_class": "gthread",
                "preload_app": True,
                "control_socket_disable": True,
                "graceful_timeout": STOP_SECONDS - 5,
                "max_requests": 20_000,
                "max_requests_jitter": 2_000,
                "accesslog": None,
                "loglevel": "warning",
                "proc_name": "dakehu",
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            return get_wsgi_application()

    Pages().run()


def _jobs() -> None:
    """Do background jobs until told to stop, and see every few seconds that none was left."""
    import logging

    while not _one_cluster():
        logging.getLogger(__name__).error("the workers ended by themselves; new ones are started")


def _one_cluster() -> bool:
    """Run one set of workers to its end; whether it was told to stop."""
    from django_q.cluster import Cluster

    from dakehu.kit.clock import now
    from dakehu.kit.jobs import deliver_again, recover

    cluster = Cluster()
    cluster.start()
    _looked_through(deliver_again)
    while cluster.sentinel.is_alive():
        _looked_through(lambda: recover(now()))
        cluster.sentinel.join(RECOVER_SECONDS)  # a signal stops the workers, which ends the wait
    return cluster.stop_event is None


def _looked_through(look: Callable[[], int]) -> None:
    """Look after the jobs; a database that is away is asked again later."""
    import logging

    from django.db import DatabaseError, close_old_connections

    close_old_connections()
    try:
        look()
    except DatabaseError:
        logging.getLogger(__name__).warning("jobs were not looked through", exc_info=True)


def _supervise(parts: list[Callable[[], None]]) -> int:
    """Run each part in a process of its own; when one ends, end the others."""
    from django.db import connections

    connections.close_all()
    children: dict[int, Callable[[], None]] = {}
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)
        for child in children:
            _tell(child, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for part in parts:
        children[_start(part)] = part
    status = 0
    while children:
        child, how = os.wait()
        if children.pop(child, None) is None:
            continue
        if not stopping:
            status = os.waitstatus_to_exitcode(how) or 1
            stop(signal.SIGTERM, None)
        _end_late(children)
    return status


def _end_late(children: dict[int, Callable[[], None]]) -> None:
    """End children that do not stop in time."""
    until = time.monotonic() + STOP_SECONDS
    while children and time.monotonic() < until:
        child, _how = os.waitpid(-1, os.WNOHANG)
        children.pop(child, None)
        time.sleep(0.05)
    for child in children:
        _tell(child, signal.SIGKILL)


def _tell(child: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(child, number)


def _end_with_parent() -> None:
    """Ask the kernel to end this process when the supervisor dies, however it dies (Linux)."""
    import ctypes

    set_death_signal: Final = 1
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGTERM)


def _start(part: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    # A group of its own: Ctrl-C reaches the supervisor alone, which then ends each part in order.
    os.setpgrp()
    _end_with_parent()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        part()
    except SystemExit as ending:
        os._exit(ending.code if isinstance(ending.code, int) else 1)
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(0)
