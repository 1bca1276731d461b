"""Numbers: by kind, year and serial; never twice, whoever asks at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from dakehu.documents.content.series import SERIES, number_text
from dakehu.documents.models import NumberSeries, StoredFile
from dakehu.documents.services.numbers import next_number
from dakehu.kit.actors import system
from dakehu.kit.errors import UnableTo
from dakehu.kit.settings_store import write
from dakehu.kit.work import work
from tests.cast import AT, ON

BY = system("tests")


def _take(kind: str = "BJ", on: date = ON) -> str:
    with work(by=BY, at=AT):
        return next_number(kind=kind, on=on)


@pytest.mark.django_db
def test_numbers_count_by_kind_and_year() -> None:
    assert [_take(), _take()] == ["BJ-2026-0001", "BJ-2026-0002"]
    assert _take("HT") == "HT-2026-0001"
    assert _take(on=date(2027, 1, 1)) == "BJ-2027-0001"
    assert _take("KH") == "KH-2026-0001"
    assert _take("KH-K") == "KH-K-2026-0001"


@pytest.mark.django_db
def test_there_is_a_series_for_each_kind_of_record() -> None:
    assert set(SERIES) == {"KH", "SJ", "BJ", "HT", "TB", "FD", "HK", "CC", "BX", "HY", "KH-K"}
    with pytest.raises(ValueError, match="no series"):
        _take("XX")


@pytest.mark.django_db
def test_a_number_is_taken_inside_the_work_that_stores_it() -> None:
    with pytest.raises(RuntimeError, match="open work"):
        next_number(kind="BJ", on=ON)
    assert not NumberSeries.objects.exists()


@pytest.mark.django_db
def test_the_year_of_ten_thousand_quotes_goes_on() -> None:
    NumberSeries.objects.create(kind="BJ", year=2026, last=9999)

    assert _take() == "BJ-2026-10000"
    assert number_text("BJ", 2026, 123456) == "BJ-2026-123456"


@pytest.mark.django_db
def test_the_company_may_want_more_digits() -> None:
    with work(by=BY, at=AT):
        write("numbers.width", 6)
    assert _take() == "BJ-2026-000001"
    with work(by=BY, at=AT):
        write("numbers.width", "many")
    assert _take() == "BJ-2026-0002"


def _taken_by_one_of_many(turn: int) -> str:
    """Every fifth fails after it has its number; the others keep it in a row."""
    try:
        with work(by=BY, at=AT):
            number = next_number(kind="HT", on=ON)
            StoredFile.objects.create(name=number, sha256="", size=1, kind="pdf", stored_at=AT)
            if turn % 5 == 0:
                raise UnableTo("taken back")
    except UnableTo:
        return ""
    finally:
        connection.close()
    return number


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_fifty_numbers_and_none_is_kept_twice() -> None:
    with ThreadPoolExecutor(50) as pool:
        taken = list(pool.map(_taken_by_one_of_many, range(1, 51)))

    kept = list(StoredFile.objects.values_list("name", flat=True))
    assert len(kept) == len(set(kept)) == 40
    assert sorted(kept) == sorted(filter(None, taken))


@pytest.mark.django_db(transaction=True)
def test_fifty_that_all_succeed_get_fifty_numbers_in_a_row() -> None:
    turns = [turn * 5 + 1 for turn in range(50)]
    with ThreadPoolExecutor(50) as pool:
        taken = set(pool.map(_taken_by_one_of_many, turns))

    assert taken == {f"HT-2026-{count:04d}" for count in range(1, 51)}
