"""From a kind's signature to the JSON Schema of its questions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.rules.answering import Kind
from dakehu.rules.asking import (
    DAY,
    MOMENT,
    MONTH,
    Asked,
    Choice,
    Flag,
    Named,
    Number,
    Reader,
    Record,
    Rows,
    Text,
    Timed,
)

Schema = dict[str, Any]

NUMBER_FORM: Final = r"^-?[0-9]{1,15}(\.[0-9]{1,10})?([eE][+-]?[0-9]{1,2})?$"
_DAY_FORM: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_MONTH_FORM: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
_MOMENT_FORM: Final = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"
)
_TIMES: Final[Mapping[str, Schema]] = {
    DAY.form: {"type": "string", "format": "date", "pattern": _DAY_FORM},
    MONTH.form: {"type": "string", "pattern": _MONTH_FORM},
    MOMENT.form: {"type": "string", "pattern": _MOMENT_FORM},
}

Words = Mapping[str, str]
"""Dotted path of a field → what it means, in Chinese."""


def question_schema(kind: Kind, words: Words) -> Schema:
    """What may be asked of `kind`: one form, or one of several told apart by a field."""
    signature = kind.signature
    if not signature.by:
        return _question(signature.every, words)
    forms = []
    for word, fields in signature.forms.items():
        form = _question(fields, words)
        form["properties"][signature.by] = {
            "type": "string",
            "const": word,
            "description": _told(signature.by, words),
        }
        form["title"] = word
        forms.append(form)
    return {"oneOf": forms}


def _question(fields: Mapping[str, Asked], words: Words) -> Schema:
    made = _record(fields, words, "")
    made["properties"]["on"] = {
        **_TIMES[DAY.form],
        "type": ["string", "null"],
        "description": _("按哪一天施行的制度计算，默认为今天"),
    }
    made["properties"]["params"] = {
        "type": ["object", "null"],
        "description": _("只在本次计算中改用的参数：参数代码 → 值，代码见 /api/v1/parameters"),
    }
    return made


def _record(fields: Mapping[str, Asked], words: Words, path: str) -> Schema:
    return {
        "type": "object",
        "properties": {
            name: _field(asked, words, f"{path}.{name}" if path else name)
            for name, asked in fields.items()
        },
        "required": [name for name, asked in fields.items() if asked.needed],
        "additionalProperties": False,
    }


def _field(asked: Asked, words: Words, path: str) -> Schema:
    schema = _of(asked.reader, words, path)
    limits = _limits(asked.reader)
    told = _told(path, words)
    schema["description"] = f"{told}（{limits}）" if limits else told
    if asked.needed:
        return schema
    if isinstance(asked.default, str | bool | Decimal | int):
        plain = isinstance(asked.default, str | bool)
        schema["default"] = asked.default if plain else str(asked.default)
    return _or_null(schema)


def _told(path: str, words: Words) -> str:
    return _(words[path])


def _limits(reader: Reader) -> str:
    numbers = [each for each in (reader, *getattr(reader, "alike", ())) if isinstance(each, Number)]
    limits = [each.limits() for each in numbers]
    return limits[0] if limits and limits[0].strip() != "须" else ""


def _or_null(schema: Schema) -> Schema:
    """The same, or null, which stands for not given."""
    if "type" not in schema:
        schema["anyOf"].append({"type": "null"})
        return schema
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    schema["type"] = [*kinds, "null"]
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    return schema


def _of(reader: Reader, words: Words, path: str) -> Schema:
    """The schema of what one reader reads; TypeError for a reader that cannot be described."""
    match reader:
        case Number():
            return _number(reader)
        case Text():
            return {"type": "string"}
        case Choice(offered):
            return {"type": "string", "enum": list(offered)}
        case Flag():
            return {"type": "boolean"}
        case Timed():
            return dict(_TIMES[reader.form])
        case Rows(entry):
            return {"type": "array", "items": _of(entry, words, path)}
        case Named(entry):
            return {"type": "object", "additionalProperties": _or_null(_of(entry, words, path))}
        case Record(fields):
            return _record(fields, words, path)
    alike = [_of(each, words, path) for each in getattr(reader, "alike", ())]
    if not alike:
        raise TypeError(f"{type(reader).__name__} names no plain readers in `alike`")
    return alike[0] if len(alike) == 1 else {"anyOf": alike}


_BOUNDS: Final = {
    "above": "exclusiveMinimum",
    "least": "minimum",
    "below": "exclusiveMaximum",
    "most": "maximum",
}


def _number(reader: Number) -> Schema:
    """A number as text, which keeps all digits, or as a JSON number, to which the bounds apply."""
    schema: Schema = {"type": ["string", "number"], "pattern": NUMBER_FORM}
    for name, word in _BOUNDS.items():
        bound = getattr(reader, name)
        if bound is not None:
            schema[word] = int(bound)
    return schema
