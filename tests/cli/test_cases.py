"""`dakehu cases run`: all worked cases hold, here and over HTTP; a mismatch is told."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from dakehu.cli.cases import cases_folder
from dakehu.cli.jsonlines import answer_line
from dakehu.policy.loading.files import load_book
from dakehu.rules.kinds import KINDS
from tests.cli.running import Run

CASES = sum(
    len(file.read_text(encoding="utf-8").split("\n")) - 1
    for file in cases_folder(None).glob("*.jsonl")
)
GOOD = {"id": "G", "rule": "S", "input": {"estimated_sales": "1"}, "expect": {"rate": "0.20"}}
BAD = {"id": "B", "rule": "S", "input": {"estimated_sales": "1"}, "expect": {"rate": "0.3"}}


class Rules(BaseHTTPRequestHandler):
    """The interface as another system would offer it, over the rules here."""

    def do_POST(self) -> None:
        *_, kind = self.path.split("/")
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, answer = self.answered(kind, body)
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def answered(self, kind: str, body: bytes) -> tuple[int, bytes]:
        mode = self.path.split("/")[1]
        if mode == "locked" and self.headers["Authorization"] != "Bearer secret":
            return 401, b"{}"
        if mode == "broken":
            return 500, b"oops"
        if mode in ("text", "list", "silent"):
            told = {"text": b"oops", "list": b"[]", "silent": b'{"errors": []}'}[mode]
            return 422 if mode == "silent" else 200, told
        answer, well = answer_line(KINDS[kind], body, load_book(), date(2026, 11, 23))
        if well:
            return 200, answer
        problem = {"title": "x", "status": 422, "errors": [json.loads(answer)["error"]]}
        return 422, json.dumps(problem).encode()

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a system on this machine."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Rules)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def two_cases(tmp_path: Path) -> Path:
    text = "\n".join(json.dumps(each) for each in (GOOD, BAD)) + "\n\n"
    (tmp_path / "profit_rate.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def test_all_worked_cases_hold(dakehu: Run) -> None:
    ran = dakehu("cases", "run")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[-1].split() == ["合计", str(CASES), str(CASES), "0"]


def test_the_results_are_there_as_json(dakehu: Run) -> None:
    told = dakehu("cases", "run", "--json").json
    assert (told["cases"], told["passed"], told["failed"]) == (CASES, CASES, 0)
    assert told["mismatches"] == []
    assert told["kinds"]["quote"]["failed"] == 0


def test_a_mismatch_is_listed_and_fails(dakehu: Run, two_cases: Path) -> None:
    ran = dakehu("cases", "run", "--cases", str(two_cases))
    assert ran.status == 1
    assert "不符：profit_rate B（S）\n  rate：应为 0.3，实为 0.2\n" in ran.out
    assert ran.out.splitlines()[-1].split() == ["合计", "2", "1", "1"]
    told = dakehu("cases", "run", "--cases", str(two_cases), "--json").json
    assert [each["id"] for each in told["mismatches"]] == ["B"]


def test_all_worked_cases_hold_against_a_system(dakehu: Run, system: str) -> None:
    ran = dakehu("cases", "run", "--against", f"{system}/")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[-1].split() == ["合计", str(CASES), str(CASES), "0"]


def test_a_token_opens_a_system(dakehu: Run, system: str, two_cases: Path) -> None:
    words = ("cases", "run", "--cases", str(two_cases), "--against", f"{system}/locked")
    assert dakehu(*words, "--token", "secret").status == 1
    refused = dakehu(*words)
    assert refused.status == 2
    assert "--token" in refused.err


@pytest.mark.parametrize(
    "mode, told",
    [
        ("broken", "返回状态 500"),
        ("text", "不是 JSON"),
        ("list", "不是 JSON 对象"),
        ("silent", "没有说明错误"),
    ],
)
def test_a_system_that_answers_otherwise_is_told(
    dakehu: Run, system: str, two_cases: Path, mode: str, told: str
) -> None:
    ran = dakehu("cases", "run", "--cases", str(two_cases), "--against", f"{system}/{mode}")
    assert ran.status == 2
    assert told in ran.err


def test_a_system_that_is_not_there_is_told(dakehu: Run, two_cases: Path) -> None:
    words = ("cases", "run", "--cases", str(two_cases), "--against")
    assert "无法连接" in dakehu(*words, "http://127.0.0.1:9").err
    assert "http://" in dakehu(*words, "file:///etc").err


@pytest.mark.parametrize(
    "name, text, told",
    [
        ("profit_rate.jsonl", "{", "第 1 行不是合法的 JSON"),
        ("profit_rate.jsonl", "[]", "第 1 行须有 id"),
        ("profits.jsonl", "", "不是任何一种计算的算例"),
        ("profit_rate.txt", "", "没有算例"),
    ],
)
def test_cases_of_a_wrong_form_are_told(
    dakehu: Run, tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = dakehu("cases", "run", "--cases", str(tmp_path))
    assert ran.status == 2
    assert told in ran.err


@pytest.mark.parametrize(
    "line, told", [(b"\xff", "不是 UTF-8 编码的文字"), (b"[" * 50_000, "不是合法的 JSON")]
)
def test_a_case_that_cannot_be_read_is_named(
    dakehu: Run, tmp_path: Path, line: bytes, told: str
) -> None:
    (tmp_path / "capitals.jsonl").write_bytes(b"\n" + line + b"\n")
    ran = dakehu("cases", "run", "--cases", str(tmp_path))
    assert (ran.status, ran.out) == (2, "")
    assert f"capitals.jsonl 第 2 行{told}" in ran.err


def test_a_number_of_a_case_is_asked_as_it_is_spelt(dakehu: Run, tmp_path: Path) -> None:
    line = (
        '{"id": "x", "rule": "print", "input": {"amount": 999999999999.0049999999},'
        ' "expect": {"text": "人民币玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元整"}}\n'
    )
    (tmp_path / "capitals.jsonl").write_text(line, encoding="utf-8")
    assert dakehu("cases", "run", "--cases", str(tmp_path)).status == 0
