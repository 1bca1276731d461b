"""The same key is carried out once, also by two at the same time."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from dakehu.audit.models import Entry
from dakehu.kit.once import KeyConflict, once
from dakehu.kit.work import work
from tests.kit.conftest import AT, SOMEBODY
from tests.kit.sample import Sample


def _pay(samples: type[Sample], key: str, amount: str = "5.00") -> Any:
    with work(by=SOMEBODY, at=AT) as unit:

        def run() -> dict[str, int]:
            row = samples.objects.create(name=amount)
            unit.note("tests.paid")
            return {"row": row.pk}

        return once(key=key, by=SOMEBODY, payload={"amount": amount}, run=run)


def test_a_repetition_gets_the_first_answer_and_changes_nothing(samples: type[Sample]) -> None:
    first = _pay(samples, "k1")
    again = _pay(samples, "k1")

    assert again == first
    assert samples.objects.count() == 1
    assert Entry.objects.count() == 1


def test_the_same_key_for_something_else_is_a_conflict(samples: type[Sample]) -> None:
    _pay(samples, "k1")

    with pytest.raises(KeyConflict, match="已经用于另一项操作"):
        _pay(samples, "k1", amount="6.00")
    assert samples.objects.count() == 1


def test_a_key_whose_work_failed_may_be_used_again(samples: type[Sample]) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), work(by=SOMEBODY, at=AT):
        once(key="k1", by=SOMEBODY, payload={"amount": "5.00"}, run=fail)

    assert _pay(samples, "k1") == {"row": samples.objects.get().pk}


def test_ten_at_the_same_time_carry_it_out_once(samples: type[Sample]) -> None:
    def pay(_number: int) -> Any:
        try:
            return _pay(samples, "k1")
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(pay, range(10)))

    assert samples.objects.count() == 1
    assert answers == [{"row": samples.objects.get().pk}] * 10
