"""Data of papers as JSON, and many papers as one job."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from dakehu.deals.data.samples import sample_quote
from dakehu.documents.models import PrintCount, PrintLog
from dakehu.documents.printing.writing import UnableToPrint
from dakehu.documents.queries.files import path_of
from dakehu.documents.queries.reading import data_of, json_of
from dakehu.documents.services import printing
from dakehu.documents.services.batches import print_many, run_batch
from dakehu.documents.services.keeping import clear_deleted
from dakehu.kit.actors import system
from dakehu.kit.jobs import Progress
from dakehu.kit.papers import print_forms
from dakehu.organization.papers import sample_job_description
from tests.cast import AT, ON, Cast
from tests.documents.conftest import SignedIn
from tests.documents.reading_pdf import text_of

QUOTE = "deals.quote"
JOB = "organization.job_description"


def _quote(cast: Cast, **more: Any) -> printing.Printed:
    given = {"by": cast.actor("ka_rep"), "form": QUOTE, "data": sample_quote(), **more}
    return printing.print_paper(at=AT, on=ON, **given)


def _line(**more: str) -> dict[str, Any]:
    return {"product": "防水卷材", "quantity": "0", "unit": "㎡", "unit_price": "0", **more}


# --------------------------------------------------------------- JSON


@pytest.mark.parametrize("code", [one.code for one in print_forms])
def test_every_sample_survives_json(cast: Cast, code: str) -> None:
    form = print_forms[code]
    data = form.sample()
    assert data_of(form, json.dumps(json_of(form, data))) == data


@pytest.mark.parametrize(
    "change, told",
    [
        ({"number": None}, "number：须为文字"),
        ({"on": "2026-13-01"}, "on：须为日期"),
        ({"valid_until": "明天"}, "valid_until：须为日期"),
        ({"profit": "1"}, "profit：这张单据没有这一项"),
        ({"lines": [{"product": "a", "cost": 1}]}, "lines[0].cost：这张单据没有这一项"),
        ({"lines": [{"product": "a"}]}, "lines[0].quantity：缺少这一项"),
        ({"lines": "a"}, "lines：须为列表"),
        ({"lines": [_line(quantity="1E+999999")]}, "lines[0].quantity：数字过大或者位数过多"),
        ({"lines": [_line(), _line(unit_price="1E-99")]}, "lines[1].unit_price：数字过大"),
    ],
)
def test_what_does_not_fit_is_named(change: dict[str, Any], told: str) -> None:
    form = print_forms[QUOTE]
    raw = {**json_of(form, sample_quote()), **change}
    with pytest.raises(UnableToPrint) as caught:
        data_of(form, json.dumps(raw))
    assert told in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "NaN", '{"a": Infinity}', "[" * 100_000, "[]", "1"])
def test_what_is_no_data_is_refused(text: str) -> None:
    with pytest.raises(UnableToPrint, match="单据内容有误"):
        data_of(print_forms[QUOTE], text)


def test_numbers_of_json_stay_exact() -> None:
    form = print_forms[QUOTE]
    text = json.dumps(json_of(form, sample_quote())).replace('"85.4"', "12345678901.123456")
    assert data_of(form, text).lines[0].unit_price == Decimal("12345678901.123456")


# --------------------------------------------------------------- many at once


def _many(cast: Cast, count: int, **more: Any) -> Any:
    items = [replace(sample_quote(), number=f"BJ-2026-{at:04d}") for at in range(count)]
    return print_many(by=cast.actor("ka_rep"), at=AT, on=ON, form=QUOTE, items=items, **more)


def test_many_papers_are_one_job_and_counted_once_however_often_it_runs(cast: Cast) -> None:
    import zipfile

    from dakehu.kit.models import Job

    batch = _many(cast, 3)
    run_batch(Progress(batch.job_id), batch.pk)
    run_batch(Progress(batch.job_id), batch.pk)
    batch.refresh_from_db()
    with zipfile.ZipFile(path_of(batch.file)) as archive:
        assert archive.namelist()[0] == "0001_报价单_BJ-2026-0000.pdf"
        assert "BJ-2026-0002" in text_of(archive.read(archive.namelist()[2]))
    assert Job.objects.get(pk=batch.job_id).done_count == 3
    assert PrintLog.objects.count() == 3
    assert set(PrintCount.objects.values_list("printed", flat=True)) == {1}


def test_a_batch_interrupted_after_numbering_keeps_its_numbers(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dakehu.documents.services import batches

    batch = _many(cast, 2)

    def killed(**_more: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(batches, "store_file", killed)
        with pytest.raises(KeyboardInterrupt):
            run_batch(Progress(batch.job_id), batch.pk)
    run_batch(Progress(batch.job_id), batch.pk)
    assert list(PrintLog.objects.values_list("number", flat=True)) == [1, 1]


def test_a_batch_may_be_larger_than_what_people_upload(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dakehu.documents.services import files

    batch = _many(cast, 2)
    monkeypatch.setitem(files.store_file.__kwdefaults__, "longest", 100_000)
    run_batch(Progress(batch.job_id), batch.pk)
    batch.refresh_from_db()
    assert batch.file.size > 100_000


def test_a_batch_is_not_handed_to_somebody_who_may_print_it_no_longer(
    cast: Cast, signed_in: SignedIn
) -> None:
    from dakehu.organization.models import Appointment
    from dakehu.organization.services.appointments import end_appointment

    batch = _many(cast, 1)
    run_batch(Progress(batch.job_id), batch.pk)
    held = Appointment.objects.get(staff_id=cast.staff["ka_rep"])
    end_appointment(by=system("tests"), at=AT, appointment=held.pk, ends_on=ON)
    browser = signed_in("ka_rep")
    assert browser.get(reverse("documents:batch_detail", args=[batch.pk])).status_code == 404
    assert browser.get(reverse("documents:batch_file", args=[batch.pk])).status_code == 404


def test_the_file_of_a_batch_is_cleared_after_a_month(cast: Cast, signed_in: SignedIn) -> None:
    import os

    batch = _many(cast, 1)
    run_batch(Progress(batch.job_id), batch.pk)
    batch.refresh_from_db()
    place = path_of(batch.file)
    os.utime(place, (0, 0))
    clear_deleted(by=system("tests"), at=batch.asked_at + timedelta(days=30))
    assert place.is_file()

    clear_deleted(by=system("tests"), at=batch.asked_at + timedelta(days=31))

    assert not place.exists()
    page = signed_in("ka_rep").get(reverse("documents:batch_detail", args=[batch.pk]))
    assert "已超过 30 天，文件已清理" in page.content.decode()
    file = signed_in("ka_rep").get(reverse("documents:batch_file", args=[batch.pk]))
    assert file.status_code == 404


def test_a_joined_batch_numbers_the_pages_of_each_paper(cast: Cast) -> None:
    from tests.documents.reading_pdf import pages_of

    batch = _many(cast, 3, is_joined=True)
    run_batch(Progress(batch.job_id), batch.pk)
    batch.refresh_from_db()
    pages = pages_of(path_of(batch.file).read_bytes())
    assert len(pages) == 3
    assert all("第1页共1页" in page for page in pages)


def test_a_batch_is_seen_by_whoever_asked_for_it_alone(cast: Cast, signed_in: SignedIn) -> None:
    batch = _many(cast, 1)
    address = reverse("documents:batch_detail", args=[batch.pk])
    file = reverse("documents:batch_file", args=[batch.pk])
    mine, other = signed_in("ka_rep"), signed_in("ka_head")
    assert "已完成 0 张" in mine.get(address).content.decode()
    assert mine.get(file).status_code == 404
    run_batch(Progress(batch.job_id), batch.pk)
    assert "已打印好" in mine.get(address).content.decode()
    assert b"".join(mine.get(file).streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert other.get(address).status_code == 404
    assert other.get(file).status_code == 404


def test_no_papers_and_too_many_are_refused(cast: Cast) -> None:
    with pytest.raises(UnableToPrint, match="1 到 5000 张"):
        _many(cast, 0)


def test_the_sample_of_the_three_posts_can_be_printed(cast: Cast) -> None:
    for code, duties in (("ka_head", 17), ("ka_clerk", 8), ("ka_rep", 5)):
        data = sample_job_description(code)
        assert len(data.duties) == duties
        printed = printing.print_paper(by=cast.actor("hr_admin"), at=AT, on=ON, form=JOB, data=data)
        assert data.duties[-1].text in text_of(printed.content)
