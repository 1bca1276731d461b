"""The policy book a command works with, and today's date: what the rules do not look up."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any, Final

from dakehu.cli.arguments import Arguments, Option
from dakehu.cli.console import CommandFailed
from dakehu.policy.book import Book
from dakehu.policy.building import BookError
from dakehu.policy.loading.files import load_book, read_raw
from dakehu.policy.workdays import OFFICIAL, WorkingCalendar

BOOK = Option("--book", "制度文件夹，不写则用随程序提供的制度", "文件夹|db")


def shanghai_date() -> date:
    """The date in Asia/Shanghai."""
    return datetime.now(_shanghai()).date()


def _shanghai() -> tzinfo:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo("Asia/Shanghai")
    except ZoneInfoNotFoundError:  # a machine without time zone data; no summer time since 1991
        return timezone(timedelta(hours=8))


PUBLISHED: Final = "db"
"""What `--book` is given for the policies published in the system."""


def folder_of(arguments: Arguments) -> Path | None:
    """The folder that `--book` names, None for the shipped one."""
    given = arguments.get(BOOK.name)
    return None if given is None else existing_folder(given)


def existing_folder(given: str) -> Path:
    """The folder `given`, or CommandFailed where there is none."""
    folder = Path(given)
    if not folder.is_dir():
        raise CommandFailed(f"没有文件夹 {given}")
    return folder


def book_of(arguments: Arguments) -> Book:
    """The book of a command."""
    if arguments.get(BOOK.name) == PUBLISHED:
        from dakehu.cli.published import published_book

        return published_book()
    return opened(folder_of(arguments))


def calendar_of(arguments: Arguments) -> WorkingCalendar:
    """The company's calendar for the published policies, the official one for files."""
    if arguments.get(BOOK.name) != PUBLISHED:
        return OFFICIAL
    from dakehu.cli.published import company_calendar

    return company_calendar()


def opened(folder: Path | None) -> Book:
    """The book in a folder, or CommandFailed with what is wrong with it."""
    try:
        return load_book(folder)
    except (BookError, OSError) as error:
        raise CommandFailed(f"制度文件有误：{error}") from error


def raw_of(arguments: Arguments) -> list[tuple[str, Mapping[str, Any] | BookError]]:
    """The book's files as they are written."""
    if arguments.get(BOOK.name) == PUBLISHED:
        from dakehu.cli.published import published_versions

        return published_versions()
    try:
        return [*read_raw(folder_of(arguments))]
    except (BookError, OSError) as error:
        raise CommandFailed(f"制度文件有误：{error}") from error
