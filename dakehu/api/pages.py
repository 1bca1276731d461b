"""The interface's description as pages: what the OpenAPI document says, as tables for people."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from dakehu.api.page_words import CODES, PATTERNS, TYPES
from dakehu.rules.asking import DAY, MOMENT, MONTH

Schema = Mapping[str, Any]


class Row(NamedTuple):
    """One field of a table."""

    path: str
    depth: int
    form: str
    is_needed: bool
    words: str
    choices: tuple[str, ...] = ()
    default: str = ""


class Form(NamedTuple):
    """A table of fields, with the word that chooses it where there are several."""

    title: str
    rows: list[Row]


def overview(document: Schema) -> dict[str, Any]:
    """All operations by their tag, and the error codes."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for line in _operations(document):
        groups.setdefault(line["tag"], []).append(line)
    return {"document": document, "groups": groups, "codes": CODES}


def _operations(document: Schema) -> Iterator[dict[str, Any]]:
    for path, operations in document["paths"].items():
        for method, told in operations.items():
            yield {
                "name": told["operationId"],
                "method": method.upper(),
                "path": path,
                "summary": told["summary"],
                "tag": told["tags"][0],
                "told": told,
            }


def operation_page(document: Schema, name: str) -> dict[str, Any]:
    """Everything about one operation; Http404 for a name that no operation has."""
    line = next((each for each in _operations(document) if each["name"] == name), None)
    if line is None:
        raise Http404
    told = line["told"]
    bodies = told.get("requestBody", {}).get("content", {})
    body = bodies.get("application/json") or bodies.get("multipart/form-data", {})
    done = next(each for status, each in told["responses"].items() if str(status).startswith("2"))
    answer = done.get("content", {}).get("application/json", {})
    examples = {key: _indented(each["value"]) for key, each in body.get("examples", {}).items()}
    return {
        **line,
        "parameters": told.get("parameters", ()),
        "asked": _forms(document, body.get("schema")),
        "answered": _forms(document, answer.get("schema")),
        "examples": {key: text for key, text in examples.items() if key != "items"},
        "example": next(iter(examples.values()), ""),
        "answers": [_indented(each["value"]) for each in answer.get("examples", {}).values()],
        "responses": [(status, each["description"]) for status, each in told["responses"].items()],
    }


def _indented(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _resolved(document: Schema, schema: Schema) -> Schema:
    """A schema behind its reference; of a batch or one, the one."""
    if "$ref" in schema:
        return _resolved(document, document["components"]["schemas"][schema["$ref"].split("/")[-1]])
    if "anyOf" in schema:
        return _resolved(document, schema["anyOf"][0])
    return schema


def _forms(document: Schema, schema: Schema | None) -> list[Form]:
    if schema is None:
        return []
    found = _resolved(document, schema)
    forms = found.get("oneOf", [found])
    return [Form(each.get("title", ""), list(_rows(document, each, "", 0))) for each in forms]


def _rows(document: Schema, schema: Schema, path: str, depth: int) -> Iterator[Row]:
    """The fields of an object, each followed by its own."""
    for name, each in schema.get("properties", {}).items():
        whole = f"{path}.{name}" if path else name
        found = _resolved(document, each)
        words = each.get("description", found.get("description", ""))
        choices = tuple(word for word in found.get("enum", ()) if word is not None)
        choices = choices or tuple(filter(None, [found.get("const")]))
        default = "" if found.get("default") is None else _indented(found["default"])
        needed = name in schema.get("required", ())
        yield Row(whole, depth, _form_of(found), needed, words, choices, default)
        inner = _resolved(document, found["items"]) if "items" in found else found
        if name not in {"explanation", "notices"}:
            yield from _rows(document, inner, whole, depth + 1)


def _form_of(schema: Schema) -> str:
    """What kind of value it is, in Chinese."""
    if schema.get("format") == "date":
        return _("日期") + f" {DAY.form}"
    pattern = schema.get("pattern", "")
    if pattern in PATTERNS:
        return str(PATTERNS[pattern])
    kinds = schema.get("type", "")
    kind = kinds if isinstance(kinds, str) else next(each for each in kinds if each != "null")
    if pattern:
        return f"{_('时间')} {MOMENT.form}" if "T" in pattern else f"{_('月份')} {MONTH.form}"
    return str(TYPES[kind]) if kind in TYPES else _("任意")
