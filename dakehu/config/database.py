"""Which database is used: the embedded one in var/, or the one that DATABASE_URL names."""

import os
from pathlib import Path
from typing import Any

import environ

BUSY_SECONDS = 20
"""How long a writer on SQLite waits for another one before it gives up."""

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
    "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
)


def database_of(env: environ.Env, var: Path) -> dict[str, Any]:
    """Django's settings of the default database."""
    found: dict[str, Any] = env.db_url("DATABASE_URL", default=f"sqlite:///{var}/dakehu.sqlite3")
    found["ATOMIC_REQUESTS"] = False
    if "sqlite" in found["ENGINE"]:
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_SECONDS,
            "init_command": SQLITE_START,
        }
        # A file, not memory: parallel writers are tested too. One for each run of the tests.
        found["TEST"] = {"NAME": str(var / f"test-{os.getpid()}.sqlite3")}
        found["CONN_MAX_AGE"] = None
        return found
    host = env.str("DATABASE_HOST", default="")
    if host:  # a socket folder cannot be written into a URL
        found["HOST"] = host
    found["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    found["CONN_HEALTH_CHECKS"] = True
    found["DISABLE_SERVER_SIDE_CURSORS"] = env.bool("DATABASE_BEHIND_PGBOUNCER", default=False)
    return found
