"""The administrator's pages of background work."""

import pytest
from django.test import Client
from django_q.models import OrmQ, Schedule

from dakehu.accounts.models import User
from dakehu.kit.actors import system
from dakehu.kit.jobs import Handler, Progress, enqueue, handlers, run_job
from dakehu.kit.models import Job
from dakehu.kit.schedules import daily, keep_schedules
from dakehu.kit.work import work
from tests.cast import AT, Cast, build_cast

CODE = "organization.close_accounts"


@pytest.fixture
def cast(db: None) -> Cast:
    made = build_cast()
    User.objects.update(must_change_password=False)
    return made


def signed_in(cast: Cast, key: str) -> Client:
    """The browser of somebody of the cast."""
    client = Client(HTTP_HOST="localhost")
    person = User.objects.get(pk=cast.users[key])
    client.force_login(person, backend="dakehu.accounts.backends.NameOrMobile")
    return client


@pytest.fixture
def admin(cast: Cast) -> Client:
    """The administrator's browser."""
    return signed_in(cast, "admin")


@pytest.fixture
def failed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Job:
    """A job that failed."""

    def fails(progress: Progress) -> None:
        raise ValueError("坏文件")

    own = {**handlers._entries, "tests.fail": Handler("tests.fail", fails, "读取坏文件")}
    monkeypatch.setattr(handlers, "_entries", own)
    with work(by=system("tests"), at=AT):
        number = enqueue("tests.fail")
    with pytest.raises(ValueError, match="坏文件"):
        run_job(number)
    return Job.objects.get(pk=number)


def test_a_failed_job_is_listed_with_its_fault(admin: Client, failed: Job) -> None:
    told = admin.get("/jobs/").content.decode()

    assert "读取坏文件" in told
    assert "失败 1" in told
    assert "坏文件" in admin.get(f"/jobs/{failed.pk}/").content.decode()


def test_a_failed_job_is_tried_again_once(admin: Client, failed: Job) -> None:
    before = OrmQ.objects.count()

    admin.post(f"/jobs/{failed.pk}/retry/")
    second = admin.post(f"/jobs/{failed.pk}/retry/", follow=True).content.decode()

    failed.refresh_from_db()
    assert (failed.state, failed.tries) == ("queued", 0)
    assert OrmQ.objects.count() == before + 1
    assert "没有失败，不用重试" in second


def test_daily_work_is_moved_paused_and_resumed(admin: Client) -> None:
    keep_schedules(AT)

    moved = admin.post(f"/daily/{CODE}/time/", {"time_of_day": "03:15"}, follow=True)
    admin.post(f"/daily/{CODE}/pause/")

    assert "每天 03:15" in moved.content.decode()
    assert Schedule.objects.get(name=CODE).repeats == 0
    assert "已暂停" in admin.get("/daily/").content.decode()
    admin.post(f"/daily/{CODE}/resume/")
    assert Schedule.objects.get(name=CODE).repeats == -1
    trail = admin.get("/audit/").content.decode()
    assert "由每天 00:10 改为 03:15" in trail


def test_daily_work_is_done_now(admin: Client) -> None:
    keep_schedules(AT)

    told = admin.post(f"/daily/{CODE}/run/", follow=True).content.decode()

    assert Job.objects.get().arguments == [CODE]
    assert "停用已离职人员的账号" in told


def test_a_time_that_is_none_is_told(admin: Client) -> None:
    keep_schedules(AT)

    answer = admin.post(f"/daily/{CODE}/time/", {"time_of_day": "25:99"})

    assert answer.status_code == 422
    assert Schedule.objects.get(name=CODE).next_run.hour == 16


def test_nobody_else_sees_background_work(cast: Cast, failed: Job) -> None:
    for key in ("gm", "hr_admin", "ka_rep"):
        client = signed_in(cast, key)
        assert client.get("/jobs/").status_code == 403
        assert client.post(f"/jobs/{failed.pk}/retry/").status_code == 403


def test_every_job_and_daily_work_has_a_name() -> None:
    unnamed = [one.code for one in (*handlers, *daily) if not str(one.name)]
    assert unnamed == []
