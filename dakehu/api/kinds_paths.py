"""The document's paths of `calc`: one for each kind, though one operation serves them all."""

import json
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.api.answer_fields import ANSWERS
from dakehu.api.answer_forms import answer_schema
from dakehu.api.calculating import MOST_ITEMS
from dakehu.api.examples import answer_to, plain, questions
from dakehu.api.kinds_schema import question_schema
from dakehu.api.question_words import WORDS
from dakehu.rules.answering import Kind
from dakehu.rules.kinds import KINDS

Schema = dict[str, Any]

_REF: Final = "#/components/schemas/"


def kinds_paths(template: Schema) -> tuple[dict[str, Schema], dict[str, Schema]]:
    """Paths and component schemas; `template` is the one operation that serves all kinds."""
    paths: dict[str, Schema] = {}
    schemas: dict[str, Schema] = {}
    for kind in KINDS.values():
        asked, told = f"{kind.name}_question", f"{kind.name}_answer"
        schemas[asked] = question_schema(kind, WORDS[kind.name])
        schemas[told] = answer_schema(ANSWERS[kind.name])
        paths[f"/api/v1/calc/{kind.name}"] = {"post": _operation(kind, template)}
    return paths, schemas


def _operation(kind: Kind, template: Schema) -> Schema:
    asked = questions(kind)
    first = next(iter(asked.values()))
    several = {"items": [plain(first), plain(first)]}
    examples = {name: {"value": plain(each)} for name, each in asked.items()}
    answered = {"value": answer_to(kind, first)}
    answers = dict(template["responses"])
    answers["200"] = {
        "description": _("计算结果；成批提交时每项一个结果或一个错误，次序不变"),
        "content": {
            "application/json": {"schema": _answer_of(kind), "examples": {kind.name: answered}}
        },
    }
    return {
        **template,
        "operationId": f"calc_{kind.name}",
        "summary": _(kind.title),
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": _question_of(kind),
                    "examples": {**examples, "items": {"value": several}},
                }
            },
        },
        "parameters": [],
        "responses": answers,
    }


def _question_of(kind: Kind) -> Schema:
    one = {"$ref": f"{_REF}{kind.name}_question"}
    return {"anyOf": [one, _items(one, _("成批提交，一次最多 1,000 项"))]}


def _answer_of(kind: Kind) -> Schema:
    one = {"$ref": f"{_REF}{kind.name}_answer"}
    each = {"anyOf": [one, {"$ref": f"{_REF}Failed"}]}
    return {"anyOf": [one, _items(each, _("成批提交的结果"))]}


def _items(entry: Schema, words: str) -> Schema:
    return {
        "type": "object",
        "description": words,
        "properties": {"items": {"type": "array", "items": entry, "maxItems": MOST_ITEMS}},
        "required": ["items"],
        "additionalProperties": False,
    }


def as_json(value: Any) -> str:
    """A document as it is kept and shown: indented, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
