"""The audit chain: unbroken under many writers, and any change to it is found."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

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
    copy.number = 6
    copy.save(force_insert=True)

    assert _codes() >= {"changed", "head_differs"}


def test_re_ordered_rows_are_found(trail: Verdict) -> None:
    Entry.objects.filter(number=2).update(number=100)
    Entry.objects.filter(number=3).update(number=2)
    Entry.objects.filter(number=100).update(number=3)

    assert not verify().is_whole


def test_another_number_of_a_row_is_found(trail: Verdict) -> None:
    Entry.objects.filter(number=5).update(number=6)

    assert _codes() >= {"missing_before", "changed"}


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T01:00:00",
        "2026-11-23 01:00:00.000000",
        "2026-11-23 09:00:00+08:00",
        "2026-13-45 01:00:00",
        "",
    ],
)
def test_a_moment_written_in_another_form_is_found(trail: Verdict, text: str) -> None:
    if connection.vendor == "postgresql":  # keeps moments, not texts
        assert trail.is_whole
        return
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET at = %s WHERE number = 3", [text])

    assert [(one.number, one.code) for one in verify().breaks] == [(3, "changed")]


@pytest.mark.parametrize("column", ["data", "action", "number", "hash"])
def test_a_value_of_another_kind_is_found_not_stumbled_over(trail: Verdict, column: str) -> None:
    if connection.vendor == "postgresql":  # columns take their own kind only
        assert trail.is_whole
        return
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_entry SET {column} = %s WHERE number = 3", [b"\xff"])

    assert "changed" in _codes()


def test_a_check_sees_one_moment_and_lets_writers_go_on(transactional_db: None) -> None:
    _write(0)
    written = []

    def write_first(execute: Any, sql: str, *more: Any) -> Any:
        if "audit_entry" in sql and not written:  # the head was read already
            with ThreadPoolExecutor(1) as pool:
                written.append(pool.submit(_write, 1).result(timeout=5))
        return execute(sql, *more)

    with connection.execute_wrapper(write_first):
        during = verify()

    assert (during.count, during.breaks) == (2, ())
    assert written == [None]
    assert (verify().count, verify().breaks) == (4, ())


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
