"""`examples/2026-11`: what is kept there is what the program makes today."""

import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from examples import month
from examples.make import FOLDER, PAY_SHEET, RESULT, make
from tests.cli.running import Run

MOST_BYTES = 3_000_000
INPUTS = {"staff.xlsx", "receipts.xlsx", "staff-有错.xlsx", "staff-对不上.xlsx"}
LOGS = {"settle.log", "有错.log", "对不上.log", "对比.log"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example made anew."""
    folder: Path = tmp_path_factory.mktemp("example")
    make(folder)
    return folder


def files_in(folder: Path) -> set[str]:
    return {
        one.relative_to(folder).as_posix()
        for one in folder.rglob("*")
        if one.is_file() and one.name != "README.md"
    }


def content_of(path: Path) -> object:
    """What a file holds; of a workbook the parts, since packing differs between machines."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_the_same_files_come_out(made: Path) -> None:
    kept = files_in(FOLDER)

    assert files_in(made) == kept
    assert kept >= INPUTS | LOGS | {PAY_SHEET, f"{RESULT}/说明.json", f"{RESULT}/对比.xlsx"}
    changed = [
        name for name in sorted(kept) if content_of(made / name) != content_of(FOLDER / name)
    ]
    assert not changed, "python -m examples.make"


def test_the_example_is_small(made: Path) -> None:
    assert sum(one.stat().st_size for one in FOLDER.rglob("*") if one.is_file()) < MOST_BYTES


def test_the_readme_tells_the_figures_of_the_result() -> None:
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    kept = (FOLDER / RESULT / "说明.json").read_text(encoding="utf-8")

    for figure in ("22752.01", "15480.01", "6768.01", "11280.01", "8712.00"):
        assert figure in kept
        assert f"{float(figure):,.2f}" in told


# ---------------------------------------------------------------- the same by single questions


def asked(dakehu: Run, kind: str, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers of `dakehu calc` on the last day of the appraisal month."""
    lines = [json.dumps({**one, "on": "2026-10-31"}) for one in questions]
    ran = dakehu("calc", kind, given="\n".join(lines).encode())
    assert ran.status == 0, ran.out
    return ran.lines


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads((FOLDER / RESULT / "说明.json").read_text(encoding="utf-8"))
    return kept


def test_the_parts_are_what_calc_answers(dakehu: Run, told: dict[str, Any]) -> None:
    bases = {row[0]: str(row[6]) for row in month.STAFF}
    [department] = told["departments"]
    goals = {key: department[key] for key in ("target", "challenge", "actual")}
    people = [one for one in told["people"] if one["factor"] is not None]
    questions = [
        {
            **{"scheme": one["scheme"], "base": bases[one["id"]], "score": one["score"]},
            "department": goals,
        }
        for one in people
    ]
    answers = asked(dakehu, "performance_pay", questions)

    assert len(people) == 11
    for one, answer in zip(people, answers, strict=True):
        assert [answer[key] for key in ("factor", "pay", "extra")] == [
            one[key] for key in ("factor", "performance_pay", "extra")
        ]


def test_the_sum_is_what_calc_answers(dakehu: Run, told: dict[str, Any]) -> None:
    questions = [
        {
            "basic_wage": one["basic_wage"],
            "performance_pay": str(Decimal(one["performance_pay"]) + Decimal(one["extra"])),
            "commission": one["commission"],
        }
        for one in told["people"]
    ]
    answers = asked(dakehu, "month_pay", questions)

    assert [one["total"] for one in answers] == [one["total"] for one in told["people"]]


def test_the_commission_is_what_calc_answers(dakehu: Run, told: dict[str, Any]) -> None:
    """Of those without shares, on their own receipts that have a project."""
    shared = {str(row[1]) for row in month.SHARES}
    carries = {row[0]: str(row[1]) for row in month.CARRIES}
    people = [one for one in told["people"] if one["id"] not in shared and one["scheme"] == "sales"]
    questions = [
        {
            "pay_month": "2026-11",
            "carry_in": carries.get(one["id"], "0"),
            "receipts": [
                {"amount": str(row[5]), "verified_on": row[2]}
                for row in month.RECEIPTS
                if row[7] == one["name"] and row[2] and row[4]
            ],
        }
        for one in people
    ]
    answers = asked(dakehu, "commission", questions)

    assert len(people) == 6
    for one, answer in zip(people, answers, strict=True):
        assert (answer["amount"], answer["carry_out"]) == (one["commission"], one["carry_out"])
