"""`dakehu calc`: answers line by line, errors told in place, nothing but JSON on the output."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dakehu.cli.jsonlines import answer_all, batches
from dakehu.rules.kinds import KINDS
from tests.cli.running import Run

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "dakehu.cli.main"]


def test_each_line_is_answered_in_order_and_blank_ones_are_skipped(dakehu: Run) -> None:
    given = b'{"estimated_sales": "100"}\n\n  \r\n{"estimated_sales": 200000}'
    ran = dakehu("calc", "profit_rate", given=given)
    assert (ran.status, ran.err) == (0, "")
    assert [line["rate"] for line in ran.lines] == ["0.2", "0.17"]
    assert ran.lines[0]["explanation"]["nodes"][0]["source"]["article"] == "第1条(一)"


@pytest.mark.parametrize(
    "line, field, code",
    [
        (b"NaN", "", "not_json"),
        (b'{"estimated_sales": NaN}', "", "not_json"),
        (b'{"estimated_sales": 1', "", "not_json"),
        (b"\xff", "", "not_json"),
        (b'\xef\xbb\xbf{"estimated_sales": "1"}', "", "not_json"),
        (b"[" * 50_000, "", "not_json"),
        (b"[1]", "", "wrong_type"),
        (b"3", "", "wrong_type"),
        (b"{}", "estimated_sales", "required"),
        (b'{"estimated_sales": "1", "x": 1}', "x", "unknown_field"),
        (b'{"estimated_sales": 1e99}', "estimated_sales", ""),
        (b'{"estimated_sales": "1", "on": "2019-12-31"}', "on", "out_of_range"),
    ],
)
def test_a_bad_line_is_an_error_in_its_place_and_the_others_are_answered(
    dakehu: Run, line: bytes, field: str, code: str
) -> None:
    good = b'{"estimated_sales": "100"}'
    ran = dakehu("calc", "profit_rate", given=b"\n".join([good, line, good]))
    first, bad, last = ran.lines
    assert first["rate"] == last["rate"] == "0.2"
    if code:
        assert ran.status == 2
        assert (bad["error"]["field"], bad["error"]["code"]) == (field, code)
        assert bad["error"]["message"]


def test_a_line_feed_alone_ends_a_line(dakehu: Run) -> None:
    given = '{"estimated_sales":\u2028"1"}\n{"estimated_sales":\r"1"}'.encode()
    ran = dakehu("calc", "profit_rate", given=given)
    assert len(ran.lines) == 2
    assert ran.lines[0]["error"]["code"] == "not_json"
    assert ran.lines[1]["rate"] == "0.2"


def test_half_a_character_pair_comes_back_escaped(dakehu: Run) -> None:
    given = b'{"start": "2026-06-01T08:30:00", "attendance": [{"who": "\\ud800"}]}'
    ran = dakehu("calc", "meeting_points", given=given)
    assert ran.status == 0
    assert "\\ud800" in ran.out


def test_an_unknown_kind_lists_the_kinds(dakehu: Run) -> None:
    ran = dakehu("calc", "quotes")
    assert (ran.status, ran.out) == (2, "")
    assert "是不是 quote？" in ran.err
    assert all(kind in ran.err for kind in KINDS)


def test_another_book_is_used_where_it_is_named(
    dakehu: Run, changed_book: Callable[..., Path]
) -> None:
    folder = changed_book(old='["0", "0.20"]', new='["0", "0.25"]')
    ran = dakehu("calc", "profit_rate", f"--book={folder}", given=b'{"estimated_sales": 1}')
    assert ran.lines[0]["rate"] == "0.25"


def test_a_broken_book_is_told_and_nothing_is_answered(
    dakehu: Run, changed_book: Callable[..., Path], tmp_path: Path
) -> None:
    folder = changed_book(old='["0", "0.20"]', new='["5", "0.20"]')
    for book in (folder, tmp_path):
        ran = dakehu("calc", "profit_rate", "--book", str(book), given=b'{"estimated_sales": 1}')
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.startswith("错误：制度文件有误")
    assert "没有文件夹" in dakehu("calc", "fine", "--book", "/no/such").err


def test_explain_prints_the_steps_as_a_tree(dakehu: Run) -> None:
    question = {"unit_cost": "70", "quantity": "10000", "estimated_sales": "854000"}
    given = json.dumps({**question, "rebate_rate": "0.08"}).encode() + b"\n{}"
    ran = dakehu("calc", "quote", "--explain", given=given)
    assert ran.status == 2
    assert ran.out.splitlines()[0].startswith("规定单价 85.40 = ")
    assert "《大客户销售政策》第1条(三)" in "".join(ran.out.split())
    assert "（见上）" in ran.out
    assert "提示：" in ran.out
    assert "错误：" in ran.out.splitlines()[-2]
    assert "unit_cost" in ran.out.splitlines()[-2]


def test_explain_names_the_row_of_an_error_and_cites_standards(dakehu: Run) -> None:
    given = b'{"kind": "discipline", "amounts": ["100", "99"]}\n[]'
    row, form = dakehu("calc", "fine", "--explain", given=given).out.splitlines()[::2]
    assert "第 2 项" in row
    assert "（" not in form
    assert "GB 32100" in dakehu("calc", "credit_code", "--explain", given=b'{"code": "1"}').out


def test_explain_cites_guards(dakehu: Run) -> None:
    given = b'{"month_wage": 6000, "loss": 1500, "minimum_wage": 2500}'
    assert "《工资支付暂行规定》" in dakehu("calc", "wage_guard", "--explain", given=given).out


def test_a_closed_standard_input_is_told() -> None:
    script = f"{sys.executable} -m dakehu.cli.main calc fine <&-"
    ran = subprocess.run(["sh", "-c", script], capture_output=True, cwd=ROOT, check=False)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert "没有标准输入" in ran.stderr.decode()


def test_what_has_arrived_is_handed_on_without_waiting_for_more() -> None:
    class Slow:
        def __init__(self) -> None:
            self.chunks = [b"a\nb", b"c", b"d\ne\n", b""]

        def read1(self, size: int, /) -> bytes:
            return self.chunks.pop(0)

    assert list(batches(Slow())) == [[b"a"], [b"bcd", b"e"], [b""]]


def test_answers_are_flushed_with_what_has_arrived() -> None:
    flushed: list[bytes] = []

    class Out(io.BytesIO):
        def flush(self) -> None:
            flushed.append(self.getvalue())

    class Slow:
        def __init__(self) -> None:
            self.chunks = [b"a\n", b"b\n", b""]

        def read1(self, size: int, /) -> bytes:
            return self.chunks.pop(0)

    assert answer_all(Slow(), Out(), lambda line: (line.upper(), line == b"a")) is False
    assert flushed[:2] == [b"A\n", b"A\nB\n"]


def test_today_is_the_date_in_shanghai(monkeypatch: pytest.MonkeyPatch) -> None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from dakehu.cli import books

    class Clock(books.datetime):
        @classmethod
        def now(cls, tz=None):
            moment = cls(2026, 11, 22, 16, 30, tzinfo=ZoneInfo("UTC"))
            return moment.astimezone(tz)

    monkeypatch.setattr(books, "datetime", Clock)
    assert books.shanghai_date() == date(2026, 11, 23)

    def missing(key: str) -> None:
        raise ZoneInfoNotFoundError(key)

    monkeypatch.setattr("zoneinfo.ZoneInfo", missing)
    assert books.shanghai_date() == date(2026, 11, 23)


def started(*words: str) -> "subprocess.Popen[bytes]":
    pipe = subprocess.PIPE
    return subprocess.Popen([*COMMAND, *words], stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT)


def test_a_caller_that_waits_gets_its_answer_before_sending_more() -> None:
    with started("calc", "profit_rate") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for sales, rate in (("1", "0.2"), ("200000", "0.17")):
            process.stdin.write(json.dumps({"estimated_sales": sales}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["rate"] == rate
        process.stdin.close()
        assert process.wait(30) == 0


def test_a_reader_that_leaves_ends_the_command_quietly() -> None:
    lines = b'{"estimated_sales": "1"}\n' * 5_000
    with started("calc", "profit_rate") as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdout.close()
        try:
            process.stdin.write(lines)
            process.stdin.close()
        except BrokenPipeError:
            pass
        assert process.wait(30) == 141
        assert process.stderr.read() == b""


def test_a_full_disk_is_told() -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [*COMMAND, "policy", "list"], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False
        )
    assert ran.returncode == 2
    assert ran.stderr.decode().startswith("错误：无法写出结果")
    assert ran.stderr.count(b"\n") == 1


def test_an_interrupt_ends_the_command_quietly() -> None:
    with started("calc", "profit_rate") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"estimated_sales": "1"}\n')
        process.stdin.flush()
        process.stdout.readline()
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr.read() == b""


def test_a_closed_output_is_told_and_no_crash(tmp_path: Path) -> None:
    told = tmp_path / "err"
    words = " ".join(COMMAND)
    with told.open("wb") as err:
        ran = subprocess.run(
            ["sh", "-c", f"{words} calc capitals >&-"],
            input=b'{"amount": 1}\n',
            stderr=err,
            cwd=ROOT,
            check=False,
        )
    assert ran.returncode == 2
    assert told.read_text(encoding="utf-8") == "错误：标准输出已关闭，无处写出结果\n"
