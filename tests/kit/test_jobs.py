"""Jobs: queued with the work, done once, found again after a crash."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django_q.models import OrmQ

from dakehu.kit import jobs
from dakehu.kit.errors import UnableTo
from dakehu.kit.jobs import Handler, Progress, enqueue, handlers, recover, run_job
from dakehu.kit.models import Job
from dakehu.kit.processes import own_name
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


def test_a_job_that_somebody_alive_works_at_is_left_alone(db: None, done: list[int]) -> None:
    number = _queued(5)
    Job.objects.filter(pk=number).update(
        state=Job.State.RUNNING, worker=own_name(), beat_at=AT, tries=1
    )

    run_job(number)
    assert recover(AT) == 0

    assert done == []


def test_a_job_of_another_machine_is_left_alone_while_it_beats(db: None, done: list[int]) -> None:
    number = _queued(5)
    elsewhere = Job.objects.filter(pk=number)
    elsewhere.update(state=Job.State.RUNNING, worker="elsewhere|1|1", beat_at=AT, tries=1)

    assert recover(AT + timedelta(seconds=59)) == 0
    assert recover(AT + timedelta(seconds=61)) == 1
    assert Job.objects.get(pk=number).state == Job.State.QUEUED


def test_a_job_that_killed_its_worker_three_times_waits_for_a_person(
    db: None, done: list[int]
) -> None:
    number = _queued(5)
    Job.objects.filter(pk=number).update(state=Job.State.RUNNING, tries=3)

    assert recover(AT) == 0

    job = Job.objects.get(pk=number)
    assert job.state == Job.State.FAILED
    assert "3 次意外中断" in job.message


def test_a_worker_that_was_given_up_does_not_speak_for_the_one_after_it(
    db: None, done: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_taken_from_it(progress: Progress, number: int) -> None:
        taken = {"worker": "elsewhere|1|1", "beat_at": AT, "tries": 2}
        Job.objects.filter(pk=progress.job_id).update(**taken)
        if number < 0:
            raise ValueError("负数")

    known = {**handlers._entries, "tests.count": Handler("tests.count", is_taken_from_it)}
    monkeypatch.setattr(handlers, "_entries", known)
    right, wrong = _queued(5), _queued(-5)

    run_job(right)
    with pytest.raises(ValueError, match="负数"):
        run_job(wrong)

    assert {one.state for one in Job.objects.all()} == {Job.State.RUNNING}


def test_the_end_of_a_job_is_told_again_until_the_database_takes_it(
    db: None, done: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_told_end", _away(jobs._told_end, times=2))
    waited: list[float] = []
    monkeypatch.setattr(jobs.time, "sleep", waited.append)
    number = _queued(5)

    run_job(number)

    assert Job.objects.get(pk=number).state == Job.State.DONE
    assert len(waited) == 2


def test_a_worker_that_cannot_tell_the_end_of_its_job_ends_so_that_others_see_it(
    db: None, done: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_told_end", _away(jobs._told_end, times=99))
    monkeypatch.setattr(jobs.time, "sleep", lambda _seconds: None)

    with pytest.raises(SystemExit):
        run_job(_queued(5))

    assert done == [5]


def _away(tell: Callable[..., None], *, times: int) -> Callable[..., None]:
    """The function behind a database that is away that often."""
    left = [times]

    def told(*given: Any, **values: Any) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise OperationalError("database is locked")
        tell(*given, **values)

    return told


def test_jobs_whose_message_the_queue_lost_are_delivered_again(db: None, done: list[int]) -> None:
    number = _queued(5)

    assert recover(AT) == 0
    OrmQ.objects.all().delete()  # what happens to a message whose worker found no database

    assert recover(AT) == 1
    assert OrmQ.objects.count() == 1
    assert Job.objects.get(pk=number).state == Job.State.QUEUED


def test_a_refusal_is_told_in_its_own_words(
    db: None, done: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(progress: Progress, number: int) -> None:
        raise UnableTo("文件里没有数据。")

    known = {**handlers._entries, "tests.count": Handler("tests.count", refuses)}
    monkeypatch.setattr(handlers, "_entries", known)
    number = _queued(5)

    with pytest.raises(UnableTo):
        run_job(number)

    assert Job.objects.get(pk=number).message == "文件里没有数据。"


def test_a_job_that_fails_says_why(db: None, done: list[int]) -> None:
    number = _queued(-1)

    with pytest.raises(ValueError, match="负数"):
        run_job(number)

    job = Job.objects.get(pk=number)
    assert (job.state, job.message) == ("failed", "程序出错（ValueError）：负数")
    assert jobs.handlers["tests.count"].code == "tests.count"
