"""Every worked case of `cases/` comes out as it is written there."""

import json
from pathlib import Path

import pytest

from dakehu.rules.case_form import compare_case
from dakehu.rules.kinds import KINDS

CASES = Path(__file__).parents[2] / "cases"
FILES = sorted(CASES.glob("*.jsonl"))


def worked_cases():
    for path in FILES:
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            yield pytest.param(path.stem, case, id=case["id"])


@pytest.mark.parametrize("kind, case", list(worked_cases()))
def test_a_worked_case_comes_out_as_written(ask, kind, case):
    assert compare_case(case, ask(kind, **case["input"])) == []


def test_the_cases_of_inspections_hold_for_minutes_too(ask):
    for line in (CASES / "inspection_points.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        assert compare_case(case, ask("resolution_points", **case["input"])) == []


def test_every_kind_has_worked_cases_and_every_case_an_id_of_its_own():
    assert {path.stem for path in FILES} == set(KINDS) - {"resolution_points"}
    ids = [
        json.loads(line)["id"] for path in FILES for line in path.read_text("utf-8").splitlines()
    ]
    assert len(ids) == len(set(ids)) > 0
