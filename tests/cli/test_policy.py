"""`dakehu policy`: the policies as documents, examined, and compared."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dakehu.cli.tables import WIDTH, width_of
from dakehu.policy.loading.files import load_book, shipped_book
from dakehu.policy.telling import DOES
from tests.cli.running import Run

CODES = ["AP", "DE", "EX", "KA", "OF", "SA"]


def fits(text: str) -> bool:
    return all(width_of(line) <= WIDTH for line in text.splitlines())


def test_the_list_has_every_policy_with_its_dates(dakehu: Run) -> None:
    ran = dakehu("policy", "list")
    assert ran.status == 0
    assert fits(ran.out)
    assert [line.split()[0] for line in ran.out.splitlines()[2:]] == CODES
    assert "大客户销售政策      2020-01-01  2019-12-20  2020-01-01    43" in ran.out


def test_the_list_is_there_as_json(dakehu: Run) -> None:
    policies = dakehu("policy", "list", "--json").json
    assert [each["code"] for each in policies] == CODES
    assert policies[-1]["effective_from"] == "2020-01-01"
    assert policies[-1]["clauses"] == 43


@pytest.mark.parametrize("code", CODES)
def test_every_policy_is_shown_whole_in_100_columns(dakehu: Run, code: str) -> None:
    ran = dakehu("policy", "show", code)
    policy = load_book().versions(code)[-1]
    assert ran.status == 0
    assert fits(ran.out)
    assert "{" not in ran.out
    assert all(clause.article in ran.out for clause in policy.clauses)
    assert all(key in ran.out for key in policy.parameters)
    assert all(f"{chain} " in ran.out for chain in policy.chains)


def test_every_step_of_every_chain_has_a_word() -> None:
    book = load_book()
    chains = [chain for policy in book.policies for chain in policy.chains.values()]
    steps = [step for chain in chains for each in chain.variants for step in each.steps]
    assert {step.does for step in steps} <= DOES.keys()


@pytest.mark.parametrize("article", ["第1条", "1", "第1条(三)", "第1条（三）"])
def test_one_clause_is_shown_with_what_it_rests_on(dakehu: Run, article: str) -> None:
    told = dakehu("policy", "show", "SA", "--article", article).out
    assert "第1条  基本利润保障" in told
    assert "（一）预估销售额不满 200,000 元的，基本利润率为 20%；" in told
    assert "依据 S5-1.0、S5-1.1" in told
    assert "参数 profit.bands（基本利润率分档）" in told
    assert "总经理决定" in told
    assert "第2条" not in told


def test_a_clause_without_rules_shows_its_purpose(dakehu: Run) -> None:
    assert "〔用意：" in dakehu("policy", "show", "SA", "--article", "2").out


def test_a_policy_is_shown_as_json(dakehu: Run) -> None:
    told = dakehu("policy", "show", "SA", "--article", "1", "--on", "2026-01-01", "--json").json
    assert told["version"] == "2020-01-01"
    (clause,) = told["clauses"]
    assert clause["items"][0]["covers"] == ["S5-1.1"]
    assert clause["parameters"][0]["value"][0] == ["0", "0.20"]


def test_a_version_is_shown_by_its_name(dakehu: Run) -> None:
    assert "版本 2020-01-01" in dakehu("policy", "show", "SA@2020-01-01").out


@pytest.mark.parametrize(
    "words, told",
    [
        (["sa"], "没有制度 sa，是不是 SA？，现有：AP、DE"),
        (["XX"], "没有制度 XX，现有："),
        (["SA@1"], "SA 没有版本 1，现有：2020-01-01"),
        (["SA@2020-01-01", "--on", "2026-01-01"], "不能再用 --on"),
        (["SA", "--on", "2019-12-31"], "SA 自 2020-01-01 起施行，2019-12-31 尚无施行的版本"),
        (["SA", "--on", "2026-1-1"], "--on 须为 YYYY-MM-DD"),
        (["SA", "--article", "第99条"], "没有第99条（最后一条是第43条）"),
    ],
)
def test_what_is_not_there_is_told(dakehu: Run, words: list[str], told: str) -> None:
    ran = dakehu("policy", "show", *words)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_lint_shows_the_notes_of_the_shipped_book_and_succeeds(dakehu: Run) -> None:
    ran = dakehu("policy", "lint")
    assert (ran.status, ran.err) == (0, "")
    assert fits(ran.out)
    assert "说明（12 项）" in ran.out
    assert "157,264.96" in ran.out
    assert ran.out.endswith("体检完毕：错误 0 项，警告 0 项，说明 12 项\n")


def test_lint_fails_on_an_error_and_says_clause_and_mend(
    dakehu: Run, changed_book: Callable[..., Path]
) -> None:
    folder = changed_book(old='["200000", "0.17"]', new='["600000", "0.17"]')
    ran = dakehu("policy", "lint", "--book", str(folder), "--json")
    assert ran.status == 1
    error = ran.json["findings"][0]
    assert (error["code"], error["level"], error["policy"]) == ("disorder", "error", "SA")
    assert error["article"] == "第1条(三)"
    assert error["mend"]
    assert ran.json["counts"]["error"] == 1
    assert "错误（1 项）" in dakehu("policy", "lint", "--book", str(folder)).out


def test_lint_tells_a_file_that_cannot_be_read(
    dakehu: Run, changed_book: Callable[..., Path], tmp_path: Path
) -> None:
    folder = changed_book(old="code: SA", new="kode: SA")
    ran = dakehu("policy", "lint", "--book", str(folder))
    assert ran.status == 1
    assert "文件格式" in ran.out
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "没有找到制度文件" in dakehu("policy", "lint", "--book", str(empty)).err


def test_lint_looks_for_people_in_the_seats_where_it_is_told_them(
    dakehu: Run, tmp_path: Path
) -> None:
    seats = tmp_path / "seats.json"
    seats.write_text(json.dumps({"gm": ["甲"]}), encoding="utf-8")
    ran = dakehu("policy", "lint", "--seats", str(seats), "--json")
    assert ran.status == 1
    assert {each["code"] for each in ran.json["findings"] if each["level"] == "error"} == {
        "empty_seat"
    }


@pytest.mark.parametrize("text", ["[", "[]", '{"gm": 1}', None])
def test_a_staffing_file_of_a_wrong_form_is_told(
    dakehu: Run, tmp_path: Path, text: str | None
) -> None:
    seats = tmp_path / "seats.json"
    if text is not None:
        seats.write_text(text, encoding="utf-8")
    ran = dakehu("policy", "lint", "--seats", str(seats))
    assert ran.status == 2
    assert str(seats) in ran.err


def test_the_same_version_has_no_differences(dakehu: Run) -> None:
    assert dakehu("policy", "diff", "SA@2020-01-01", "SA@2020-01-01").out == "两边相同\n"
    assert dakehu("policy", "diff", "SA@2020-01-01", "SA@2020-01-01", "--json").json == {
        "policies": []
    }


def test_the_differences_of_two_books_are_told(
    dakehu: Run, changed_book: Callable[..., Path]
) -> None:
    folder = changed_book(
        old='version: "2020-01-01"|["0", "0.20"]|{seat: gm, does: decide}|purpose: 说明制定本政策',
        new='version: "2027"|["0", "0.25"]|{seat: cfo, does: decide}|purpose: 说明本政策',
    )
    words = ("policy", "diff", str(shipped_book()), str(folder))
    told = dakehu(*words).out
    assert fits(told)
    assert "《大客户销售政策》（SA）：修改" in told
    assert "版本：2020-01-01 → 2027" in told
    assert "第1条 基本利润率分档（profit.bands）" in told
    assert "- （一）预估销售额不满 200,000 元的，基本利润率为 20%；" in told
    assert "+ （一）预估销售额不满 200,000 元的，基本利润率为 25%；" in told
    assert "总经理决定" in told
    assert "财务总监决定" in told
    (policy,) = dakehu(*words, "--json").json["policies"]
    assert [each["key"] for each in policy["parameters"]] == ["profit.bands"]
    assert policy["parameters"][0]["new_value"][0] == ["0", "0.25"]
    assert [each["name"] for each in policy["clauses"]] == ["第1条"]


def test_policies_and_parameters_that_only_one_side_has_are_told(
    dakehu: Run, tmp_path: Path
) -> None:
    sides = {"old": ("KA", "SA"), "new": ("KA", "OF")}
    for side, codes in sides.items():
        for code in codes:
            text = (shipped_book() / code / "2020-01-01.yaml").read_text(encoding="utf-8")
            (tmp_path / side / code).mkdir(parents=True)
            (tmp_path / side / code / "a.yaml").write_text(text, encoding="utf-8")
    told = dakehu("policy", "diff", str(tmp_path / "old"), str(tmp_path / "new")).out
    assert "（SA）：废止" in told
    assert "（OF）：新增" in told
    assert "→ 无" in told
    assert "KA" not in told


@pytest.mark.parametrize(
    "sides, told",
    [
        (("SA@2020-01-01", "AP@2020-01-01"), "不是同一项制度"),
        (("SA@2020-01-01", "SA@1"), "没有版本 1"),
        (("SA", "SA@2020-01-01"), "SA 既不是 CODE@版本"),
    ],
)
def test_what_cannot_be_compared_is_told(dakehu: Run, sides: tuple[str, str], told: str) -> None:
    ran = dakehu("policy", "diff", *sides)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
