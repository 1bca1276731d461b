"""`--book db`: the policies as they are published in the system.

Only this module of the command line sets Django up, and only when it is asked for: a calculation
by the files starts without it.
"""

import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from dakehu.cli.console import CommandFailed
from dakehu.policy.book import Book
from dakehu.policy.building import BookError
from dakehu.policy.workdays import WorkingCalendar

Read = TypeVar("Read")


def published_book() -> Book:
    """The book built from the published versions; CommandFailed where there are none."""

    def read() -> Book:
        from dakehu.rulebook.queries.published import book

        return book()

    return _from_database(read, lambda found: bool(found.policies))


def company_calendar() -> WorkingCalendar:
    """The installation's calendar: its own days over the official arrangement."""

    def read() -> WorkingCalendar:
        from dakehu.calendar.queries import working_calendar

        return working_calendar()

    return _from_database(read, lambda _found: True)


def published_versions() -> list[tuple[str, Mapping[str, Any] | BookError]]:
    """Each published version as it was written, for the examination."""

    def read() -> list[tuple[str, Mapping[str, Any] | BookError]]:
        from dakehu.rulebook.queries.published import raw_versions

        return raw_versions()

    return _from_database(read, bool)


def _from_database(read: Callable[[], Read], is_filled: Callable[[Read], bool]) -> Read:
    _set_up()
    from django.db import DatabaseError

    from dakehu.kit.errors import UnsoundData

    try:
        found = read()
    except DatabaseError as error:
        raise CommandFailed(
            "读不出系统中的制度：数据库还没有建好，或者连接不上。"
            "请先运行 python manage.py migrate，或者检查 DATABASE_URL"
        ) from error
    except UnsoundData as error:
        raise CommandFailed(str(error)) from error
    if not is_filled(found):
        raise CommandFailed("系统中还没有发布制度，请先在启用向导中发布，或者改用制度文件夹")
    return found


def _set_up() -> None:
    """Load the settings and the areas; nothing is done where they are loaded already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dakehu.config.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
