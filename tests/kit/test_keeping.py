"""What is kept between requests: never past a change, never inside one."""

from collections.abc import Callable
from itertools import count

import pytest

from dakehu.kit.actors import system
from dakehu.kit.keeping import kept, set_stamp
from dakehu.kit.settings_store import forget, read
from dakehu.kit.work import work
from dakehu.organization.queries.company import company_name
from dakehu.organization.services.company import set_company
from tests.kit.conftest import AT

BY = system("tests")


def _counting() -> Callable[[], int]:
    numbers = count(1)
    return lambda: next(numbers)


def test_nothing_is_kept_before_the_first_stamp(db: None) -> None:
    look_up = _counting()

    assert [kept("organization", "k", look_up) for _ in range(2)] == [1, 2]


def test_what_was_found_is_kept_until_the_area_changes(db: None) -> None:
    set_company(by=BY, at=AT, name="甲公司")
    look_up = _counting()

    assert [kept("organization", "k", look_up) for _ in range(3)] == [1, 1, 1]
    set_company(by=BY, at=AT, name="乙公司")
    assert kept("organization", "k", look_up) == 2
    assert company_name() == "乙公司"


def test_a_stamp_is_set_inside_a_unit_of_work_alone(db: None) -> None:
    with pytest.raises(RuntimeError, match="work"):
        set_stamp("kit.views")


def test_a_change_elsewhere_leaves_it_alone(db: None) -> None:
    set_company(by=BY, at=AT, name="甲公司")
    look_up = _counting()
    kept("organization", "k", look_up)

    with work(by=BY, at=AT) as unit:
        unit.note("calendar.day_cleared")

    assert kept("organization", "k", look_up) == 1


def test_inside_a_unit_of_work_nothing_is_kept_and_nothing_kept_is_used(db: None) -> None:
    set_company(by=BY, at=AT, name="甲公司")
    assert company_name() == "甲公司"

    with work(by=BY, at=AT):
        set_company(by=BY, at=AT, name="乙公司")
        assert company_name() == "乙公司"
    assert company_name() == "乙公司"


def test_work_that_fails_leaves_the_stamp(db: None) -> None:
    set_company(by=BY, at=AT, name="甲公司")
    before = read("stamp.organization")

    def fails() -> None:
        with work(by=BY, at=AT):
            set_company(by=BY, at=AT, name="乙公司")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    forget()
    assert read("stamp.organization") == before
    assert company_name() == "甲公司"
