"""A worker of its own process with a slow job: `python -m tests.kit.left_work`.

The job books ten receipts of one yuan, each in a unit of work of its own under a key of its own,
and says after each that it did; the test kills the worker in the middle.
"""

import os
import sys
from datetime import UTC, datetime
from decimal import Decimal
from threading import Event

TABLE = "tests_booked"
STEPS = 10
JOB = "tests.book"
AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def main() -> None:
    """Register the job and do jobs until told to stop."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dakehu.config.settings"
    import django

    django.setup()
    from dakehu.cli.serving import _jobs

    register()
    _jobs()


def register() -> None:
    """Put the slow job among the handlers of this process."""
    from dakehu.kit.jobs import job

    job(JOB)(book)


def book(progress: object, account: int) -> None:
    """Book ten times one yuan, once each, however often it is begun."""
    from django.db import connection

    from dakehu.kit.actors import system
    from dakehu.kit.once import once
    from dakehu.kit.work import work

    def one(step: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} (account, step, amount) VALUES (%s, %s, %s)",
                [account, step, str(Decimal(1))],
            )

    for step in range(STEPS):
        with work(by=system("tests"), at=AT):
            once(
                key=f"{account}:{step}",
                by=system("tests"),
                payload={"account": account, "step": step},
                run=lambda step=step: one(step),
            )
        progress.tell(step + 1, STEPS)  # type: ignore[attr-defined]
        Event().wait(0.2)


if __name__ == "__main__":
    sys.exit(main())
