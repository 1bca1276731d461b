"""`dakehu … --book db`: the published policies answer as the files do."""

import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from dakehu.calendar.services import set_day
from dakehu.cli.console import CommandFailed, Console
from dakehu.cli.main import run
from dakehu.policy.loading.files import load_book
from dakehu.rulebook.models import PolicyVersion
from dakehu.rulebook.queries.published import book
from dakehu.rulebook.services.versions import publish_version
from dakehu.rules.answering import answer_of
from dakehu.rules.asking import Refused
from dakehu.rules.kinds import KINDS
from tests.rulebook.conftest import AT, STARTER, next_version, parameter

ROOT = Path(__file__).parents[2]
TODAY = AT.date()


def answered(kind: str, question: dict[str, Any], source: Any) -> Any:
    try:
        return answer_of(KINDS[kind], question, book=source, today=TODAY)
    except Refused as refused:
        return refused.to_json()


@pytest.fixture
def dakehu(monkeypatch: pytest.MonkeyPatch) -> Any:
    def ran(*words: str, given: bytes = b"") -> str:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        out = io.BytesIO()
        run(list(words), Console(out, io.BytesIO()))
        return out.getvalue().decode()

    return ran


@pytest.mark.parametrize("path", sorted((ROOT / "cases").glob("*.jsonl")), ids=lambda p: p.stem)
def test_every_case_is_answered_as_by_the_files(
    published: tuple[PolicyVersion, ...], path: Path
) -> None:
    files, database = load_book(), book()
    for line in path.read_bytes().splitlines():
        question = orjson.loads(line)["input"]
        told = [answered(path.stem, question, source) for source in (files, database)]
        assert told[0] == told[1]


def test_a_question_is_answered_by_what_is_published(
    published: tuple[PolicyVersion, ...], dakehu: Any
) -> None:
    def raise_rate(raw: dict[str, Any]) -> None:
        parameter(raw, "profit.bands")["value"][0][1] = "0.25"

    publish_version(by=STARTER, at=AT, content=next_version("SA", "2026-01-01", raise_rate))
    given = (
        b'{"estimated_sales": 1, "on": "2026-01-01"}\n{"estimated_sales": 1, "on": "2025-12-31"}'
    )
    lines = dakehu("calc", "profit_rate", "--book", "db", given=given).splitlines()
    assert [orjson.loads(line)["rate"] for line in lines] == ["0.25", "0.2"]


def test_the_companys_own_days_off_count_with_the_published_policies(
    published: tuple[PolicyVersion, ...], dakehu: Any, tmp_path: Path
) -> None:
    set_day(by=STARTER, at=AT, day=date(2026, 6, 5), is_working=False, name="厂休")
    given = b'{"what": "claim_due", "month": "2026-06"}'
    own = orjson.loads(dakehu("calc", "dates", "--book", "db", given=given))
    assert own["due_on"] == "2026-06-08"
    assert orjson.loads(dakehu("calc", "dates", given=given))["due_on"] == "2026-06-05"
    case = {"id": "DT-1", "rule": "S5-4.12", "input": orjson.loads(given), "expect": own}
    (tmp_path / "dates.jsonl").write_bytes(orjson.dumps(case))
    assert "1" in dakehu("cases", "run", "--cases", str(tmp_path), "--book", "db")


def test_the_other_commands_read_the_published_policies_too(
    published: tuple[PolicyVersion, ...], dakehu: Any
) -> None:
    assert "大客户销售政策" in dakehu("policy", "list", "--book", "db")
    assert "第1条  基本利润保障" in dakehu("policy", "show", "SA", "--book", "db")
    assert "体检完毕：错误 0 项" in dakehu("policy", "lint", "--book", "db")


def test_a_version_that_was_changed_afterwards_is_told(
    published: tuple[PolicyVersion, ...], anew: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ran(*words: str) -> tuple[int, str, str]:
        out, err = io.BytesIO(), io.BytesIO()
        status = run(list(words), Console(out, err))
        return status, out.getvalue().decode(), err.getvalue().decode()

    assert ran("check", "policies")[:2] == (0, "已发布的制度与发布时一致，共 6 个版本。\n")
    row = PolicyVersion.objects.get(code="SA")
    PolicyVersion.objects.filter(pk=row.pk).update(content=f"{row.content} ")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    with pytest.raises(CommandFailed, match=r"《大客户销售政策》2020-01-01.*不一致"):
        run(["calc", "quote", "--book", "db"], Console(io.BytesIO(), io.BytesIO()))
    status, _out, err = ran("check", "policies")
    assert status == 1
    assert "《大客户销售政策》2020-01-01" in err
    assert "从备份恢复" in err


def test_nothing_published_is_said(db: None, dakehu: Any) -> None:
    for words in (("calc", "quote"), ("policy", "lint")):
        with pytest.raises(CommandFailed, match="系统中还没有发布制度"):
            dakehu(*words, "--book", "db")


@pytest.mark.slow
def test_a_database_without_tables_is_said(tmp_path: Path) -> None:
    environment = {**os.environ, "DAKEHU_VAR": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, "-m", "dakehu.cli.main", "calc", "quote", "--book", "db"],
        input=b"{}",
        capture_output=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert ran.returncode == 2
    assert "数据库还没有建好" in ran.stderr.decode()
    assert ran.stdout == b""
