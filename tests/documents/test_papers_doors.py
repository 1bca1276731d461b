"""Papers through the interface and the command: the same service, the same count."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dakehu.cli.console import Console
from dakehu.cli.main import run
from dakehu.deals.data.samples import sample_quote
from dakehu.documents.models import PrintLog
from dakehu.documents.queries.reading import json_of
from dakehu.kit.actors import system
from dakehu.kit.papers import print_forms
from dakehu.organization.services.positions import add_job_description
from tests.cast import AT, ON, Cast
from tests.documents.conftest import SignedIn
from tests.documents.papers_of_tests import lines_of_word
from tests.documents.reading_pdf import text_of

QUOTE, JOB = "deals.quote", "organization.job_description"


def _given(**change: Any) -> str:
    return json.dumps({**json_of(print_forms[QUOTE], sample_quote()), **change})


@pytest.fixture
def described(cast: Cast) -> int:
    add_job_description(
        by=system("tests"),
        at=AT,
        code="ka_rep",
        title="大客户员职务说明书",
        content={"core_task": "接待客户。", "duties": [{"text": "接待客户。"}]},
        effective_from=ON.replace(month=1),
    )
    return cast.positions["ka_rep"]


def _post(client: Client, code: str, body: str, query: str = "") -> Any:
    address = f"/api/v1/papers/{code}{query}"
    return client.post(address, body, content_type="application/json")


def test_the_interface_lists_what_somebody_may_print(cast: Cast, signed_in: SignedIn) -> None:
    codes = [one["code"] for one in signed_in("ka_rep").get("/api/v1/papers").json()["items"]]
    assert QUOTE in codes
    assert "pay.statement" in codes
    assert "pay.approval_sheet" not in codes


def test_given_data_comes_back_as_pdf_or_word(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("ka_rep")
    answer = _post(client, QUOTE, _given(customer="江州轨交"))
    assert answer["Content-Type"] == "application/pdf"
    assert "江州轨交" in text_of(answer.content)
    word = _post(client, QUOTE, _given(), "?format=docx")
    assert "华岳重工（江州）有限公司" in lines_of_word(word.content)
    assert PrintLog.objects.count() == 2


@pytest.mark.parametrize(
    "code, body, query, status",
    [
        (QUOTE, "{", "", 422),
        (QUOTE, "[]", "", 422),
        (QUOTE, '{"number": "1"}', "", 422),
        (QUOTE, "{}", "?format=exe", 422),
        ("nothing", "{}", "", 404),
        ("pay.statement", "{}", "", 403),
    ],
)
def test_what_does_not_fit_is_a_problem(
    cast: Cast, signed_in: SignedIn, code: str, body: str, query: str, status: int
) -> None:
    answer = _post(signed_in("ka_rep"), code, body, query)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert PrintLog.objects.count() == 0


def test_a_field_that_does_not_fit_is_named(cast: Cast, signed_in: SignedIn) -> None:
    answer = _post(signed_in("ka_rep"), QUOTE, _given(cost="1"))
    assert answer.json()["errors"][0]["field"] == "cost"


def test_a_record_is_printed_by_its_id(described: int, signed_in: SignedIn) -> None:
    client = signed_in("ka_rep")
    answer = client.get(f"/api/v1/papers/{JOB}/{described}")
    assert "接待客户" in text_of(answer.content)
    assert client.get(f"/api/v1/papers/{JOB}/999999").status_code == 404
    assert client.get(f"/api/v1/papers/{QUOTE}/1").status_code == 404


# ---------------------------------------------------------------- the command


def _run(*words: str) -> tuple[int, str]:
    console = Console(io.BytesIO(), io.BytesIO())
    status = run(["paper", *words], console)
    return status, console.out.getvalue().decode()  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_command_writes_a_sample(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    status, told = _run(QUOTE, "--sample", "--out", str(target))
    assert status == 0
    assert str(target) in told
    assert "样张" in text_of(target.read_bytes())
    assert PrintLog.objects.count() == 0


def test_the_command_prints_data_and_records(described: int, tmp_path: Path) -> None:
    given, target = tmp_path / "a.json", tmp_path / "a.docx"
    given.write_text(_given(), "utf-8")
    assert _run(QUOTE, "--data", str(given), "--out", str(target))[0] == 0
    assert "报价单" in lines_of_word(target.read_bytes())
    pdf = tmp_path / "b.pdf"
    assert _run(JOB, "--record", str(described), "--out", str(pdf))[0] == 0
    assert "系统（命令行）" in text_of(pdf.read_bytes())
    assert PrintLog.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words, told",
    [
        ((QUOTE, "--out", "a.pdf"), "请写明内容"),
        ((QUOTE, "--sample", "--record", "1", "--out", "a.pdf"), "请写明内容"),
        ((QUOTE, "--sample", "--out", "a.txt"), "扩展名"),
        ((QUOTE, "--sample"), "扩展名"),
        (("deals.quot", "--sample", "--out", "a.pdf"), "是不是 deals.quote"),
        ((JOB, "--record", "x", "--out", "a.pdf"), "须为记录的编号"),
        ((JOB, "--record", "7", "--out", "a.pdf"), "没有可以打印的内容"),
        ((QUOTE, "--data", "/nowhere/a.json", "--out", "a.pdf"), "无法读取"),
    ],
)
def test_the_command_says_what_is_wrong(words: tuple[str, ...], told: str) -> None:
    from dakehu.cli.console import CommandFailed

    with pytest.raises(CommandFailed, match=told):
        _run(*words)


def test_the_help_lists_the_papers() -> None:
    status, told = _run("--help")
    assert status == 0
    assert "deals.quote" in told
