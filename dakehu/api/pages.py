"""The interface's description as pages: what the OpenAPI document says, as tables for people."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dakehu.api.answer_forms import FORMS
from dakehu.api.kinds_schema import NUMBER_FORM
from dakehu.rules.asking import DAY, MOMENT, MONTH

Schema = Mapping[str, Any]

CODES: Final[Mapping[str, str]] = {
    "not_json": gettext_noop("不是合法的 JSON"),
    "wrong_type": gettext_noop("类型不对，如该填文字处给了列表"),
    "unknown_field": gettext_noop("没有这个字段，多半是拼写有误"),
    "required": gettext_noop("必填的字段没有填"),
    "not_a_number": gettext_noop("不是数字，或写法不合要求"),
    "not_a_date": gettext_noop("不是日期、月份或时间，或并不存在"),
    "out_of_range": gettext_noop("超出允许的范围"),
    "unknown_value": gettext_noop("不在允许的几个值之内"),
    "unknown_parameter": gettext_noop("没有这个参数"),
    "inconsistent": gettext_noop("各字段之间互相矛盾，或违反制度、法律"),
}
"""Error code → what it means, in the order in which they are looked for."""

_PATTERNS: Final[Mapping[str, str]] = {
    NUMBER_FORM: gettext_noop("数字"),
    FORMS["amount"]["pattern"]: gettext_noop("金额"),
    FORMS["score"]["pattern"]: gettext_noop("分数"),
    FORMS["rate"]["pattern"]: gettext_noop("比例"),
    FORMS["points"]["pattern"]: gettext_noop("整数"),
    FORMS["month"]["pattern"]: gettext_noop("月份"),
    FORMS["time"]["pattern"]: gettext_noop("时间"),
}
_TYPES: Final[Mapping[str, str]] = {
    "string": gettext_noop("文字"),
    "boolean": gettext_noop("是否"),
    "integer": gettext_noop("整数"),
    "array": gettext_noop("列表"),
    "object": gettext_noop("对象"),
}


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
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    answer = told["responses"]["200"].get("content", {}).get("application/json", {})
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
    if pattern in _PATTERNS:
        return _(_PATTERNS[pattern])
    kinds = schema.get("type", "")
    kind = kinds if isinstance(kinds, str) else next(each for each in kinds if each != "null")
    if pattern:
        return f"{_('时间')} {MOMENT.form}" if "T" in pattern else f"{_('月份')} {MONTH.form}"
    return _(_TYPES[kind]) if kind in _TYPES else _("任意")
