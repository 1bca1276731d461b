"""Two who publish at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from django.db import connection

from dakehu.kit.settings_store import forget
from dakehu.kit.work import work
from dakehu.rulebook.models import PolicyVersion
from dakehu.rulebook.services.versions import (
    UnableToPublishVersion,
    publish_shipped,
    publish_version,
)
from tests.rulebook.conftest import AT, STARTER, next_version


@pytest.fixture
def published(transactional_db: None) -> None:
    forget()
    publish_shipped(by=STARTER, at=AT)


def test_whoever_publishes_second_sees_what_the_first_published(published: None) -> None:
    stored, tried = Event(), Event()

    def first() -> str:
        try:
            with work(by=STARTER, at=AT):
                publish_version(by=STARTER, at=AT, content=next_version("SA", "2026-03-01"))
                stored.set()
                tried.wait(timeout=1)  # the other one comes through here only without a lock
        finally:
            connection.close()
        return "ok"

    def second() -> str:
        assert stored.wait(timeout=10)
        try:
            publish_version(by=STARTER, at=AT, content=next_version("SA", "2026-02-01"))
        except UnableToPublishVersion as error:
            return error.code
        finally:
            tried.set()
            connection.close()
        return "ok"

    with ThreadPoolExecutor(2) as pool:
        told = [one.result() for one in (pool.submit(first), pool.submit(second))]
    assert told == ["ok", "out_of_turn"]
    days = PolicyVersion.objects.filter(code="SA").order_by("pk")
    assert list(days.values_list("effective_from", flat=True)) == [
        date(2020, 1, 1),
        date(2026, 3, 1),
    ]
