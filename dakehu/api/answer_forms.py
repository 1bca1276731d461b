"""The forms of answers: what every value in an answer looks like in JSON Schema."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

Schema = dict[str, Any]

_TEXT: Final = {"type": "string"}
FORMS: Final[Mapping[str, Schema]] = {
    "amount": {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"},
    "score": {"type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$"},
    "rate": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]*[1-9])?$"},
    "points": {"type": "string", "pattern": r"^[0-9]+$"},
    "date": {"type": "string", "format": "date"},
    "month": {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}$"},
    "time": {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"},
    "text": _TEXT,
    "flag": {"type": "boolean"},
}
"""The word in a field's table → its schema."""


def told_as(form: str) -> Schema:
    """`amount`, `amount?` (may be null), `late|absent` (one of these words)."""
    word, is_optional = form.removesuffix("?"), form.endswith("?")
    words: Schema = {"type": "string", "enum": word.split("|")}
    schema: Schema = dict(FORMS[word]) if word in FORMS else words
    if not is_optional:
        return schema
    schema["type"] = [schema["type"], "null"]
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    return schema


def answer_schema(fields: Mapping[str, Any]) -> Schema:
    """The answer of a kind from its table: `{name: (form, words)}`.

    A name with ~ may be missing. A form may be a table (an object) or a list of one (rows).
    """
    made = _object(fields)
    made["properties"] |= {
        "on": {**FORMS["date"], "description": _("按哪一天施行的制度计算")},
        "explanation": {"$ref": "#/components/schemas/Explanation"},
        "notices": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/Notice"},
            "description": _("需要留意的情形"),
        },
    }
    made["required"] += ["on", "explanation", "notices"]
    return made


def _object(fields: Mapping[str, Any]) -> Schema:
    return {
        "type": "object",
        "properties": {name.rstrip("~"): _value(*each) for name, each in fields.items()},
        "required": [name for name in fields if not name.endswith("~")],
        "additionalProperties": False,
    }


def _value(form: Any, words: str) -> Schema:
    if isinstance(form, list):
        (entry,) = form
        schema: Schema = {"type": "array", "items": _entry(entry)}
    else:
        schema = _entry(form)
    return {**schema, "description": _(words)}


def _entry(form: Any) -> Schema:
    return told_as(form) if isinstance(form, str) else _object(form)
