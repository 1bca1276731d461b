"""Many new rows at once: the same rows as one by one."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from dakehu.kit import bulk
from dakehu.kit.bulk import insert_rows
from dakehu.kit.models import OnceKey
from dakehu.kit.refs import RecordRef
from tests.kit.conftest import AT
from tests.kit.sample import Sample


def test_rows_are_stored_in_order_and_get_their_keys(
    samples: type[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST_ROWS", 3)
    rows = [
        samples(
            name=f"第 {number} 行",
            amount=Decimal(number) / 4,
            about=RecordRef("sample", number) if number % 2 else None,
        )
        for number in range(8)
    ]

    insert_rows(rows)

    stored = samples.objects.in_bulk()
    assert len({row.pk for row in rows}) == len(stored) == 8
    for row in rows:
        there = stored[row.pk]
        assert (there.name, there.amount, there.about) == (row.name, row.amount, row.about)
    rows[0].name = "改过"
    rows[0].save()
    assert samples.objects.count() == 8


def test_what_the_database_refuses_leaves_nothing(db: None) -> None:
    rows = [OnceKey(actor="user:1", key=key, made_at=AT) for key in ("a", "b", "a")]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(rows)
    assert not OnceKey.objects.exists()


def test_no_rows_are_no_question(db: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert insert_rows([]) is None
