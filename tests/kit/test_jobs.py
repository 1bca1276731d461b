"""Jobs: queued with the work, done once, found again after a crash."""

import pytest
from django_q.models import OrmQ

from dakehu.kit import jobs
from dakehu.kit.jobs import Handler, Progress, enqueue, handlers, run_job
from dakehu.kit.models import Job
from dakehu.kit.work import work
from tests.kit.conftest import AT, SOMEBODY


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers that the job `tests.count` was run with."""
    seen: list[int] = []

    def count(progress: Progress, number: int) -> None:
        progress.tell(1, 2, "一半")
        if number < 0:
            raise ValueError("负数")
        seen.append(number)

    known = {**handlers._entries, "tests.count": Handler("tests.count", count)}
    monkeypatch.setattr(handlers, "_entries", known)
    return seen


def _queued(number: int) -> int:
    with work(by=SOMEBODY, at=AT):
        return enqueue("tests.count", number)


def test_a_job_is_queued_together_with_the_work(db: None, done: list[int]) -> None:
    job = Job.objects.get(pk=_queued(5))

    assert (job.state, job.arguments, job.user_id) == ("queued", [5], 7)
    assert OrmQ.objects.count() == 1


def test_a_job_of_work_that_failed_was_never_queued(
    transactional_db: None, done: list[int]
) -> None:
    def fails() -> None:
        with work(by=SOMEBODY, at=AT):
            enqueue("tests.count", 5)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert not Job.objects.exists()
    assert not OrmQ.objects.exists()


def test_a_job_outside_of_work_is_refused(db: None, done: list[int]) -> None:
    with pytest.raises(RuntimeError, match="open work"):
        enqueue("tests.count", 5)


def test_a_job_that_nobody_handles_is_refused(db: None) -> None:
    with pytest.raises(LookupError, match="no job named"), work(by=SOMEBODY, at=AT):
        enqueue("tests.unknown", 5)


def test_a_job_runs_and_tells_how_far_it_is(db: None, done: list[int]) -> None:
    number = _queued(5)

    run_job(number)

    job = Job.objects.get(pk=number)
    assert (job.state, job.done_count, job.total_count) == ("done", 1, 2)
    assert job.finished_at is not None
    assert done == [5]


def test_a_job_that_is_done_is_not_done_again(db: None, done: list[int]) -> None:
    number = _queued(5)
    run_job(number)

    run_job(number)

    assert done == [5]


def test_a_job_whose_worker_was_killed_is_taken_up_again(db: None, done: list[int]) -> None:
    number = _queued(5)
    Job.objects.filter(pk=number).update(state=Job.State.RUNNING)

    run_job(number)

    assert done == [5]


def test_a_job_that_fails_says_why_and_is_left_to_the_queue_to_repeat(
    db: None, done: list[int]
) -> None:
    number = _queued(-1)

    with pytest.raises(ValueError, match="负数"):
        run_job(number)

    job = Job.objects.get(pk=number)
    assert (job.state, job.message) == ("failed", "负数")
    assert jobs.handlers["tests.count"].code == "tests.count"
