"""A worker in a process of its own that stops where it is told, and waits there to be killed.

`python -m tests.exchange.worker_to_kill JOB PLACE BATCH`: does a job; at that batch of rows it says
"here" and waits, PLACE `written` before the unit of work ends, `stored` right after it.
"""

import os
import sys
from collections.abc import Sequence
from typing import Any

import django

ROWS_AT_ONCE = 10


def main(job: int, place: str, at_batch: int) -> None:
    """Do the job, stopping on the way."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dakehu.config.settings"
    django.setup()
    from dakehu.exchange.queries import checking
    from dakehu.exchange.services import running
    from dakehu.kit.jobs import Progress, run_job

    checking.BATCH = ROWS_AT_ONCE  # type: ignore[misc]
    noted, told = running._note_rows, Progress.tell
    seen = {"written": 0, "stored": 0}

    def stop(where: str) -> None:
        seen[where] += 1
        if where == place and seen[where] == at_batch:
            sys.stdout.write("here\n")
            sys.stdout.flush()
            sys.stdin.read()

    def note_rows(found: Any, wanted: Sequence[Any], written: Sequence[Any]) -> None:
        noted(found, wanted, written)
        stop("written")

    def tell(progress: Progress, done: int, total: int, message: str = "") -> None:
        told(progress, done, total, message)
        stop("stored")

    running._note_rows = note_rows
    Progress.tell = tell  # type: ignore[method-assign]
    run_job(job)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
