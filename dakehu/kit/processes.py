"""Which process does something, told so that another one can see whether it still lives."""

import os
import socket
from functools import lru_cache
from pathlib import Path

_PARTS = 3


def own_name() -> str:
    """This process: machine, number, and when it started, since numbers come round again."""
    return _name_of(os.getpid())


def is_gone(name: str) -> bool | None:
    """Whether the process of that name has ended; None for one of another machine.

    No name at all is nobody, who is gone.
    """
    if not name:
        return True
    parts = name.split("|")
    if len(parts) != _PARTS or parts[0] != socket.gethostname():
        return None
    return _started(int(parts[1])) != parts[2]


@lru_cache(maxsize=8)
def _name_of(number: int) -> str:
    return f"{socket.gethostname()[:60]}|{number}|{_started(number)}"


def _started(number: int) -> str:
    """When the process began, in the kernel's ticks; "" for one that is gone or a corpse."""
    try:
        told = Path(f"/proc/{number}/stat").read_text("ascii", "replace")
    except OSError:
        return _asked(number)
    fields = told.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]


def _asked(number: int) -> str:
    """The same where the system has no `/proc`: alive or not is all there is to know."""
    if Path("/proc/self/stat").exists():
        return ""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return "alive"
