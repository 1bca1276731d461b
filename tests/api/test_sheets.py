"""Sheets through the interface: what there is, in, and out."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dakehu.accounts.models import User
from dakehu.accounts.services import issue_token
from dakehu.calendar.models import Day
from dakehu.exchange.models import Import
from dakehu.kit.models import Setting
from dakehu.kit.settings_store import forget
from tests.api.conftest import AT, STARTER, TODAY
from tests.cast import Cast, build_cast
from tests.exchange.sheets_at_hand import SPRING, csv_of

SHEET = "/api/v1/sheets/working_days"
Ask = Callable[..., Any]


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    built = build_cast()
    User.objects.update(must_change_password=False)
    Setting.objects.create(key="business_day", value=TODAY.isoformat())
    forget()
    return built


@pytest.fixture
def asks(cast: Cast, client: Client) -> Ask:
    """Ask as the person of that key, with a token for everything."""

    @cache
    def secret_of(key: str) -> str:
        _token, secret = issue_token(
            by=STARTER,
            at=AT,
            user_id=cast.users[key],
            name="表格",
            scopes=["read", "import", "export"],
            expires_on=TODAY,
        )
        return secret

    def ask(key: str, method: str, address: str, *, given: str = "", **data: Any) -> Any:
        headers = {"Authorization": f"Bearer {secret_of(key)}"}
        if given:
            headers["Idempotency-Key"] = given
        return getattr(client, method)(address, data, headers=headers)

    return ask


def _file(content: bytes = SPRING) -> SimpleUploadedFile:
    return SimpleUploadedFile("放假.csv", content)


def test_the_sheets_are_listed_with_what_one_may(asks: Ask) -> None:
    told = {one["code"]: one for one in asks("hr_admin", "get", "/api/v1/sheets").json()["items"]}
    days = told["working_days"]
    assert (days["can_import"], days["can_export"]) == (True, True)
    assert days["columns"][0] == {
        "code": "day",
        "label": "日期",
        "kind": "date",
        "is_required": True,
    }
    told = {one["code"]: one for one in asks("ka_rep", "get", "/api/v1/sheets").json()["items"]}
    assert not told["working_days"]["can_import"]


def test_a_file_is_only_checked_unless_a_mode_says_more(asks: Ask) -> None:
    answer = asks("hr_admin", "post", f"{SHEET}/imports", file=_file()).json()
    assert (answer["state"], answer["new"], answer["done"]) == ("checked", 3, 0)
    assert not Day.objects.exists()
    again = asks("hr_admin", "get", f"/api/v1/imports/{answer['id']}").json()
    assert again == answer


def test_a_file_goes_in_once_however_often_it_is_sent(asks: Ask) -> None:
    told = [
        asks("hr_admin", "post", f"{SHEET}/imports", given="a-1", file=_file(), mode="all").json()
        for _time in range(2)
    ]
    assert told[0] == told[1]
    assert (told[0]["state"], told[0]["done"]) == ("done", 3)
    assert Import.objects.count() == 1

    other = asks("hr_admin", "post", f"{SHEET}/imports", given="a-1", file=_file(), mode="good")
    assert other.status_code == 409
    second = asks("hr_admin", "post", f"{SHEET}/imports", file=_file(), mode="all")
    assert (second.status_code, second.json()["errors"][0]["code"]) == (422, "done_before")


def test_faults_keep_all_out_and_are_told(asks: Ask) -> None:
    content = csv_of([("2027-02-08", "休息", ""), ("昨天", "休息", "")])
    answer = asks("hr_admin", "post", f"{SHEET}/imports", file=_file(content), mode="all").json()
    assert (answer["state"], answer["faulty"], answer["done"]) == ("checked", 1, 0)
    assert (answer["faults"][0]["row"], answer["faults"][0]["column"]) == (3, "日期")
    answer = asks("hr_admin", "post", f"{SHEET}/imports", file=_file(content), mode="good").json()
    assert (answer["state"], answer["done"]) == ("done", 1)


@pytest.mark.parametrize(
    "content, told",
    [
        (b"%PDF-1.7", "这是 PDF 文件"),
        (csv_of([("2027-02-08", "春节")], ("日期", "说明")), "缺少必填的列：上班或休息"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_problem(asks: Ask, content: bytes, told: str) -> None:
    answer = asks("hr_admin", "post", f"{SHEET}/imports", file=_file(content))
    assert answer.status_code == 422
    assert told in answer.json()["detail"]
    assert not Import.objects.exists()


def test_others_find_nothing(asks: Ask) -> None:
    made = asks("hr_admin", "post", f"{SHEET}/imports", file=_file()).json()
    assert asks("ka_rep", "post", f"{SHEET}/imports", file=_file()).status_code == 404
    assert asks("ka_rep", "get", f"{SHEET}/template").status_code == 404
    assert asks("ka_rep", "get", f"/api/v1/imports/{made['id']}").status_code == 404
    assert asks("ka_rep", "get", "/api/v1/sheets/nothing/export").status_code == 404


@pytest.mark.parametrize("what", ["template", "export"])
def test_a_template_and_an_export_are_workbooks(asks: Ask, what: str) -> None:
    asks("hr_admin", "post", f"{SHEET}/imports", file=_file(), mode="all")
    answer = asks("hr_admin", "get", f"{SHEET}/{what}")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.worksheets[0].title == "放假与调休"
