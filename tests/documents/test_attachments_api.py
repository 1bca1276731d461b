"""Files through the REST interface, the check on the command line, and requests too large."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from dakehu.accounts.models import User
from dakehu.accounts.services import issue_token
from dakehu.cli.main import main
from dakehu.documents.models import Attachment
from dakehu.documents.queries.files import path_of
from dakehu.kit.actors import system
from tests.cast import AT, ON, Cast
from tests.documents import makers
from tests.documents.acts import attached

Caller = Callable[..., dict[str, str]]


@pytest.fixture
def caller(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """The headers of a program that acts for one of the cast within some scopes."""
    monkeypatch.setattr("dakehu.kit.api.now", lambda: AT)
    User.objects.update(must_change_password=False)

    def headers(key: str, *scopes: str) -> dict[str, str]:
        _token, secret = issue_token(
            by=system("tests"),
            at=AT,
            user_id=cast.users[key],
            name=f"{key} {scopes}",
            scopes=scopes or ("read", "attach"),
            expires_on=ON,
        )
        return {"Authorization": f"Bearer {secret}"}

    return headers


def _address(cast: Cast, key: str = "ka_rep") -> str:
    return f"/api/v1/records/staff/{cast.staff[key]}/attachments"


def _sent(client: Client, cast: Cast, headers: dict[str, str], content: bytes, **more: Any) -> Any:
    file = SimpleUploadedFile("劳动合同.pdf", content)
    return client.post(_address(cast), {"file": file, **more}, headers=headers)


def test_a_program_attaches_lists_and_fetches(cast: Cast, caller: Caller, client: Client) -> None:
    hr = caller("hr_admin")

    made = _sent(client, cast, hr, makers.pdf("合同"), secrecy="secret", retention="staff")

    told = made.json()
    assert (made.status_code, told["file"], told["secrecy"]) == (201, "劳动合同.pdf", "secret")
    assert client.get(_address(cast), headers=hr).json() == {"items": [told]}
    assert client.get(f"/api/v1/attachments/{told['id']}", headers=hr).json() == told
    whole = client.get(f"/api/v1/attachments/{told['id']}/content", headers=hr)
    assert whole.getvalue() == makers.pdf("合同")
    part = client.get(
        f"/api/v1/attachments/{told['id']}/content", headers={**hr, "Range": "bytes=0-3"}
    )
    assert (part.status_code, part.getvalue()) == (206, b"%PDF")


def test_a_token_without_the_scope_attaches_nothing(
    cast: Cast, caller: Caller, client: Client
) -> None:
    assert _sent(client, cast, caller("hr_admin", "read"), makers.pdf()).status_code == 403
    assert _sent(client, cast, {}, makers.pdf()).status_code == 401
    assert not Attachment.objects.exists()


def test_refusals_are_problems(cast: Cast, caller: Caller, client: Client) -> None:
    hr = caller("hr_admin")

    page = _sent(client, cast, hr, b"<html></html>")
    odd = _sent(client, cast, hr, makers.pdf(), retention="forever")

    assert page.status_code == odd.status_code == 422
    assert page["Content-Type"] == "application/problem+json"
    assert "内容是网页" in page.json()["detail"]
    assert "资料类别" in odd.json()["detail"]


def test_files_of_others_are_not_found(cast: Cast, caller: Caller, client: Client) -> None:
    row, other = attached(cast), caller("finance")
    for path in (f"/api/v1/attachments/{row.pk}", f"/api/v1/attachments/{row.pk}/content"):
        assert client.get(path, headers=other).status_code == 404
    assert client.get(_address(cast), headers=other).status_code == 404
    assert _sent(client, cast, other, makers.pdf()).status_code == 404
    for kind in ("deputy", "nothing", "attachment"):
        path = f"/api/v1/records/{kind}/1/attachments"
        assert client.get(path, headers=other).status_code == 404


def test_a_request_larger_than_any_upload_is_refused_unread(
    cast: Cast, caller: Caller, client: Client
) -> None:
    hr = caller("hr_admin")
    with override_settings(LARGEST_REQUEST=1000):
        by_program = _sent(client, cast, hr, makers.pdf("1" * 2000))
        by_browser = client.post("/documents/records/staff/1/attachments", {"x": "1" * 2000})

    assert by_program.status_code == by_browser.status_code == 413
    assert by_program["Content-Type"] == "application/problem+json"
    assert "上传的文件超过了允许的大小" in by_browser.content.decode()
    assert not Attachment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_command_tells_of_files_that_are_gone_or_changed(
    cast: Cast, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    changed = attached(cast, content=makers.pdf("原样"))
    assert main(["check", "files"]) == 0
    assert "内容与存入时一致" in capfd.readouterr().out

    path_of(changed.file).write_bytes(makers.pdf("改过"))

    assert main(["check", "files"]) == 1
    assert "内容被改动" in capfd.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_the_command_lists_files_of_records_that_are_gone(
    cast: Cast, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    Attachment.objects.filter(pk=attached(cast).pk).update(record="staff:9999")

    assert main(["check", "refs"]) == 1
    assert "documents_attachment  record  staff:9999" in capfd.readouterr().out
