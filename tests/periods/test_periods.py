"""Months and their freeze."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from dakehu.audit.models import Entry
from dakehu.kit.actors import Actor, system
from dakehu.periods.queries import MonthIsClosed, is_closed, months, require_open
from dakehu.periods.services import (
    UnableToCloseMonth,
    UnableToReopenMonth,
    close_month,
    reopen_month,
)
from dakehu.policy.periods import Month

AT = datetime(2026, 12, 3, 1, 0, tzinfo=UTC)
BY = system("tests")
NOVEMBER = Month(2026, 11)


@pytest.mark.django_db
def test_a_closed_month_is_refused_and_its_neighbours_are_not() -> None:
    close_month(by=BY, at=AT, month=NOVEMBER)
    with pytest.raises(MonthIsClosed, match="2026年11月已月结"):
        require_open(NOVEMBER)
    require_open("2026-12")
    assert is_closed("2026-11")
    assert not is_closed("2026-10")


@pytest.mark.django_db
def test_a_month_is_closed_once() -> None:
    close_month(by=BY, at=AT, month=NOVEMBER)
    with pytest.raises(UnableToCloseMonth, match="已经月结"):
        close_month(by=BY, at=AT, month="2026-11")
    assert months().count() == 1


@pytest.mark.django_db
def test_a_reopened_month_is_open_and_its_reason_is_kept() -> None:
    close_month(by=BY, at=AT, month=NOVEMBER)
    reopen_month(by=BY, at=AT, month=NOVEMBER, reason="漏记一笔回款")
    require_open(NOVEMBER)
    assert months().get().reopen_reason == "漏记一笔回款"
    assert Entry.objects.filter(action="periods.month_reopened").exists()
    close_month(by=BY, at=AT, month=NOVEMBER)
    assert is_closed(NOVEMBER)


@pytest.mark.django_db
def test_reopening_asks_for_a_reason_and_a_closed_month() -> None:
    with pytest.raises(UnableToReopenMonth, match="没有月结"):
        reopen_month(by=BY, at=AT, month=NOVEMBER, reason="试试")
    close_month(by=BY, at=AT, month=NOVEMBER)
    with pytest.raises(UnableToReopenMonth, match="请写明"):
        reopen_month(by=BY, at=AT, month=NOVEMBER, reason=" ")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["2026-13", "2026-1", "11", "2026-11-01"])
def test_what_is_no_month_is_not_closed(text: str) -> None:
    with pytest.raises(UnableToCloseMonth, match="2026-11 这样"):
        close_month(by=BY, at=AT, month=text)


@pytest.mark.django_db
def test_finance_closes_and_does_not_reopen() -> None:
    finance = Actor(user_id=1, name="吴敏", roles=frozenset({"finance"}))
    close_month(by=finance, at=AT, month=NOVEMBER)
    with pytest.raises(PermissionDenied):
        reopen_month(by=finance, at=AT, month=NOVEMBER, reason="改一改")


@pytest.mark.django_db(transaction=True)
def test_of_two_closes_at_once_one_wins() -> None:
    start = Barrier(2)

    def close(_which: int) -> str:
        try:
            start.wait(timeout=10)
            close_month(by=BY, at=AT, month=NOVEMBER)
        except UnableToCloseMonth:
            return "refused"
        finally:
            connection.close()
        return "closed"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(close, range(2))) == ["closed", "refused"]
