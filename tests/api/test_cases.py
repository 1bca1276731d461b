"""Every worked case comes out through the interface exactly as it is written."""

import json
from pathlib import Path

import pytest

from dakehu.cli.cases import read_cases
from dakehu.cli.jsonlines import answer_line
from dakehu.cli.main import main
from dakehu.policy.loading.files import load_book
from dakehu.rules.case_form import compare_case
from dakehu.rules.json_form import as_spelt
from dakehu.rules.kinds import KINDS
from tests.api.conftest import TODAY

CASES = Path(__file__).parents[2] / "cases"
ALL = [(kind, case) for kind, case in read_cases(CASES)]


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in ALL}))
def test_the_cases_of_a_kind_come_out_in_one_batch(ask, kind):
    cases = [case for each, case in ALL if each == kind]
    body = '{"items":[' + ",".join(as_spelt(case["input"]) for case in cases) + "]}"
    response = ask(kind, body)
    assert response.status_code == 200
    answers = response.json()["items"]
    assert len(answers) == len(cases)
    wrong = {
        case["id"]: differences
        for case, answer in zip(cases, answers, strict=True)
        if (differences := compare_case(case, answer))
    }
    assert wrong == {}


def test_answers_are_the_very_ones_of_the_rules(ask):
    book = load_book()
    for kind, case in ALL[::7]:
        expected, well = answer_line(KINDS[kind], as_spelt(case["input"]).encode(), book, TODAY)
        response = ask(kind, as_spelt(case["input"]))
        assert response.status_code == (200 if well else 422)
        told = response.json() if well else {"error": response.json()["errors"][0]}
        assert told == json.loads(expected)


@pytest.mark.django_db(transaction=True)
def test_the_command_runs_all_cases_against_a_live_server(live_server, published, token, capsys):
    secret = token("calc")
    words = ["cases", "run", "--against", live_server.url, "--token", secret, "--json"]
    status = main(words)
    told = json.loads(capsys.readouterr().out)
    assert told["mismatches"] == []
    assert (status, told["cases"]) == (0, len(ALL))
