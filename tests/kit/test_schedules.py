"""Daily work: scheduled once, run by its code, dropped when nobody registers it any more."""

from datetime import UTC, datetime, time

import pytest
from django_q.models import Schedule

from dakehu.kit.jobs import run_job
from dakehu.kit.models import Job
from dakehu.kit.registry import Registry
from dakehu.kit.schedules import FUNCTION, Daily, daily, keep_schedules, run_daily

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # half past nine in the company's zone


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moments at which the daily work of this test was run."""
    moments: list[datetime] = []
    own: Registry[Daily] = Registry("daily")
    own.add(Daily("tests.early", moments.append, time(3, 0)))
    own.add(Daily("tests.late", moments.append, time(22, 0)))
    monkeypatch.setattr("dakehu.kit.schedules.daily", own)
    return moments


def test_daily_work_is_scheduled_for_its_next_time(db: None, ran: list[datetime]) -> None:
    keep_schedules(AT)

    found = dict(Schedule.objects.values_list("name", "next_run"))
    assert found == {
        "tests.early": datetime(2026, 11, 23, 19, 0, tzinfo=UTC),
        "tests.late": datetime(2026, 11, 23, 14, 0, tzinfo=UTC),
    }


def test_a_second_start_moves_nothing(db: None, ran: list[datetime]) -> None:
    keep_schedules(AT)
    keep_schedules(AT.replace(day=28))

    assert Schedule.objects.get(name="tests.late").next_run == AT.replace(hour=14, minute=0)


def test_work_that_nobody_registers_any_more_is_dropped(db: None, ran: list[datetime]) -> None:
    Schedule.objects.create(name="tests.gone", func=FUNCTION, args="'tests.gone'")
    Schedule.objects.create(name="foreign", func="somewhere.else")

    keep_schedules(AT)

    assert set(Schedule.objects.values_list("name", flat=True)) == {
        *("tests.early", "tests.late", "foreign"),
    }


def test_what_is_due_becomes_a_job_and_what_is_gone_is_passed_over(
    db: None, ran: list[datetime]
) -> None:
    run_daily("tests.early")
    run_daily("tests.gone")

    queued = Job.objects.get()
    assert (queued.name, queued.arguments) == ("kit.daily", ["tests.early"])
    run_job(queued.pk)
    assert len(ran) == 1


def test_accounts_of_leavers_are_closed_daily() -> None:
    assert "organization.close_accounts" in daily
