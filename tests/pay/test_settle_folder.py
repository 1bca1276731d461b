"""The folder of a settled month: whole or not at all, and only ever in place of its own."""

import json
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest

from dakehu.pay.data.result_files import SHEET, STATEMENTS, TOLD
from dakehu.pay.settling.folder import UnableToWriteResult, statement_names, writing
from dakehu.rules.month_facts import Person

MONTH = "2026-11"


def fill(folder: Path, word: str = "") -> None:
    """A result in short."""
    (folder / SHEET).write_text(word, encoding="utf-8")
    (folder / STATEMENTS).mkdir()
    (folder / STATEMENTS / f"1_{word}.pdf").write_bytes(b"%PDF")
    told = {"pay_month": MONTH, "people": [], "departments": []}
    (folder / TOLD).write_text(json.dumps(told), encoding="utf-8")


def settled(folder: Path, word: str = "") -> None:
    with writing(folder, MONTH) as made:
        fill(made, word)


def test_a_new_folder_appears_when_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b"
    with writing(target, MONTH) as made:
        fill(made)
        assert not target.exists()

    assert {one.name for one in target.iterdir()} == {SHEET, STATEMENTS, TOLD}
    assert target.stat().st_mode & 0o700 == 0o700
    assert [one.name for one in target.parent.iterdir()] == ["b"]


def test_an_earlier_result_is_replaced_whole(tmp_path: Path) -> None:
    settled(tmp_path / "out", "旧")
    settled(tmp_path / "out", "新")

    assert (tmp_path / "out" / SHEET).read_text("utf-8") == "新"
    assert [one.name for one in (tmp_path / "out" / STATEMENTS).iterdir()] == ["1_新.pdf"]


def test_a_failure_leaves_the_earlier_result(tmp_path: Path) -> None:
    settled(tmp_path / "out", "旧")
    with suppress(RuntimeError), writing(tmp_path / "out", MONTH) as made:
        fill(made, "新")
        raise RuntimeError

    assert (tmp_path / "out" / SHEET).read_text("utf-8") == "旧"
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    settled(tmp_path / "out")
    (tmp_path / "out" / ".settle-abc").mkdir()
    settled(tmp_path / "out", "新")

    assert {one.name for one in (tmp_path / "out").iterdir()} == {SHEET, STATEMENTS, TOLD}


@pytest.mark.parametrize("other", ["notes.txt", f"{STATEMENTS}/签收.jpg"])
def test_other_files_are_never_lost(tmp_path: Path, other: str) -> None:
    settled(tmp_path / "out")
    (tmp_path / "out" / other).write_bytes(b"x")
    with pytest.raises(UnableToWriteResult, match="有别的文件"):
        settled(tmp_path / "out")

    assert (tmp_path / "out" / other).exists()


def test_names_of_statements_are_safe_and_all_different() -> None:
    given = [("1", "林雯"), ("2", "a/b"), ("3", ".."), ("A:1", "x"), ("a-1", "X"), ("5", "长" * 90)]
    people = [Person(who, name, "", "sales", Decimal(0), Decimal(0)) for who, name in given]
    names = statement_names(people)

    assert list(names.values())[:5] == [
        *("1_林雯.pdf", "2_a-b.pdf", "3_-.pdf", "A-1_x.pdf", "a-1_X(2).pdf"),
    ]
    assert len(names["5"].encode()) < 250
