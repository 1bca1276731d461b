"""The same key is carried out once, also by two at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from dakehu.audit.models import Entry
from dakehu.kit.actors import Actor, system
from dakehu.kit.once import KeyConflict, KeyUnusable, fingerprint_of, once
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


def _answer(result: Any, *, key: str = "k1", by: Actor = SOMEBODY) -> Any:
    with work(by=by, at=AT):
        return once(key=key, by=by, payload={}, run=lambda: result)


def test_the_first_answer_is_the_json_that_a_repetition_gets(db: None) -> None:
    first = _answer({"rows": (1, 2), "by_number": {7: "a"}})

    assert first == {"rows": [1, 2], "by_number": {"7": "a"}}
    assert _answer(None) == first


@pytest.mark.parametrize("result", [{"amount": Decimal("1")}, {"share": float("nan")}])
def test_an_answer_that_is_no_json_is_an_error_at_once(db: None, result: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        _answer(result)


@pytest.mark.parametrize("key", ["", "k" * 201, "k\x00", "k\n"])
def test_an_odd_key_is_refused_in_words(db: None, key: str) -> None:
    with pytest.raises(KeyUnusable, match="1 到 200 个字符") as refusal:
        _answer({}, key=key)
    assert refusal.value.field == "idempotency_key"


def test_a_key_of_two_hundred_characters_is_kept(db: None) -> None:
    assert _answer({"n": 1}, key="长" * 200) == {"n": 1}
    assert _answer(None, key="长" * 200) == {"n": 1}


def test_keys_of_the_program_and_of_a_person_do_not_meet(db: None) -> None:
    assert _answer({"n": 1}, by=Actor(5, "林晓雯")) == {"n": 1}
    assert _answer({"n": 2}, by=system("user:5")) == {"n": 2}


def test_nobody_and_names_past_the_column_have_no_keys(db: None) -> None:
    for by in (Actor(None, ""), system("x" * 60)):
        with pytest.raises(ValueError, match="once"):
            _answer({}, by=by)


@pytest.mark.parametrize(
    "one, other",
    [
        (Decimal("1.0"), "1.0"),
        (date(2026, 1, 1), "2026-01-01"),
        (1, "1"),
        (1, True),
        (None, "None"),
        ({1: "a"}, {"1": "a"}),
        (["a", "b"], ["a, b"]),
        (["str", "a"], "a"),
    ],
)
def test_payloads_of_other_kinds_are_other_payloads(one: Any, other: Any) -> None:
    assert fingerprint_of({"value": one}) != fingerprint_of({"value": other})


def test_the_order_of_fields_makes_no_other_payload() -> None:
    assert fingerprint_of({"a": 1, "b": [2]}) == fingerprint_of({"b": (2,), "a": 1})


def test_a_payload_that_reads_differently_each_time_is_an_error() -> None:
    with pytest.raises(TypeError, match="object"):
        fingerprint_of({"value": object()})
