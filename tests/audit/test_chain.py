"""The audit chain: unbroken under many writers, and any change to it is found."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import F

from dakehu.audit.models import Entry, Head
from dakehu.audit.queries import Verdict, verify
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from tests.kit.conftest import AT, SOMEBODY

WRITERS = 50


def _write(number: int) -> None:
    try:
        with work(by=SOMEBODY, at=AT) as unit:
            unit.note("tests.written", RecordRef("sample", number), amount="1.00")
            unit.note("tests.written_too", None, n=number)
    finally:
        connection.close()


def test_fifty_parallel_writers_keep_one_unbroken_chain(transactional_db: None) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(_write, range(WRITERS)))

    verdict = verify()
    assert verdict.is_whole
    assert verdict.count == 2 * WRITERS
    # The notes of one unit stand together.
    actions = list(Entry.objects.order_by("number").values_list("action", flat=True))
    assert actions == ["tests.written", "tests.written_too"] * WRITERS


@pytest.fixture
def trail(db: None) -> Verdict:
    """Five entries in a row, and what a check of them says."""
    for number in range(5):
        with work(by=SOMEBODY, at=AT) as unit:
            unit.note("tests.written", RecordRef("sample", number), amount=f"{number}.00")
    return verify()


def _codes() -> set[str]:
    return {one.code for one in verify().breaks}


def test_an_untouched_trail_is_whole(trail: Verdict) -> None:
    assert (trail.count, trail.breaks) == (5, ())


@pytest.mark.parametrize(
    "column, value",
    [
        ("data", '{"amount":"9.00"}'),
        ("action", "tests.other"),
        ("actor_name", "别人"),
        ("user_id", 8),
        ("record", RecordRef("sample", 9)),
        ("at", AT.replace(microsecond=1)),
        ("request_id", "0123456789"),
        ("acts_for", "某人"),
    ],
)
def test_a_changed_column_is_found(trail: Verdict, column: str, value: object) -> None:
    Entry.objects.filter(number=3).update(**{column: value})

    assert [(one.number, one.code) for one in verify().breaks] == [(3, "changed")]


def test_a_changed_row_with_a_new_hash_of_its_own_is_found(trail: Verdict) -> None:
    Entry.objects.filter(number=3).update(hash="0" * 64)

    assert (4, "does_not_follow") in [(one.number, one.code) for one in verify().breaks]


def test_a_missing_row_is_found(trail: Verdict) -> None:
    Entry.objects.filter(number=2).delete()

    assert verify().breaks[0].number == 3
    assert "missing_before" in _codes()


def test_an_added_row_is_found(trail: Verdict) -> None:
    copy = Entry.objects.get(number=5)
    copy.pk, copy.number = None, 6
    copy.save()

    assert _codes() >= {"changed", "head_differs"}


def test_re_ordered_rows_are_found(trail: Verdict) -> None:
    Entry.objects.filter(number=2).update(number=100)
    Entry.objects.filter(number=3).update(number=2)
    Entry.objects.filter(number=100).update(number=3)

    assert not verify().is_whole


def test_a_cut_tail_is_found(trail: Verdict) -> None:
    Entry.objects.filter(number__gt=3).delete()

    assert _codes() == {"tail_cut"}


def test_a_tail_cut_together_with_the_head_is_found_by_a_noted_count(trail: Verdict) -> None:
    Entry.objects.filter(number=5).delete()
    kept = Entry.objects.get(number=4)
    Head.objects.update(count=F("count") - 1, hash=kept.hash)

    assert verify().is_whole
    assert not verify(expected_count=trail.count, expected_hash=trail.hash).is_whole


def test_a_chain_written_anew_is_found_by_a_noted_hash(trail: Verdict) -> None:
    assert verify(expected_count=5, expected_hash=trail.hash).is_whole
    assert not verify(expected_count=5, expected_hash="0" * 64).is_whole
