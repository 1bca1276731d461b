"""Data of a paper out of JSON: exact numbers, days as text, nothing that the paper lacks."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, get_args, get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import TypeAdapter, ValidationError

from dakehu.documents.printing.writing import MOST_DIGITS, UnableToPrint
from dakehu.kit.papers import PrintForm

MOST_BYTES: Final = 2 * 1024 * 1024
_MOST_ERRORS: Final = 5

_WORDS: Final = (
    ("missing", gettext_lazy("缺少这一项")),
    ("decimal", gettext_lazy('须为数字，如 "854000.00"')),
    ("finite", gettext_lazy('须为数字，如 "854000.00"')),
    ("int", gettext_lazy("须为整数")),
    ("date", gettext_lazy("须为日期，如 2026-11-23")),
    ("string", gettext_lazy("须为文字")),
    ("literal", gettext_lazy("不在可选的范围内")),
    ("tuple", gettext_lazy("须为列表")),
    ("dataclass", gettext_lazy("须为对象")),
)


def data_of(form: PrintForm[Any], text: bytes | str) -> Any:
    """The data of a paper from JSON; `UnableToPrint` names each field at fault."""
    if len(text) > MOST_BYTES:
        raise _refused("data", _("内容超过 2 MB"))
    try:
        raw = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _refused("data", _("不是正确的 JSON")) from None
    return data_from(form, raw)


def _no_number(word: str) -> Any:
    raise ValueError(word)


def data_from(form: PrintForm[Any], raw: Any) -> Any:
    """The data of a paper from what JSON was read into, floats never among it."""
    unknown = next(_unknown(form.data, raw, ""), None)
    if unknown is not None:
        raise _refused(unknown, _("这张单据没有这一项"))
    try:
        found = _reader(_kind(form)).validate_python(raw)
    except ValidationError as error:
        told = error.errors(include_url=False, include_context=False, include_input=False)
        lines = [(_place(one["loc"]), _word(one["type"])) for one in told[:_MOST_ERRORS]]
        raise _refused(
            lines[0][0], _("；").join(f"{place}：{word}" for place, word in lines), True
        ) from None
    too_much = next(_out_of_range(found, ""), None)
    if too_much is not None:
        raise _refused(too_much, _("数字过大或者位数过多"))
    return found


def json_of(form: PrintForm[Any], data: Any) -> Any:
    """The data of a paper as JSON, numbers and days as text."""
    return _reader(_kind(form)).dump_python(data, mode="json")


@lru_cache(maxsize=64)
def _reader(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _kind(form: PrintForm[Any]) -> Any:
    return form.data


def _unknown(kind: Any, raw: Any, place: str) -> Iterator[str]:
    """The fields in JSON that the data class does not have."""
    inner: Any = next((one for one in (kind, *_inside(kind)) if is_dataclass(one)), None)
    if isinstance(raw, list):
        for number, each in enumerate(raw):
            yield from _unknown(inner, each, f"{place}[{number}]")
        return
    if inner is None or not isinstance(raw, Mapping):
        return
    hints = _hints(inner)
    for key, each in raw.items():
        here = f"{place}.{key}" if place else str(key)
        if key not in hints:
            yield here[:200]
        else:
            yield from _unknown(hints[key], each, here)


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    every = get_type_hints(kind)
    return {one.name: every[one.name] for one in fields(kind)}


def _out_of_range(value: Any, place: str) -> Iterator[str]:
    """The numbers that no paper has room for: written out they may have a billion digits."""
    if isinstance(value, Decimal):
        if max(abs(value.adjusted()), abs(int(value.as_tuple().exponent))) > MOST_DIGITS:
            yield place
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _out_of_range(each, f"{place}[{number}]")
    elif is_dataclass(value):
        for one in fields(value):
            inner = f"{place}.{one.name}" if place else one.name
            yield from _out_of_range(getattr(value, one.name), inner)


def _inside(kind: Any) -> Iterator[Any]:
    for each in get_args(kind):
        yield each
        yield from _inside(each)


def _place(path: tuple[int | str, ...]) -> str:
    found = ""
    for each in path:
        found += f"[{each}]" if isinstance(each, int) else f".{each}" if found else each
    return found or "data"


def _word(kind: str) -> str:
    return str(next((told for part, told in _WORDS if part in kind), _("填写有误")))


def _refused(field: str, told: str, is_whole: bool = False) -> UnableToPrint:
    text = told if is_whole else f"{field}：{told}"
    return UnableToPrint(_("单据内容有误：%s。") % text, field=field, code="bad_data")
