"""The document of the interface: complete, true to the answers, and the one that is committed."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from dakehu.api.answer_fields import ANSWERS
from dakehu.api.api.root import schema_document
from dakehu.api.kinds_paths import as_json
from dakehu.api.kinds_schema import question_schema
from dakehu.api.page_words import CODES
from dakehu.api.question_words import WORDS
from dakehu.cli.cases import read_cases
from dakehu.rules.answering import Answer, Kind
from dakehu.rules.asking import RANKS, Asked, one_form
from dakehu.rules.json_form import as_spelt
from dakehu.rules.kinds import KINDS

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "docs" / "api" / "openapi.json"


def validator(name):
    document = schema_document()
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return jsonschema_rs.Draft202012Validator(schema)


def test_the_committed_document_is_the_present_one():
    present = as_json(schema_document())
    renew = "接口有变化：执行 make schema 更新 docs/api/openapi.json，并看一遍差异"
    assert COMMITTED.read_text("utf-8") == present, renew


def test_every_kind_has_a_path_words_and_an_answer():
    paths = schema_document()["paths"]
    assert [path for path in paths if "/calc/" in path] == [
        f"/api/v1/calc/{kind}" for kind in KINDS
    ]
    assert WORDS.keys() == ANSWERS.keys() == set(KINDS)
    assert list(CODES) == list(RANKS)


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in read_cases(ROOT / "cases")}))
def test_worked_questions_and_answers_have_the_forms_of_the_document(ask, kind):
    cases = [case for each, case in read_cases(ROOT / "cases") if each == kind]
    body = '{"items":[' + ",".join(as_spelt(case["input"]) for case in cases) + "]}"
    asked, told, failed = (
        validator(name) for name in (f"{kind}_question", f"{kind}_answer", "Failed")
    )
    for case, answer in zip(cases, ask(kind, body).json()["items"], strict=True):
        if "error" in answer:
            assert [*failed.iter_errors(answer)] == []
        else:
            assert [*told.iter_errors(answer)] == []
            assert [*asked.iter_errors(json.loads(as_spelt(case["input"])))] == []


def test_no_field_of_a_question_is_without_words_and_no_words_without_a_field():
    for kind in KINDS.values():
        schema = question_schema(kind, WORDS[kind.name])
        forms = schema.get("oneOf", [schema])
        named = {path for form in forms for path in paths_of(form)} - {"on", "params"}
        assert named == set(WORDS[kind.name]), kind.name


def paths_of(schema, start=""):
    for name, each in schema.get("properties", {}).items():
        yield start + name
        yield from paths_of(each.get("items", each), f"{start}{name}.")


def test_a_reader_that_cannot_be_described_is_refused():
    class Odd:
        def read(self, raw, path, row, faults):
            return raw

    kind = Kind("odd", "", one_form(x=Asked(Odd())), lambda *_: Answer({}, None), "x")
    with pytest.raises(TypeError, match="Odd"):
        question_schema(kind, {"x": "x"})


def test_the_examples_have_the_forms_that_they_illustrate():
    document = schema_document()
    for path, operations in document["paths"].items():
        for body in (each.get("requestBody") for each in operations.values()):
            if body is None or "application/json" not in body["content"]:
                continue
            content = body["content"]["application/json"]
            schema = {**content["schema"], "components": document["components"]}
            for example in content["examples"].values():
                jsonschema_rs.Draft202012Validator(schema).validate(example["value"])
            assert content["examples"], path
