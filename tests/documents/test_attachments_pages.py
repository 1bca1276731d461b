"""The pages of files: uploading, handing out, and who finds what."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dakehu.audit.models import Entry
from dakehu.documents.models import Attachment
from dakehu.documents.queries.files import path_of
from dakehu.documents.services.attachments import attach
from dakehu.kit.refs import RecordRef
from tests.cast import AT, Cast
from tests.documents import makers
from tests.documents.conftest import SignedIn

Queries = Callable[[int], Any]


def _attached(cast: Cast, name: str = "劳动合同.pdf", **more: Any) -> Attachment:
    given = {"content": makers.pdf("0123456789"), "secrecy": "internal", "retention": "staff"}
    return attach(
        by=cast.actor("hr_admin"),
        at=AT,
        record=RecordRef("staff", cast.staff["ka_rep"]),
        name=name,
        **{**given, **more},
    )


def _upload(client: Client, cast: Cast, *files: SimpleUploadedFile, **more: Any) -> Any:
    url = reverse("documents:attachment_add", args=["staff", cast.staff["ka_rep"]])
    data = {"files": list(files), "secrecy": "internal", "retention": "staff"}
    return client.post(url, data, **more)


def _file(row: Attachment, query: str = "") -> str:
    return reverse("documents:attachment_file", args=[row.pk]) + query


def _person(client: Client, cast: Cast) -> str:
    answer = client.get(reverse("organization:staff_detail", args=[cast.staff["ka_rep"]]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_files_are_uploaded_on_the_page_of_a_person(cast: Cast, signed_in: SignedIn) -> None:
    hr = signed_in("hr_admin")

    answer = _upload(
        hr,
        cast,
        SimpleUploadedFile("身份证.png", makers.png()),
        SimpleUploadedFile("合同.pdf", makers.pdf()),
    )

    assert answer.status_code == 302
    text = _person(hr, cast)
    assert "身份证.png" in text
    assert "合同.pdf" in text
    assert 'capture="environment"' in text


def test_htmx_gets_the_panel_anew_with_what_was_refused(cast: Cast, signed_in: SignedIn) -> None:
    answer = _upload(
        signed_in("hr_admin"),
        cast,
        SimpleUploadedFile("好的.pdf", makers.pdf()),
        SimpleUploadedFile("坏的.pdf", b"<html><script>alert(1)</script>"),
        headers={"HX-Request": "true"},
    )

    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.startswith('<section class="panel attachments" id="attachments">')
    assert "坏的.pdf：这个文件的内容是网页" in text
    assert [one.title for one in Attachment.objects.all()] == ["好的.pdf"]


def test_an_upload_without_a_file_or_of_too_many_says_so(cast: Cast, signed_in: SignedIn) -> None:
    hr, asked = signed_in("hr_admin"), {"HX-Request": "true"}
    many = [SimpleUploadedFile(f"{n}.pdf", makers.pdf()) for n in range(21)]

    assert "请选择文件" in _upload(hr, cast, headers=asked).content.decode()
    assert "一次最多上传 20 个文件" in _upload(hr, cast, *many, headers=asked).content.decode()
    assert not Attachment.objects.exists()


def test_markup_in_a_name_stays_text(cast: Cast, signed_in: SignedIn) -> None:
    hr = signed_in("hr_admin")
    _upload(hr, cast, SimpleUploadedFile("<img src=x onerror=alert(1)>.pdf", makers.pdf()))

    text = _person(hr, cast)

    assert "_img src=x onerror=alert(1)_.pdf" in text
    assert "<img src=x" not in text


def test_strangers_to_a_record_cannot_upload_to_it(cast: Cast, signed_in: SignedIn) -> None:
    for key in ("ka_rep", "finance"):
        answer = _upload(signed_in(key), cast, SimpleUploadedFile("a.pdf", makers.pdf()))
        assert answer.status_code == 404
    gone = reverse("documents:attachment_add", args=["staff", 9999])
    assert signed_in("hr_admin").post(gone, {}).status_code == 404
    assert Client().post(gone, {}).status_code == 302
    assert not Attachment.objects.exists()


def test_a_file_is_handed_out_to_be_saved_under_its_chinese_name(
    cast: Cast, signed_in: SignedIn
) -> None:
    row = _attached(cast)

    answer = signed_in("ka_rep").get(_file(row))

    assert answer.getvalue() == makers.pdf("0123456789")
    assert answer["Content-Type"] == "application/pdf"
    name = "%E5%8A%B3%E5%8A%A8%E5%90%88%E5%90%8C.pdf"
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert Entry.objects.filter(action="documents.attachment_opened").count() == 1


@pytest.mark.parametrize(
    "content, name, shown",
    [
        (makers.png(), "图.png", "inline"),
        (makers.pdf(), "合同.pdf", "inline"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "图.svg", "attachment"),
        ("<?xml version='1.0'?><发票/>".encode(), "发票.xml", "attachment"),
        (makers.office("word"), "合同.docx", "attachment"),
        ("<b 不是网页".encode(), "说明.txt", None),
        (makers.pdf("<script>alert(1)</script>"), "两用.html.pdf", "inline"),
        (b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)", "两用.gif", "inline"),
    ],
    ids=["png", "pdf", "svg", "xml", "word", "markup as text", "PDF and page", "GIF and script"],
)
def test_only_pictures_and_pdf_are_shown_and_none_can_run(
    cast: Cast, signed_in: SignedIn, content: bytes, name: str, shown: str | None
) -> None:
    if shown is None:
        answer = _upload(signed_in("hr_admin"), cast, SimpleUploadedFile(name, content))
        assert answer.status_code == 302
        assert not Attachment.objects.exists()
        return
    row = _attached(cast, name, content=content)

    answer = signed_in("gm").get(_file(row, "?show=1"))

    answer.close()
    assert answer["Content-Disposition"].startswith(shown)
    assert "script" not in answer["Content-Security-Policy"]
    assert answer["Content-Type"] not in {"text/html", "application/xhtml+xml"}
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "asked, status, told, got",
    [
        ("bytes=0-3", 206, "bytes 0-3/{size}", slice(0, 4)),
        ("bytes=5-", 206, "bytes 5-{last}/{size}", slice(5, None)),
        ("bytes=-6", 206, "bytes {six}-{last}/{size}", slice(-6, None)),
        ("bytes=2-99999", 206, "bytes 2-{last}/{size}", slice(2, None)),
        ("bytes=99999-", 416, "bytes */{size}", slice(0, 0)),
        ("bytes=9-2", 416, "bytes */{size}", slice(0, 0)),
        ("bytes=0-1,3-4", 200, None, slice(None)),
        ("bytes=-", 200, None, slice(None)),
        ("lines=1-2", 200, None, slice(None)),
    ],
)
def test_a_part_of_a_file_is_handed_out(
    cast: Cast, signed_in: SignedIn, asked: str, status: int, told: str | None, got: slice
) -> None:
    row = _attached(cast)
    size = row.file.size

    answer = signed_in("gm").get(
        _file(row), headers={"Range": asked, "Accept-Encoding": "gzip, br"}
    )

    range_told = told and told.format(size=size, last=size - 1, six=size - 6)
    assert (answer.status_code, answer.get("Content-Range")) == (status, range_told)
    assert answer.getvalue() == makers.pdf("0123456789")[got]
    assert "Content-Encoding" not in answer


def test_guessing_numbers_finds_nothing(cast: Cast, signed_in: SignedIn) -> None:
    secret = _attached(cast, secrecy="secret")
    routes = ("attachment_detail", "attachment_file", "attachment_delete")
    for key in ("finance", "ka_rep", "admin"):
        client = signed_in(key)
        for route in routes:
            for number in (secret.pk, secret.pk + 1):
                answer = client.get(reverse(f"documents:{route}", args=[number]))
                assert answer.status_code == 404
        for route in ("attachment_book", "deletion_agree", "deletion_drop"):
            answer = client.post(reverse(f"documents:{route}", args=[secret.pk]))
            assert answer.status_code == 404


def test_a_reader_cannot_change_what_they_read(cast: Cast, signed_in: SignedIn) -> None:
    row = _attached(cast)
    client = signed_in("ka_rep")

    assert client.get(reverse("documents:attachment_detail", args=[row.pk])).status_code == 200
    assert client.post(reverse("documents:attachment_book", args=[row.pk])).status_code == 404
    assert client.post(reverse("documents:attachment_delete", args=[row.pk])).status_code == 404
    row.refresh_from_db()
    assert (row.booked_on, row.deleted_at) == (None, None)


def test_a_file_whose_content_is_gone_is_not_found(cast: Cast, signed_in: SignedIn) -> None:
    row = _attached(cast)
    path_of(row.file).unlink()

    assert signed_in("gm").get(_file(row)).status_code == 404


def test_a_file_is_booked_and_then_cannot_be_deleted(cast: Cast, signed_in: SignedIn) -> None:
    row, hr = _attached(cast, retention="quote"), signed_in("hr_admin")

    hr.post(reverse("documents:attachment_book", args=[row.pk]))
    answer = hr.post(reverse("documents:attachment_delete", args=[row.pk]), {"reason": "清理"})

    assert answer.status_code == 422
    assert "资料仍在法定保存期内，不能删除。" in answer.content.decode()
    text = hr.get(reverse("documents:attachment_detail", args=[row.pk])).content.decode()
    assert "保存至 2031-11-23" in text
    assert f"附件 {row.pk} 归档" in text


def test_two_persons_delete_on_the_page(cast: Cast, signed_in: SignedIn) -> None:
    row, hr, admin = _attached(cast, retention="quote"), signed_in("hr_admin"), signed_in("admin")
    Attachment.objects.filter(pk=row.pk).update(booked_on="2020-01-01", keep_until="2025-01-01")
    page = reverse("documents:attachment_detail", args=[row.pk])

    hr.post(reverse("documents:attachment_delete", args=[row.pk]), {"reason": "到期清理"})

    assert "同意删除" not in hr.get(page).content.decode().replace("待同意删除", "")
    assert "何蕾提请删除：到期清理" in admin.get(page).content.decode()
    admin.post(reverse("documents:deletion_agree", args=[row.pk]))
    assert admin.get(page).status_code == 404


def test_the_list_tells_periods_and_hides_names_from_those_who_may_not(
    cast: Cast, signed_in: SignedIn
) -> None:
    _attached(cast)
    _attached(cast, "体检.pdf", secrecy="secret", content=makers.pdf("体检"))
    url = reverse("documents:attachment_list")

    hr = signed_in("hr_admin").get(url).content.decode()
    admin = signed_in("admin").get(url + "?state=draft").content.decode()

    assert "劳动合同.pdf" in hr
    assert "离职后 2 年" in hr
    assert "体检.pdf" in hr
    assert "劳动合同.pdf" in admin
    assert "体检.pdf" not in admin
    assert signed_in("ka_rep").get(url).status_code == 403


def test_the_list_tells_the_day_of_the_company(cast: Cast, signed_in: SignedIn) -> None:
    row = _attached(cast)
    late = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    Attachment.objects.filter(pk=row.pk).update(uploaded_at=late)

    text = signed_in("hr_admin").get(reverse("documents:attachment_list")).content.decode()

    assert "2026-11-23" in text
    assert "2026-11-22" not in text


def test_the_panel_costs_two_queries_at_most_however_many_files(
    cast: Cast, signed_in: SignedIn, django_assert_max_num_queries: Queries
) -> None:
    client = signed_in("hr_admin")
    url = reverse("organization:position_detail", args=[cast.positions["ka_rep"]])
    client.get(url)
    for number in range(5):
        attach(
            by=cast.actor("hr_admin"),
            at=AT,
            record=RecordRef("position", cast.positions["ka_rep"]),
            name=f"{number}.pdf",
            content=makers.pdf(str(number)),
        )

    with django_assert_max_num_queries(40) as counted:
        text = client.get(url).content.decode()

    asked = [one for one in counted.captured_queries if "documents_" in one["sql"]]
    assert "4.pdf" in text
    assert len(asked) == 1


def test_the_list_costs_the_same_however_many_files(
    cast: Cast, signed_in: SignedIn, django_assert_max_num_queries: Queries
) -> None:
    client, url = signed_in("hr_admin"), reverse("documents:attachment_list")
    _attached(cast)
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    for number in range(10):
        _attached(cast, f"{number}.pdf", content=makers.pdf(str(number)))

    with django_assert_max_num_queries(30) as many:
        client.get(url)

    assert len(many.captured_queries) <= len(few.captured_queries)
