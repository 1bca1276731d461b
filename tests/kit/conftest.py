"""Fixtures of the kit's tests."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from dakehu.kit.actors import Actor
from tests.kit.sample import Sample, sample_table

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
SOMEBODY = Actor(user_id=7, name="林晓雯", staff_id=7, roles=frozenset({"ka_rep"}))


@pytest.fixture
def samples(transactional_db: None) -> Iterator[type[Sample]]:
    """An empty table of samples."""
    with sample_table() as table:
        yield table
