"""The pages of import and export."""

import io
from collections.abc import Iterator

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dakehu.audit.models import Entry
from dakehu.calendar.models import Day
from dakehu.exchange.models import Export, Import
from dakehu.kit.models import Job, Setting
from dakehu.kit.settings_store import forget
from tests.exchange.conftest import SignedIn
from tests.exchange.sheets_at_hand import SPRING, csv_of

HOME = "/exchange/"
UPLOAD = "/exchange/working_days/import/"


def _file(content: bytes = SPRING, name: str = "放假.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/csv")


def _text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def _book(answer: object) -> openpyxl.Workbook:
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def demo(db: None) -> Iterator[None]:
    Setting.objects.update_or_create(key="mode", defaults={"value": "demo"})
    forget()
    yield
    forget()


def test_the_home_shows_a_card_for_each_sheet_one_may_use(signed_in: SignedIn) -> None:
    text = _text(signed_in("hr_admin").get(HOME))
    assert "放假与调休" in text
    assert UPLOAD in text
    assert "/exchange/working_days/template/" in text
    assert "/exchange/working_days/export/" in text
    clerk = _text(signed_in("ka_clerk").get(HOME))
    assert UPLOAD not in clerk
    assert "/exchange/working_days/export/" in clerk


def test_a_file_goes_in_with_three_clicks(signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    answer = client.post(UPLOAD, {"file": _file()}, follow=True)
    text = _text(answer)
    assert "还没有写入任何数据" in text
    assert "导入 3 行" in text
    assert "春节调休" in text
    assert not Day.objects.exists()

    number = Import.objects.get().pk
    answer = client.post(f"/exchange/imports/{number}/run/", {"mode": "all"}, follow=True)
    text = _text(answer)
    assert "已导入" in text
    assert "撤销导入" in text
    assert Day.objects.count() == 3

    text = _text(client.post(f"/exchange/imports/{number}/undo/", follow=True))
    assert "何蕾已于" in text
    assert not Day.objects.exists()
    assert "放假.csv" in _text(client.get("/exchange/imports/"))


def test_a_file_that_went_in_is_told_with_a_link(signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    client.post(UPLOAD, {"file": _file()})
    number = Import.objects.get().pk
    client.post(f"/exchange/imports/{number}/run/", {"mode": "all"})

    answer = client.post(UPLOAD, {"file": _file()})
    assert answer.status_code == 422
    assert "由何蕾导入，不能再次导入" in _text(answer)
    assert f"/exchange/imports/{number}/" in _text(answer)


@pytest.mark.parametrize(
    "content, told",
    [
        (b"%PDF-1.7\n", "这是 PDF 文件，不是表格"),
        (b"", "文件是空的"),
        (b"PK\x03\x04broken", "文件已损坏"),
    ],
)
def test_what_is_no_table_is_told_at_the_file(
    signed_in: SignedIn, content: bytes, told: str
) -> None:
    answer = signed_in("hr_admin").post(UPLOAD, {"file": _file(content, "放假.xlsx")})
    assert answer.status_code == 422
    assert told in _text(answer)
    assert not Import.objects.exists()


def test_columns_are_asked_for_with_values_and_guesses(signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    content = csv_of([("2027-02-08", "休息", "春节")], ("日期", "怎么过", "说明"))
    answer = client.post(UPLOAD, {"file": _file(content)}, follow=True)
    text = _text(answer)
    assert answer.redirect_chain[-1][0].endswith("/columns/")
    assert "怎么过" in text
    assert "休息" in text

    number = Import.objects.get().pk
    here = f"/exchange/imports/{number}/columns/"
    refused = client.post(here, {"column_0": "day", "column_1": "", "column_2": "name"})
    assert refused.status_code == 422
    assert "还没有对应必填的列：上班或休息" in _text(refused)
    answer = client.post(here, {"column_0": "day", "column_1": "kind", "column_2": ""}, follow=True)
    assert "导入 1 行" in _text(answer)


def test_faults_are_grouped_and_come_as_a_file_too(signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    content = csv_of([("2027-02-08", "休息", ""), ("昨天", "休息", ""), ("前天", "上班", "")])
    text = _text(client.post(UPLOAD, {"file": _file(content)}, follow=True))
    assert "只导入正确的 1 行" in text
    assert "第 3 行" in text
    assert '<input type="hidden" name="mode" value="good">' in text

    book = _book(client.get(f"/exchange/imports/{Import.objects.get().pk}/faults/"))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == "问题与改法"
    assert [bool(row[0]) for row in rows[1:]] == [False, True, True]


def test_progress_asks_again_every_second_and_turns_into_the_result(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dakehu.kit.jobs import run_job

    monkeypatch.setattr("dakehu.exchange.services.checking.AT_ONCE", 2)
    client = signed_in("hr_admin")
    text = _text(client.post(UPLOAD, {"file": _file()}, follow=True))
    assert 'hx-trigger="every 1s"' in text
    assert '<noscript><meta http-equiv="refresh"' in text
    found = Import.objects.get()
    here = f"/exchange/imports/{found.pk}/"
    part = _text(client.get(here, headers={"HX-Request": "true"}))
    assert part.startswith('<section class="panel reading" id="progress"')

    run_job(found.job_id or 0)
    answer = client.get(here, headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"
    assert "导入 3 行" in _text(client.get(here))


def test_an_import_whose_worker_failed_offers_to_go_on(signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    client.post(UPLOAD, {"file": _file()})
    found = Import.objects.get()
    Import.objects.update(state="running", mode="good")
    text = _text(client.get(f"/exchange/imports/{found.pk}/"))
    assert "导入中断了" in text

    client.post(f"/exchange/imports/{found.pk}/resume/")
    job = Job.objects.get()
    assert (job.name, Import.objects.get().job_id) == ("exchange.run", job.pk)


def test_the_demo_offers_a_file_to_try(demo: None, signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    assert "用示例文件试试" in _text(client.get(UPLOAD))
    text = _text(client.post("/exchange/working_days/sample/", follow=True))
    assert "导入 2 行" in text


def test_outside_the_demo_there_is_no_file_to_try(signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    assert "用示例文件试试" not in _text(client.get(UPLOAD))
    assert client.post("/exchange/working_days/sample/").status_code == 404


def test_the_template_of_a_sheet_can_be_filled_in_and_goes_in(signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    answer = client.get("/exchange/working_days/template/")
    book = _book(answer)
    assert (
        "模板" in answer.headers["Content-Disposition"]
        or "%E6%A8%A1" in (answer.headers["Content-Disposition"])
    )
    sheet = book.worksheets[0]
    sheet.cell(5, 1, "2027-02-08")
    sheet.cell(5, 2, "休息")
    filled = io.BytesIO()
    book.save(filled)
    text = _text(client.post(UPLOAD, {"file": _file(filled.getvalue(), "x.xlsx")}, follow=True))
    assert "导入 1 行" in text


def test_a_sheet_is_exported_with_a_watermark_and_logged(signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    client.post(UPLOAD, {"file": _file()})
    client.post(f"/exchange/imports/{Import.objects.get().pk}/run/", {"mode": "all"})

    answer = client.get("/exchange/working_days/export/")
    book = _book(answer)
    assert [tab.title for tab in book.worksheets] == ["放假与调休", "说明"]
    assert [cell.value for cell in book.worksheets[0][2]][1:] == ["休息", "春节"]
    assert "何蕾" in [cell.value for cell in book["说明"]["B"]]
    assert (Export.objects.get().row_count, Export.objects.get().file) == (3, None)
    entry = Entry.objects.get(action="exchange.exported")
    assert '"rows":3' in entry.data


def test_every_list_is_a_file_with_its_filters_and_columns(signed_in: SignedIn) -> None:
    client = signed_in("hr_admin")
    page = _text(client.get("/organization/staff/"))
    assert "?export=xlsx" in page

    answer = client.get("/organization/staff/?q=林&cols=name,number&export=xlsx")
    book = _book(answer)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["姓名", "林晓雯"]
    assert len(rows[0]) == 2
    entry = Entry.objects.get(action="exchange.listing_exported")
    assert "姓名、拼音或工号：林" in entry.data


def test_strangers_and_others_get_nothing(signed_in: SignedIn) -> None:
    keeper, rep = signed_in("hr_admin"), signed_in("ka_rep")
    keeper.post(UPLOAD, {"file": _file()})
    number = Import.objects.get().pk
    assert rep.get(HOME).status_code == 403
    assert rep.get(UPLOAD).status_code == 404
    assert rep.get("/exchange/working_days/template/").status_code == 404
    assert rep.get(f"/exchange/imports/{number}/").status_code == 404
    for act in ("run", "undo", "cancel", "check", "tab", "resume"):
        assert rep.post(f"/exchange/imports/{number}/{act}/").status_code == 404
    assert Client().get(reverse("exchange:home")).status_code == 302
    assert Import.objects.get().state == "checked"


def test_a_page_of_an_import_asks_the_database_little(
    signed_in: SignedIn, django_assert_max_num_queries: object
) -> None:
    client = signed_in("hr_admin")
    client.post(UPLOAD, {"file": _file()})
    number = Import.objects.get().pk
    client.get(f"/exchange/imports/{number}/")
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert client.get(f"/exchange/imports/{number}/").status_code == 200
