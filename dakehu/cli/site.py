"""Commands that need the application: Django is set up only for them."""

import os
from typing import Final

from dakehu.cli.console import CommandFailed

SETTINGS: Final = "dakehu.config.settings"


def set_up() -> None:
    """Load the application, once."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def set_up_with_tables() -> None:
    """Load the application; CommandFailed where its database is not prepared."""
    set_up()
    from django.db import OperationalError, ProgrammingError

    from dakehu.kit.settings_store import read

    try:
        read("mode")
    except (OperationalError, ProgrammingError) as error:
        raise CommandFailed("数据库尚未准备好，请先执行 dakehu serve --prepare-only") from error
